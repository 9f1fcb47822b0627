"""Every number that plans rest on, with its unit and where it is from.

A policy's numbers have their sources in `policy_sources.toml`, with the values that
they have by default; those of the model of the fraud bring theirs along.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dispatch.policy import Policy
from scenarios.dotted_numbers import dotted_numbers
from scenarios.fraud.numbers import FraudNumbers, NumberRow

_SOURCES = "policy_sources.toml"
_OWN = "your policy"
_NOT_THERE: Mapping[str, Any] = MappingProxyType({"unit": "", "value": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Numbers of a policy, and of the model of the fraud."""

    policy: tuple[NumberRow, ...]
    fraud: tuple[NumberRow, ...]


def assumptions(policy: Policy, fraud: FraudNumbers) -> Assumptions:
    """List every number, in the order of the files."""
    return Assumptions(policy=policy_numbers(policy), fraud=tuple(fraud.rows()))


def policy_numbers(policy: Policy) -> tuple[NumberRow, ...]:
    """List the numbers of a policy; what differs from the default is the user's own.

    The numbers of the fraud that a policy may bring are not among them.
    """
    sources = _by_key(tomllib.loads(_text()))
    plain = replace(policy, fraud=None)
    return tuple(
        _row(key, value, sources.get(key, _NOT_THERE))
        for key, value in dotted_numbers(plain)
    )


def _row(key: str, value: float, said: Mapping[str, Any]) -> NumberRow:
    source = said["source"] if value == said["value"] else _OWN
    return NumberRow(key=key, value=value, unit=said["unit"], source=source)


def _by_key(table: Mapping[str, Any], key: str = "") -> dict[str, Mapping[str, Any]]:
    """Entries by their dotted keys."""
    if "source" in table:
        return {key: table}
    found: dict[str, Mapping[str, Any]] = {}
    for name, inner in table.items():
        found |= _by_key(inner, f"{key}.{name}" if key else name)
    return found


def _text() -> str:
    return (files("dispatch") / _SOURCES).read_text(encoding="utf-8")
