"""What an assignment is worth, in plain whole numbers, apart from every solver."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.assignment.problem import Goal, Problem, Teams
from dispatch.plan_rows import Score


class ImpossibleAssignmentError(ValueError):
    """An assignment that nobody could carry out."""


def evaluate(problem: Problem, teams: Teams) -> Score:
    """Score an assignment.

    Parameters
    ----------
    problem : what was to be solved.
    teams : for each alert the indexes of its units, none where it waits.

    Raises
    ------
    ImpossibleAssignmentError
        A unit sent twice, a pair that is not allowed, a unit that does not exist,
        officers or skills that are not enough, a locked unit left out or sent
        elsewhere, too many units of one area, or not one entry per alert.
    """
    _check_possible(problem, teams)
    served = [alert for alert, team in enumerate(teams) if team]
    weight, target_s = problem.weight.tolist(), problem.target_s.tolist()
    last = [_last_needed(problem, teams[alert], alert) for alert in served]
    times = problem.time_s[last, served].tolist()
    losses = problem.pair_loss[last, served].tolist()
    rows = list(zip(served, times, strict=True))
    on_time = [alert for alert, time in rows if time <= target_s[alert]]
    weighted_served = sum(weight[alert] for alert in served)
    dearer = problem.shift.of_plan(weighted_served) if problem.shift else 0
    return Score(
        on_time=len(on_time),
        late=len(served) - len(on_time),
        unserved=problem.alerts - len(served),
        weighted_on_time=sum(weight[alert] for alert in on_time),
        weighted_served=weighted_served,
        weighted_time_s=sum(weight[alert] * time for alert, time in rows),
        total_time_to_door_s=sum(times),
        worst_time_to_door_s=max(times, default=0),
        loss=sum(losses) + _extra(problem, teams) - dearer,
        shortage=_shortage(problem, teams),
        changes=_changes(problem, teams),
    )


def value(score: Score, goal: Goal) -> int:
    """Value of a goal in a score, less is better."""
    values: dict[Goal, int] = {
        "on_time": -score.weighted_on_time,
        "served": -score.weighted_served,
        "loss": score.loss,
        "time": score.loss,
        "worst": score.worst_time_to_door_s,
        "preparedness": score.shortage,
        "changes": score.changes,
    }
    return values[goal]


def vector(problem: Problem, score: Score) -> tuple[int, ...]:
    """Values of a problem's goals in their order; the lesser tuple is better."""
    return tuple(value(score, goal) for goal in problem.goals)


def _extra(problem: Problem, teams: Teams) -> int:
    if problem.extra is None:
        return 0
    return sum(int(problem.extra[unit, alert]) for alert, unit in _pairs(teams))


def _shortage(problem: Problem, teams: Teams) -> int:
    zones = problem.zones
    if zones is None:
        return 0
    sent = {unit for team in teams for unit in team}
    stays = [unit for unit in range(problem.units) if unit not in sent]
    there = zones.reaches[stays].sum(axis=0).tolist()
    rows = zip(zones.weight.tolist(), zones.wanted.tolist(), there, strict=True)
    return sum(weight * max(0, wanted - count) for weight, wanted, count in rows)


def _changes(problem: Problem, teams: Teams) -> int:
    """Count the orders given before that do not stand any more."""
    if problem.previous is None:
        return 0
    told = np.flatnonzero(problem.previous >= 0).tolist()
    alerts = problem.previous[told].tolist()
    return sum(
        unit not in teams[alert] for unit, alert in zip(told, alerts, strict=True)
    )


def _last_needed(problem: Problem, team: Sequence[int], alert: int) -> int:
    """Unit of a team with whose arrival its officers are enough."""
    if len(team) == 1:
        return team[0]
    order = sorted(team, key=lambda unit: (int(problem.time_s[unit, alert]), unit))
    for count in range(1, len(order)):
        if _enough(problem, order[:count], alert):
            return order[count - 1]
    return order[-1]


def _enough(problem: Problem, units: Sequence[int], alert: int) -> bool:
    crew = problem.crew
    if crew is None:
        return True
    if sum(int(crew.officers[unit]) for unit in units) < int(crew.needed[alert]):
        return False
    wanted = _bits(int(crew.wanted[alert]))
    if not wanted:
        return True
    skills = [wanted & _bits(int(crew.skills[unit])) for unit in units]
    if crew.of_one[alert]:
        return any(own == wanted for own in skills)
    return set().union(*skills) == wanted


def _bits(number: int) -> set[int]:
    """Places of the ones in a whole number."""
    return {bit for bit in range(number.bit_length()) if number >> bit & 1}


def _check_possible(problem: Problem, teams: Teams) -> None:
    if len(teams) != problem.alerts:
        raise ImpossibleAssignmentError(
            f"{len(teams)} entries for {problem.alerts} alerts"
        )
    _check_units(problem, teams)
    for alert, team in enumerate(teams if problem.crew else ()):
        if team and not _enough(problem, team, alert):
            raise ImpossibleAssignmentError(f"{team} are not enough for alert {alert}")
    _check_locks(problem, teams)
    _check_areas(problem, teams)


def _check_units(problem: Problem, teams: Teams) -> None:
    pairs = _pairs(teams)
    alerts, units = [alert for alert, _ in pairs], [unit for _, unit in pairs]
    sent = set()
    for unit in units:
        if not 0 <= unit < problem.units:
            raise ImpossibleAssignmentError(f"unit {unit} does not exist")
        if unit in sent:
            raise ImpossibleAssignmentError(f"unit {unit} is sent twice")
        sent.add(unit)
    allowed = problem.allowed[units, alerts].tolist()
    for alert, unit, may in zip(alerts, units, allowed, strict=True):
        if not may:
            raise ImpossibleAssignmentError(
                f"unit {unit} may not be sent to alert {alert}"
            )


def _check_locks(problem: Problem, teams: Teams) -> None:
    if not problem.locks:
        return
    goes_to = {unit: alert for alert, unit in _pairs(teams)}
    for unit, alert in problem.locks:
        if goes_to.get(unit, alert) != alert or (
            teams[alert] and unit not in teams[alert]
        ):
            raise ImpossibleAssignmentError(f"unit {unit} is locked to alert {alert}")


def _check_areas(problem: Problem, teams: Teams) -> None:
    areas = problem.areas
    if areas is None:
        return
    locked = {unit for unit, _ in problem.locks}
    gone = [0] * len(areas.spare)
    for _, unit in _pairs(teams):
        area = int(areas.of_unit[unit])
        if area >= 0 and unit not in locked:
            gone[area] += 1
    if any(
        count > spare for count, spare in zip(gone, areas.spare.tolist(), strict=True)
    ):
        raise ImpossibleAssignmentError("too many units leave an area")


def _pairs(teams: Teams) -> list[tuple[int, int]]:
    """Alert and unit, for every unit that is sent."""
    return [(alert, unit) for alert, team in enumerate(teams) for unit in team]
