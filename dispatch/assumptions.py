"""Every number that plans and loads rest on, with its unit and where it is from.

A policy's numbers have their sources in `policy_sources.toml`, with the values that
they have by default; so have those of moves and of loads in files of their own. The
numbers of the model of the fraud bring their sources along.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dispatch.policy import Policy
from dispatch.waiting_places.move_rule import MoveRule
from scenarios.dotted_numbers import dotted_numbers
from scenarios.fraud.numbers import FraudNumbers, NumberRow
from scenarios.loads.load_spec import PER_HOUR, LoadSpec
from scenarios.loads.spec_rows import SurgeRow
from scenarios.loads.week_rates import DAY_SHAPE

_OWN = "your policy"
_HOUR_S = 3600
_NOT_THERE: Mapping[str, Any] = MappingProxyType({"unit": "", "value": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Numbers of a policy, and of the model of the fraud.

    moves : of what makes it worth while to wait elsewhere. loads : from which loads
    are drawn where their specs say nothing.
    """

    policy: tuple[NumberRow, ...]
    fraud: tuple[NumberRow, ...]
    moves: tuple[NumberRow, ...]
    loads: tuple[NumberRow, ...]


def assumptions(policy: Policy, fraud: FraudNumbers) -> Assumptions:
    """List every number, in the order of the files."""
    return Assumptions(
        policy=policy_numbers(policy),
        fraud=tuple(fraud.rows()),
        moves=_numbers(MoveRule(), "move_rule_sources.toml"),
        loads=_numbers(load_numbers(), "load_sources.toml"),
    )


def policy_numbers(policy: Policy) -> tuple[NumberRow, ...]:
    """List the numbers of a policy; what differs from the default is the user's own.

    The numbers of the fraud that a policy may bring are not among them.
    """
    return _numbers(replace(policy, fraud=None), "policy_sources.toml")


def load_numbers() -> Mapping[str, Any]:
    """Return the numbers of a spec that says nothing, by the words of its file."""
    plain = LoadSpec()
    shares = plain.shares
    return {
        "hours": plain.length_s / _HOUR_S,
        "station_count": plain.station_count,
        "rates": {
            "per_hour": PER_HOUR,
            "shape": {f"{hour:02}": rate for hour, rate in enumerate(DAY_SHAPE)},
        },
        "alerts": {
            "cards_mean": shares.cards_mean,
            "levels": shares.levels,
            "officers": shares.officers,
            "exposure": shares.exposure,
        },
        "fit": {"cell_m": plain.smoothing.cell_m},
        "surges": {"radius_m": SurgeRow.model_fields["radius_m"].default},
        "shifts": {
            duty.id: {"units": duty.units, "officers": duty.officers}
            for duty in plain.duties
        },
    }


def _numbers(told: object, sources: str) -> tuple[NumberRow, ...]:
    """List the numbers within something, by a file of their sources."""
    said = _by_key(tomllib.loads(_text(sources)))
    return tuple(
        _row(key, value, said.get(key, _NOT_THERE))
        for key, value in dotted_numbers(told)
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


def _text(sources: str) -> str:
    return (files("dispatch") / sources).read_text(encoding="utf-8")
