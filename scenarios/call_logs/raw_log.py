"""`RawLog`: a log as its source has it, columns by name, rows numbered."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from maps.errors import FileError

ROW = "\x00row"
"""The column of row numbers, from 1, which no source's own is called like."""

# A log has some dozens; *assumed*: more is no log, and takes minutes to look at.
MOST_COLUMNS = 1000
N_SAMPLE = 5000
"""Rows that are looked at to know what a column holds; *assumed* to be enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLog:
    """A log as its source has it.

    name : what it is called where something is wrong. frame : its columns, and `ROW`.
    names : of its own columns. sample : its first rows, as text. extra_cells : numbers
    of rows with more cells than headings.
    """

    name: str
    frame: pl.LazyFrame
    names: tuple[str, ...]
    sample: pl.DataFrame
    extra_cells: tuple[int, ...] = ()


def raw_log(
    frame: pl.LazyFrame, name: str, *, extra_cells: tuple[int, ...] = ()
) -> RawLog:
    """Number the rows and look at the first.

    Raises
    ------
    FileError : no row, or too many columns.
    """
    schema = frame.collect_schema()
    names = tuple(schema)
    check_width(len(names), name)
    cells = (text_of(column, dtype) for column, dtype in schema.items())
    first = frame.head(N_SAMPLE).select(cells).collect()
    if not len(first):
        raise FileError("holds no row", file=name)
    return RawLog(
        name=name,
        frame=frame.with_row_index(ROW, offset=1),
        names=names,
        sample=first,
        extra_cells=extra_cells,
    )


def check_width(n_columns: int, name: str) -> None:
    """Refuse tables that are too wide.

    Raises
    ------
    FileError : too many columns.
    """
    if n_columns > MOST_COLUMNS:
        problem = f"over {MOST_COLUMNS:,} columns, more than any log has"
        raise FileError(problem, file=name, mend="give a table of fewer columns")


def text_of(column: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column of a type as text, spaces at its ends cut off."""
    cell = pl.col(column)
    if isinstance(dtype, pl.String | pl.Binary | pl.Categorical | pl.Enum):
        return cell.cast(pl.String, strict=False).str.strip_chars()
    if isinstance(dtype, pl.Datetime):
        form = "%Y-%m-%d %H:%M:%S%.f" + ("%:z" if dtype.time_zone else "")
        return cell.dt.strftime(form).alias(column)
    if isinstance(dtype, pl.List | pl.Array | pl.Struct | pl.Object):
        return pl.lit(None, dtype=pl.String).alias(column)
    if dtype.is_float():  # of a whole number without a dot, as of an id
        whole = cell.cast(pl.Int64, strict=False)
        return (
            pl.when(cell == whole)
            .then(whole.cast(pl.String))
            .otherwise(cell.cast(pl.String))
            .alias(column)
        )
    return cell.cast(pl.String)
