"""What plans and simulations foretold, against what their logs say happened.

    found = calibration_of(log)
    found.on_time.brier                 # of P(on time), None without predictions
    found.travel["hour=17"].ratio       # how much longer drives took than foretold

Only our own logs hold predictions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from dispatch.review.calibration_tables import bias_table, bin_table
from dispatch.review.calibration_travel import TravelBias, travel_bias
from dispatch.review.reliability import Reliability, reliability
from scenarios.call_logs.call_log import CallLog

TARGET_S = 480.0
"""Within which officers are to be at the door, where the log names no target."""

_FORETOLD, _DRIVE = "planned_on_time", "planned_travel_s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was foretold against what happened.

    on_time : of each unit that was told to go and came to the door, its chance of
    being there within the target. left_out : why other rows are not in it, with how
    many. travel : drives by group (`all`, `hour=17`), rolling to kerb.
    """

    on_time: Reliability | None
    left_out: Mapping[str, int]
    travel: Mapping[str, TravelBias]

    def form(self) -> dict[str, Any]:
        """Return all of it as JSON takes it."""
        return {
            "on_time": None if self.on_time is None else asdict(self.on_time),
            "left_out": dict(self.left_out),
            "travel": {group: asdict(bias) for group, bias in self.travel.items()},
        }

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return the bins, and the bias of drives, a row each."""
        bins = () if self.on_time is None else self.on_time.bins
        return {
            "calibration_on_time": bin_table(bins),
            "calibration_travel": bias_table(self.travel),
        }


def calibration_of(log: CallLog, *, target_s: float = TARGET_S) -> Calibration | None:
    """Hold a log's predictions against its times; None where it holds none.

    A unit that never came to the door (redirected, cancelled, still under way) has no
    outcome. It is left out and counted, not taken for late.

    target_s : of rows that name none.
    """
    table = log.table
    if table[_FORETOLD].null_count() + table[_DRIVE].null_count() == 2 * len(table):
        return None
    foretold = table.filter(pl.col(_FORETOLD).is_not_null())
    chances = foretold.filter(pl.col(_FORETOLD).is_between(0.0, 1.0))
    came = pl.col("at_door").is_not_null() & pl.col("received").is_not_null()
    told = chances.filter(came)
    return Calibration(
        on_time=_on_time(told, target_s),
        left_out={
            "no_prediction": len(table) - len(foretold),
            "no_chance": len(foretold) - len(chances),
            "never_at_the_door": len(chances) - len(told),
        },
        travel=travel_bias(table, tz=log.tz),
    )


def _on_time(told: pl.DataFrame, target_s: float) -> Reliability | None:
    if told.is_empty():
        return None
    seconds = (pl.col("at_door") - pl.col("received")).dt.total_microseconds() / 1e6
    target = pl.col("target_s").fill_null(target_s)
    in_time = told.select((seconds <= target).alias("in_time"))["in_time"]
    chances = told[_FORETOLD].to_numpy().astype(np.float64)
    return reliability(chances, in_time.to_numpy().astype(np.bool_))
