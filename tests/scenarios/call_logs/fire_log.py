"""A log like a fire service's export, made from a seed, under whatever headings."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import polars as pl

START = datetime(2017, 1, 1)  # noqa: DTZ001 - by the clock of the place
FIELDS = {
    "Call Number": "call_id",
    "Unit ID": "unit_id",
    "Received DtTm": "received",
    "Dispatch DtTm": "dispatched",
    "Response DtTm": "rolling",
    "On Scene DtTm": "on_scene",
    "Available DtTm": "clear",
    "Priority": "priority",
    "lon": "lon",
    "lat": "lat",
}
"""Headings of the columns that have a field."""

OTHERS = ("Row", "Entry DtTm", "Transport DtTm", "Battalion", "ALS Unit", "Watch Date")


def fire_log(n_calls: int = 300, seed: int = 1) -> pl.DataFrame:
    """Calls of one to four units, with other columns among those that are wanted."""
    rng = random.Random(seed)  # noqa: S311 - a made-up log
    rows = []
    at = START
    for call in range(n_calls):
        at += timedelta(seconds=rng.randrange(30, 900))
        place = (
            f"{-122.44 + rng.gauss(0, 0.03):.6f}",
            f"{37.76 + rng.gauss(0, 0.02):.6f}",
        )
        common = (at, at + timedelta(seconds=80), rng.choice("123"), *place)
        units = rng.sample(range(1, 60), rng.randint(1, 4))
        rows += [_row(call, unit, common, rng) for unit in units]
    return pl.DataFrame(rows, orient="row", schema=[*_HEAD]).with_columns(
        pl.int_range(pl.len()).cast(pl.String).alias("Row")
    )


_HEAD = (
    *("Call Number", "Unit ID", "Received DtTm", "Entry DtTm", "Dispatch DtTm"),
    *("Response DtTm", "On Scene DtTm", "Transport DtTm", "Available DtTm"),
    *("Priority", "lon", "lat", "Battalion", "ALS Unit", "Watch Date"),
)


def _row(call, unit, common, rng):
    received, entry, priority, lon, lat = common
    steps = [
        rng.randrange(*span) for span in ((20, 90), (40, 120), (120, 500), (900, 4000))
    ]
    moments = [entry + timedelta(seconds=sum(steps[: at + 1])) for at in range(4)]
    on_scene = moments[2] if rng.random() < 0.8 else None
    transport = moments[2] + timedelta(minutes=9) if rng.random() < 0.2 else None
    dated = (received, entry, *moments[:2], on_scene, transport, moments[3])
    times = (None if t is None else f"{t:%Y-%m-%d %H:%M:%S}" for t in dated)
    rest = (f"B{unit % 9:02d}", str(unit % 2 == 0).lower(), "01/01/2017")
    return (f"17{call:07d}", f"E{unit:02d}", *times, priority, lon, lat, *rest)
