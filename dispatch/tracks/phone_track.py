"""Who calls whom, given when officers are at the doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.intervals import Floats
from dispatch.phone.phone_plan import PhonePlan
from dispatch.phone.problem import PhoneProblem
from dispatch.phone.solve import plan_calls
from dispatch.track_rows import PhoneCall
from dispatch.tracks.fraud_losses import FraudLosses
from scenarios.alert import Alert
from scenarios.fraud.loss_curves import LossCurves

# Calls begin at times of a grid of one try each, up to half an hour from now
# (assumed): beyond, the fraud is over, or the plan has been made anew.
_LAST_S = 1800.0
# Losses are worked out for these, s, and read off in between.
_SAMPLES_S = (0.0, 60.0, 120.0, 240.0, 420.0, 660.0, 960.0, 1320.0, _LAST_S)
# When officers may be met, s; as often as a minute where most are.
_MOMENTS_S = np.concatenate((np.arange(0.0, 900.0, 60.0), np.linspace(900, 3600, 10)))
_MOST_CALLED = 40
"""Alerts that may be called at all: those that calling now helps most (assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """Officers on their way: seconds until they move, and median seconds to the kerb.

    contact_s : from now until they are at the door, as planned.
    """

    ahead_s: int
    travel_s: int
    contact_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneTrack:
    """The phone plan in ids. proved : as of `PhonePlan`."""

    calls: tuple[PhoneCall, ...]
    not_called: tuple[str, ...]
    proved: bool

    @property
    def called_from_s(self) -> Mapping[str, float]:
        """When calling each alert begins, by id, seconds from now."""
        return {call.alert_id: float(call.start_s) for call in self.calls}


def phone_track(
    losses: FraudLosses, alerts: Sequence[Alert], drives: Mapping[str, Drive]
) -> PhoneTrack:
    """Decide who calls whom, in which order.

    Parameters
    ----------
    losses : the model; the calls it knows of are put aside.
    drives : who comes, by alert; nobody to the others.
    """
    callers = caller_ids(losses.policy.callers)
    called = _worth_calling(losses, alerts, drives) if callers else []
    step_s = losses.model.numbers.phone.try_every_s
    starts_s = np.arange(0.0, _LAST_S + step_s / 2, step_s)
    rows = [_row(losses, alert, drives.get(alert.id), starts_s) for alert in called]
    shape = (len(called), len(starts_s) + 1)
    problem = PhoneProblem(
        step_s=step_s,
        loss_if_called_from=np.array([row[0] for row in rows], float).reshape(shape),
        busy_for_s=np.array([row[1] for row in rows], float).reshape(shape),
        alert_ids=tuple(alert.id for alert in called),
        caller_ids=callers,
        free_in_s=(0.0,) * len(callers),
    )
    return _in_ids(problem, plan_calls(problem), [alert.id for alert in alerts])


def caller_ids(count: int) -> tuple[str, ...]:
    """Name callers: C1, C2 and so on."""
    return tuple(f"C{number}" for number in range(1, count + 1))


def _in_ids(
    problem: PhoneProblem, plan: PhonePlan, alert_ids: Sequence[str]
) -> PhoneTrack:
    calls = tuple(
        PhoneCall(
            caller_id=caller,
            alert_id=problem.alert_ids[call.alert],
            start_s=round(call.start_s),
        )
        for caller, queue in zip(problem.caller_ids, plan.orders, strict=True)
        for call in queue
    )
    called = {call.alert_id for call in calls}
    everybody = problem.alerts == len(alert_ids) or not problem.callers
    return PhoneTrack(
        calls=calls,
        not_called=tuple(sorted(id_ for id_ in alert_ids if id_ not in called)),
        proved=plan.proved and everybody,
    )


def _worth_calling(
    losses: FraudLosses, alerts: Sequence[Alert], drives: Mapping[str, Drive]
) -> list[Alert]:
    """All alerts; of many, those whom calling at once helps most."""
    if len(alerts) <= _MOST_CALLED:
        return [*alerts]
    gain = {a.id: gain_of_a_call(losses, a, drives.get(a.id)) for a in alerts}
    most = sorted(alerts, key=lambda alert: (-gain[alert.id], alert.id))
    return sorted(most[:_MOST_CALLED], key=lambda alert: alert.id)


def gain_of_a_call(losses: FraudLosses, alert: Alert, drive: Drive | None) -> float:
    """Say what calling an alert from now on saves, as it counts; 0 or more.

    drive : of the unit that comes; None: nobody does.
    """
    never = _lost(losses, alert, None, drive)
    return never - _lost(losses, alert, 0.0, drive)


def _lost(
    losses: FraudLosses, alert: Alert, from_s: float | None, drive: Drive | None
) -> float:
    return losses.share(alert) * lost(losses.curves_called(alert, from_s), drive)


def lost(curves: LossCurves, drive: Drive | None) -> float:
    """Say what is to be expected lost, whoever comes."""
    if drive is None:
        return curves.loss_without_officers
    return float(curves.loss_if_kerb_at(drive.ahead_s, drive.travel_s))


def _row(
    losses: FraudLosses, alert: Alert, drive: Drive | None, starts_s: Floats
) -> tuple[Floats, Floats]:
    """Expected loss and time a caller is taken up, by when calling begins, or never."""
    sampled = [losses.curves_called(alert, start_s) for start_s in _SAMPLES_S]
    never = _lost(losses, alert, None, drive)
    money = [losses.share(alert) * lost(curves, drive) for curves in sampled]
    alone = _not_met(sampled[0], drive)
    busy = [
        _busy_s(curves, start_s, alone)
        for curves, start_s in zip(sampled, _SAMPLES_S, strict=True)
    ]
    # A later call never loses less: what falls is what was rounded.
    loss = np.append(np.interp(starts_s, _SAMPLES_S, money), never)
    busy_s = np.append(np.interp(starts_s, _SAMPLES_S, busy), 0.0)
    return np.minimum(np.maximum.accumulate(loss), max(never, 0.0)), busy_s


def _not_met(curves: LossCurves, drive: Drive | None) -> Floats:
    """Chance that no officer is with the victim at `_MOMENTS_S`, [moments]."""
    if drive is None:
        return np.ones_like(_MOMENTS_S)
    # The chance by a moment is that by the last one, of a start as much later.
    end_s = float(_MOMENTS_S[-1])
    ahead_s = drive.ahead_s + (end_s - _MOMENTS_S)
    return 1.0 - curves.door_contact_probability(ahead_s, drive.travel_s, end_s)


def _busy_s(curves: LossCurves, start_s: float, alone: Floats) -> float:
    """Expected seconds until the victim is persuaded, or officers are with her.

    The integral of the chance that neither has happened yet; half an hour at most.
    alone : as of `_not_met`.
    """
    end_s = start_s + _LAST_S
    inside = curves.nodes_s[(curves.nodes_s > start_s) & (curves.nodes_s < end_s)]
    moments = np.concatenate(([start_s], inside, [end_s]))
    silent = np.interp(moments, curves.nodes_s, curves.silent)
    return float(np.trapezoid(silent * np.interp(moments, _MOMENTS_S, alone), moments))
