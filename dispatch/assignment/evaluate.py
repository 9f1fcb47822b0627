"""What an assignment is worth, in plain whole numbers, apart from every solver."""

from __future__ import annotations

from dispatch.assignment.problem import WAITS, Longs, Problem
from dispatch.plan_rows import Score


class ImpossibleAssignmentError(ValueError):
    """An assignment that nobody could carry out."""


def evaluate(problem: Problem, unit_of_alert: Longs) -> Score:
    """Score an assignment.

    Parameters
    ----------
    problem : what was to be solved.
    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.

    Raises
    ------
    ImpossibleAssignmentError
        A unit sent twice, a pair that is not allowed, a unit that does not exist,
        or not one entry per alert.
    """
    units = [int(unit) for unit in unit_of_alert]
    _check_possible(problem, units)
    sent = [(alert, unit) for alert, unit in enumerate(units) if unit != WAITS]
    rows = [
        (int(problem.time_s[unit, alert]), int(problem.weight[alert]), alert)
        for alert, unit in sent
    ]
    on_time = [w for t, w, alert in rows if t <= int(problem.target_s[alert])]
    return Score(
        on_time=len(on_time),
        late=len(rows) - len(on_time),
        unserved=problem.alerts - len(rows),
        weighted_on_time=sum(on_time),
        weighted_served=sum(w for _, w, _ in rows),
        weighted_time_s=sum(w * t for t, w, _ in rows),
        total_time_to_door_s=sum(t for t, _, _ in rows),
        worst_time_to_door_s=max((t for t, _, _ in rows), default=0),
    )


def _check_possible(problem: Problem, units: list[int]) -> None:
    if len(units) != problem.alerts:
        msg = f"{len(units)} entries for {problem.alerts} alerts"
        raise ImpossibleAssignmentError(msg)
    sent = set()
    for alert, unit in enumerate(units):
        if unit == WAITS:
            continue
        if not 0 <= unit < problem.units:
            msg = f"unit {unit} does not exist"
            raise ImpossibleAssignmentError(msg)
        if unit in sent:
            msg = f"unit {unit} is sent twice"
            raise ImpossibleAssignmentError(msg)
        if not problem.allowed[unit, alert]:
            msg = f"unit {unit} may not be sent to alert {alert}"
            raise ImpossibleAssignmentError(msg)
        sent.add(unit)
