"""Which part of what was given makes a visit another one: tried, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from dispatch.comparison.input_changes import PARTS, InputPart
from dispatch.difference import Visit, visits_of_rows
from dispatch.plan import Plan, plan
from maps.errors import InputError
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What one part of the second plan's inputs does, all else as in the first.

    alert_ids : to which the same units go then as in the second plan, and did not in
    the first. tried : whether such a plan could be made at all.
    """

    part: InputPart
    alert_ids: tuple[str, ...]
    tried: bool = True


def causes(
    before: Plan, after: Plan, parts: Iterable[InputPart], alert_ids: Iterable[str]
) -> tuple[Cause, ...]:
    """Plan the first once more with each part of the second.

    Parameters
    ----------
    parts : that differ. alert_ids : to which others go.

    Scenarios with different starts count their seconds differently, and are not mixed:
    nothing is tried then.
    """
    asked, wanted = {*parts}, _visits(after)
    make = partial(_cause, before, after, wanted, tuple(alert_ids))
    return tuple(make(part) for part in PARTS if part in asked)


def _cause(
    before: Plan,
    after: Plan,
    wanted: dict[str, Visit],
    alert_ids: tuple[str, ...],
    part: InputPart,
) -> Cause:
    mixed = _with_part(before, after, part)
    if mixed is None:
        return Cause(part=part, alert_ids=(), tried=False)
    got = _visits(mixed)
    same = (name for name in alert_ids if _units(got, name) == _units(wanted, name))
    return Cause(part=part, alert_ids=tuple(same))


def _with_part(before: Plan, after: Plan, part: InputPart) -> Plan | None:
    """Make the first plan with one part of the second; None where they do not fit."""
    one, other = before.scenario, after.scenario
    if one.start != other.start:
        return None
    working = before.working
    try:
        return plan(
            _mixed(one, other, part),
            before.roads,
            after.policy if part == "policy" else before.policy,
            now_s=after.now_s if part == "now" else before.now_s,
            graph=working.graph if working else None,
            ground=working.ground if working else None,
        )
    except InputError:  # a unit on its way to an alert that is not there, say
        return None


def _mixed(one: Scenario, other: Scenario, part: InputPart) -> Scenario:
    match part:
        case "units":
            return replace(one, units=other.units)
        case "alerts":
            return replace(one, alerts=other.alerts)
        case "orders":
            return replace(one, locks=other.locks, forbidden=other.forbidden)
        case "zones":
            return replace(one, areas=other.areas, zones=other.zones)
        case _:
            return one


def _visits(made: Plan) -> dict[str, Visit]:
    return visits_of_rows(made.assignments)


def _units(visits: dict[str, Visit], alert_id: str) -> set[str]:
    visit = visits.get(alert_id)
    return set() if visit is None else {*visit.unit_ids}
