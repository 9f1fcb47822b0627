"""A log that can be given away: who, where and how much are blurred, when is kept.

- Ids of calls and units are hashed with a key (HMAC-SHA-256, RFC 2104, cut to 64
  bits), so that equal ids stay equal, and no list of known ids finds them.
- A place becomes the middle of its H3 cell; where fewer than 5 calls lie in a cell, it
  goes. Streets go.
- Amounts become the lower end of their band.
- Words (priority, kind, zone) that fewer than 5 calls have go, for they may tell one;
  so do kinds where there are very many, for those are free texts.

Moments stay to the second, for they are what is reviewed: whoever knows when a call was
made can find its row. What the log and its columns are called is kept.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from pathlib import PurePath

import polars as pl
from h3.api import basic_int

from dispatch.review.anonymous_key import anonymous_key
from scenarios.call_logs.call_log import CallLog

FEWEST = 5  # calls of which something may be said
# 0.74 km² a cell, as in the review's map; *assumed* to hold a hundred doors or more.
RESOLUTION = 8
BANDS = (0, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000)
"""Lower ends of bands of amounts, in the log's currency; *assumed*."""

_WORDS = ("priority", "kind", "zone")
_MOST_KINDS = 200  # *assumed*: beyond, they are texts that somebody wrote
_HASH_LETTERS = 16


def anonymised(log: CallLog, key: bytes | None = None) -> CallLog:
    """Return a log without what tells who and where.

    key : under which ids are hashed; else the user's (`anonymous_key`).

    Raises
    ------
    FileError : no key can be had.
    """
    secret = anonymous_key() if key is None else key
    both = pl.concat([log.table, log.others])
    n = len(log.table)
    both = _hashed(_hashed(both, "call_id", secret), "unit_id", secret)
    both = _blurred(both).with_columns(
        pl.lit(None, dtype=pl.String).alias("street"), _banded("amount")
    )
    both = both.with_columns(_common(both, name) for name in _WORDS)
    return replace(
        log, table=both.head(n), others=both.slice(n), name=PurePath(log.name).name
    )


def _hashed(table: pl.DataFrame, name: str, key: bytes) -> pl.DataFrame:
    """Hash each id once; ids of calls and of units never meet."""
    ids = table[name].unique().drop_nulls()
    made = [_hash(name, word, key) for word in ids.to_list()]
    return table.with_columns(
        pl.col(name).replace_strict(ids, pl.Series(made, dtype=pl.String), default=None)
    )


def _hash(name: str, word: str, key: bytes) -> str:
    message = f"{name}\0{word}".encode()
    return hmac.digest(key, message, "sha256").hex()[:_HASH_LETTERS]


def _blurred(table: pl.DataFrame) -> pl.DataFrame:
    """Move places to the middle of their cell, and leave out those of few calls."""
    sites = table.select("lon", "lat").unique().drop_nulls()
    cells = [
        basic_int.latlng_to_cell(lat, lon, RESOLUTION) for lon, lat in sites.iter_rows()
    ]
    known = sites.with_columns(pl.Series("cell", cells, dtype=pl.UInt64))
    found = table.join(known, on=["lon", "lat"], how="left", maintain_order="left")
    calls = found.group_by("cell").agg(n=pl.col("call_id").n_unique()).drop_nulls()
    kept = calls.filter(pl.col("n") >= FEWEST)["cell"].sort()
    middles = [basic_int.cell_to_latlng(cell) for cell in kept.to_list()]
    middle = pl.DataFrame(
        {
            "cell": kept,
            "lon": pl.Series([lon for _, lon in middles], dtype=pl.Float64),
            "lat": pl.Series([lat for lat, _ in middles], dtype=pl.Float64),
        }
    )
    moved = found.drop("lon", "lat").join(
        middle, on="cell", how="left", maintain_order="left"
    )
    return moved.select(table.columns)


def _banded(name: str) -> pl.Expr:
    """Take amounts to the lower end of their band; one below zero to none."""
    value = pl.lit(None, dtype=pl.Float64)
    for lower in BANDS:
        value = pl.when(pl.col(name) >= lower).then(float(lower)).otherwise(value)
    return value.alias(name)


def _common(table: pl.DataFrame, name: str) -> pl.Expr:
    """Leave out words that few calls have, and all where there are too many."""
    calls = table.group_by(name).agg(n=pl.col("call_id").n_unique())
    if name == "kind" and len(calls) > _MOST_KINDS:
        return pl.lit(None, dtype=pl.String).alias(name)
    kept = calls.filter(pl.col("n") >= FEWEST)[name].drop_nulls()
    return pl.when(pl.col(name).is_in(kept.implode())).then(pl.col(name)).alias(name)
