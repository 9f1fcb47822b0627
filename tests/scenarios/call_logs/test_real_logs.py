"""Public logs: San Francisco's fire service, Seattle's police, Montgomery's 911."""

import os
import random
from pathlib import Path

import polars as pl
import pytest

from maps.errors import InputError
from scenarios.call_logs.raw_log import raw_log
from scenarios.call_logs.read import read_call_log
from scenarios.call_logs.recognise import recognised
from tests.scenarios.call_logs.fire_log import FIELDS
from tests.scenarios.call_logs.logs import finding, found

DATA = os.environ.get("DISPATCH_DATA")
FOLDER = Path(DATA or ".") / "incidents"
FIRE = FOLDER / "sffd_2016-12-31_2017-01-07.csv.gz"
POLICE = FOLDER / "seattle_spd_2024-01-01_04_1000.csv.gz"
CALLS = FOLDER / "montgomery_pa_911_3051.csv.gz"

pytestmark = pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")

_TOOK = pl.col("on_scene").min() - pl.col("received").min()


def first_arrivals(log, priority):
    """Minutes to the first arrival, of the calls of a priority that had one."""
    rows = log.table.filter(pl.col("priority") == priority)
    took = rows.group_by("call_id").agg(_TOOK.dt.total_seconds() / 60)
    return took["on_scene"].drop_nulls()


def test_san_francisco():
    log = read_call_log(FIRE, mapping="sf-fire")
    assert (len(log), log.n_calls, log.n_units) == (7704, 3560, 178)
    assert found(log) == {
        "out_of_order": 1,  # on scene 46 s before it moved
        "arrival_at_dispatch": 121,
        "no_arrival": 1554,
        "unit_on_two_calls": 9,
    }
    assert finding(log, "out_of_order").rows == (6036,)
    took = first_arrivals(log, "3")
    assert took.median() == pytest.approx(5.47, abs=0.005)
    assert took.quantile(0.9, "linear") == pytest.approx(8.55, abs=0.005)
    assert (took <= 8).mean() == pytest.approx(0.870, abs=0.0005)


def test_units_on_two_calls_one_by_one():
    log = read_call_log(FIRE, mapping="sf-fire")
    end = pl.max_horizontal("dispatched", "rolling", "on_scene", "clear")
    rows = log.table.select("row", "unit_id", "call_id", "dispatched", end=end).sort(
        "dispatched"
    )
    busy, twice = {}, set()
    for number, unit, call, begin, last in rows.iter_rows():
        ends, on = busy.get(unit, (begin, call))
        if begin < ends and on != call:
            twice.add(number)
        busy[unit] = max((ends, on), (last, call))
    assert len(twice) == 9
    assert {*finding(log, "unit_on_two_calls").rows} <= twice


def test_seattle():
    log = read_call_log(POLICE, mapping="seattle-police")
    assert (len(log), log.n_calls, log.per_unit) == (1000, 1000, False)
    assert found(log) == {
        "zero_place": 1,
        "no_arrival": 131,
        "arrival_at_dispatch": 128,
    }
    assert log.table["lon"].null_count() == 1
    took = first_arrivals(log, "1")
    assert took.median() == pytest.approx(7.3, abs=0.05)
    assert took.quantile(0.9, "linear") == pytest.approx(17.2, abs=0.05)


@pytest.mark.parametrize(
    ("file", "preset", "zone"),
    [
        (FIRE, "sf-fire", "America/Los_Angeles"),
        (POLICE, "seattle-police", "US/Pacific"),
    ],
)
def test_recognised_as_by_the_preset(file, preset, zone):
    log = read_call_log(file, tz=zone)
    same = read_call_log(file, mapping=preset)
    columns = [name for name in log.table.columns if name != "cancelled"]
    assert log.table.select(columns).equals(same.table.select(columns))


@pytest.mark.parametrize("seed", range(2))
def test_shuffled_columns_whose_names_say_nothing(seed):
    table = pl.read_csv(FIRE, infer_schema=False)
    columns = table.columns
    random.Random(seed).shuffle(columns)  # noqa: S311 - an order
    names = {column: f"c{at}" for at, column in enumerate(columns)}
    found_columns = recognised(raw_log(table.select(columns).rename(names).lazy(), "x"))
    back = {name: column for column, name in names.items()}
    got = {name: back[parts[0]] for name, parts in found_columns.columns.items()}
    # Two numbers of the call, and three priorities, are alike in what they hold.
    assert got.pop("call_id") in {"Call Number", "Incident Number"}
    assert got.pop("priority") in {"Priority", "Original Priority", "Final Priority"}
    meant = {name: column for column, name in FIELDS.items()}
    assert got == {n: c for n, c in meant.items() if n not in {"call_id", "priority"}}


def test_a_log_of_places_and_times_alone():
    with pytest.raises(InputError, match="no time zone; give --tz"):
        read_call_log(CALLS)
    log = read_call_log(CALLS, tz="America/New_York")
    assert found(log) == {"duplicate": 11, "no_call_id": 3040}
    assert log.n_calls == len(log) == 3040
    assert log.table["on_scene"].null_count() == 3040
    assert set(log.mapping.columns) == {
        *("received", "kind", "zone", "street", "lon", "lat")
    }
