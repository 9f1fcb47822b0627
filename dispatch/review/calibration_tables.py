"""Bins of chances and biases of drives as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from dispatch.review.calibration_travel import TravelBias
from dispatch.review.reliability import Bin

_BINS = {
    "from": pl.Float64,
    "to": pl.Float64,
    "n": pl.Int64,
    "n_true": pl.Int64,
    "foretold": pl.Float64,
    "share": pl.Float64,
    "share_low": pl.Float64,
    "share_high": pl.Float64,
}
_BIAS = {
    "group": pl.String,
    "n": pl.Int64,
    "ratio": pl.Float64,
    "ratio_low": pl.Float64,
    "ratio_high": pl.Float64,
    "spread": pl.Float64,
    "foretold_s": pl.Float64,
    "taken_s": pl.Float64,
}


def bin_table(bins: Iterable[Bin]) -> pl.DataFrame:
    """Return bins as a table: from, to, n, n_true, foretold, share, its interval."""
    rows = [
        (
            *(one.low, one.high, one.n, one.n_true, one.foretold, one.share),
            *(one.share_ci or (None, None)),
        )
        for one in bins
    ]
    return pl.DataFrame(rows, schema=_BINS, orient="row")


def bias_table(bias: Mapping[str, TravelBias]) -> pl.DataFrame:
    """Return biases as a table: group, n, ratio, its interval, spread, medians."""
    rows = [
        (
            *(group, one.n, one.ratio, *(one.ratio_ci or (None, None))),
            *(one.spread, one.foretold_s, one.taken_s),
        )
        for group, one in bias.items()
    ]
    return pl.DataFrame(rows, schema=_BIAS, orient="row")
