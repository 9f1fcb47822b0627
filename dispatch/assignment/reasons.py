"""Why nobody goes to an alert: the first step after which no unit is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.crews import enough
from dispatch.assignment.problem import Bools, Longs, Problem
from dispatch.plan_rows import Reason


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One thing that may stand between units and alerts.

    passes : [units, alerts] whether it does not. reason : what to say if it does.
    """

    passes: Bools
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Eligibility:
    """All that stands between single units and alerts, in the order it is told.

    steps : at least one.
    """

    steps: tuple[Step, ...]

    @property
    def allowed(self) -> Bools:
        """Pairs that pass every step, [units, alerts]."""
        allowed = self.steps[0].passes.copy()
        for step in self.steps[1:]:
            allowed &= step.passes
        return allowed

    def blocked(self, alert: int) -> list[tuple[int, Reason]]:
        """Units that may not go to an alert, each with the first step in its way."""
        left = np.ones(len(self.steps[0].passes), np.bool_)
        rows: list[tuple[int, Reason]] = []
        for step in self.steps:
            stopped = np.flatnonzero(left & ~step.passes[:, alert]).tolist()
            rows += [(unit, step.reason) for unit in stopped]
            left &= step.passes[:, alert]
        return sorted(rows)

    def reason(self, problem: Problem, alert: int) -> Reason:
        """Say why nobody goes to an alert that is left waiting.

        The first step after which no unit is left, of those locked to the alert the
        first that one of them does not pass; else what those left lack together;
        else that others come first.
        """
        locked = list(problem.locked_to.get(alert, ()))
        left = np.ones(problem.units, np.bool_)
        for step in self.steps:
            left &= step.passes[:, alert]
            if not (left[locked].all() if locked else left.any()):
                return step.reason
        left &= _not_locked_elsewhere(problem, alert)
        return _reason_together(problem, np.flatnonzero(left), alert)


def _not_locked_elsewhere(problem: Problem, alert: int) -> Bools:
    """Who is not locked to another alert, [units]."""
    own = np.ones(problem.units, np.bool_)
    own[[unit for unit, other in problem.locks if other != alert]] = False
    return own


def _reason_together(problem: Problem, units: Longs, alert: int) -> Reason:
    """Say why units that each could go do not."""
    if not len(units):
        return Reason.OTHERS_FIRST
    if not enough(problem, units.tolist(), alert):
        return _lacking(problem, units.tolist(), alert)
    if not enough(problem, may_leave(problem, units).tolist(), alert):
        return Reason.AREA_MINIMUM
    return Reason.OTHERS_FIRST


def _lacking(problem: Problem, units: Sequence[int], alert: int) -> Reason:
    """Say what units lack who are not enough together."""
    crew = problem.crew
    short = crew and int(crew.officers[units].sum()) < int(crew.needed[alert])
    return Reason.TOO_FEW_OFFICERS if short else Reason.MISSING_SKILLS


def may_leave(problem: Problem, units: Longs) -> Longs:
    """Units whose area can spare any."""
    if problem.areas is None:
        return units
    area = problem.areas.of_unit[units]
    spare = np.append(problem.areas.spare, 1)[area]  # the last is that of area -1
    return units[spare > 0]
