"""The best goals by trying every plan, in plain Python of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the plans are made for, in lists: rows are units, columns alerts.

    time_s : None where the unit cannot go. loss, extra : None for weight x time and
    for nothing. previous : alert of each unit before, -1 for none. locks : (unit,
    alert). needed : officers asked for; None where any one unit is enough. skills,
    wanted : sets of words. area : of each unit, -1 for none. reaches : zones of each
    unit.
    """

    time_s: list[list[int | None]]
    target_s: list[int]
    weight: list[int]
    goals: tuple[str, ...]
    loss: list[list[int]] | None = None
    extra: list[list[int]] | None = None
    waiting: list[int] | None = None
    previous: list[int] | None = None
    locks: tuple[tuple[int, int], ...] = ()
    officers: list[int] | None = None
    needed: list[int] | None = None
    skills: list[frozenset[int]] | None = None
    wanted: list[frozenset[int]] | None = None
    of_one: list[bool] | None = None
    area: list[int] | None = None
    spare: list[int] | None = None
    reaches: list[frozenset[int]] | None = None
    zone_weight: list[int] | None = None
    zone_wanted: list[int] | None = None
    slack: int = 0
    slack_s: int = 0


@dataclass(frozen=True, slots=True)
class _Begun:
    """What counts of a plan for the first few alerts; less is better."""

    sent: frozenset[int]
    on_time: int
    served: int
    loss: int
    worst: int
    kept: int


Best = dict[str, int]


def best_goals(case: Case) -> Best:
    """Least value of each goal, those before it at their best.

    For zones to be kept within reach, losses and the longest time before that may be
    above their best by the slack.
    """
    plans = [_values(case, plan) for plan in _plans(case)]
    limits: Best = {}
    best: Best = {}
    for goal in case.goals:
        if goal == "preparedness" and case.reaches is not None:
            for loss in limits.keys() & {"loss", "time"}:
                limits[loss] += case.slack
            if "worst" in limits:
                limits["worst"] += case.slack_s
            plans = [_values(case, plan) for plan in _plans(case)]
        plans = [p for p in plans if all(p[g] <= most for g, most in limits.items())]
        best[goal] = limits[goal] = min(plan[goal] for plan in plans)
    return best


def _plans(case: Case) -> set[_Begun]:
    """Every plan that can be carried out; those alike in all that counts are one."""
    plans = {_Begun(frozenset(), 0, 0, 0, 0, 0)}
    for alert in range(len(case.target_s)):
        teams = list(_teams(case, alert))
        plans |= {
            _with(plan, team)
            for plan in plans
            for team in teams
            if not plan.sent & team.sent
        }
    return {plan for plan in plans if _areas_keep_enough(case, plan.sent)}


def _with(plan: _Begun, team: _Begun) -> _Begun:
    return _Begun(
        plan.sent | team.sent,
        plan.on_time + team.on_time,
        plan.served + team.served,
        plan.loss + team.loss,
        max(plan.worst, team.worst),
        plan.kept + team.kept,
    )


def _teams(case: Case, alert: int) -> Iterator[_Begun]:
    """Those who are enough for an alert, with nobody too many but who is locked."""
    locked = {unit for unit, to in case.locks if to == alert}
    elsewhere = {unit for unit, to in case.locks if to != alert}
    times = [row[alert] for row in case.time_s]
    can = [u for u, t in enumerate(times) if t is not None and u not in elsewhere]
    for size in range(1, len(can) + 1):
        for units in combinations(can, size):
            team = frozenset(units)
            if locked <= team and _enough(case, team, alert):
                spare = team - locked
                if not any(_enough(case, team - {unit}, alert) for unit in spare):
                    yield _sent(case, team, alert)
        if case.needed is None and size >= len(locked):
            return


def _sent(case: Case, team: frozenset[int], alert: int) -> _Begun:
    """What a single team brings."""
    arrivals = sorted((case.time_s[unit][alert] or 0, unit) for unit in team)
    first = (arrivals[:count] for count in range(1, len(arrivals) + 1))
    enough = (some for some in first if _enough(case, {u for _, u in some}, alert))
    time, unit = next(enough)[-1]
    weight = case.weight[alert]
    return _Begun(
        team,
        weight if time <= case.target_s[alert] else 0,
        weight,
        (weight * time if case.loss is None else case.loss[unit][alert])
        + sum(case.extra[u][alert] for u in team if case.extra is not None)
        - (0 if case.waiting is None else case.waiting[alert]),
        time,
        sum(case.previous[u] == alert for u in team if case.previous is not None),
    )


def _enough(case: Case, team: set[int] | frozenset[int], alert: int) -> bool:
    if not team or case.officers is None or case.needed is None:
        return bool(team)
    if sum(case.officers[unit] for unit in team) < case.needed[alert]:
        return False
    if case.skills is None or case.wanted is None or case.of_one is None:
        return True
    have = [case.skills[unit] for unit in team]
    if case.of_one[alert]:
        return any(case.wanted[alert] <= own for own in have)
    return case.wanted[alert] <= frozenset[int]().union(*have)


def _areas_keep_enough(case: Case, sent: frozenset[int]) -> bool:
    if case.area is None or case.spare is None:
        return True
    locked = {unit for unit, _ in case.locks}
    gone = [case.area[unit] for unit in sent - locked]
    return all(gone.count(area) <= most for area, most in enumerate(case.spare))


def _values(case: Case, plan: _Begun) -> Best:
    given = [alert for alert in case.previous or () if alert >= 0]
    loss = plan.loss + sum(case.waiting or ())
    return {
        "on_time": -plan.on_time,
        "served": -plan.served,
        "loss": loss,
        "time": loss,
        "worst": plan.worst,
        "preparedness": _shortage(case, plan.sent),
        "changes": len(given) - plan.kept,
    }


def _shortage(case: Case, sent: frozenset[int]) -> int:
    if case.reaches is None or case.zone_weight is None or case.zone_wanted is None:
        return 0
    stay: Sequence[int] = [u for u in range(len(case.reaches)) if u not in sent]
    rows = zip(case.zone_weight, case.zone_wanted, strict=True)
    return sum(
        weight * max(0, wanted - sum(zone in case.reaches[unit] for unit in stay))
        for zone, (weight, wanted) in enumerate(rows)
    )
