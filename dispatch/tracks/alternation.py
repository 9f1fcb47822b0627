"""Door plan and phone plan in turn, until neither improves the other.

The door plan asks what is lost by when officers come, and that depends on who is
called when; the phone plan asks what is lost by when calling begins, and that depends
on who comes when. So the phone plan is made first, as if nobody came; then the door
plan with these calls; then the phone plan for these visits, and so on. The best pair
is kept. Each plan is the best one for the other; both together need not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from dispatch.assignment.crews import last_needed
from dispatch.assignment.evaluate import value
from dispatch.assignment.problem import Goal
from dispatch.assignment.single.known import Known
from dispatch.policy import Policy
from dispatch.situation.case import in_order
from dispatch.situation.loss import LossModel
from dispatch.track_rows import Tracks
from dispatch.tracks.alert_losses import alert_losses, assumptions
from dispatch.tracks.fraud_losses import FraudLosses, fraud_model_of
from dispatch.tracks.phone_track import Drive, PhoneTrack, caller_ids, phone_track
from dispatch.working import Working, again
from scenarios.scenario import Scenario

_ROUNDS = 4
"""Assumed; in trials the second changed nothing any more, or the third."""


class WorkedOut(Protocol):
    """Makes the door plan."""

    def __call__(
        self,
        *,
        loss: LossModel | None,
        goals: tuple[Goal, ...] | None,
        known: Known | None,
    ) -> Working:
        """Make it for a model of what is lost.

        goals : those to be solved for, for now; None for all. known : a plan that
        may still be the best.
        """


def with_tracks(  # noqa: PLR0913 - what a plan is made of, and what may be at hand
    scenario: Scenario,
    policy: Policy,
    now_s: float,
    worked_out: WorkedOut,
    *,
    known: Known | None = None,
    before: Working | None = None,
) -> Working:
    """Work out door plan and phone plan, where the model of the fraud applies.

    Parameters
    ----------
    known : a door plan that may still be the best.
    before : what another plan rests on; its model of the fraud is taken if it fits.
    """
    made = (
        before.loss.model if before and isinstance(before.loss, FraudLosses) else None
    )
    model = fraud_model_of(scenario, policy, made)
    if model is None:
        return worked_out(loss=None, goals=None, known=known)
    losses = FraudLosses(model=model, policy=policy, now_s=now_s)
    track = phone_track(losses, in_order(scenario)[1], {})
    goals = _up_to_loss(policy)
    draft = worked_out(
        loss=losses.calling(track.called_from_s), goals=goals, known=None
    )
    rounds = 0
    while rounds < _ROUNDS:
        rounds += 1
        other_track = phone_track(losses, draft.case.alerts, drives_of(draft))
        if other_track.calls == track.calls:
            break
        other = replace(draft, loss=losses.calling(other_track.called_from_s))
        other = again(other, scenario, policy, now_s, goals=goals)
        if not _is_better(other, draft):
            break
        draft, track = other, other_track
    found = again(draft, scenario, policy, now_s, known=known)
    return replace(found, tracks=_tracks(found, track, _how(rounds)))


def _up_to_loss(policy: Policy) -> tuple[Goal, ...]:
    """Goals that the phone plan has a part in; those below wait for it to stand."""
    return policy.goals[: policy.goals.index("loss") + 1]


def _how(rounds: int) -> str:
    times = "once" if rounds == 1 else f"{rounds} times"
    until = "at most" if rounds == _ROUNDS else "until neither improved"
    return f"phone plan and door plan in turn, {times}, {until}"


def _is_better(one: Working, other: Working) -> bool:
    """Compare goal by goal; what is lost is counted with the calls of each."""
    return _values(one) < _values(other)


def _values(working: Working) -> tuple[int, ...]:
    goals, score = working.solved.optima, working.solved.best.score
    return tuple(value(score, goal) for goal in goals)


def drives_of(working: Working) -> Mapping[str, Drive]:
    """When officers are on their way and at the doors, by alert."""
    case, drives = working.case, {}
    for column, team in enumerate(working.solved.best.teams):
        if team:
            times = case.intervals.of(last_needed(case.problem, team, column), column)
            ahead_s = times.dispatch_s + times.turnout_s
            drives[case.alerts[column].id] = Drive(
                ahead_s=ahead_s,
                travel_s=times.travel_s,
                contact_s=ahead_s + times.travel_s + times.access_s,
            )
    return drives


def _tracks(working: Working, track: PhoneTrack, how: str) -> Tracks:
    case, losses = working.case, working.loss
    if not isinstance(losses, FraudLosses):
        msg = "the plan was made with another model"
        raise TypeError(msg)
    targets = case.problem.target_s.tolist()
    return Tracks(
        callers=caller_ids(losses.policy.callers),
        calls=track.calls,
        not_called=track.not_called,
        calls_proved=track.proved,
        losses=alert_losses(
            losses,
            case.alerts,
            drives_of(working),
            dict(zip((alert.id for alert in case.alerts), targets, strict=True)),
        ),
        how=how,
        assumes=assumptions(losses.policy, losses.model.numbers.horizon_s),
    )
