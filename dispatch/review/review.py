"""`Review`: what the times of a log were, as numbers.

Its tables are Polars frames; a time is in seconds, a share from 0 to 1, a place in
WGS-84; null: not known, of a bound: unbounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dispatch.review.against import Against
    from dispatch.review.calibration import Calibration
    from dispatch.review.could_have_been import CouldHaveBeen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Review:
    """What a log says of its response times.

    name : of the log. tz : the zone in which hours and weekdays are meant. first :
    when the first call was received. end : the last moment that the log knows of;
    calls that are open then are censored there.
    target_s : in which a call is on time. own_targets : calls have targets of their
    own in the log; target_s is that of the others.
    main : the interval that the page is about, "time_to_door" where the log knows
    doors.

    quality : kind, n, done, examples (rows of the file, in words); what was found in
    the file and what was done with it, the most first.
    mapping : of, column; which column of the file was read as what.
    measures : a row per interval, dimension and group, see `measures.MEASURES`.
    histogram : from_s, to_s (null: no end), n; of `main`.
    load : busy_from, busy_to, n, median_s, late, late_low, late_high; how late calls
    were by how many units were busy when they were received. Empty where the log does
    not know when units were clear.
    cells : cell (H3), lon, lat (its middle), n, median_s, p90_s, late, late_low,
    late_high, faint (fewer than 5 calls); worst first.
    streets : street, n, median_s, p90_s, late, late_low, late_high, faint; the worst
    thousand, worst first.
    calls : call_id, received (local), priority, zone, street, lon, lat, unit_id (first
    there), time_s, over_s (beyond its target); the longest first.
    against : another log or period, beside this one.
    sentences : by language, three in plain words.
    """

    name: str
    tz: str
    first: datetime
    end: datetime
    target_s: float
    own_targets: bool
    main: str
    n_rows: int
    n_calls: int
    n_units: int
    quality: pl.DataFrame
    mapping: pl.DataFrame
    measures: pl.DataFrame
    histogram: pl.DataFrame
    load: pl.DataFrame
    cells: pl.DataFrame
    streets: pl.DataFrame
    calls: pl.DataFrame
    against: Against | None = None
    calibration: Calibration | None = None
    could_have_been: CouldHaveBeen | None = None
    sentences: dict[str, tuple[str, ...]]
