"""A review made by hand, with a little of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from h3.api import basic_str

from dispatch.review.against import Against
from dispatch.review.calibration import Calibration
from dispatch.review.calibration_travel import bias_by
from dispatch.review.calibration_trips import Trips
from dispatch.review.could_have_been import ComparedCall, CouldHaveBeen
from dispatch.review.reliability import reliability
from dispatch.review.review import Review

_ZONE = ZoneInfo("Asia/Shanghai")
_PLACES = ((120.001, 30.001), (120.012, 30.004), (120.022, 30.012))
_TIMES = ("median", "p90")
_MEASURES = (
    *("interval", "dimension", "group", "n_calls", "n"),
    *("median_s", "median_low_s", "median_high_s", "p90_s", "p90_low_s", "p90_high_s"),
    *("within_target", "within_low", "within_high", "n_cancelled", "n_censored"),
    *("median_censored_s", "median_censored_low_s", "median_censored_high_s"),
    *("p90_censored_s", "p90_censored_low_s", "p90_censored_high_s"),
    "cumulative_incidence_at_target",
)


def small_review(text: str = "", **changes: object) -> Review:
    """Return a review of twelve calls. text : stands in all that is from outside."""
    review = Review(
        name=f"march.csv{text}",
        tz="Asia/Shanghai",
        first=datetime(2026, 3, 16, 0, 5, tzinfo=UTC),
        end=datetime(2026, 3, 17, 2, 0, tzinfo=UTC),
        target_s=480.0,
        own_targets=False,
        main="received_to_on_scene",
        n_rows=14,
        n_calls=12,
        n_units=3,
        quality=pl.DataFrame(
            {
                "kind": ["no_arrival", f"odd{text}"],
                "n": [2, 1],
                "meaning": ["rows without an arrival", f"odd rows{text}"],
                "done": ["kept", f"kept{text}"],
                "examples": ["3, 4", f"7{text}"],
            }
        ),
        mapping=pl.DataFrame(
            {"of": ["call_id"], "column": [f"No{text}"], "why": [f"its name{text}"]}
        ),
        measures=_measures(text),
        histogram=pl.DataFrame(
            {
                "from_s": [60.0 * at for at in range(11)],
                "to_s": [*(60.0 * at for at in range(1, 11)), None],
                "n": [0, 0, 1, 2, 2, 1, 1, 1, 1, 0, 1],
            }
        ),
        load=pl.DataFrame(
            {
                "busy_from": [0, 2],
                "busy_to": [1, 3],
                "n": [6, 4],
                "median_s": [300.0, 420.5],
                "late": [1 / 6, 0.25],
                "late_low": [0.03, 0.05],
                "late_high": [0.56, 0.7],
            }
        ),
        cells=_cells(),
        streets=_places("street", [f"East Street{text}", "North Street"]),
        calls=_calls(text),
        against=_against(text),
        calibration=_calibration(),
        could_have_been=_could_have_been(text),
        sentences={
            "en": (f"One{text}.", "Two.", "Three."),
            "zh": (f"一{text}。", "二。", "三。"),
        },
    )
    return replace(review, **changes)  # type: ignore[arg-type]


def bare_review() -> Review:
    """Return a review of a log that knows neither places nor much else."""
    review = small_review(against=None, calibration=None, could_have_been=None)
    return replace(
        review,
        load=review.load.clear(),
        cells=review.cells.clear(),
        streets=review.streets.clear(),
        calls=review.calls.with_columns(
            lon=pl.lit(None, pl.Float64), lat=pl.lit(None, pl.Float64)
        ),
        quality=review.quality.clear(),
    )


def crowded_review() -> Review:
    """Return a review with as much as a big log has."""
    review = small_review()
    rows = [
        *_rows("received_to_on_scene", ""),
        *(
            _row("received_to_on_scene", "unit", f"unit=U{at}", n_calls=1000 - at)
            for at in range(400)
        ),
        *(
            _row("received_to_on_scene", "weekday_hour", f"weekday={day},hour={hour}")
            for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
            for hour in range(24)
        ),
    ]
    around = sorted(basic_str.grid_disk(_cell(0), 4))
    cells = pl.concat([_places("cell", around[:60]), _places("cell", around[60:])])
    return replace(
        review, measures=_table(rows), cells=cells.with_columns(lon=120.0, lat=30.0)
    )


def _row(
    interval: str, dimension: str, group: str, **told: object
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(_MEASURES)
    row |= {"interval": interval, "dimension": dimension, "group": group}
    row |= {"n_calls": 12, "n": 10, "n_cancelled": 1, "n_censored": 1}
    row |= {"median_s": 330.0, "median_low_s": 250.04, "median_high_s": 420.0}
    row |= {"p90_s": 612.5, "p90_low_s": 430.0}  # above it is unbounded
    row |= {"within_target": 0.8, "within_low": 0.49016, "within_high": 0.94331}
    row |= {"median_censored_s": 350.0, "cumulative_incidence_at_target": 8 / 12}
    return row | told


def _rows(interval: str, text: str) -> list[dict[str, object]]:
    few = {"n_calls": 2, "n": 2, "median_low_s": None, "median_high_s": None}
    none: dict[str, object] = dict.fromkeys(
        ("median_s", "p90_s", "within_target", "within_low", "within_high")
    )
    return [
        _row(interval, "all", "all"),
        _row(interval, "priority", f"priority=A{text}"),
        _row(interval, "priority", "priority=unknown", n=0, **none),
        _row(interval, "hour", "hour=8"),
        _row(interval, "weekday", "weekday=Mon"),
        _row(interval, "unit", f"unit=P1{text}", **few),
    ]


def _measures(text: str) -> pl.DataFrame:
    main = "received_to_on_scene"
    rows = [
        *_rows(main, text),
        *_rows("turnout", text),
        _row(main, "weekday_hour", "weekday=Mon,hour=8", n=7, median_s=702.0),
        _row(main, "weekday_hour", "weekday=Tue,hour=9", n=3, median_s=198.0),
        _row(main, "cell", f"cell={_cell(0)}"),
    ]
    return _table(rows)


def _table(rows: list[dict[str, object]]) -> pl.DataFrame:
    texts = ("interval", "dimension", "group")
    kinds = {
        name: pl.String if name in texts else pl.Float64 for name in _MEASURES
    } | dict.fromkeys(("n_calls", "n", "n_cancelled", "n_censored"), pl.Int64)
    return pl.DataFrame(rows, schema=kinds)


def _cell(at: int) -> str:
    lon, lat = _PLACES[at]
    cell: str = basic_str.latlng_to_cell(lat, lon, 8)
    return cell


def _places(name: str, places: list[str]) -> pl.DataFrame:
    """Make rows of places, the first with enough calls, the second faint, and so on."""
    count = len(places)
    return pl.DataFrame(
        {
            name: places,
            "n": [6 if at % 2 == 0 else 3 for at in range(count)],
            "median_s": [500.0 - 130.0 * (at % 4) for at in range(count)],
            "p90_s": [700.0] * count,
            "late": [0.5] * count,
            "late_low": [0.1876] * count,
            "late_high": [0.8124] * count,
            "faint": [at % 2 == 1 for at in range(count)],
        }
    )


def _cells() -> pl.DataFrame:
    lon, lat = zip(*_PLACES, strict=True)
    cells = _places("cell", [_cell(at) for at in range(3)])
    return cells.with_columns(lon=pl.Series(lon), lat=pl.Series(lat))


def _calls(text: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "call_id": [f"C7{text}", "C8"],
            "received": [datetime(2026, 3, 16, 8, 5, tzinfo=_ZONE)] * 2,
            "priority": [f"A{text}", None],
            "zone": [f"north{text}", None],
            "street": [f"East Street{text}", None],
            "lon": [120.001, None],
            "lat": [30.001, None],
            "unit_id": [f"P1{text}", "P2"],
            "time_s": [701.0, 612.5],
            "over_s": [221.0, 132.5],
        }
    )


def _against(text: str) -> Against:
    row: dict[str, object] = {
        "interval": "received_to_on_scene",
        "dimension": "all",
        "group": "all",
        "n_before": 9,
        "n_after": 10,
    }
    for name, unit, values in (
        ("median", "_s", (400.0, 330.0, -70.0, -110.0, -20.0)),
        ("p90", "_s", (600.0, 612.5, 12.5, -90.0, 100.0)),
        ("late", "", (0.25, 0.2, -0.05, -0.3, 0.2)),
    ):
        ends = ("before", "after", "difference", "low", "high")
        row |= {
            f"{name}_{end}{unit}": value
            for end, value in zip(ends, values, strict=True)
        }
    priority = {**row, "dimension": "priority", "group": f"priority=A{text}"}
    return Against(
        before=f"february{text}",
        after=f"march{text}",
        n_calls_before=11,
        n_calls_after=12,
        differences=pl.DataFrame([row, priority]),
    )


def _calibration() -> Calibration:
    foretold = np.array([0.05, 0.3, 0.32, 0.85, 0.95, 0.95])
    happened = np.array([False, False, True, True, True, True])
    drives = np.array([100.0, 200.0, 300.0])
    return Calibration(
        on_time=reliability(foretold, happened),
        left_out={"no_prediction": 0, "no_chance": 0, "never_at_the_door": 2},
        travel=bias_by(drives, 1.2 * drives, ["hour=8", "hour=8", "hour=9"]),
    )


def _could_have_been(text: str) -> CouldHaveBeen:
    drives = np.array([100.0, 200.0])
    call = ComparedCall(
        call_id=f"C7{text}",
        row=7,
        waiting=1,
        free=2,
        first_unit=f"P1{text}",
        first_s=550,
        closest_unit="P2",
        closest_s=250,
        best_unit=f"P2{text}",
        best_s=250,
        target_s=480.0,
    )
    return CouldHaveBeen(
        calls=(call, replace(call, call_id="C8", best_s=550, closest_s=550)),
        left_out={"never_told": 1, "not_sampled": 0},
        one_in=1,
        from_home=0.25,
        at_most_within=0.75,
        trips=Trips(
            trips=(), left_out={}, bias=bias_by(drives, drives, ["class=primary"] * 2)
        ),
        tz=_ZONE,
    )
