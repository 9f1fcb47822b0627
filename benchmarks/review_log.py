"""Made-up logs of calls with the columns of San Francisco's export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Rng = np.random.Generator
Longs = NDArray[np.int64]

_START_S = 1_483_228_800  # 2017-01-01, by the clock of the place
_CALLS_A_DAY = 500.0  # as in San Francisco
_ROWS_A_CALL = 2.2
_UNITS = 180
_CHUNK = 250_000  # rows made at a time
_DISTRICTS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10")
_TYPES = ("Medical Incident", "Alarms", "Structure Fire", "Traffic Collision", "Other")
_ENDS = ("Code 2 Transport", "Fire", "No Merit", "Cancelled", "Other")
_FORM = "%Y-%m-%d %H:%M:%S"


def write_log(path: Path, n_rows: int, seed: int) -> None:
    """Write a log in CSV.

    n_rows : one per unit and call, in order of receipt.
    """
    rng = np.random.default_rng(seed)
    first, at_s = 0, float(_START_S)
    with path.open("wb") as file:
        while first < n_rows:
            n = min(_CHUNK, n_rows - first)
            table, at_s = _rows(n, first, at_s, rng)
            table.write_csv(file, include_header=first == 0)
            first += n


def _rows(n: int, first: int, at_s: float, rng: Rng) -> tuple[pl.DataFrame, float]:
    """Make some rows, and say when the next call comes."""
    begins = rng.random(n) < 1 / _ROWS_A_CALL
    begins[0] = True
    call = begins.cumsum() - 1
    gaps = rng.exponential(86_400 / _CALLS_A_DAY, call[-1] + 1)
    received = (at_s + gaps.cumsum()).astype(np.int64)
    order = np.arange(n) - np.flatnonzero(begins)[call]
    unit = (rng.integers(0, _UNITS, call[-1] + 1)[call] + order) % _UNITS
    of_call = _of_calls(received, first, rng)
    table = of_call[call].with_columns(_of_units(received[call], unit, rng))
    return table.select(_COLUMNS), float(received[-1])


def _text(seconds: Longs, gone: NDArray[np.bool_] | None = None) -> pl.Series:
    moments = pl.Series(seconds * 1_000_000).cast(pl.Datetime("us")).dt.strftime(_FORM)
    return moments if gone is None else moments.set(pl.Series(gone), None)


def _of_calls(received: Longs, first: int, rng: Rng) -> pl.DataFrame:
    """Make what all rows of a call have."""
    n = len(received)
    number = pl.Series(np.arange(n) + 170_000_000 + first)
    lat = pl.Series(37.76 + 0.025 * rng.standard_normal(n)).round(9)
    lon = pl.Series(-122.44 + 0.03 * rng.standard_normal(n)).round(9)
    days = pl.Series(received * 1_000_000).cast(pl.Datetime("us")).dt
    entry = received + rng.integers(20, 200, n)
    words = {
        "Call Type": _TYPES,
        "Call Final Disposition": _ENDS,
        "Battalion": _DISTRICTS,
        "Original Priority": ("3", "2", "E"),
        "Priority": ("3", "2", "E"),
        "Final Priority": ("3", "2"),
        "Call Type Group": ("Potentially Life-Threatening", "Alarm", "Fire"),
        "Neighborhooods - Analysis Boundaries": ("Tenderloin", "Mission", "Sunset"),
    }
    frame = pl.DataFrame(
        {
            "Call Number": number,
            "Incident Number": number - 153_000_000,
            "Call Date": days.strftime("%m/%d/%Y"),
            "Watch Date": days.strftime("%m/%d/%Y"),
            "Received DtTm": _text(received),
            "Entry DtTm": _text(entry),
            "lat": lat,
            "lon": lon,
            "entry_s": entry,
            **{name: _drawn(of, n, rng) for name, of in words.items()},
        }
    )
    return frame.with_columns(
        pl.format("{} Block of {} ST", (number % 40) * 100, pl.lit("MARKET")).alias(
            "Address"
        ),
        pl.format("({}, {})", "lat", "lon").alias("Location"),
        *(pl.lit(value).alias(name) for name, value in _SAME.items()),
    )


def _drawn(words: tuple[str, ...], n: int, rng: Rng) -> pl.Series:
    return pl.Series(words)[rng.integers(0, len(words), n)]


def _of_units(
    received: Longs,
    unit: Longs,
    rng: Rng,
) -> list[pl.Series]:
    """Make what each unit's row has: its moments, a fifth without an arrival."""
    n = len(received)
    dispatched = received + rng.integers(60, 300, n)
    rolling = dispatched + rng.integers(20, 150, n)
    on_scene = rolling + rng.lognormal(5.4, 0.5, n).astype(np.int64)
    clear = on_scene + rng.lognormal(7.4, 0.6, n).astype(np.int64)
    missing = rng.random(n) < 0.2  # noqa: PLR2004 - as in San Francisco
    late = rng.random(n) < 0.7  # noqa: PLR2004 - likewise
    names = pl.Series([f"E{at:02d}" for at in range(_UNITS)])
    moments = {
        "Dispatch DtTm": _text(dispatched),
        "Response DtTm": _text(rolling),
        "On Scene DtTm": _text(on_scene, missing),
        "Transport DtTm": _text(on_scene + 900, late),
        "Hospital DtTm": _text(on_scene + 1500, late),
        "Available DtTm": _text(clear),
    }
    return [
        names[unit].alias("Unit ID"),
        names[unit].alias("RowID"),
        pl.Series("ALS Unit", unit % 2 == 0),
        pl.Series("Unit sequence in call dispatch", unit % 5 + 1),
        *(series.alias(name) for name, series in moments.items()),
    ]


_SAME = {
    "City": "San Francisco",
    "Zipcode of Incident": "94103",
    "Station Area": "36",
    "Box": "5126",
    "Number of Alarms": "1",
    "Unit Type": "ENGINE",
    "Fire Prevention District": "2",
    "Supervisor District": "6",
}
_COLUMNS = (
    *("Call Number", "Unit ID", "Incident Number", "Call Type", "Call Date"),
    *("Watch Date", "Received DtTm", "Entry DtTm", "Dispatch DtTm", "Response DtTm"),
    *("On Scene DtTm", "Transport DtTm", "Hospital DtTm", "Call Final Disposition"),
    *("Available DtTm", "Address", "City", "Zipcode of Incident", "Battalion"),
    *("Station Area", "Box", "Original Priority", "Priority", "Final Priority"),
    *("ALS Unit", "Call Type Group", "Number of Alarms", "Unit Type"),
    *("Unit sequence in call dispatch", "Fire Prevention District"),
    *("Supervisor District", "Neighborhooods - Analysis Boundaries", "Location"),
    *("RowID", "lat", "lon"),
)
