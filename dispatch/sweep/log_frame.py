"""A response log as a Polars table, as its files hold it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType

import polars as pl

from scenarios.response_log.columns import COLUMNS, MOMENTS
from scenarios.response_log.response_log import ResponseLog

_TYPES = MappingProxyType(
    {
        "string": pl.String,
        "float64": pl.Float64,
        "Int64": pl.Int64,
        "boolean": pl.Boolean,
    }
)
_PER_SECOND = 1_000_000


def log_frame(log: ResponseLog) -> pl.DataFrame:
    """Return a log's columns, and at their end a column of times per moment, in UTC."""
    table = log.table.astype(object).where(log.table.notna(), None)
    frame = pl.DataFrame(
        {column.name: table[column.name].tolist() for column in COLUMNS},
        schema={column.name: _TYPES[column.dtype] for column in COLUMNS},
    )
    return frame.with_columns(_moment(name, log.start) for name in MOMENTS)


def _moment(name: str, start: datetime) -> pl.Expr:
    since = (pl.col(f"{name}_s") * _PER_SECOND).round().cast(pl.Int64)
    zero = pl.lit(start.astimezone(UTC), pl.Datetime("us", "UTC"))
    return (zero + since.cast(pl.Duration("us"))).alias(name)
