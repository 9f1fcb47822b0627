"""Little logs of calls, whose times are known by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from scenarios.call_logs.call_log import MOMENTS, SCHEMA, CallLog
from scenarios.call_logs.log_mapping import LogMapping

START = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
TIMES = (*MOMENTS, "cancelled")


def at(seconds: float) -> datetime:
    """Return a moment after START."""
    return START + timedelta(seconds=seconds)


def table_of(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Make a log's table; moments are given as seconds after START."""
    full = []
    for number, row in enumerate(rows, start=1):
        told = {"row": number, "call_id": f"C{number}", "doubtful": False, **row}
        moments = {
            name: at(told[name])  # type: ignore[arg-type]
            for name in TIMES
            if told.get(name) is not None
        }
        full.append(dict.fromkeys(SCHEMA) | told | moments)
    return pl.DataFrame(full, schema=dict(SCHEMA))


def log_of(*rows: Mapping[str, object], tz: str = "UTC", name: str = "log") -> CallLog:
    """Make a log of rows."""
    return CallLog(
        table=table_of(rows),
        tz=ZoneInfo(tz),
        mapping=LogMapping(name="hand", columns={"received": ("when",)}),
        name=name,
    )


def reached_after(*seconds: float, **fields: object) -> CallLog:
    """Make a log of calls a minute apart, each reached after so many seconds."""
    rows = [
        {"received": 60 * number, "on_scene": 60 * number + each, **fields}
        for number, each in enumerate(seconds)
    ]
    return log_of(*rows)


def drawn_log(calls: int, seed: int = 1, *, factor: float = 1.0) -> CallLog:
    """Draw a log of calls with one or two units each; some end before an arrival."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for number in range(calls):
        received = int(rng.integers(0, 14 * 86_400))
        about = {
            "call_id": f"C{number}",
            "received": received,
            "priority": str(rng.choice(["A", "B"])),
            "zone": str(rng.choice(["north", "south"])),
            "street": str(rng.choice(["High Street", "Low Street"])),
            "lon": round(float(rng.uniform(-21.95, -21.8)), 5),
            "lat": round(float(rng.uniform(64.1, 64.16)), 5),
        }
        for unit in rng.choice(20, int(rng.integers(1, 3)), replace=False):
            sent = received + int(rng.integers(20, 120))
            rolling = sent + int(rng.integers(20, 90))
            there = rolling + int(factor * rng.lognormal(5.6, 0.4))
            clear = there + int(rng.integers(300, 3000))
            seen = rng.random() < 0.9
            rows.append(
                {
                    **about,
                    "unit_id": f"U{unit}",
                    "dispatched": sent,
                    "rolling": rolling,
                    "on_scene": there if seen else None,
                    "at_door": there + 60 if seen else None,
                    "clear": clear,
                }
            )
    return log_of(*rows)
