"""A review without what a few calls would give away."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from dispatch.review.review import Review
from dispatch.review.worst import FAINT

_UNNAMED = ("street", "lon", "lat")  # of a single call


def without_few(review: Review) -> Review:
    """Leave out cells, streets and groups of fewer than 5 calls, and calls' places.

    Five is the least that is told of a place in the exports: *assumed*, as statistical
    offices do with small counts.
    """
    enough = pl.col("n") >= FAINT
    against = review.against
    if against is not None:
        both = (pl.col("n_before") >= FAINT) & (pl.col("n_after") >= FAINT)
        against = replace(against, differences=against.differences.filter(both))
    return replace(
        review,
        measures=review.measures.filter(enough | (pl.col("dimension") == "all")),
        cells=review.cells.filter(enough),
        streets=review.streets.filter(enough),
        load=review.load.filter(enough),
        calls=review.calls.with_columns(
            pl.lit(None, dtype=review.calls.schema[name]).alias(name)
            for name in _UNNAMED
        ),
        against=against,
    )
