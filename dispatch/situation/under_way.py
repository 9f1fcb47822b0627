"""Units that were sent before: where they go, and where else they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dispatch.assignment.problem import WAITS, Bools, Longs
from scenarios.alert import Alert, Level
from scenarios.unit import Unit


def under_way_pairs(
    units: Sequence[Unit], alerts: Sequence[Alert]
) -> list[tuple[int, int]]:
    """Unit and alert, by row and column, of units told to go and not there yet."""
    columns = {alert.id: column for column, alert in enumerate(alerts)}
    return [
        (row, columns[unit.assigned])
        for row, unit in enumerate(units)
        if unit.under_way and unit.assigned is not None
    ]


def previous_alert(units: Sequence[Unit], alerts: Sequence[Alert]) -> Longs:
    """Column of the alert that each unit was told to go to, -1 for none, [units].

    Who is on scene has done as told.
    """
    columns = {alert.id: column for column, alert in enumerate(alerts)}
    orders = [unit.assigned if unit.status != "on_scene" else None for unit in units]
    return np.array(
        [WAITS if order is None else columns[order] for order in orders], np.int64
    )


def redirect_permitted(
    units: Sequence[Unit],
    alerts: Sequence[Alert],
    redirect: Mapping[Level, Sequence[Level]],
) -> Bools:
    """Where each unit may go as far as the alert it moves to is concerned.

    A moving unit goes on, or to an alert of the levels that `redirect` names for
    that of its own; one that does not move yet may go anywhere.

    Returns
    -------
    [units, alerts].
    """
    permitted = np.ones((len(units), len(alerts)), np.bool_)
    levels = np.array([alert.level for alert in alerts])
    for row, column in under_way_pairs(units, alerts):
        if units[row].rolling:
            permitted[row] = np.isin(levels, redirect[alerts[column].level])
            permitted[row, column] = True
    return permitted


def near_the_door(
    units: Sequence[Unit],
    alerts: Sequence[Alert],
    ahead_s: Longs,
    lock_before_arrival_s: int,
) -> list[tuple[int, int]]:
    """Moving units that are as near to the door of their alert as that, and it.

    ahead_s : [units, alerts] now to at the door.
    """
    return [
        (row, column)
        for row, column in under_way_pairs(units, alerts)
        if units[row].rolling and ahead_s[row, column] <= lock_before_arrival_s
    ]
