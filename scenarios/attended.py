"""Which alerts have their officers there, and ask for nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.alert import Alert
from scenarios.unit import Unit

UnitsThere = Mapping[str, Sequence[Unit]]


def units_there(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Units on scene at the alert that they were told to go to, by its id."""
    there: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.status == "on_scene" and unit.assigned is not None:
            there.setdefault(unit.assigned, []).append(unit)
    return there


def officers_lacking(alert: Alert, there: UnitsThere) -> int:
    """How many officers an alert still needs."""
    return max(0, alert.officers - sum(u.officers for u in there.get(alert.id, ())))


def skills_lacking(alert: Alert, there: UnitsThere) -> tuple[str, ...]:
    """Skills that nobody has who is at an alert; all or none of one unit."""
    units = there.get(alert.id, ())
    if alert.skills_by == "unit":
        whole = any(set(alert.skills) <= set(unit.skills) for unit in units)
        return () if whole else alert.skills
    had = {skill for unit in units for skill in unit.skills}
    return tuple(skill for skill in alert.skills if skill not in had)


def attended_by(
    units: Sequence[Unit], alerts: Sequence[Alert]
) -> dict[str, tuple[str, ...]]:
    """Ids of the units at each alert where there are enough officers, with all skills.

    By the alert's id, in order; other alerts are not there.
    """
    there = units_there(units)
    return {
        alert.id: tuple(unit.id for unit in there[alert.id])
        for alert in sorted(alerts, key=lambda alert: alert.id)
        if alert.id in there
        and not officers_lacking(alert, there)
        and not skills_lacking(alert, there)
    }
