"""Clock changes. In Los Angeles clocks skipped 02:00 to 03:00 on 12 March 2017, and
showed 01:00 to 02:00 twice on 5 November 2017."""

from zoneinfo import ZoneInfo

import polars as pl
import pytest

from maps.errors import InputError
from scenarios.call_logs.clock import zone_of, zone_of_offset
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.logs import finding, found, read, row, written

LOS_ANGELES = "America/Los_Angeles"


def autumn(*times):
    return row("1", "P1", *(t and f"2017-11-05 {t}" for t in times))


def utc(log, *moments):
    hours = log.table.select(pl.col(moments).dt.strftime("%H:%M"))
    return list(hours.row(0))


def test_an_hour_that_was_skipped_has_no_moment(tmp_path):
    times = [f"2017-03-12 {t}" for t in ("01:59:00", "02:10:00", "03:05:00")]
    log = read(tmp_path, row("1", "P1", *times, "", ""), tz=LOS_ANGELES)
    assert found(log) == {"missing_hour": 1}  # so that nothing tells if it arrived
    # 01:59 is at -8 h, 03:05 at -7 h: six minutes.
    assert utc(log, "received", "dispatched", "rolling") == ["09:59", None, "10:05"]
    assert log.table["doubtful"].to_list() == [True]


def test_an_hour_that_came_twice_is_told_by_the_order(tmp_path):
    # 01:50 and then 01:10: only the first 01:50 and the second 01:10 follow each other.
    log = read(tmp_path, autumn("01:50:00", "01:51:00", "01:55:00", "01:10:00", ""),
               tz=LOS_ANGELES)  # fmt: skip
    assert found(log) == {"repeated_hour_known": 1}
    moments = ("received", "dispatched", "rolling", "on_scene")
    assert utc(log, *moments) == ["08:50", "08:51", "08:55", "09:10"]


def test_an_hour_that_came_twice_is_told_by_a_later_moment_near_by(tmp_path):
    # 02:01 was once, at -8 h: 10:01 UTC. The second 01:58 is 3 minutes before.
    log = read(tmp_path, autumn("01:58:00", "", "", "02:01:00", ""), tz=LOS_ANGELES)
    assert found(log) == {"repeated_hour_known": 1}
    assert utc(log, "received", "on_scene") == ["09:58", "10:01"]


def test_an_hour_that_came_twice_is_else_the_first(tmp_path):
    log = read(tmp_path, autumn("01:30:00", "01:31:00", "", "01:36:00", ""),
               tz=LOS_ANGELES)  # fmt: skip
    assert found(log) == {"repeated_hour_first": 1}
    assert utc(log, "received", "dispatched", "on_scene") == ["08:30", "08:31", "08:36"]


def test_a_moment_between_two_that_are_sure_is_the_first(tmp_path):
    log = read(tmp_path, autumn("00:50:00", "01:10:00", "", "02:20:00", ""),
               tz=LOS_ANGELES)  # fmt: skip
    assert found(log) == {"repeated_hour_first": 1}
    assert utc(log, "received", "dispatched", "on_scene") == ["07:50", "08:10", "10:20"]


def test_other_rows_of_the_day_are_as_ever(tmp_path):
    log = read(tmp_path, autumn("12:30:00", "12:31:00", "", "12:36:00", ""),
               autumn("01:30:00", "", "", "", ""), tz=LOS_ANGELES)  # fmt: skip
    assert finding(log, "repeated_hour_first").rows == (2,)
    assert utc(log, "received", "on_scene") == ["20:30", "20:36"]


def test_a_zone_without_changes_has_none(tmp_path):
    assert read(tmp_path, autumn("01:30:00", "", "", "01:36:00", "")).findings == ()


def test_times_with_an_offset_need_no_zone(tmp_path):
    rows = (row(*_zoned("+08:00")), row("2", "P2", *_zoned("+08:00")[2:]))
    log = read_call_log(written(tmp_path, *rows))
    assert log.tz == ZoneInfo("Etc/GMT-8")
    assert utc(log, "received") == ["02:00"]


def _zoned(offset):
    times = ("10:00:00", "10:01:00", "10:02:00", "10:06:00", "10:30:00")
    return ("1", "P1", *(f"2026-03-21T{t}{offset}" for t in times))


def test_hours_are_of_the_zone_that_is_given(tmp_path):
    log = read_call_log(written(tmp_path, row(*_zoned("Z"))), tz="Asia/Shanghai")
    assert log.tz == ZoneInfo("Asia/Shanghai")
    assert utc(log, "received") == ["10:00"]


def test_offsets_before_and_after_a_change_are_of_one_zone(tmp_path):
    rows = (
        "1,2017-11-05T00:30:00-07:00,2017-11-05T00:40:00-07:00",
        "2,2017-11-05T02:30:00-08:00,2017-11-05T02:40:00-08:00",
    )
    file = written(tmp_path, *rows, head="case id,received,arrived")
    assert utc(read_call_log(file, tz=LOS_ANGELES), "received") == ["07:30"]


@pytest.mark.parametrize(
    ("second", "tz", "says"),
    [
        ("+01:00", None, "times of several zones, with offsets +01:00, +08:00"),
        ("+01:00", "Asia/Shanghai", "and Asia/Shanghai has no offset +01:00"),
        ("", "Asia/Shanghai", "times with an offset and times without"),
        ("", None, "times with an offset and times without"),
    ],
)
def test_mixed_zones_are_refused(tmp_path, second, tz, says):
    rows = (row(*_zoned("+08:00")), row(*_zoned(second)))
    with pytest.raises(InputError, match=says.replace("+", r"\+")):
        read_call_log(written(tmp_path, *rows), tz=tz)


def test_a_time_without_an_offset_far_down_is_refused_too(tmp_path):
    rows = [f"{at},2026-03-21T10:00:{at % 60:02d}Z" for at in range(5100)]
    file = written(tmp_path, *rows, "x,2026-03-21T10:00:00", head="case id,received")
    with pytest.raises(InputError, match="times with an offset and times without"):
        read_call_log(file, tz="UTC")


def test_a_zone_is_asked_for(tmp_path):
    with pytest.raises(InputError, match="have no time zone; give --tz, as --tz Am"):
        read_call_log(written(tmp_path, row()))


def test_an_unknown_zone():
    with pytest.raises(InputError, match="no time zone 'Asia/Shangai'"):
        zone_of("Asia/Shangai")


@pytest.mark.parametrize(
    ("offset", "zone"), [("-0500", "Etc/GMT+5"), ("+05:30", None), ("+00", "UTC")]
)
def test_zones_of_offsets(offset, zone):
    assert zone_of_offset(offset) == zone
