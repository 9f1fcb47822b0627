"""Alerts of the past, from tables."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from maps.errors import InputError
from scenarios.loads.alert_log import read_alert_log

DATA = os.environ.get("DISPATCH_DATA")


def read(folder, text, frame=None):
    file = folder / "log.csv"
    file.write_text(text, encoding="utf-8")
    return read_alert_log(file, frame)


def test_columns_are_found_by_their_names_and_rows_come_by_time(tmp_path):
    log = read(
        tmp_path,
        "Case;Reported at;Longitude;Latitude;Amount\n"
        "1;1970-01-05T10:30:00;10.5;50;2000\n"
        "2;1970-01-05T09:00:00+08:00;10;50.5;\n",
    )
    # The clock of the place: nine and half past ten on the second Monday.
    week_s = 604_800
    assert log.at_s.tolist() == [week_s + 9 * 3600, week_s + 10.5 * 3600]
    assert log.lon.tolist() == [10, 10.5]
    assert np.isnan(log.exposure[0])
    assert log.exposure[1] == 2000
    assert log.span_s == (week_s + 9 * 3600, week_s + 11 * 3600)


def test_rows_without_a_time_are_counted_and_those_without_a_place_kept(tmp_path):
    log = read(
        tmp_path,
        "time,lon,lat\n1970-01-05T10:00,10,50\nsoon,10,50\n,10,50\n"
        "0001-01-01T00:00,10,50\n"
        "1970-01-05T11:00,,\n1970-01-05T12:00,10,500\n",
    )
    assert (len(log), log.unreadable) == (3, 3)
    assert np.isnan(log.lon).tolist() == [False, True, True]
    assert np.isnan(log.exposure).all()


def test_rows_of_one_alert_count_once(tmp_path):
    log = read(
        tmp_path,
        "Call Number,Unit ID,time,lon,lat\n"
        "7,E2,1970-01-05T10:01,10,50\n7,E1,1970-01-05T10:00,11,50\n"
        "8,E1,1970-01-05T11:00,10,50\n,E1,1970-01-05T12:00,10,50\n"
        ",E1,1970-01-05T12:00,10,50\n",
    )
    assert (len(log), log.repeated) == (4, 1)
    assert log.lon[0] == 11


def test_a_point_at_0_0_is_none(tmp_path):
    rows = "2026-01-01T00:00,0,0\n2026-01-01T00:00,10,50\n"
    assert np.isnan(read(tmp_path, f"time,lon,lat\n{rows}").lon).tolist() == [1, 0]


def test_a_gzipped_log(tmp_path):
    file = tmp_path / "log.csv.gz"
    rows = "2026-01-01T00:00,10,50\n" * 3
    whole = gzip.compress(f"time,lon,lat\n{rows}".encode())
    file.write_bytes(whole)
    assert len(read_alert_log(file, None)) == 3
    file.write_bytes(whole[:-9])
    with pytest.raises(InputError, match="not gzip, or cut short"):
        read_alert_log(file, None)


@pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        # Counted with sort -u on the ids. One of Seattle's is at 0, 0.
        ("sffd_2016-12-31_2017-01-07", (3560, 4144, 0)),
        ("seattle_spd_2024-01-01_04_1000", (1000, 0, 1)),
        ("montgomery_pa_911_3051", (3051, 0, 0)),
    ],
)
def test_logs_of_real_control_rooms(name, counts):
    log = read_alert_log(Path(DATA or "") / "incidents" / f"{name}.csv.gz", None)
    assert (len(log), log.repeated, np.isnan(log.lon).sum()) == counts
    assert log.unreadable == 0


def test_points_of_another_frame_are_turned(tmp_path):
    rows = "2026-01-01T00:00,113.9171764808363,22.540796131694766\n" * 2
    log = read(tmp_path, f"time,lon,lat\n{rows}", "gcj02")
    assert log.lon == pytest.approx([113.912316] * 2, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("when,lon,lat\n1,2,3\n", "log.csv, time: no column for the time; call it rec"),
        ("time,x,lat\n1,2,3\n", "longitude: no column for the longitude; call it lon"),
        ("time,lon,lat\nsoon,10,50\n", "row 1, time: no time; write times as"),
        ("time,lon,lat\n2026-01-01T00:00,10,50\n", "one alert alone says no rate"),
        ("time,lon,lat\n" + "2026-01-01T00:00,,\n" * 2, "no row has a point in deg"),
        ("time,lon,lat\n" + "2026-01-01T00:00,120,30\n" * 2, "places in China without"),
        ("time,lon,lat\n", "there are no rows below the heading"),
        ('time,lon,lat\n"x,1,2\n', "not valid CSV"),
        ("", "the file is empty"),
    ],
)
def test_logs_that_cannot_be(tmp_path, text, words):
    with pytest.raises(InputError) as fault:
        read(tmp_path, text)
    assert words in str(fault.value)
