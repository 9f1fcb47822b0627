"""Loops over all pairs at once: a million of them in a millisecond."""

from __future__ import annotations

import numpy as np

from maps.paths.compiled import compiled


@compiled
def nearest_units(time_s, allowed, few):
    """Find the units that are soonest at each alert's door, of those that may go.

    Parameters
    ----------
    time_s, allowed : [units, alerts]. few : how many are wanted.

    Returns
    -------
    [alerts, few] indexes, the soonest first, of equals the lowest; -1 where there
    are no more.
    """
    units, alerts = time_s.shape
    soonest = np.full((alerts, few), np.iinfo(np.int64).max, np.int64)
    who = np.full((alerts, few), -1, np.int64)
    for unit in range(units):
        for alert in range(alerts):
            seconds = time_s[unit, alert]
            if seconds < soonest[alert, few - 1] and allowed[unit, alert]:
                place = few - 1
                while place > 0 and soonest[alert, place - 1] > seconds:
                    soonest[alert, place] = soonest[alert, place - 1]
                    who[alert, place] = who[alert, place - 1]
                    place -= 1
                soonest[alert, place] = seconds
                who[alert, place] = unit
    return who


@compiled
def largest_allowed(values, allowed):
    """Find the largest value of each column where it is allowed, 0 at least.

    Parameters
    ----------
    values, allowed : [units, alerts].

    Returns
    -------
    [alerts].
    """
    rows, columns = values.shape
    largest = np.zeros(columns, np.int64)
    for row in range(rows):
        for column in range(columns):
            value = values[row, column] if allowed[row, column] else 0
            largest[column] = max(largest[column], value)
    return largest
