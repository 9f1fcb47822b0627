"""The best of all plans of teams by trying every one, in plain Python of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from dispatch.assignment.problem import Goal, Problem

Plan = tuple[tuple[int, ...], ...]


def best_of_all(problem: Problem) -> dict[Goal, int]:
    """Least value of each goal, one after the other, as the rules say."""
    left = [values(problem, plan) for plan in every_plan(problem)]
    limits: dict[Goal, int] = {}
    optima: dict[Goal, int] = {}
    for goal in problem.goals:
        if goal == "preparedness":
            for earlier, slack in _slacks(problem):
                if earlier in limits:
                    limits[earlier] += slack
        within = [v for v in left if all(v[g] <= most for g, most in limits.items())]
        optima[goal] = limits[goal] = min(v[goal] for v in within)
    return optima


def _slacks(problem: Problem) -> list[tuple[Goal, int]]:
    slack, slack_s = problem.slack, problem.slack_s
    return [("loss", slack), ("time", slack), ("worst", slack_s)]


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Every plan of teams that are just enough."""
    teams = [[(), *teams_for(problem, a)] for a in range(problem.alerts)]
    yield from _plans(problem, teams, ())


def _plans(problem: Problem, teams, begun: Plan) -> Iterator[Plan]:
    if len(begun) == len(teams):
        if _areas_kept(problem, begun):
            yield begun
        return
    sent = {unit for team in begun for unit in team}
    for team in teams[len(begun)]:
        if sent.isdisjoint(team):
            yield from _plans(problem, teams, (*begun, team))


def teams_for(problem: Problem, alert: int) -> list[tuple[int, ...]]:
    """Teams that are just enough for an alert."""
    locked = {unit for unit, to in problem.locks if to == alert}
    elsewhere = {unit for unit, to in problem.locks if to != alert}
    units = [u for u in range(problem.units) if problem.allowed[u, alert]]
    sizes = range(1, len(units) + 1)
    subsets = chain.from_iterable(combinations(units, size) for size in sizes)
    return [
        team
        for team in subsets
        if locked <= set(team)
        and elsewhere.isdisjoint(team)
        and are_enough(problem, team, alert)
        and not any(
            are_enough(problem, [u for u in team if u != out], alert)
            for out in set(team) - locked
        )
    ]


def are_enough(problem: Problem, team, alert: int) -> bool:
    crew = problem.crew
    if not team or crew is None:
        return bool(team)
    if sum(int(crew.officers[u]) for u in team) < crew.needed[alert]:
        return False
    wanted = int(crew.wanted[alert])
    if crew.of_one[alert]:
        return any(wanted & int(crew.skills[u]) == wanted for u in team)
    together = 0
    for unit in team:
        together |= int(crew.skills[unit])
    return wanted & together == wanted


def values(problem: Problem, plan: Plan) -> Mapping[Goal, int]:
    """What a plan is worth, less is better."""
    on_time = served = loss = worst = 0
    for alert, team in enumerate(plan):
        if not team:
            continue
        last = _last(problem, team, alert)
        weight, time = int(problem.weight[alert]), int(problem.time_s[last, alert])
        served -= weight
        on_time -= weight if time <= problem.target_s[alert] else 0
        loss += int(
            weight * time if problem.loss is None else problem.loss[last, alert]
        )
        if problem.extra is not None:
            loss += sum(int(problem.extra[u, alert]) for u in team)
        worst = max(worst, time)
    return {
        "on_time": on_time,
        "served": served,
        "loss": loss,
        "time": loss,
        "worst": worst,
        "preparedness": _shortage(problem, plan),
        "changes": _changes(problem, plan),
    }


def _last(problem: Problem, team, alert: int) -> int:
    order = sorted(team, key=lambda u: (problem.time_s[u, alert], u))
    for count, unit in enumerate(order, 1):
        if are_enough(problem, order[:count], alert):
            return unit
    raise AssertionError(team)


def _areas_kept(problem: Problem, plan: Plan) -> bool:
    if problem.areas is None:
        return True
    locked = {unit for unit, _ in problem.locks}
    left = problem.areas.spare.tolist()
    for unit in (u for team in plan for u in team):
        area = int(problem.areas.of_unit[unit])
        if area >= 0 and unit not in locked:
            left[area] -= 1
    return min(left, default=0) >= 0


def _shortage(problem: Problem, plan: Plan) -> int:
    if problem.zones is None:
        return 0
    stays = set(range(problem.units)) - {u for team in plan for u in team}
    shortage = 0
    for zone, wanted in enumerate(problem.zones.wanted.tolist()):
        there = sum(bool(problem.zones.reaches[u, zone]) for u in stays)
        shortage += int(problem.zones.weight[zone]) * max(0, wanted - there)
    return shortage


def _changes(problem: Problem, plan: Plan) -> int:
    if problem.previous is None:
        return 0
    sent = {u: alert for alert, team in enumerate(plan) for u in team}
    before = enumerate(problem.previous.tolist())
    return sum(alert >= 0 and sent.get(u) != alert for u, alert in before)
