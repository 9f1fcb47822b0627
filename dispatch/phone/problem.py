"""`PhoneProblem`: what the phone plan is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhoneProblem:
    """Alerts, callers, and what is lost by the time calling begins.

    A caller works through a queue of alerts. Calling begins at times of a grid, k x
    step_s from now: the first once the caller is free, each next at the first such
    time after its begin at which the *expected* time of the one before has passed.
    That is a simplification: really a call lasts as long as it lasts, and the queue
    is made anew when it ends. A thousandth of a step is taken for noise.

    Parameters
    ----------
    step_s : between two times of the grid.
    loss_if_called_from : [alerts, times] expected loss, money, when calling begins
        at k x step_s; it never falls as k rises. Last column: never called.
    busy_for_s : [alerts, times] expected seconds that a caller is taken up when
        calling begins then. Last column: without meaning.
    alert_ids : [alerts] what tells them apart, and orders those that are alike.
    caller_ids : [callers] likewise.
    free_in_s : [callers] seconds until each can begin to call, 0 for now, inf for
        not at all.
    fixed : (caller, alert) indexes of calls going on: they stay first with their
        caller.
    loss_step : losses count in whole steps of it, so that equal ones are equal.

    Raises
    ------
    ValueError
        Shapes that do not fit, a step that is not positive, a negative or unknown
        time or loss, a loss that falls with time by more than a loss step, an id
        that stands twice, a caller or an alert fixed twice or not there,
        a fixed caller who cannot begin before the last time.
    """

    step_s: float
    loss_if_called_from: Floats
    busy_for_s: Floats
    alert_ids: tuple[str, ...]
    caller_ids: tuple[str, ...]
    free_in_s: tuple[float, ...]
    fixed: tuple[tuple[int, int], ...] = ()
    loss_step: float = 0.01

    def __post_init__(self) -> None:
        """Refuse what the solver could not rely on."""
        _check_steps(self)
        _check_shapes(self)
        _check_numbers(self)
        _check_ids(self)
        _check_fixed(self)

    @property
    def alerts(self) -> int:
        """How many there are."""
        return len(self.alert_ids)

    @property
    def callers(self) -> int:
        """How many call at the same time."""
        return len(self.caller_ids)

    @property
    def never(self) -> int:
        """Column of the loss when nobody calls."""
        times: int = self.loss_if_called_from.shape[1]
        return times - 1


def _check_steps(problem: PhoneProblem) -> None:
    for name in ("step_s", "loss_step"):
        step = getattr(problem, name)
        if not 0 < step < np.inf:
            msg = f"{name} is {step}, not above zero"
            raise ValueError(msg)


def _check_shapes(problem: PhoneProblem) -> None:
    shape = problem.loss_if_called_from.shape
    if len(shape) != 2 or shape[0] != problem.alerts or shape[1] < 1:  # noqa: PLR2004
        msg = f"loss_if_called_from has shape {shape}, not alerts and times"
        raise ValueError(msg)
    if problem.busy_for_s.shape != shape:
        msg = f"busy_for_s has shape {problem.busy_for_s.shape}, not {shape}"
        raise ValueError(msg)
    if len(problem.free_in_s) != problem.callers:
        msg = f"free_in_s has {len(problem.free_in_s)} times, not {problem.callers}"
        raise ValueError(msg)


def _check_numbers(problem: PhoneProblem) -> None:
    loss = problem.loss_if_called_from
    if not np.isfinite(loss).all() or (loss < 0).any():
        msg = "loss_if_called_from has a loss that is negative or no number"
        raise ValueError(msg)
    if (np.diff(loss, axis=1) < -problem.loss_step).any():
        msg = "loss_if_called_from has a loss that falls with time"
        raise ValueError(msg)
    busy_s = problem.busy_for_s[:, :-1]
    if not np.isfinite(busy_s).all() or (busy_s < 0).any():
        msg = "busy_for_s has a time that is negative or no number"
        raise ValueError(msg)
    if not all(time_s >= 0 for time_s in problem.free_in_s):
        msg = "free_in_s has a time that is negative or no number"
        raise ValueError(msg)


def _check_ids(problem: PhoneProblem) -> None:
    for name in ("alert_ids", "caller_ids"):
        twice = _twice(getattr(problem, name))
        if twice is not None:
            msg = f"{name} has {twice!r} twice"
            raise ValueError(msg)


def _check_fixed(problem: PhoneProblem) -> None:
    callers = [caller for caller, _ in problem.fixed]
    alerts = [alert for _, alert in problem.fixed]
    if _twice(callers) is not None or _twice(alerts) is not None:
        msg = "fixed has a caller or an alert twice"
        raise ValueError(msg)
    if not set(callers) <= set(range(problem.callers)):
        msg = "fixed names a caller that does not exist"
        raise ValueError(msg)
    last_s = (problem.never - 1) * problem.step_s
    if any(problem.free_in_s[caller] > last_s for caller in callers):
        msg = "fixed names a caller who is not free before the last time"
        raise ValueError(msg)
    if not set(alerts) <= set(range(problem.alerts)):
        msg = "fixed names an alert that does not exist"
        raise ValueError(msg)


def _twice(names: Sequence[object]) -> object | None:
    return next((one for one in names if names.count(one) > 1), None)
