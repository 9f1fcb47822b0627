"""What a plan would be if an assumed number were half of what it is, or double.

Everything else stays, so each line is the word of one number alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate, value
from dispatch.assignment.problem import Goal, Teams
from dispatch.assignment.single.known import Known
from dispatch.assignment.solve import Answer, limits_of
from dispatch.assumptions import policy_numbers
from dispatch.difference import AlertChange, Visit, alert_changes, visits_of
from dispatch.plan import Plan
from dispatch.policy import Policy
from dispatch.policy_file import policy_from_file_form, policy_to_file_form
from dispatch.situation.loss import LossModel
from dispatch.tracks.alternation import with_tracks
from dispatch.working import Working, again, work_out
from maps.errors import InputError
from scenarios.fraud.numbers import FraudNumbers
from scenarios.fraud.numbers_file import shipped_numbers

Factor = Literal["half", "double"]

_FRAUD = "fraud"
_TOLD_ONLY = ("on_scene.", "money.")
"""Numbers of the fraud that say what a plan comes to, and change none."""
_LEAST = -sys.maxsize


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assumption:
    """A number that nobody measured, and how to change it.

    with_value : the policy with another number, all else as it is; raises InputError
    where the number may not be that.
    """

    key: str
    value: float
    with_value: Callable[[float], Policy]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A plan with another number.

    tried : the number. on_time : how many alerts are. changes : who is served by
    others; none where the plan as it is stays as good as any. other_calls : whether
    others are phoned, or in another order. refused : why there is no such plan, None
    where there is; then `on_time` is None too.
    """

    factor: Factor
    tried: float
    on_time: int | None = None
    changes: tuple[AlertChange, ...] = ()
    other_calls: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTrials:
    """What hangs on an assumed number."""

    key: str
    value: float
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What hangs on each number; on_time : alerts of the plan as it is."""

    alerts: int
    on_time: int
    numbers: tuple[NumberTrials, ...]


def sensitivity(
    plan: Plan,
    assumptions: Iterable[Assumption],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Sensitivity:
    """Plan anew at half and double of each number.

    Parameters
    ----------
    plan : as `plan` or `replan` made it.
    progress : told how many numbers are done, and of how many.

    Raises
    ------
    ValueError : a plan that was made by hand.
    """
    if plan.working is None:
        msg = "only a plan that was worked out can be tried with other numbers"
        raise ValueError(msg)
    trier, numbers, rows = _Trier(plan, plan.working), tuple(assumptions), []
    for done, number in enumerate(numbers):
        progress(done, len(numbers))
        rows.append(trier.row(number))
    progress(len(numbers), len(numbers))
    return Sensitivity(
        alerts=len(plan.working.case.alerts),
        on_time=plan.score.on_time,
        numbers=tuple(rows),
    )


def half(number: float) -> float:
    """Half of a number; of a whole one the whole part.

    >>> half(15), half(1.3)
    (7, 0.65)
    """
    return number // 2 if isinstance(number, int) else number / 2


# --- Which numbers -----------------------------------------------------------------


def assumptions_of(plan: Plan) -> tuple[Assumption, ...]:
    """List the assumed numbers that a plan rests on, but for those that cannot act.

    Those of the policy, by their fields in its file, as "weights.high", where it has
    not its own; and those of the model of the fraud, as "fraud.phone.answer", where it
    applies.
    """
    return (*_of_policy(plan), *_of_fraud(plan))


def _of_policy(plan: Plan) -> Iterator[Assumption]:
    for row in policy_numbers(plan.policy):
        if row.assumed and _acts(plan, row.key):
            change = partial(_with, plan.policy, row.key)
            yield Assumption(key=row.key, value=row.value, with_value=change)


def _of_fraud(plan: Plan) -> Iterator[Assumption]:
    if plan.tracks is None:
        return
    numbers = plan.policy.fraud or shipped_numbers()
    scripts = {alert.script for alert in plan.scenario.alerts}
    for row in numbers.rows():
        table, _, rest = row.key.partition(".")
        script = rest.partition(".")[0] if table == "scripts" else None
        unused = script is not None and not scripts & {script, None}
        if row.assumed and not unused and not row.key.startswith(_TOLD_ONLY):
            change = partial(_with_fraud, plan.policy, numbers, row.key)
            yield Assumption(
                key=f"{_FRAUD}.{row.key}", value=row.value, with_value=change
            )


def _acts(plan: Plan, key: str) -> bool:
    """Whether a number can change a plan of such a policy at all."""
    policy, fraud = plan.policy, plan.tracks is not None
    conditions = {
        "budget_s": False,
        "sigma": fraud,
        "zones_at_most": "preparedness" in policy.goals and not plan.scenario.zones,
        "other_area_s": policy.areas == "prefer",
        "callers": fraud,
        "exposure_cap": fraud and policy.exposure_counts != "plain",
        "exposure_unknown": fraud
        and any(alert.exposure is None for alert in plan.scenario.alerts),
        "speeds.emergency_factor": policy.emergency,
    }
    return conditions.get(key, True)


def _with(policy: Policy, key: str, number: float) -> Policy:
    """Change one number of a policy, as a file would.

    Raises
    ------
    FieldError : a policy may not have it.
    """
    *path, last = key.split(".")
    form = table = policy_to_file_form(policy)
    for part in path:
        table = table[part]
    table[last] = number
    made = policy_from_file_form(form)
    name = key.partition(".")[0]
    return replace(policy, **{name: getattr(made, name)})


def _with_fraud(
    policy: Policy, numbers: FraudNumbers, key: str, number: float
) -> Policy:
    """Change one number of the model of the fraud.

    Raises
    ------
    FieldError : it may not be that.
    """
    return replace(policy, fraud=numbers.with_value(key, number))


# --- Planning with them ------------------------------------------------------------


class _Trier:
    """A plan, to be compared with others."""

    def __init__(self, plan: Plan, working: Working) -> None:
        self._plan, self._working = plan, working
        self._teams = working.solved.best.teams
        self._before: dict[str, Visit] = visits_of(working.case, self._teams)

    def row(self, number: Assumption) -> NumberTrials:
        return NumberTrials(
            key=number.key,
            value=number.value,
            trials=(
                self._trial(number, "half", half(number.value)),
                self._trial(number, "double", 2 * number.value),
            ),
        )

    def _trial(self, number: Assumption, factor: Factor, tried: float) -> Trial:
        try:
            policy = number.with_value(tried)
        except InputError as fault:
            return Trial(factor=factor, tried=tried, refused=fault.problem)
        made = self._worked_out(policy)
        best = _kept_if_as_good(made, self._teams)
        return Trial(
            factor=factor,
            tried=tried,
            on_time=best.score.on_time,
            changes=alert_changes(self._before, visits_of(made.case, best.teams)),
            other_calls=_calls(made) != _calls(self._working),
        )

    def _worked_out(self, policy: Policy) -> Working:
        """Plan by another policy; a model of losses that was given stays."""
        scenario, now_s = self._plan.scenario, self._plan.now_s
        worked_out = partial(self._door_plan, self._measured(policy), policy)
        if self._working.tracks is None and self._working.loss is not None:
            return worked_out(loss=self._working.loss)
        return with_tracks(scenario, policy, now_s, worked_out, before=self._working)

    def _measured(self, policy: Policy) -> Working:
        """Find places and drives anew where there are other zones or speeds."""
        plan, working = self._plan, self._working
        before = (plan.policy.zones_at_most, plan.policy.speeds)
        if (policy.zones_at_most, policy.speeds) == before:
            return working
        return work_out(
            plan.scenario,
            plan.roads,
            policy,
            plan.now_s,
            graph=working.graph,
            ground=working.ground,
        )

    def _door_plan(
        self,
        measured: Working,
        policy: Policy,
        *,
        loss: LossModel | None,
        goals: tuple[Goal, ...] | None = None,
        known: Known | None = None,
    ) -> Working:
        scenario, now_s = self._plan.scenario, self._plan.now_s
        bare = replace(measured, loss=loss, tracks=None)
        return again(bare, scenario, policy, now_s, goals=goals, known=known)


def _calls(working: Working) -> tuple[tuple[str, str], ...]:
    """Who calls whom, in the order of calling; when does not matter."""
    calls = () if working.tracks is None else working.tracks.calls
    return tuple((call.caller_id, call.alert_id) for call in calls)


def _kept_if_as_good(made: Working, teams: Teams) -> Answer:
    """Rather the plan as it is, where no other is better by a goal.

    Within the slack that preparedness has, one loss is as good as another.
    """
    problem, best = made.case.problem, made.solved.best
    try:
        kept = Answer(teams=teams, score=evaluate(problem, teams))
    except ImpossibleAssignmentError:
        return best
    limits = limits_of(problem, made.solved.optima)
    worse = any(
        value(kept.score, goal) > max(value(best.score, goal), limits.get(goal, _LEAST))
        for goal in problem.goals
    )
    return best if worse else kept
