"""Pairs that stay: a locked unit and a locked alert have only each other."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.assignment.problem import Bools


def with_locks(allowed: Bools, pairs: Sequence[tuple[int, int]]) -> Bools:
    """Leave a locked unit's row and a locked alert's column only each other.

    No solver needs to know of locks then: weights are positive, so serving the
    locked alert by its only unit, which can do nothing else, always pays. A locked
    pair that was not allowed (no road, say) does not become allowed: that unit and
    that alert are left with nobody.

    Parameters
    ----------
    allowed : [units, alerts]; left as it is.
    pairs : (unit, alert) indexes.

    Raises
    ------
    ValueError
        A unit or an alert that is locked twice.
    IndexError
        A unit or an alert that does not exist.
    """
    locked = allowed.copy()
    for unit, alert in _checked(pairs, allowed.shape[0], allowed.shape[1]):
        locked[unit, :] = False
        locked[:, alert] = False
        locked[unit, alert] = allowed[unit, alert]
    return locked


def _checked(
    pairs: Sequence[tuple[int, int]], units: int, alerts: int
) -> Sequence[tuple[int, int]]:
    if len({unit for unit, _ in pairs}) < len(pairs):
        msg = "a unit is locked to more than one alert"
        raise ValueError(msg)
    if len({alert for _, alert in pairs}) < len(pairs):
        msg = "an alert is locked to more than one unit"
        raise ValueError(msg)
    for unit, alert in pairs:
        if not (0 <= unit < units and 0 <= alert < alerts):
            msg = f"locked pair ({unit}, {alert}) of {units} units, {alerts} alerts"
            raise IndexError(msg)
    return pairs
