"""By how much drives took longer than was foretold, in all and by hour or class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dispatch.review.order_statistics import quantile_ranks

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelBias:
    """Drives of one group, taken over foretold.

    ratio : median of taken over foretold; above 1 they took longer. ratio_ci : of
    it, 95 %, by order statistics; None of fewer than six drives, which have none.
    spread : standard deviation of its logarithm, the sigma of P(on time); None of one
    drive. foretold_s, taken_s : medians.
    """

    n: int
    ratio: float
    ratio_ci: tuple[float, float] | None
    spread: float | None
    foretold_s: float
    taken_s: float


def travel_bias(table: pl.DataFrame, *, tz: ZoneInfo) -> Mapping[str, TravelBias]:
    """Hold foretold drives against those that were made, by the hour they began in.

    table : of a `CallLog`; rows with a foretold drive, rolling and at the kerb.
    """
    drives = foretold_drives(table)
    if drives.is_empty():
        return {}
    hours = drives["rolling"].dt.convert_time_zone(tz.key).dt.hour().to_list()
    return bias_by(
        drives["foretold_s"].to_numpy(),
        drives["taken_s"].to_numpy(),
        [f"hour={hour}" for hour in hours],
    )


def foretold_drives(table: pl.DataFrame) -> pl.DataFrame:
    """Rows whose drive was foretold and made, with `foretold_s` and `taken_s`."""
    taken = (pl.col("on_scene") - pl.col("rolling")).dt.total_microseconds() / 1e6
    drives = table.with_columns(
        foretold_s=pl.col("planned_travel_s").cast(pl.Float64), taken_s=taken
    )
    told = pl.col("foretold_s").is_finite() & (pl.col("foretold_s") > 0)
    return drives.filter(told & (pl.col("taken_s") > 0))


def bias_by(
    foretold_s: Floats, taken_s: Floats, groups: Iterable[str]
) -> Mapping[str, TravelBias]:
    """Return the bias of all drives, then of each group, in the order of their names.

    foretold_s, taken_s : [drives], above 0. groups : of each drive.
    """
    named = np.asarray([*groups], dtype=object)
    found = {"all": _bias(foretold_s, taken_s)}
    for group in sorted({*named.tolist()}, key=_by_number):
        mine = named == group
        found[group] = _bias(foretold_s[mine], taken_s[mine])
    return found


def _bias(foretold_s: Floats, taken_s: Floats) -> TravelBias:
    ratio = taken_s / foretold_s
    return TravelBias(
        n=len(ratio),
        ratio=float(np.median(ratio)),
        ratio_ci=_median_interval(np.sort(ratio)),
        spread=float(np.log(ratio).std(ddof=1)) if len(ratio) > 1 else None,
        foretold_s=float(np.median(foretold_s)),
        taken_s=float(np.median(taken_s)),
    )


def _median_interval(rising: Floats) -> tuple[float, float] | None:
    """Two order statistics that hold the median with 95 % or more, if there are."""
    low, high = (int(rank[0]) for rank in quantile_ranks(np.array([len(rising)]), 0.5))
    if low < 0 or high >= len(rising):
        return None
    return float(rising[low]), float(rising[high])


def _by_number(group: str) -> tuple[str, int, str]:
    name, _, value = group.partition("=")
    return name, int(value) if value.isdecimal() else -1, value
