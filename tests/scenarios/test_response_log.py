"""`ResponseLog`: its columns, its files, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest

from maps.errors import FieldError, FileError, InputError
from scenarios.response_log.columns import COLUMNS, MOMENTS, NAMES
from scenarios.response_log.log_files import FORMS, read_log, write_log
from scenarios.response_log.response_log import ResponseLog
from scenarios.response_log.rows import ResponseRow

START = datetime(2026, 3, 21, 17, tzinfo=timezone(timedelta(hours=8)))

# Received after a minute; told at 150 s, at the door at 300.25 s.
VISITED = ResponseRow(
    alert_id="A",
    unit_id="P1",
    level="high",
    officers_needed=2,
    officers=2,
    lon=120.01,
    lat=0.0,
    zone="north",
    target_s=480.0,
    received_s=60.0,
    notified_s=150.0,
    rolling_s=210.0,
    at_gate_s=270.5,
    at_door_s=300.25,
    contact_s=300.25,
    clear_s=1800.0,
    order=1,
    on_time=True,
    ended="arrived",
    planned_travel_s=61.0,
    planned_on_time=0.91,
    exposure=1000.0,
    loss=0.0,
    currency="CNY",
)
NOBODY = ResponseRow(
    alert_id="吴", received_s=90.0, level="low", on_time=False, ended="unserved"
)


def log() -> ResponseLog:
    return ResponseLog.of_rows([VISITED, NOBODY], start=START)


def test_a_row_has_every_column_and_no_other():
    assert set(ResponseRow.__dataclass_fields__) == set(NAMES)


def test_columns_have_their_types_whatever_is_empty():
    of_types = {column.name: column.dtype for column in COLUMNS}
    for made in (log(), ResponseLog.of_rows([], start=START)):
        assert {name: str(made.table[name].dtype) for name in NAMES} == of_types


def test_what_did_not_happen_is_missing():
    table = log().table
    assert table["unit_id"].isna().tolist() == [False, True]
    assert table["at_door_s"].isna().tolist() == [False, True]
    assert table["on_time"].tolist() == [True, False]


def test_moments_are_aware_in_the_zone_of_the_start():
    at_door = log().at("at_door")
    # 17:00 and 300.25 s.
    assert at_door.iloc[0] == START + timedelta(minutes=5, milliseconds=250)
    assert at_door.iloc[0].utcoffset() == timedelta(hours=8)
    assert pd.isna(at_door.iloc[1])


@pytest.mark.parametrize("form", FORMS)
def test_a_log_comes_back_from_its_file(form: str, tmp_path: Path):
    if form == ".parquet":
        pytest.importorskip("pyarrow")
    file = tmp_path / f"log{form}"
    write_log(log(), file)
    again = read_log(file)
    pd.testing.assert_frame_equal(again.table, log().table)
    assert again.start == START
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_csv_has_both_seconds_and_times(tmp_path: Path):
    write_log(log(), tmp_path / "log.csv")
    heading, first, _ = (tmp_path / "log.csv").read_text("utf-8").splitlines()
    cells = dict(zip(heading.split(","), first.split(","), strict=True))
    assert cells["received_s"] == "60.0"
    assert cells["received"] == "2026-03-21T17:01:00+08:00"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"at_dor_s": [1.0]}, "at_dor_s: a log has no such column; .*at_door_s"),
        ({"received_s": ["soon"]}, "row 1, received_s: 'soon' is not .*a number, s"),
        ({"received_s": [float("inf")]}, "received_s: 'inf' is not what it holds"),
        ({"received_s": [None]}, "row 1, received_s: is lacking"),
        ({"alert_id": [""]}, "row 1, alert_id: is lacking"),
        ({"officers": [1.5]}, "officers: '1.5' is not .*a whole number"),
        ({"on_time": ["maybe"]}, "on_time: 'maybe' is not .*true or false"),
        ({"ended": ["arived"]}, "ended: 'arived' is no end of a row; .*arrived"),
        ({"lat": [96.0]}, "row 1, lat: 96 is not on Earth; write degrees"),
    ],
)
def test_a_value_that_no_log_has(changes: dict[str, list[object]], says: str):
    given = {"alert_id": ["A"], "received_s": [0.0], "ended": ["unserved"]}
    table = pd.DataFrame({**given, **changes})
    with pytest.raises(FieldError, match=says):
        ResponseLog.of_table(table, start=START)


def test_lines_are_json_to_every_program(tmp_path: Path):
    """A moment that one row has and the other has not is left out, never NaN."""
    file = tmp_path / "log.jsonl"
    write_log(log(), file)
    refuse = {"parse_constant": pytest.fail}
    rows = [json.loads(line, **refuse) for line in file.read_text("utf-8").splitlines()]
    assert ["at_gate" in row for row in rows] == [True, False]


def test_a_column_that_is_lacking():
    table = pd.DataFrame({"alert_id": ["A"], "ended": ["unserved"]})
    with pytest.raises(FieldError, match="received_s: the column is lacking"):
        ResponseLog.of_table(table, start=START)


def test_a_start_without_a_zone():
    naive = START.replace(tzinfo=None)
    with pytest.raises(FieldError, match="start: has no zone"):
        ResponseLog.of_rows([], start=naive)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"at_door_s": [20.0]}, "row 1, at_door_s: 20 s is before"),
        # Not beside each other: at the gate is not known.
        ({"at_gate_s": [None], "at_door_s": [15.0]}, "row 1, at_door_s: 15 s"),
        ({"unit_id": [None]}, "row 1, notified_s: nobody was told, and at a time"),
    ],
)
def test_times_out_of_order_are_found(changes: dict[str, list[object]], says: str):
    given: dict[str, list[object]] = {
        "alert_id": ["A"],
        "unit_id": ["P1"],
        "ended": ["arrived"],
        **{f"{name}_s": [10.0 * step] for step, name in enumerate(MOMENTS)},
    }
    ResponseLog.of_table(pd.DataFrame(given), start=START).check_order()
    # A log may hold it, for logs of others do; whoever asks is told.
    wrong = ResponseLog.of_table(pd.DataFrame({**given, **changes}), start=START)
    with pytest.raises(FieldError, match=says):
        wrong.check_order()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("none.csv", None, "there is no such file"),
        ("log.xlsx", "", "a log is a .parquet, .csv or .jsonl file"),
        ("head.csv", "alert_id,received_s,ended\n", "holds no row"),
        ("line.jsonl", '{"alert_id": "A"\n', "line 1: not valid JSON"),
        ("list.jsonl", "[1]\n", "line 1: not a table of fields"),
        (
            "time.csv",
            "alert_id,received_s,ended\nA,0,unserved\n",
            "received: the first",
        ),
        (
            "naive.csv",
            "alert_id,received,received_s,ended\nA,2026-03-21T17:00,0,unserved\n",
            "row 1, received: has no zone",
        ),
        ("not.parquet", "PAR1", "not valid Parquet"),
    ],
)
def test_a_file_that_is_no_log(name: str, text: str | None, says: str, tmp_path: Path):
    if name == "not.parquet":
        pytest.importorskip("pyarrow")
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=says):
        read_log(tmp_path / name)


def test_a_file_that_cannot_be_written(tmp_path: Path):
    with pytest.raises(FileError, match="cannot be written"):
        write_log(log(), tmp_path / "nowhere" / "log.csv")


def test_a_summer_clock_is_no_trouble():
    # Seconds go on where the clock is changed.
    made = ResponseLog.of_rows([VISITED], start=datetime(2026, 3, 29, tzinfo=UTC))
    assert made.at("received").iloc[0] == datetime(2026, 3, 29, 0, 1, tzinfo=UTC)
