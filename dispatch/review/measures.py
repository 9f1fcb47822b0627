"""Measures: the numbers of intervals, by group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dispatch.review.groups import Groups
from dispatch.review.intervals import Spells
from dispatch.review.order_statistics import Quantiles, quantiles
from dispatch.review.runs import Counts, Runs, runs_of
from dispatch.review.shares import wilson
from dispatch.review.survival import censored_quantiles, incidence, waiting

MEDIAN, P90 = 0.5, 0.9
_SCALE = 1_000_000  # parts of a target that times are counted in
_COUNTS = ("n_calls", "n", "n_cancelled", "n_censored")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Targets:
    """In which times calls are on time.

    target_s : of all. own_ms : of each row of the table where they have their own,
    else None.
    """

    target_s: float
    own_ms: NDArray[np.int64] | None = None

    @property
    def target_ms(self) -> int:
        """Of all, in milliseconds."""
        return round(1000 * self.target_s)


def measures(
    spells: Iterable[tuple[str, Spells]],
    dimensions: Iterable[Groups],
    targets: Targets,
) -> pl.DataFrame:
    """Return a row per interval and group that has spells, the columns as below.

    spells : by the name of their interval.

    interval, dimension, group : as in "turnout", "hour", "hour=17". n_calls : spells
    of it; of these n reached their end, n_cancelled were over without it, n_censored
    were still open when the log ended. median_s, p90_s : of the n; X_low_s, X_high_s :
    their 95 % intervals, null: unbounded. within_target, within_low, within_high :
    share of the n within the target. X_censored_s and its bounds : by Kaplan-Meier,
    null: not reached in the log. cumulative_incidence_at_target : share of all that
    was reached by then, cancelled calls counted as never reached.
    """
    groups = tuple(dimensions)
    tables = [
        _of_groups(each, dimension, targets).insert_column(
            0, pl.lit(name).alias("interval")
        )
        for name, each in spells
        for dimension in groups
    ]
    return pl.concat(tables) if tables else pl.DataFrame()


def runs_by(spells: Spells, groups: Groups, time: Counts | None = None) -> Runs:
    """Count spells by group. time : of each, else their own in milliseconds."""
    code = groups.code[spells.row]
    inside = code >= 0
    time = spells.ms if time is None else time
    return runs_of(code[inside], time[inside], spells.state[inside], len(groups.names))


def _of_groups(spells: Spells, groups: Groups, targets: Targets) -> pl.DataFrame:
    runs = runs_by(spells, groups)
    curve = waiting(runs)
    against, target = runs, targets.target_ms
    if targets.own_ms is not None:
        own = np.maximum(targets.own_ms[spells.row], 1)
        # As parts of each call's target, so that all have the same.
        scaled = -(-spells.ms * _SCALE // own)
        against, target = runs_by(spells, groups, scaled), _SCALE
    table = pl.DataFrame(
        {
            "dimension": pl.Series([groups.dimension] * len(groups.names)),
            "group": pl.Series(groups.names),
            **_counts(runs),
            **_times("median", quantiles(runs, MEDIAN)),
            **_times("p90", quantiles(runs, P90)),
            **_within(against, target),
            **_times("median_censored", censored_quantiles(runs, curve, MEDIAN)),
            **_times("p90_censored", censored_quantiles(runs, curve, P90)),
            "cumulative_incidence_at_target": incidence(against, target),
        },
        nan_to_null=True,
    )
    return table.filter(pl.col("n_calls") > 0)


def _counts(runs: Runs) -> dict[str, Counts]:
    reached, over, still_open = (
        np.bincount(runs.group, each, runs.groups).astype(np.int64)
        for each in (runs.reached, runs.over, runs.still_open)
    )
    counts = (reached + over + still_open, reached, over, still_open)
    return dict(zip(_COUNTS, counts, strict=True))


def _times(name: str, found: Quantiles) -> dict[str, NDArray[np.float64]]:
    return {
        f"{name}_s": found.value,
        f"{name}_low_s": found.low,
        f"{name}_high_s": found.high,
    }


def _within(runs: Runs, target: int) -> dict[str, NDArray[np.float64]]:
    n = np.bincount(runs.group, runs.reached, runs.groups)
    on_time = np.where(runs.time <= target, runs.reached, 0)
    within = np.bincount(runs.group, on_time, runs.groups)
    low, high = wilson(within, n)
    share = np.divide(within, n, where=n > 0, out=np.full(len(n), np.nan))
    return {"within_target": share, "within_low": low, "within_high": high}
