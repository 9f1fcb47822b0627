"""The JSON Schemas of our files, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dispatch.plan_file import plan_schema
from dispatch.policy_file import policy_schema
from scenarios.files import schema as scenario_schema

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {"scenario": scenario_schema, "policy": policy_schema, "plan": plan_schema}
)
