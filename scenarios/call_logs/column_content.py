"""Knowing columns by what they hold.

The steps between a call's moments are *assumed* to be of the length that they have in
fire, police and ambulance services: seconds to a minute and a half until someone is
sent, minutes of travel, half an hour and more until the unit is clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scenarios.call_logs.column_look import Look

_WELL_FILLED = 0.5  # of the best filled: fewer are steps that few calls have
_SOON_S, _LONG_S = 90.0, 1800.0
_OF_ONE_CALL = 0.98  # share of rows with their call's first value
_SURE = 0.99
_LEAST_LIKE_CALLS = 0.9  # ids a moment of receipt, for two calls may share one
_NARROW_DEG = 5.0  # the middle half of a city's or a county's calls
_UNITS = 0.3  # share of names as E39; others are bare numbers
_PRIORITY = r"^(?:[A-Ea-e]|[0-9]|[Pp][0-9]|[Cc]ode ?[0-9]|[Pp]riority ?[0-9])$"
_PRIORITY_WORD = r"(?i)^(?:high|medium|low|urgent|routine|emergency|immediate)$"
_FEWEST, _MOST = 2, 9
_FEW_LIKE_IT = 3  # as the first, the last and the one between; *assumed*
_ONE_FOR_ALL = 0.98


def in_order(times: Sequence[Look]) -> list[Look]:
    """Order columns of times by which is before which in most rows."""
    wins = [
        sum(_is_before(one, other) for other in times if other is not one)
        for one in times
    ]
    order = sorted(range(len(times)), key=lambda at: -wins[at])
    return [times[at] for at in order]


def _seconds(look: Look) -> NDArray[np.float64]:
    none = np.full(len(look.cells), np.nan)
    return none if look.seconds is None else look.seconds


def _is_before(one: Look, other: Look) -> bool:
    gap = _seconds(other) - _seconds(one)
    return bool((gap > 0).sum() > (gap < 0).sum())


def times_by_content(ordered: Sequence[Look], call: Look | None) -> dict[str, Look]:
    """Say which moments columns of times are.

    ordered : as they follow each other. call : the calls' ids.
    """
    most = max((look.filled for look in ordered), default=0.0)
    filled = [look for look in ordered if look.filled >= _WELL_FILLED * most]
    if not filled:
        return {}
    first, rest = filled[0], filled[1:]
    found = {"received": first}
    if len(rest) == 1:
        return found | {_only_other(_median_gap(first, rest[0])): rest[0]}
    if len(rest) > 2 or (rest and _median_gap(first, rest[-1]) >= _LONG_S):  # noqa: PLR2004 - sent, there and clear
        found["clear"] = rest[-1]
        rest = rest[:-1]
    rest = [look for look in rest if call is None or _varies(look, call)] or rest
    return found | _between(first, rest[-3:])


def _only_other(gap_s: float) -> str:
    if gap_s < _SOON_S:
        return "dispatched"
    return "on_scene" if gap_s < _LONG_S else "clear"


def _between(first: Look, rest: Sequence[Look]) -> dict[str, Look]:
    """Name what lies between receipt and end."""
    if len(rest) == 1:
        soon = _median_gap(first, rest[0]) < _SOON_S
        return {"dispatched" if soon else "on_scene": rest[0]}
    names = ["dispatched", "rolling", "on_scene"]
    if len(rest) < len(names):
        names.remove("rolling")
    return dict(zip(names, rest, strict=False))


def _median_gap(one: Look, other: Look) -> float:
    gaps = _seconds(other) - _seconds(one)
    known = gaps[np.isfinite(gaps)]
    return float(np.median(known)) if len(known) else 0.0


def _varies(look: Look, call: Look) -> bool:
    """Tell whether a column differs among the rows of one call; so if none has two."""
    return not _is_of_call(look.cells, call) or call.n_unique == len(call.cells)


def _is_of_call(cells: pl.Series, call: Look) -> bool:
    """Tell whether all rows of a call have the same in a column."""
    frame = pl.DataFrame({"call": call.cells, "cell": cells}).drop_nulls()
    several = frame.filter(pl.len().over("call") > 1)
    if not len(several):
        return True
    same = several.select(
        (pl.col("cell") == pl.col("cell").first().over("call")).mean()
    )
    return float(same.item()) >= _OF_ONE_CALL


def id_by_content(free: Sequence[Look], received: Look) -> dict[str, Look]:
    """Find the calls' ids: each received at one moment, and as few as may be."""
    n_moments = received.n_unique
    possible = [
        look
        for look in free
        if look.filled >= _SURE
        and not (look.fine or look.points or look.is_date or look.clock)
        and (not look.is_time or look.by_number)
        and look.n_unique >= _LEAST_LIKE_CALLS * n_moments
        and _is_of_call(received.cells, look)
    ]
    best = min(possible, key=lambda look: look.n_unique, default=None)
    return {} if best is None else {"call_id": best}


def unit_by_content(free: Sequence[Look], call: Look) -> dict[str, Look]:
    """Find the units' ids: names as E39 that a call has once and that come again."""
    possible = [
        look
        for look in free
        if look.codes >= _UNITS
        and look.n_unique < len(look.cells) / 2
        and _is_once_a_call(look, call)
    ]
    best = max(possible, key=lambda look: look.n_unique, default=None)
    return {} if best is None else {"unit_id": best}


def _is_once_a_call(look: Look, call: Look) -> bool:
    """Tell whether calls of several rows have each unit once."""
    frame = pl.DataFrame({"call": call.cells, "cell": look.cells}).drop_nulls()
    several = frame.filter(pl.len().over("call") > 1)
    return int(several.is_unique().sum()) >= max(1.0, _SURE * len(several))


def place_by_content(free: Sequence[Look]) -> dict[str, Look]:
    """Find degrees: a narrow band each, and one of them beyond those of latitude.

    Where neither is, nothing tells them apart, and none is taken.
    """
    points = next((look for look in free if look.points), None)
    degrees = [look for look in free if look.fine and _is_narrow(look)]
    lon = [look for look in degrees if abs(_middle(look)) > 90]  # noqa: PLR2004 - of latitude
    lat = [look for look in degrees if abs(_middle(look)) <= 90]  # noqa: PLR2004
    if len(lon) == 1 and len(lat) == 1:
        return {"lon": lon[0], "lat": lat[0]}
    return {} if points is None else {"point": points}


def _known(look: Look) -> NDArray[np.float64]:
    """Return the numbers that may be degrees."""
    numbers = np.empty(0) if look.numbers is None else look.numbers
    known: NDArray[np.float64] = numbers[np.isfinite(numbers) & (numbers != 0)]
    return known


def _middle(look: Look) -> float:
    return float(np.median(_known(look)))


def _is_narrow(look: Look) -> bool:
    known = _known(look)
    if not len(known) or np.abs(known).max() > 180:  # noqa: PLR2004 - degrees
        return False
    low, high = np.quantile(known, [0.25, 0.75])
    return bool(high - low < _NARROW_DEG)


def priority_by_content(free: Sequence[Look], call: Look | None) -> dict[str, Look]:
    """Find a few letters, digits or words for urgency, the same for all of a call.

    Where many columns are like that, nothing tells which, and none is taken.
    """
    possible = [look for look in free if _is_priority(look, call)]
    if not 0 < len(possible) <= _FEW_LIKE_IT:
        return {}
    return {"priority": max(possible, key=lambda look: look.n_unique)}


def _is_priority(look: Look, call: Look | None) -> bool:
    if not _FEWEST <= look.n_unique <= _MOST or look.is_time or look.is_date:
        return False
    known = look.cells.drop_nulls()
    like = known.str.contains(_PRIORITY) | known.str.contains(_PRIORITY_WORD)
    commonest = known.value_counts()["count"].max()
    return (
        bool(like.all())
        and int(str(commonest)) < _ONE_FOR_ALL * len(known)
        and (call is None or _is_of_call(look.cells, call))
    )


def free_clocks(seen: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """Give dates with the columns of times of day that follow them."""
    for date in (look for look in seen if look.is_date):
        for clock in (look for look in seen if look.clock):
            yield date, clock
