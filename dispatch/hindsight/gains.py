"""`Gain`: what visits are worth, by when a unit is at the gate.

It never grows with time. Where a crew is of several units each brings its part of what
they would be worth if all came when it does: all together bring no less than their
crew, which is as late as its last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Bools
from dispatch.hindsight.visits import Visits, by_first
from dispatch.intervals import Floats, Longs
from dispatch.simulation.luck import AlertLuck
from scenarios.alert import Alert

Worth = Callable[[int, Floats], Floats]
"""Of an alert, by its row, and moments at its gate."""

_SLACK_S = 1e-6  # for sums that rounding has made a little more


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gain:
    """What visits are worth, step by step.

    visits : what it is about. step_s : when a visit begins is looked at no nearer,
    where another follows; the first step of an alert begins at its `gate_s`. last_s :
    [alerts] the latest moment at the gate that is worth something. worth : of all
    steps of all alerts, one alert after the other, as at their beginnings; first :
    [alerts + 1] where each one's begin; per_s : [alerts] what goes of it with each
    second of a step. everything : worth of all visits, if each were as soon as can be
    wished.
    """

    visits: Visits
    step_s: float
    per_s: Floats
    last_s: Floats
    worth: Floats
    first: Longs
    everything: float


def on_time_gain(visits: Visits, counts: Bools, step_s: float) -> Gain:
    """1 for each alert whose crew is at the door within the target.

    counts : [alerts] whether it counts.
    """
    last_s = visits.received_s + visits.target_s - visits.access_s
    part = 1.0 / visits.crew
    return _gain(
        visits,
        step_s,
        np.where(counts, last_s, -np.inf),
        lambda row, at_s: np.full(len(at_s), part[row]),
        everything=float(counts.sum()),
    )


def waiting_gain(visits: Visits, counts: Bools, step_s: float) -> Gain:
    """Seconds by which the crew is at the door before the cut-off."""
    last_s = visits.received_s + visits.cut_off_s - visits.access_s
    part = 1.0 / visits.crew
    return _gain(
        visits,
        step_s,
        np.where(counts, last_s, -np.inf),
        lambda row, at_s: part[row] * np.maximum(0.0, last_s[row] - at_s),
        per_s=part,
        everything=float(visits.cut_off_s[counts].sum()),
    )


def money_gain(
    visits: Visits, counts: Bools, step_s: float, *, horizon_s: float, callers: int
) -> Gain:
    """Money that has not left when the first officers are with the victim.

    Every victim is called at once, if anybody calls. horizon_s : where nobody comes,
    losses are counted so long.
    """
    pairs = zip(visits.alerts, visits.lucks, strict=True)
    leaves_s = [_leaves_s(alert, luck, horizon_s, callers) for alert, luck in pairs]
    search_s = np.array([luck.search_s for luck in visits.lucks])
    contact_s = visits.access_s + search_s  # after somebody is at the gate
    latest_s = np.array([max(leaves, default=-np.inf) for leaves, _ in leaves_s])
    last_s = visits.received_s + latest_s - contact_s

    def worth(row: int, at_s: Floats) -> Floats:
        leaves, share = leaves_s[row]
        met_s = at_s + contact_s[row] - visits.received_s[row] - _SLACK_S
        left: Floats = share * (len(leaves) - np.searchsorted(leaves, met_s))
        return left

    return _gain(
        by_first(visits),
        step_s,
        np.where(counts, last_s, -np.inf),
        worth,
        everything=sum(
            share * len(leaves)
            for (leaves, share), counted in zip(leaves_s, counts, strict=True)
            if counted
        ),
    )


def _leaves_s(
    alert: Alert, luck: AlertLuck, horizon_s: float, callers: int
) -> tuple[list[float], float]:
    """When money leaves at the soonest call, seconds from the warning; and how much.

    In order, and only what leaves before the horizon.
    """
    called_s = luck.phone_s if callers and luck.phone_s is not None else np.inf
    leaves = [
        after_s + (luck.relapse_s if after_s > called_s else 0.0)
        for after_s in luck.leaves_s
    ]
    share = (alert.exposure or 0.0) / max(1, len(leaves))
    return sorted(each for each in leaves if each < horizon_s), share


def _gain(  # noqa: PLR0913 - what a gain is made of
    visits: Visits,
    step_s: float,
    last_s: Floats,
    worth: Worth,
    *,
    per_s: Floats | None = None,
    everything: float,
) -> Gain:
    """Lay out steps from the soonest to the last moment of each alert."""
    last_s = last_s + _SLACK_S
    steps = np.floor((last_s - visits.gate_s) / step_s) + 1.0
    count = np.where(last_s >= visits.gate_s, np.maximum(steps, 0.0), 0.0)
    first = np.concatenate(([0], np.cumsum(count))).astype(np.int64)
    each = [
        worth(row, visits.gate_s[row] + step_s * np.arange(size))
        for row, size in enumerate(np.diff(first).tolist())
    ]
    return Gain(
        visits=visits,
        step_s=step_s,
        per_s=np.zeros(len(last_s)) if per_s is None else per_s,
        last_s=last_s,
        worth=np.concatenate([*each, np.zeros(0)]),
        first=first,
        everything=everything,
    )
