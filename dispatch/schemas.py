"""The JSON Schemas of our files, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from dispatch.move_up_rows import MoveUp
from dispatch.plan_file import plan_schema
from dispatch.policy_file import policy_schema
from scenarios.files import schema as scenario_schema
from scenarios.loads.spec_rows import LoadFile


def load_schema() -> dict[str, Any]:
    """JSON Schema of a load's spec."""
    return LoadFile.model_json_schema()


def move_up_schema() -> dict[str, Any]:
    """JSON Schema of the advice where free units should wait."""
    return TypeAdapter(MoveUp).json_schema(mode="serialization")


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {
        "scenario": scenario_schema,
        "policy": policy_schema,
        "plan": plan_schema,
        "load": load_schema,
        "move_up": move_up_schema,
    }
)
