"""`ResponseLog`: a checked table and the zero of its seconds.

log = ResponseLog.of_rows(rows, start=start)
log.table["at_door_s"] - log.table["received_s"]   # time to door, s
log.at("received")                                 # aware datetimes
write_log(log, "log.parquet")
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from maps.errors import FieldError
from scenarios.nearest_word import hint
from scenarios.response_log.columns import COLUMNS, ENDED, MOMENTS, NAMES, Column
from scenarios.response_log.order import order_faults
from scenarios.response_log.rows import ResponseRow

_DEGREES = {"lon": 180.0, "lat": 90.0}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseLog:
    """One row per alert and unit told to go there; of those without, one row.

    table : the columns of `COLUMNS`, in their order. start : aware; the zero of all
    seconds.
    """

    table: pd.DataFrame
    start: datetime

    @staticmethod
    def of_rows(rows: Iterable[ResponseRow], *, start: datetime) -> ResponseLog:
        """Make a log of rows.

        Raises
        ------
        FieldError : a value that a column cannot hold.
        """
        listed = [*rows]
        made = {name: [getattr(row, name) for row in listed] for name in NAMES}
        return ResponseLog.of_table(pd.DataFrame(made, dtype=object), start=start)

    @staticmethod
    def of_table(
        table: pd.DataFrame, *, start: datetime, file: object = None
    ) -> ResponseLog:
        """Make a log of a table that has its columns, in whatever order and types.

        Columns that are lacking and need no value are empty.

        Parameters
        ----------
        file : what to call it where something is wrong.

        Raises
        ------
        FieldError : a column that no log has, or one that is lacking; a value that
            it cannot hold, or that lacks; a start without a zone.
        """
        if start.tzinfo is None:
            raise FieldError(
                "has no zone", file=file, field="start", mend="write its offset, +08:00"
            )
        _check_names([str(name) for name in table.columns], file)
        columns = {
            column.name: _typed(table, column, file).reset_index(drop=True)
            for column in COLUMNS
        }
        made = pd.DataFrame(columns)
        _check_words(made, file)
        _check_degrees(made, file)
        return ResponseLog(table=made, start=start)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.table)

    def at(self, moment: str) -> pd.Series[pd.Timestamp]:
        """Return when something happened, aware, in the zone of the start.

        moment : of MOMENTS, or "phone_contact"; to the microsecond.
        """
        seconds = self.table[f"{moment}_s"]
        since = pd.to_timedelta((seconds * 1e6).round(), unit="us")
        return (pd.Timestamp(self.start) + since).rename(moment)

    def with_moments(self) -> pd.DataFrame:
        """Return the table with a column of datetimes for each moment, at its end."""
        return self.table.assign(**{name: self.at(name) for name in MOMENTS})

    def check_order(self, file: object = None) -> None:
        """Refuse times that cannot follow each other.

        Raises
        ------
        FieldError : the first row where they are out of order.
        """
        for fault in order_faults(self.table, file):
            raise fault


def _check_names(names: list[str], file: object) -> None:
    known = {*NAMES}
    for name in names:
        if name not in known:
            problem = "a log has no such column"
            raise FieldError(problem, file=file, field=name, mend=hint(name, known))
    for column in COLUMNS:
        if column.needed and column.name not in names:
            problem = "the column is lacking"
            raise FieldError(problem, file=file, field=column.name)


def _typed(table: pd.DataFrame, column: Column, file: object) -> pd.Series:
    """Take a column as its type."""
    if column.name not in table.columns:
        empty = pd.Series([None] * len(table), dtype=object)
        return empty.astype(column.dtype)
    values = table[column.name]
    typed = _text(values) if column.dtype == "string" else _number(values, column, file)
    if column.needed and typed.isna().any():
        raise _fault("is lacking", typed.isna().to_numpy(bool), column, file)
    return typed


def _text(values: pd.Series) -> pd.Series:
    texts = values.astype("string")
    return texts.mask(texts == "", pd.NA)


def _number(values: pd.Series, column: Column, file: object) -> pd.Series:
    said = values.astype("string").str.lower().fillna("")
    given = (said != "").to_numpy(bool)
    if column.dtype == "boolean":
        flags = said.map({"true": True, "false": False}).astype("boolean")
        _check(values, given & flags.isna().to_numpy(bool), column, file)
        return flags
    numbers = pd.to_numeric(values, errors="coerce").astype("float64")
    wrong = ~np.isfinite(numbers.to_numpy())
    if column.dtype == "Int64":
        wrong = wrong | (numbers % 1 != 0).to_numpy()
    _check(values, given & wrong, column, file)
    return numbers.astype(column.dtype)


def _check(
    values: pd.Series, wrong: NDArray[np.bool_], column: Column, file: object
) -> None:
    """Refuse the first value that is wrong."""
    if wrong.any():
        word = str(values.iloc[int(wrong.argmax())])[:40]
        raise _fault(f"{word!r} is not what it holds", wrong, column, file)


def _fault(
    problem: str, wrong: NDArray[np.bool_], column: Column, file: object
) -> FieldError:
    row = int(wrong.argmax()) + 1
    kind = {
        "string": "a text",
        "float64": f"a number, {column.unit}",
        "Int64": "a whole number",
        "boolean": "true or false",
    }[column.dtype]
    return FieldError(
        problem, file=file, row=f"row {row}", field=column.name, mend=f"write {kind}"
    )


def _check_words(table: pd.DataFrame, file: object) -> None:
    wrong = ~table["ended"].isin(ENDED)
    if wrong.any():
        row = int(wrong.to_numpy(bool).argmax())
        word = str(table["ended"].iloc[row])
        raise FieldError(
            f"{word!r} is no end of a row",
            file=file,
            row=f"row {row + 1}",
            field="ended",
            mend=hint(word, ENDED),
        )


def _check_degrees(table: pd.DataFrame, file: object) -> None:
    for name, most in _DEGREES.items():
        wrong = table[name].abs() > most
        if wrong.any():
            row = int(wrong.to_numpy(bool).argmax())
            problem = f"{table[name].iloc[row]:g} is not on Earth"
            raise FieldError(
                problem,
                file=file,
                row=f"row {row + 1}",
                field=name,
                mend="write degrees, WGS-84",
            )
