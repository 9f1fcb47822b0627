"""Small cases by chance, for the brute force and for the solver alike."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from dispatch.assignment.problem import Areas, Crew, Goal, LossShift, Problem, Zones
from tests.dispatch.assignment.brute_force import Case
from tests.dispatch.assignment.problems import problem_of

_LOSS = ("loss", "time")


def single_case(seed: int) -> Case:
    """Up to 5 x 5 where nobody can team up, with many equal times.

    A quarter with locks, half with busy units, half with orders given before; some
    with losses of their own, what sending costs beside, officers, and other goals.
    """
    rng = np.random.default_rng(seed)
    units, alerts = rng.integers(1, 6, size=2).tolist()
    time_s = rng.integers(1, 30, (units, alerts)) * int(rng.choice([1, 30, 60]))
    busy = rng.random(units) < (0.5 if seed % 2 else 0.0)
    time_s += np.where(busy, rng.integers(300, 1200, units), 0)[:, None]
    beyond = (time_s > 1800) | (rng.random((units, alerts)) < rng.choice([0, 0.3]))
    beyond[busy & (rng.random(units) < 0.3)] = True
    weight = rng.choice(_WEIGHTS[int(rng.integers(len(_WEIGHTS)))], alerts)
    loss = _losses(rng, weight, time_s) if rng.random() < 0.4 else None
    case = Case(
        time_s=[
            [None if out else t for t, out in zip(*row, strict=True)]
            for row in zip(time_s.tolist(), beyond.tolist(), strict=True)
        ],
        target_s=rng.choice([300, 480, 900], alerts).tolist(),
        weight=weight.tolist(),
        goals=_goals(rng),
        loss=None if loss is None else loss.tolist(),
        extra=_extra(rng, weight * time_s if loss is None else loss),
        previous=_previous(rng, units, alerts) if rng.random() < 0.5 else None,
        locks=_locks(rng, units, alerts) if seed % 4 == 0 else (),
    )
    return _with_officers(rng, case) if rng.random() < 0.3 else case


_WEIGHTS = ([1, 2, 4, 500], [1, 2, 4], [1], [3 * 10**9, 7 * 10**9, 10**10])


def team_case(seed: int) -> Case:
    """Up to 5 x 3 with some of everything."""
    rng = np.random.default_rng(seed)
    units, alerts = int(rng.integers(1, 6)), int(rng.integers(1, 4))
    time_s = 60 * rng.integers(0, rng.choice([4, 8, 20]), (units, alerts))
    never = rng.random((units, alerts)) < rng.choice([0, 0.2])
    weight = rng.choice([1, 2, 4], alerts)
    loss = _losses(rng, weight, time_s) if rng.random() < 0.4 else None
    case = Case(
        time_s=[
            [None if out else t for t, out in zip(*row, strict=True)]
            for row in zip(time_s.tolist(), never.tolist(), strict=True)
        ],
        target_s=(60 * rng.integers(0, 12, alerts)).tolist(),
        weight=weight.tolist(),
        goals=_goals(rng),
        loss=None if loss is None else loss.tolist(),
        extra=_extra(rng, weight * time_s if loss is None else loss),
        previous=_previous(rng, units, alerts) if rng.random() < 0.5 else None,
        locks=_locks(rng, units, alerts) if seed % 4 == 0 else (),
        slack=int(rng.choice([0, 5, 60, 500])),
        slack_s=int(rng.choice([0, 30, 300])),
    )
    case = _with_teams(rng, case) if rng.random() < 0.8 else case
    case = _with_areas(rng, case) if rng.random() < 0.3 else case
    return _with_zones(rng, case) if rng.random() < 0.6 else case


def waiting_case(case: Case, seed: int) -> Case:
    """The same with something to lose by waiting, and goals in which that counts."""
    rng = np.random.default_rng(seed)
    rest = [goal for goal in case.goals if goal not in {"on_time", "served", *_LOSS}]
    first = ("on_time", "served") if rng.random() < 0.7 else ("served",)
    most = int(rng.choice([3, 40, 5000]))
    loss = case.loss or [
        [0 if t is None else w * t for t, w in zip(row, case.weight, strict=True)]
        for row in case.time_s
    ]
    return replace(
        case,
        goals=(*first, "loss", *rest),
        loss=loss,
        waiting=rng.integers(0, most, len(case.weight)).tolist(),
    )


def problem_of_case(case: Case) -> Problem:
    """Build the same as a problem; locks are not yet carried out."""
    problem = _problem_of_case(case)
    if case.waiting is None:
        return problem
    waiting = np.array(case.waiting)
    # Any number will do by which nothing is below zero.
    per_weight = 2 + max(
        -(-lost // w) for lost, w in zip(waiting, case.weight, strict=True)
    )
    shift = LossShift(per_weight=int(per_weight), waiting=waiting)
    loss = problem.pair_loss + shift.of_pairs(problem.weight)
    return replace(problem, loss=loss, shift=shift)


def _problem_of_case(case: Case) -> Problem:
    return problem_of(
        case.time_s,
        target_s=case.target_s,
        weight=case.weight,
        loss=case.loss,
        extra=case.extra,
        previous=case.previous,
        locks=case.locks,
        crew=_crew(case),
        areas=None
        if case.area is None or case.spare is None
        else Areas(of_unit=np.array(case.area), spare=np.array(case.spare)),
        zones=_zones(case),
        goals=cast("tuple[Goal, ...]", case.goals),
        slack=case.slack,
        slack_s=case.slack_s,
    )


# --- What is drawn -----------------------------------------------------------------


def _goals(rng: np.random.Generator) -> tuple[str, ...]:
    """The default order, or served and on time in some order and others behind."""
    loss = str(rng.choice(_LOSS))
    rest = [loss, "worst", "preparedness", "changes"]
    if rng.random() < 0.5:
        return ("on_time", "served", *rest)
    first = rng.permutation(["on_time", "served"])[: int(rng.integers(1, 3))]
    some = rng.permutation(rest)[: int(rng.integers(0, 5))]
    return (*map(str, first), *map(str, some))


def _losses(
    rng: np.random.Generator, weight: np.ndarray, time_s: np.ndarray
) -> np.ndarray:
    """Never less for a longer time, with steps so wide that many are equal."""
    step_s = int(rng.choice([60, 300, 900]))
    losses: np.ndarray = weight * (time_s // step_s) * rng.integers(1, 4, len(weight))
    return losses


def _extra(rng: np.random.Generator, loss: np.ndarray) -> list[list[int]] | None:
    if rng.random() < 0.6:
        return None
    extra = np.maximum(rng.integers(-40, 60, loss.shape), -loss)
    rows: list[list[int]] = extra.tolist()
    return rows


def _previous(rng: np.random.Generator, units: int, alerts: int) -> list[int]:
    before: list[int] = rng.integers(-1, alerts, units).tolist()
    return before


def _locks(
    rng: np.random.Generator, units: int, alerts: int
) -> tuple[tuple[int, int], ...]:
    count = int(rng.integers(1, min(units, alerts) + 1))
    unit = rng.permutation(units)[:count].tolist()
    return tuple(zip(unit, rng.permutation(alerts)[:count].tolist(), strict=True))


def _with_officers(rng: np.random.Generator, case: Case) -> Case:
    """Skills that one unit must have: who lacks them is no help to anybody.

    Who is locked has them all, or others could help him.
    """
    units, alerts = len(case.time_s), len(case.target_s)
    skills = _skills(rng, units)
    for unit, _ in case.locks:
        skills[unit] = frozenset({0, 1})
    return replace(
        case,
        officers=[2] * units,
        needed=[2] * alerts,
        skills=skills,
        wanted=_skills(rng, alerts),
        of_one=[True] * alerts,
    )


def _with_teams(rng: np.random.Generator, case: Case) -> Case:
    units, alerts = len(case.time_s), len(case.target_s)
    return replace(
        case,
        officers=rng.integers(1, 4, units).tolist(),
        needed=rng.integers(1, 5, alerts).tolist(),
        skills=_skills(rng, units),
        wanted=_skills(rng, alerts),
        of_one=(rng.random(alerts) < 0.5).tolist(),
    )


def _skills(rng: np.random.Generator, count: int) -> list[frozenset[int]]:
    return [
        frozenset(np.flatnonzero(rng.random(2) < 0.4).tolist()) for _ in range(count)
    ]


def _with_areas(rng: np.random.Generator, case: Case) -> Case:
    units = len(case.time_s)
    return replace(
        case,
        area=rng.integers(-1, 2, units).tolist(),
        spare=rng.integers(0, 3, 2).tolist(),
    )


def _with_zones(rng: np.random.Generator, case: Case) -> Case:
    zones = int(rng.integers(1, 4))
    return replace(
        case,
        reaches=[
            frozenset(np.flatnonzero(rng.random(zones) < 0.6).tolist())
            for _ in case.time_s
        ],
        zone_weight=rng.integers(1, 4, zones).tolist(),
        zone_wanted=rng.integers(0, 4, zones).tolist(),
    )


# --- As arrays ---------------------------------------------------------------------


def _crew(case: Case) -> Crew | None:
    if case.officers is None or case.needed is None:
        return None
    return Crew(
        officers=np.array(case.officers),
        needed=np.array(case.needed),
        skills=_bits(case.skills or [frozenset()] * len(case.officers)),
        wanted=_bits(case.wanted or [frozenset()] * len(case.needed)),
        of_one=np.array(case.of_one or [False] * len(case.needed)),
    )


def _bits(skills: list[frozenset[int]]) -> np.ndarray:
    return np.array([sum(1 << bit for bit in own) for own in skills], dtype=np.int64)


def _zones(case: Case) -> Zones | None:
    if case.reaches is None or case.zone_weight is None or case.zone_wanted is None:
        return None
    zones = range(len(case.zone_weight))
    return Zones(
        reaches=np.array([[zone in own for zone in zones] for own in case.reaches]),
        weight=np.array(case.zone_weight),
        wanted=np.array(case.zone_wanted),
    )
