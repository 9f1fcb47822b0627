"""`CallLog`: calls and who went there, whatever the export they came from.

log = read_call_log("sffd.csv.gz", mapping="sf-fire")
log.table.select(pl.col("on_scene") - pl.col("received"))
log.findings                                    # what was dirty, what was done
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import ZoneInfo

import polars as pl

from scenarios.call_logs.finding import Finding
from scenarios.call_logs.log_mapping import LogMapping

MOMENTS = (
    "received",
    "dispatched",
    "rolling",
    "on_scene",
    "at_door",
    "clear",
)
"""What happens in a call's course, in its order."""

_MOMENT = pl.Datetime("us", "UTC")

SCHEMA: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "row": pl.Int64(),
        "call_id": pl.String(),
        "unit_id": pl.String(),
        "priority": pl.String(),
        "kind": pl.String(),
        "zone": pl.String(),
        "lon": pl.Float64(),
        "lat": pl.Float64(),
        "street": pl.String(),
        **dict.fromkeys(MOMENTS, _MOMENT),
        "cancelled": _MOMENT,
        "amount": pl.Float64(),
        "target_s": pl.Float64(),
        "on_time": pl.Boolean(),
        "planned_travel_s": pl.Float64(),
        "planned_on_time": pl.Float64(),
        "officers": pl.Int64(),
        "officers_needed": pl.Int64(),
        "doubtful": pl.Boolean(),
    }
)
"""Columns of `CallLog.table`, in their order."""


def _no_rows() -> pl.DataFrame:
    return pl.DataFrame(schema=dict(SCHEMA))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CallLog:
    """One row per unit and call, or per call, then without a unit.

    table : columns of `SCHEMA`, empty where not known. row : number in the file, from
    1, headings apart; lon, lat : WGS-84 degrees; moments in UTC; officers : of the
    row's unit, officers_needed : at the call; doubtful : a moment of the row was made
    empty because it cannot be, so that a missing arrival does not mean that nobody
    arrived. others : the rows that the user's choice left out, of the
    same columns: they load the units too. tz : the zone in which hours and weekdays
    are meant.
    """

    table: pl.DataFrame
    tz: ZoneInfo
    mapping: LogMapping
    findings: tuple[Finding, ...] = ()
    others: pl.DataFrame = field(default_factory=_no_rows)
    name: str = "log"

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.table)

    @property
    def n_calls(self) -> int:
        """How many calls there are."""
        return self.table["call_id"].n_unique()

    @property
    def n_units(self) -> int:
        """How many units are named."""
        return self.table["unit_id"].drop_nulls().n_unique()

    @property
    def per_unit(self) -> bool:
        """Whether rows are of units, not of whole calls."""
        return "unit_id" in self.mapping.columns
