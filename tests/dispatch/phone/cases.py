"""Phone problems for the tests: by hand, and by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dispatch.phone.problem import PhoneProblem


def problem_of(
    loss: Sequence[Sequence[float]],
    busy_s: Sequence[Sequence[float]] | float = 10.0,
    free_in_s: Sequence[float] = (0.0,),
    *,
    step_s: float = 10.0,
    fixed: tuple[tuple[int, int], ...] = (),
) -> PhoneProblem:
    """Alerts A0, A1, … and callers C0, C1, … at a grid of ten seconds."""
    array = np.array(loss, float).reshape(len(loss), len(loss[0]) if loss else 1)
    return PhoneProblem(
        step_s=step_s,
        loss_if_called_from=array,
        busy_for_s=np.zeros_like(array)
        + np.array(busy_s).reshape(array.shape if np.ndim(busy_s) else ()),
        alert_ids=tuple(f"A{row}" for row in range(len(loss))),
        caller_ids=tuple(f"C{caller}" for caller in range(len(free_in_s))),
        free_in_s=tuple(free_in_s),
        fixed=fixed,
    )


def random_problem(
    seed: int,
    *,
    alerts: int | None = None,
    callers: int | None = None,
    unruly: bool = False,
) -> PhoneProblem:
    """Up to 5 alerts and 3 callers, or as many as are asked for.

    Three quarters with many ties. A third with calls going on, a third with callers
    who are busy or off. Beginning later never ends earlier, unless unruly.
    """
    rng = np.random.default_rng(seed)
    alerts = int(rng.integers(0, 6)) if alerts is None else alerts
    callers = int(rng.integers(0, 4)) if callers is None else callers
    times = int(rng.integers(5, 12)) if alerts < 6 else 100
    rises = rng.choice([0, 0, 1, 5, 20], (alerts, times)) * rng.choice([1, 0.01, 7.5])
    free_s = (
        rng.choice([0.0, 0.0, 15.0, 40.0], callers) if seed % 3 else np.zeros(callers)
    )
    if seed % 3 == 1 and callers:
        free_s[0] = np.inf
    busy_s = _busy_s(rng, alerts, times)
    if unruly:
        busy_s = rng.permuted(busy_s, axis=1)
    able = [caller for caller in range(callers) if free_s[caller] < 40]
    count = int(rng.integers(0, min(alerts, len(able)) + 1)) if seed % 3 == 2 else 0
    on_phone = rng.permutation(alerts)[:count].tolist()
    return problem_of(
        np.cumsum(rises, axis=1).tolist(),
        busy_s.tolist(),
        free_s.tolist(),
        fixed=tuple(zip(able, on_phone, strict=False)),
    )


def _busy_s(rng: np.random.Generator, alerts: int, times: int) -> np.ndarray:
    """Until persuaded, or until officers stand at the door."""
    mean = rng.choice([3, 10, 25, 60], (alerts, 1))
    door = rng.integers(1, 10 * times, (alerts, 1))
    return np.minimum(mean, np.maximum(door - 10 * np.arange(times), 0))
