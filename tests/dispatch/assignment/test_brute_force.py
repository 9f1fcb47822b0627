"""`solve` against every plan there is, on thousands of small cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.locks import with_locks
from dispatch.assignment.solve import solve
from tests.dispatch.assignment.brute_force import best_goals
from tests.dispatch.assignment.problems import problem_of

_CASES = 2400


@dataclass(frozen=True)
class _Case:
    time_s: list[list[int | None]]
    target_s: list[int]
    weight: list[int]
    locks: dict[int, int]
    busy: bool


def _case(seed: int) -> _Case:
    """Up to 5 x 5; a quarter with locks, half with busy units, many equal times."""
    rng = np.random.default_rng(seed)
    units, alerts = rng.integers(1, 6, size=2).tolist()
    time_s = rng.integers(1, 30, (units, alerts)) * int(rng.choice([1, 30, 60]))
    busy = rng.random(units) < (0.5 if seed % 2 else 0.0)
    time_s += np.where(busy, rng.integers(300, 1200, units), 0)[:, None]
    beyond = (time_s > 1800) | (rng.random((units, alerts)) < rng.choice([0, 0.3]))
    beyond[busy & (rng.random(units) < 0.3)] = True
    return _Case(
        time_s=[
            [None if out else t for t, out in zip(*row, strict=True)]
            for row in zip(time_s.tolist(), beyond.tolist(), strict=True)
        ],
        target_s=rng.choice([300, 480, 900], alerts).tolist(),
        weight=rng.choice([1, 2, 4, 500], alerts).tolist(),
        locks=_locks(rng, units, alerts) if seed % 4 < 2 else {},
        busy=bool(busy.any()),
    )


def _locks(rng: np.random.Generator, units: int, alerts: int) -> dict[int, int]:
    count = int(rng.integers(1, min(units, alerts) + 1))
    unit = rng.permutation(units)[:count].tolist()
    return dict(zip(unit, rng.permutation(alerts)[:count].tolist(), strict=True))


def test_solve_is_as_good_as_every_plan_in_all_three_goals() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(_CASES):
        case = _case(seed)
        free = problem_of(case.time_s, target_s=case.target_s, weight=case.weight)
        problem = problem_of(
            [
                [t if ok else None for t, ok in zip(*row, strict=True)]
                for row in zip(
                    case.time_s,
                    with_locks(free.allowed, list(case.locks.items())).tolist(),
                    strict=True,
                )
            ],
            target_s=case.target_s,
            weight=case.weight,
        )
        solved = solve(problem)
        best = best_goals(case.time_s, case.target_s, case.weight, case.locks)
        assert solved.best.score.goals == best, f"case {seed}"
        assert solved.note.certified, f"case {seed}"
        kinds["more alerts than units"] += problem.alerts > problem.units
        kinds["locks"] += bool(case.locks)
        kinds["busy"] += case.busy
        kinds["beats closest idle"] += best < solved.closest_idle.score.goals
    assert _CASES >= 2000
    assert min(kinds.values()) >= 300, kinds
    assert len(kinds) == 4
