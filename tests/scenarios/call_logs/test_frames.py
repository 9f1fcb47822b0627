"""Frames of coordinates: they matter in mainland China alone."""

import pytest

from maps.coordinates import from_wgs84
from scenarios.call_logs.mapping_file import write_mapping
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.logs import SHANGHAI, found, row, written

# The Beigan police station in Xiaoshan, and a door in Tokyo.
XIAOSHAN, TOKYO = "120.27,30.18", "139.7,35.6"


@pytest.fixture
def file(tmp_path):
    return written(
        tmp_path, row(place=XIAOSHAN), row("2", "P2", place=TOKYO), row("3", place=",")
    )


def test_nobody_says_the_frame(file):
    log = read_call_log(file, tz=SHANGHAI)
    assert found(log)["unknown_frame"] == 1
    assert log.table["lon"].to_list() == [None, 139.7, None]
    assert log.table["lat"].to_list() == [None, 35.6, None]


def test_places_are_brought_to_wgs84(file):
    log = read_call_log(file, tz=SHANGHAI, frame="gcj02")
    assert "unknown_frame" not in found(log)
    lon, lat = log.table["lon"], log.table["lat"]
    there = from_wgs84(lon[:1].to_numpy(), lat[:1].to_numpy(), "gcj02")
    assert (there[0][0], there[1][0]) == pytest.approx((120.27, 30.18), abs=1e-7)
    assert abs(lon[0] - 120.27) > 0.003  # some 400 m
    assert (lon[1], lat[1], lon[2]) == (139.7, 35.6, None)


def test_wgs84_stays(file):
    log = read_call_log(file, tz=SHANGHAI, frame="wgs84")
    assert log.table["lon"].to_list() == [120.27, 139.7, None]


def test_the_mapping_says_it(file, tmp_path):
    log = read_call_log(file, tz=SHANGHAI, frame="bd09")
    write_mapping(log.mapping, tmp_path / "mine.toml")
    again = read_call_log(file, mapping=tmp_path / "mine.toml")
    assert again.table.equals(log.table)
    assert again.mapping.frame == "bd09"
