"""The best goals by trying every plan, in plain Python of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Goals = tuple[int, int, int]


def best_goals(
    time_s: Sequence[Sequence[int | None]],
    target_s: Sequence[int],
    weight: Sequence[int],
    locks: Mapping[int, int],
) -> Goals:
    """Least (-weight on time, -weight served, weight x time) of all plans.

    time_s : one row per unit; None where the unit cannot go. locks : unit to alert.
    """
    return min(
        _goals(plan, time_s, target_s, weight)
        for plan in _plans(time_s, locks, len(target_s), ())
    )


def _plans(
    time_s: Sequence[Sequence[int | None]],
    locks: Mapping[int, int],
    alerts: int,
    begun: tuple[int | None, ...],
) -> Iterator[tuple[int | None, ...]]:
    """Every way to go on with a plan begun: a unit, or None, per alert."""
    alert = len(begun)
    if alert == alerts:
        yield begun
        return
    yield from _plans(time_s, locks, alerts, (*begun, None))
    for unit, row in enumerate(time_s):
        if row[alert] is not None and unit not in begun and _fits(unit, alert, locks):
            yield from _plans(time_s, locks, alerts, (*begun, unit))


def _fits(unit: int, alert: int, locks: Mapping[int, int]) -> bool:
    if unit in locks:
        return locks[unit] == alert
    return alert not in locks.values()


def _goals(
    plan: Sequence[int | None],
    time_s: Sequence[Sequence[int | None]],
    target_s: Sequence[int],
    weight: Sequence[int],
) -> Goals:
    on_time = served = time = 0
    for alert, unit in enumerate(plan):
        seconds = None if unit is None else time_s[unit][alert]
        if seconds is not None:
            served += weight[alert]
            time += weight[alert] * seconds
            on_time += weight[alert] if seconds <= target_s[alert] else 0
    return (-on_time, -served, time)
