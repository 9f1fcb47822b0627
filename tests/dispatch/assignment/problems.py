"""Problems for these tests: by hand, by chance, and as a hypothesis strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dispatch.assignment.problem import Areas, Bools, Crew, Goal, Problem, Zones

TIME_GOALS: tuple[Goal, ...] = ("on_time", "served", "loss")
"""The goals that count in most hand cases."""


def problem_of(
    time_s: Sequence[Sequence[int | None]],
    *,
    target_s: int | Sequence[int] = 480,
    weight: Sequence[int] | None = None,
    order: Sequence[int] | None = None,
    alerts: int | None = None,
    **more: Any,
) -> Problem:
    """Build a problem from rows of seconds, one per unit; None is not allowed.

    more : further fields of the problem; lists become arrays.
    """
    columns = len(time_s[0]) if alerts is None else alerts
    cells = np.array(
        [[-1 if t is None else t for t in row] for row in time_s], dtype=np.int64
    ).reshape(len(time_s), columns)
    return problem_from(
        cells, allowed=cells >= 0, target_s=target_s, weight=weight, order=order, **more
    )


def problem_from(
    time_s: np.ndarray,
    *,
    allowed: Bools | None = None,
    target_s: int | Sequence[int] = 480,
    weight: Sequence[int] | None = None,
    order: Sequence[int] | None = None,
    **more: Any,
) -> Problem:
    """Build a problem from an array of seconds, [units, alerts]."""
    alerts = time_s.shape[1]
    every = np.ones(time_s.shape, dtype=np.bool_)
    arrays: dict[str, Any] = {
        name: np.array(value, dtype=np.int64) if isinstance(value, list) else value
        for name, value in more.items()
    }
    return Problem(
        time_s=time_s.astype(np.int64),
        allowed=every if allowed is None else allowed,
        target_s=np.broadcast_to(np.array(target_s, dtype=np.int64), alerts).copy(),
        weight=np.array([1] * alerts if weight is None else weight, dtype=np.int64),
        received_order=np.array(range(alerts) if order is None else order, dtype=int),
        **arrays,
    )


def crew_of(
    officers: Sequence[int],
    needed: Sequence[int],
    *,
    skills: Sequence[int] | None = None,
    wanted: Sequence[int] | None = None,
    of_one: Sequence[bool] | None = None,
) -> Crew:
    """Officers of units and needed at alerts; without skills unless given."""
    return Crew(
        officers=np.array(officers, dtype=np.int64),
        needed=np.array(needed, dtype=np.int64),
        skills=np.array(skills or [0] * len(officers), dtype=np.int64),
        wanted=np.array(wanted or [0] * len(needed), dtype=np.int64),
        of_one=np.array(of_one or [False] * len(needed), dtype=np.bool_),
    )


def areas_of(of_unit: Sequence[int], spare: Sequence[int]) -> Areas:
    """Areas of units, and how many may leave each."""
    return Areas(
        of_unit=np.array(of_unit, dtype=np.int64), spare=np.array(spare, dtype=np.int64)
    )


def zones_of(
    reaches: Sequence[Sequence[int]], *, weight: Sequence[int], wanted: Sequence[int]
) -> Zones:
    """Zones that units reach, one row of 0 and 1 per unit."""
    return Zones(
        reaches=np.array(reaches, dtype=np.bool_).reshape(-1, len(weight)),
        weight=np.array(weight, dtype=np.int64),
        wanted=np.array(wanted, dtype=np.int64),
    )


def square_town(
    seed: int, units: int, alerts: int, goals: tuple[Goal, ...] = TIME_GOALS
) -> Problem:
    """Scatter units and alerts over a square, with weights 1, 2 and 4.

    Half of the units were sent somewhere before.
    """
    rng = np.random.default_rng(seed)
    place_of_unit = rng.uniform(0, 1800, (units, 1, 2))
    place_of_alert = rng.uniform(0, 1800, (1, alerts, 2))
    time_s = 90 + np.abs(place_of_unit - place_of_alert).sum(axis=2).astype(int)
    weight = rng.choice([1, 2, 4], alerts).tolist()
    order = rng.permutation(alerts).tolist()
    before = rng.integers(-alerts, alerts, units) if alerts else np.full(units, -1)
    return problem_from(
        time_s,
        allowed=time_s <= 1800,
        weight=weight,
        order=order,
        previous=np.maximum(before, -1),
        goals=goals,
    )


@st.composite
def problems(
    draw: st.DrawFn,
    most: int = 6,
    goals: tuple[Goal, ...] = ("on_time", "served", "loss", "worst", "changes"),
) -> Problem:
    """Draw up to `most` units and alerts, none included, with many equal times."""
    units = draw(st.integers(0, most))
    alerts = draw(st.integers(0, most))
    # In minutes; below zero is not allowed.
    minutes = draw(_whole_numbers(-3, 12, units * alerts))
    time_s = 60 * np.array(minutes, dtype=np.int64).reshape(units, alerts)
    return problem_from(
        time_s,
        allowed=time_s >= 0,
        target_s=draw(_whole_numbers(0, 700, alerts)),
        weight=[draw(st.sampled_from([1, 2, 4, 5, 1000])) for _ in range(alerts)],
        order=draw(st.permutations(range(alerts))),
        previous=draw(_whole_numbers(-1, alerts - 1, units)),
        goals=goals,
    )


def _whole_numbers(least: int, most: int, count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(least, most), min_size=count, max_size=count)
