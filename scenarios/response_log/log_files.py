"""A log to and from Parquet, CSV and JSON Lines, by the file's ending.

Each moment stands there twice: in seconds since the start (`received_s`), and as an
aware time (`received`), for other programs. Reading takes the seconds, and the start
from the first row's two.
"""

from __future__ import annotations

import io
import json
from datetime import datetime
from importlib.util import find_spec
from os import PathLike
from pathlib import Path

import pandas as pd

from maps.errors import FieldError, FileError
from maps.safe_file import writing
from maps.text_file import read_table_text
from scenarios.response_log.columns import MOMENTS
from scenarios.response_log.response_log import ResponseLog

FORMS = (".parquet", ".csv", ".jsonl")


def write_log(log: ResponseLog, file: str | PathLike[str]) -> None:
    """Write a log, readable by its owner alone.

    Raises
    ------
    FileError : of another ending, not writable, or PyArrow is missing for Parquet.
    """
    target = Path(file)
    form = _form(target)
    table = log.with_moments()
    try:
        with writing(target, suffix=form) as path:
            if form == ".parquet":
                _need_pyarrow(target)
                table.to_parquet(path, index=False)
            else:
                path.write_text(_text(table, form), encoding="utf-8")
    except OSError as error:
        problem = f"cannot be written: {error.strerror}"
        raise FileError(problem, file=file) from None


def read_log(file: str | PathLike[str]) -> ResponseLog:
    """Read a log.

    Raises
    ------
    FileError : missing, of another ending, broken, without a row, or PyArrow is
        missing for Parquet.
    FieldError : a column or a value that no log has.
    """
    source = Path(file)
    form = _form(source)
    if not source.is_file():
        raise FileError("there is no such file", file=file)
    table = _read_parquet(source) if form == ".parquet" else _read_text(source, form)
    if not len(table):
        raise FileError("holds no row, so no start", file=file)
    start = _start(table, file)
    seconds = table.drop(columns=[name for name in MOMENTS if name in table])
    return ResponseLog.of_table(seconds, start=start, file=file)


def _form(file: Path) -> str:
    form = file.suffix.lower()
    if form not in FORMS:
        problem = f"a log is a {', '.join(FORMS[:-1])} or {FORMS[-1]} file"
        raise FileError(problem, file=file)
    return form


def _text(table: pd.DataFrame, form: str) -> str:
    """Write a table as text; times as ISO has them."""
    plain = table.astype(object).where(table.notna(), None)
    for name in MOMENTS:
        # Of no type, or pandas would write a lacking time as a number that is none.
        texts = [None if at is None else at.isoformat() for at in plain[name]]
        plain[name] = pd.Series(texts, index=plain.index, dtype=object)
    if form == ".csv":
        return plain.to_csv(index=False, lineterminator="\n")
    rows = (
        {name: value for name, value in row.items() if value is not None}
        for row in plain.to_dict("records")
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_text(file: Path, form: str) -> pd.DataFrame:
    text = read_table_text(file)
    if form == ".csv":
        try:
            return pd.read_csv(io.StringIO(text), dtype="string", keep_default_na=False)
        except ValueError as error:  # pandas' own are of this kind
            raise FileError(f"not valid CSV: {error}", file=file) from None
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            rows.append(_row(line, number, file))
    return pd.DataFrame(rows)


def _row(line: str, number: int, file: Path) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError as error:
        where = f"line {number}"
        raise FileError(f"not valid JSON: {error}", file=file, row=where) from None
    if not isinstance(row, dict):
        problem = "not a table of fields"
        raise FileError(problem, file=file, row=f"line {number}")
    return row


def _read_parquet(file: Path) -> pd.DataFrame:
    _need_pyarrow(file)
    try:
        return pd.read_parquet(file)
    except (ValueError, OSError) as error:  # PyArrow's own are of this kind
        problem = f"not valid Parquet: {str(error).splitlines()[0]}"
        raise FileError(problem, file=file) from None


def _need_pyarrow(file: Path) -> None:
    if find_spec("pyarrow") is None:
        mend = "install it with: pip install pyarrow"
        raise FileError("Parquet needs PyArrow", file=file, mend=mend)


def _start(table: pd.DataFrame, file: object) -> datetime:
    """Return the start: a moment less its seconds."""
    try:
        received = pd.Timestamp(table["received"].iloc[0])
        seconds = float(table["received_s"].iloc[0])
    except (KeyError, ValueError, TypeError):
        problem = "the first row has no time"
        mend = "write both received and received_s"
        raise FieldError(problem, file=file, field="received", mend=mend) from None
    if received.tzinfo is None:
        problem, mend = "has no zone", "write its offset, +08:00"
        raise FieldError(problem, file=file, row="row 1", field="received", mend=mend)
    start = received - pd.Timedelta(round(seconds * 1e6), unit="us")
    return start.to_pydatetime()
