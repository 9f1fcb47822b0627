"""Loops over places, and over visits from the last to the first."""

from __future__ import annotations

import numpy as np

from maps.paths.compiled import compiled


@compiled
def go_over_others(seconds):
    """Go over other places where that is sooner, in place (Floyd and Warshall).

    seconds : [places, places].
    """
    places = len(seconds)
    for over in range(places):
        for start in range(places):
            first = seconds[start, over]
            if first < np.inf:
                for end in range(places):
                    whole = first + seconds[over, end]
                    seconds[start, end] = min(seconds[start, end], whole)


@compiled
def best_after(
    order,
    alert_of,
    at_s,
    worth,
    per_s,
    first,
    gate_s,
    last_s,
    hold_s,
    until_s,
    move_s,
    farthest_s,
    step_s,
    ends_s,
):
    """Find for each step of each alert what may follow, and what that is worth.

    Alerts are in order of gate_s.

    Parameters
    ----------
    order : steps, the latest first. alert_of, at_s, worth : [steps] whose each is,
    when it begins, what a visit then is worth beyond its price. per_s, first, gate_s,
    last_s, hold_s, until_s : of alerts, as in `Visits` and `Gain`. move_s : [alerts,
    alerts] from free at one to the gate of another. farthest_s : [alerts] the longest
    of these. ends_s : of the shift: who is free then goes home.

    Returns
    -------
    [steps] what the best that follows is worth, 0 at least; its step, or -1.
    """
    count = len(gate_s)
    after = np.zeros(len(order))
    following = np.full(len(order), -1, np.int64)
    # The best first step of an alert or any later one, for who has time enough.
    ahead = np.zeros(count + 1)
    ahead_step = np.full(count + 1, -1, np.int64)
    widest_s = 0.0
    for alert in range(count):
        widest_s = max(widest_s, last_s[alert] - gate_s[alert])
    for step in order:
        alert = alert_of[step]
        free_s = max(at_s[step] + hold_s[alert], until_s[alert])
        best, its_step = 0.0, -1
        if free_s < ends_s:
            far = np.searchsorted(gate_s, free_s + farthest_s[alert])
            best, its_step = ahead[far], ahead_step[far]
            for other in range(np.searchsorted(gate_s, free_s - widest_s), far):
                there_s = max(free_s + move_s[alert, other], gate_s[other])
                if there_s <= last_s[other] and other != alert:
                    late = int((there_s - gate_s[other]) / step_s)
                    next_step = min(first[other] + late, first[other + 1] - 1)
                    total = worth[next_step] + after[next_step]
                    total -= per_s[other] * (there_s - at_s[next_step])
                    if total > best:
                        best, its_step = total, next_step
        after[step] = best
        following[step] = its_step
        if step == first[alert]:
            ahead[alert], ahead_step[alert] = ahead[alert + 1], ahead_step[alert + 1]
            if worth[step] + best > ahead[alert]:
                ahead[alert], ahead_step[alert] = worth[step] + best, step
    return after, following


@compiled
def best_first(
    begins_s, move_s, at_s, worth, after, per_s, first, gate_s, last_s, step_s
):
    """Find with which step each unit does best to begin, and what that is worth.

    begins_s : [units] of their shifts; move_s : [units, alerts] from there on.
    """
    units, count = move_s.shape
    best = np.zeros(units)
    its_step = np.full(units, -1, np.int64)
    for unit in range(units):
        for alert in range(count):
            there_s = max(begins_s[unit] + move_s[unit, alert], gate_s[alert])
            if there_s <= last_s[alert]:
                late = int((there_s - gate_s[alert]) / step_s)
                step = min(first[alert] + late, first[alert + 1] - 1)
                total = worth[step] + after[step]
                total -= per_s[alert] * (there_s - at_s[step])
                if total > best[unit]:
                    best[unit], its_step[unit] = total, step
    return best, its_step
