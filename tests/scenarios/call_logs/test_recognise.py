"""Columns are known by their names and by what they hold."""

import random

import polars as pl
import pytest

from maps.errors import FieldError
from scenarios.call_logs.raw_log import raw_log
from scenarios.call_logs.recognise import recognised
from tests.scenarios.call_logs.exports import EXPORTS
from tests.scenarios.call_logs.fire_log import FIELDS, fire_log

LOG = fire_log()
PLAUSIBLE = {
    "Call Number": "EventNo",
    "Unit ID": "callsign",
    "Received DtTm": "call_received_at",
    "Entry DtTm": "keyed_in",
    "Dispatch DtTm": "unitNotified",
    "Response DtTm": "En Route (time)",
    "On Scene DtTm": "arrived_at",
    "Transport DtTm": "transporting",
    "Available DtTm": "TIME CLEARED",
    "Priority": "urgency",
    "lon": "X",
    "lat": "Y",
    "Battalion": "sector",
}
CHINESE = {
    "Call Number": "警情编号",
    "Unit ID": "处警单位",
    "Received DtTm": "接警时间",
    "Entry DtTm": "录入",
    "Dispatch DtTm": "派警时间",
    "Response DtTm": "出动时间",
    "On Scene DtTm": "到达现场时间",
    "Transport DtTm": "转送",
    "Available DtTm": "处理完成时间",
    "Priority": "警情级别",
    "lon": "经度",
    "lat": "纬度",
    "Battalion": "辖区",
}


def mapped(table):
    """Which columns became which fields."""
    found = recognised(raw_log(table.lazy(), "log"))
    return {name: parts[0] for name, parts in found.columns.items()}


def shuffled(seed):
    columns = LOG.columns
    random.Random(seed).shuffle(columns)  # noqa: S311 - an order
    return LOG.select(columns)


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_columns(seed):
    found = mapped(shuffled(seed))
    assert {
        column: name for name, column in found.items() if column in FIELDS
    } == FIELDS


@pytest.mark.parametrize("names", [PLAUSIBLE, CHINESE])
def test_other_names(names):
    found = mapped(shuffled(1).rename(names))
    meant = {field: names.get(column, column) for column, field in FIELDS.items()}
    assert meant.items() <= found.items()
    assert found["zone"] == names["Battalion"]


@pytest.mark.parametrize("seed", range(3))
def test_names_that_say_nothing(seed):
    table = shuffled(seed)
    names = {column: f"c{at}" for at, column in enumerate(table.columns)}
    found = mapped(table.rename(names))
    assert found == {field: names[column] for column, field in FIELDS.items()}


@pytest.mark.parametrize("lost", ["Unit ID", "Response DtTm", "lon", "Call Number"])
def test_what_is_lacking_is_not_made_up(lost):
    table = LOG.drop(lost)
    names = {column: f"c{at}" for at, column in enumerate(table.columns)}
    found = mapped(table.rename(names))
    gone = {FIELDS[lost]}
    if lost == "lon":  # nothing is a latitude alone
        gone |= {"lat"}
    if lost == "Call Number":  # whose units they are nothing tells
        gone |= {"unit_id"}
        found.pop("call_id", None)  # the rows' numbers may be taken: each a call
    meant = {field: names[c] for c, field in FIELDS.items() if c != lost}
    assert found == {field: c for field, c in meant.items() if field not in gone}


@pytest.mark.parametrize("name", EXPORTS)
def test_public_exports(name):
    export = EXPORTS[name]
    found = recognised(raw_log(export.table().lazy(), name))
    parts = {field: c[0] if len(c) == 1 else c for field, c in found.columns.items()}
    assert export.fields.items() <= parts.items()
    durations = {field: each.column for field, each in found.durations.items()}
    assert export.durations.items() <= durations.items()


def test_a_name_alone_is_not_believed():
    table = pl.DataFrame(
        {
            "received": ["2026-03-21 10:00", "2026-03-21 10:05"],
            "arrived": ["yes", "no"],  # no times
            "priority": ["Anna is ill", "someone's door is open"],
            "lon": ["far", "near"],
        }
    )
    assert set(mapped(table)) == {"received", "priority"}


def test_ids_that_may_be_times_are_ids():
    # 2024000000800 as milliseconds since 1970 is February 2034; 1700000001 as seconds
    # is November 2023.
    table = pl.DataFrame(
        {
            "case": [str(1700000001 + at) for at in range(50)],
            "when": [f"2026-03-21 10:{at:02d}:00" for at in range(50)],
        }
    )
    assert mapped(table)["received"] == "when"


@pytest.mark.parametrize(
    ("name", "cells", "moment", "since", "unit"),
    [
        ("first_response_time", ["459.0", "300"], "on_scene", "received", "s"),
        ("Total Response Time (min)", ["7.65", "5"], "on_scene", "received", "min"),
        ("totalresponsetime minutes", ["7.65", "5"], None, None, None),
        ("response_time", ["7.65", "5.2"], "on_scene", "received", "min"),
        ("first_dispatch_delay", ["131", "20"], "dispatched", "received", "s"),
        ("Response Time", ["0:07:39", "0:05:00"], "on_scene", "received", "s"),
    ],
)
def test_durations(name, cells, moment, since, unit):
    received = ["2026-03-21 10:00", "2026-03-21 10:05"]
    table = pl.DataFrame({"time queued": received, name: cells})
    found = recognised(raw_log(table.lazy(), "log")).durations
    if moment is None:
        assert not found
        return
    assert list(found) == [moment]
    assert (found[moment].column, found[moment].since) == (name, since)
    assert found[moment].unit == unit


def test_a_date_and_a_time_in_two_columns():
    table = pl.DataFrame(
        {
            "DateOfCall": ["01 Jan 2017", "14 Jan 2017"],
            "TimeOfCall": ["00:05:06", "1:02:03"],
        }
    )
    found = recognised(raw_log(table.lazy(), "log"))
    assert found.columns["received"] == ("DateOfCall", "TimeOfCall")


def test_both_degrees_in_one_text():
    table = pl.DataFrame(
        {
            "received": ["2026-03-21 10:00", "2026-03-21 10:05"],
            "intersection_point": ["POINT (-122.4 37.7)", "POINT (-122.5 37.8)"],
        }
    )
    assert mapped(table)["point"] == "intersection_point"


def test_no_times():
    table = pl.DataFrame({"name": ["a"], "received": ["soon"]})
    with pytest.raises(FieldError, match="no column of times is recognised among name"):
        mapped(table)


def test_how_columns_were_recognised_is_said():
    table = LOG.rename({"Unit ID": "c1"})
    why = recognised(raw_log(table.lazy(), "log")).why
    assert (why["unit_id"], why["call_id"]) == ("by what it holds", "by its name")
