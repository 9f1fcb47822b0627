"""Why this unit: what every other choice for one alert would cost, and whom."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dispatch.assignment.locks import ready
from dispatch.assignment.problem import FAR, Areas, Longs, Problem
from dispatch.assignment.reasons import may_leave
from dispatch.assignment.single.regrets import regrets
from dispatch.assignment.solve import Answer, solve
from dispatch.difference import AlertChange, alert_changes, goal_changes, visits_of
from dispatch.one_more_unit import with_one_more_unit
from dispatch.outcome import nearest_team, time_to_door_s, unit_ids
from dispatch.plan import Plan
from dispatch.plan_rows import Intervals, Reason
from dispatch.situation.case import Case
from dispatch.working import Working
from maps.errors import FieldError
from scenarios.nearest_word import nearest_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another choice for an alert, everybody else planned anew around it.

    unit_ids : who would go. regret : by how much each goal would be worse, exactly;
    below zero where a goal would be better at the cost of one above it. changes :
    who is served otherwise then, this alert among them.
    """

    unit_ids: tuple[str, ...]
    time_to_door_s: int | None
    regret: dict[str, int]
    changes: tuple[AlertChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A unit that may not be sent to an alert; when it would be there, if ever."""

    unit_id: str
    reason: Reason
    time_to_door_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why these units go to an alert, or nobody.

    unit_ids : who goes, none where it waits for `reason`. intervals : of the last one
    needed. nearest : the choice of who would be there soonest; None where it is the
    plan's. alternatives : other units, least regret first. one_more_unit : what each
    goal would gain by one more unit, all that the alert asks for, at its kerb: above
    zero is a gain. blocked : who may not go, soonest first.
    """

    alert_id: str
    unit_ids: tuple[str, ...]
    reason: Reason | None
    target_s: int
    time_to_door_s: int | None
    intervals: Intervals | None
    nearest: Alternative | None
    alternatives: tuple[Alternative, ...]
    one_more_unit: dict[str, int]
    blocked: tuple[Blocked, ...]


def explain(plan: Plan, alert_id: str, *, top: int = 5) -> Explanation:
    """Explain what a plan does about one alert.

    Parameters
    ----------
    plan : as `plan` or `replan` made it.
    top : how many alternatives, and how many blocked units, to tell of.

    Raises
    ------
    FieldError : the plan has no such alert.
    ValueError : a plan that was made by hand.
    """
    if plan.working is None:
        msg = "only a plan that was worked out can be explained"
        raise ValueError(msg)
    return _Explainer(plan, plan.working, _column(plan.working.case, alert_id)).told(
        top
    )


class _Explainer:
    """One alert of one plan."""

    def __init__(self, plan: Plan, working: Working, alert: int) -> None:
        self._plan, self._working, self._alert = plan, working, alert
        self._case, self._solved = working.case, working.solved
        self._team = self._solved.best.teams[alert]

    def told(self, top: int) -> Explanation:
        case, alert = self._case, self._alert
        rows = [row for row in self._plan.assignments if row.alert_id == self._id]
        return Explanation(
            alert_id=self._id,
            unit_ids=unit_ids(case, self._team),
            reason=None if self._team else case.reason(alert),
            target_s=int(case.problem.target_s[alert]),
            time_to_door_s=time_to_door_s(case, self._team, alert),
            intervals=rows[0].intervals if rows else None,
            nearest=self._nearest(),
            alternatives=self._alternatives(top),
            one_more_unit=self._one_more_unit(),
            blocked=self._blocked(top),
        )

    @property
    def _id(self) -> str:
        return self._case.alerts[self._alert].id

    def _nearest(self) -> Alternative | None:
        nearest = nearest_team(self._case, self._alert)
        if not nearest or nearest == self._team:
            return None
        return self._instead(nearest)

    def _alternatives(self, top: int) -> tuple[Alternative, ...]:
        tried = (self._instead((unit,)) for unit in self._candidates(top))
        possible = [each for each in tried if each is not None]
        goals = self._case.problem.goals
        possible.sort(key=lambda each: [each.regret[goal] for goal in goals])
        return tuple(possible)

    def _candidates(self, top: int) -> list[int]:
        """Units that may go and do not: those of least regret, else the nearest."""
        problem, alert = self._case.problem, self._alert
        may = problem.allowed[:, alert].copy()
        may[[*self._team, *self._kept()]] = False
        cost = np.where(may, self._first_regrets(), FAR)
        soonest = np.where(may, problem.time_s[:, alert], FAR)
        order = np.lexsort((soonest, cost))
        return [unit for unit in order[:top].tolist() if may[unit]]

    def _kept(self) -> list[int]:
        """Units that could go, but that their areas cannot spare."""
        problem = self._case.problem
        could = np.flatnonzero(problem.allowed[:, self._alert])
        kept = np.setdiff1d(could, may_leave(problem, could))
        return [unit for unit in kept.tolist() if unit not in self._team]

    def _first_regrets(self) -> Longs:
        """Regret in the first goals, [units]; 0 where it takes teams to know."""
        problem, single = self._case.problem, self._solved.single
        if single is None or not single.proof or "worst" in single.proof[0].goals:
            return np.zeros(problem.units, np.int64)
        plan, step = single.unit_of_alert, single.proof[0]
        return regrets(problem, plan, step, self._alert).of_unit

    def _instead(self, team: Sequence[int]) -> Alternative | None:
        """Send some units there and plan the rest anew; None where it cannot be."""
        asked = self._case.asked
        free = [(u, a) for u, a in asked.locks if a != self._alert and u not in team]
        locks = (*free, *((unit, self._alert) for unit in team))
        locked = replace(
            asked, locks=tuple(sorted(locks)), areas=_without(asked.areas, team)
        )
        other = self._solve(ready(locked))
        if not set(team) <= set(other.teams[self._alert]):
            return None
        return Alternative(
            unit_ids=unit_ids(self._case, other.teams[self._alert]),
            time_to_door_s=time_to_door_s(
                self._case, other.teams[self._alert], self._alert
            ),
            regret=goal_changes(
                self._case.problem.goals, self._solved.best.score, other.score
            ),
            changes=alert_changes(
                visits_of(self._case, self._solved.best.teams),
                visits_of(self._case, other.teams),
            ),
        )

    def _one_more_unit(self) -> dict[str, int]:
        """What each goal would gain."""
        case = with_one_more_unit(self._plan, self._working, self._alert)
        other = self._solve(case.problem)
        goals = self._case.problem.goals
        return goal_changes(goals, other.score, self._solved.best.score)

    def _solve(self, problem: Problem) -> Answer:
        deadline = time.monotonic() + self._plan.policy.budget_s
        return solve(problem, deadline=deadline).best

    def _locked_out(self) -> list[int]:
        """Units that only a lock keeps away."""
        case, alert = self._case, self._alert
        if not case.asked.locks:
            return []
        could = case.asked.allowed[:, alert] & ~case.problem.allowed[:, alert]
        locked = {unit for unit, _ in case.asked.locks}
        rows = np.flatnonzero(could).tolist()
        here = alert in case.asked.locked_to
        return [unit for unit in rows if here or unit in locked]

    def _blocked(self, top: int) -> tuple[Blocked, ...]:
        case, alert = self._case, self._alert
        reachable = np.isfinite(self._working.driving_s[:, alert])
        rows = [
            Blocked(
                unit_id=case.units[unit].id,
                reason=reason,
                time_to_door_s=int(case.problem.time_s[unit, alert])
                if reachable[unit]
                else None,
            )
            for unit, reason in (
                *case.eligibility.blocked(alert),
                *((unit, Reason.AREA_MINIMUM) for unit in self._kept()),
                *((unit, Reason.LOCKED) for unit in self._locked_out()),
            )
        ]
        rows.sort(key=lambda row: (row.time_to_door_s is None, row.time_to_door_s or 0))
        return tuple(rows[:top])


def _without(areas: Areas | None, team: Sequence[int]) -> Areas | None:
    """Take units out of their areas: who is locked does not stay there."""
    if areas is None:
        return None
    of_unit, spare = areas.of_unit.copy(), areas.spare.copy()
    leaves = of_unit[list(team)]
    np.subtract.at(spare, leaves[leaves >= 0], 1)
    of_unit[list(team)] = -1
    return Areas(of_unit=of_unit, spare=np.maximum(0, spare))


def _column(case: Case, alert_id: str) -> int:
    ids = [alert.id for alert in case.alerts]
    if alert_id in ids:
        return ids.index(alert_id)
    near = nearest_word(alert_id, ids)
    raise FieldError(
        f"the plan has no alert {alert_id!r}",
        field="ALERT",
        mend=f"did you mean {near!r}?" if near else f"name one of {', '.join(ids[:5])}",
    )
