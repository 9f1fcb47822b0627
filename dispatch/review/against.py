"""`Against`: another log or period beside a review's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
import polars as pl

from dispatch.review.bootstrap import (
    Difference,
    Floats,
    difference,
    quantile_draws,
    share_draws,
)
from dispatch.review.counted import Counted
from dispatch.review.groups import Groups
from dispatch.review.intervals import REACHED
from dispatch.review.measures import MEDIAN, P90

_OF_ALL = ("all", "priority")  # dimensions in which every interval is compared
_NEVER = ("weekday_hour",)  # too few calls in each to tell a change


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Against:
    """Two logs or periods side by side; a difference is after less before.

    before, after : their names. n_calls_before, n_calls_after : how many calls.
    differences : a row per interval and group that both have: interval, dimension,
    group, n_before, n_after, and for each of median, p90 and late (the share beyond
    the target) X_before, X_after, X_difference, X_low, X_high; the last two are a 95 %
    bootstrap interval of the difference. Times end in _s: median_before_s, ….
    """

    before: str
    after: str
    n_calls_before: int
    n_calls_after: int
    differences: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Reached:
    """Times of a group in order, and how many of them are late."""

    times_s: Floats
    late: int


def against(
    before: Counted, after: Counted, names: tuple[str, str], seed: int = 1
) -> Against:
    """Compare two logs or periods, call by call.

    Of the interval that the review is about, by priority, zone, hour and weekday; of
    the others all calls, and by priority.
    """
    rng = np.random.default_rng(seed)
    rows = [
        row
        for name in after.spells
        if name in before.spells
        for row in _interval(name, before, after, rng)
    ]
    return Against(
        before=names[0],
        after=names[1],
        n_calls_before=before.calls.height,
        n_calls_after=after.calls.height,
        differences=pl.DataFrame(rows, infer_schema_length=None),
    )


def _interval(
    name: str, before: Counted, after: Counted, rng: np.random.Generator
) -> Iterator[dict[str, str | int | float]]:
    known = {groups.dimension: groups for groups in before.dimensions}
    for groups in after.dimensions:
        wanted = groups.dimension in _OF_ALL or name == after.main
        wanted = wanted and groups.dimension not in _NEVER
        if not wanted or groups.dimension not in known:
            continue
        one = _reached(name, before, known[groups.dimension])
        other = _reached(name, after, groups)
        for group in (group for group in other if group in one):
            head = {"interval": name, "dimension": groups.dimension, "group": group}
            yield {**head, **_compared(one[group], other[group], rng)}


def _reached(name: str, of: Counted, groups: Groups) -> dict[str, _Reached]:
    """Return the times of each group that has any."""
    spells = of.spells[name]
    code = np.where(spells.state == REACHED, groups.code[spells.row], -1)
    order = np.lexsort((spells.ms, code))
    own = of.targets.own_ms
    target = of.targets.target_ms if own is None else own[spells.row][order]
    late = spells.ms[order] > target
    starts = np.searchsorted(code[order], np.arange(len(groups.names) + 1))
    times_s = spells.ms[order] / 1000.0
    spans = zip(groups.names, starts[:-1], starts[1:], strict=True)
    return {
        group: _Reached(times_s=times_s[first:last], late=int(late[first:last].sum()))
        for group, first, last in spans
        if last > first
    }


def _compared(
    before: _Reached, after: _Reached, rng: np.random.Generator
) -> dict[str, int | float]:
    n = len(before.times_s), len(after.times_s)
    row: dict[str, int | float] = {"n_before": n[0], "n_after": n[1]}
    for name, share in (("median", MEDIAN), ("p90", P90)):
        one, other = (quantile_draws(x.times_s, share, rng) for x in (before, after))
        values = _quantile(before, share), _quantile(after, share)
        row |= _columns(name, "_s", values, difference(values, (one, other)))
    late = before.late / n[0], after.late / n[1]
    shares = (
        share_draws(before.late, n[0], rng),
        share_draws(after.late, n[1], rng),
    )
    return row | _columns("late", "", late, difference(late, shares))


def _quantile(of: _Reached, share: float) -> float:
    return float(np.quantile(of.times_s, share))


def _columns(
    name: str, unit: str, values: tuple[float, float], found: Difference
) -> dict[str, float]:
    told = asdict(found)
    return {
        f"{name}_before{unit}": values[0],
        f"{name}_after{unit}": values[1],
        f"{name}_difference{unit}": told["value"],
        f"{name}_low{unit}": told["low"],
        f"{name}_high{unit}": told["high"],
    }
