"""NMEA: the last valid fix, and nothing garbled, guessed or cut off."""

from datetime import UTC, datetime
from functools import reduce
from operator import xor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import FileError
from scenarios.feeds.fix import Fix
from scenarios.feeds.nmea import nmea_fixes

# The two sentences that every manual prints, with their checksums.
RMC = "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A"
GGA = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47"


def summed(body: str) -> str:
    return f"${body}*{reduce(xor, body.encode(), 0):02X}"


def rmc(clock: str = "120000", lon: str = "01000.000,E", **fields: str) -> str:
    day, status = fields.get("day", "210326"), fields.get("status", "A")
    lat, tail = fields.get("lat", "6000.000,N"), fields.get("tail", "")
    return summed(f"GNRMC,{clock},{status},{lat},{lon},0,0,{day},,{tail}")


def gga(clock: str, lon: str = "01100.000,E", quality: str = "1") -> str:
    return summed(f"GNGGA,{clock},6000.000,N,{lon},{quality},08,1,5,M,0,M,,")


def read(folder: Path, *lines: str) -> Fix:
    path = folder / "car-1.nmea"
    path.write_bytes("\r\n".join(lines).encode("latin-1"))
    (fix,) = nmea_fixes(path)
    return fix


def test_known_sentence(tmp_path: Path) -> None:
    fix = read(tmp_path, RMC)
    assert fix.unit_id == "car-1"
    # 48 + 7.038 / 60 = 48.1173; 11 + 31 / 60 = 11.51667
    assert fix.lat == pytest.approx(48.1173, abs=1e-9)
    assert fix.lon == pytest.approx(11.516666667, abs=1e-9)
    assert fix.at == datetime(1994, 3, 23, 12, 35, 19, tzinfo=UTC)


def test_south_and_west_are_negative(tmp_path: Path) -> None:
    fix = read(tmp_path, rmc(lat="3330.000,S", lon="07030.000,W"))
    assert (fix.lon, fix.lat) == (-70.5, -33.5)


def test_gga_is_of_the_day_that_was_told_before(tmp_path: Path) -> None:
    fix = read(tmp_path, rmc("120000"), gga("120001.25"))
    assert fix.lon == 11
    assert fix.at == datetime(2026, 3, 21, 12, 0, 1, 250_000, tzinfo=UTC)


def test_gga_just_after_midnight_is_of_the_next_day(tmp_path: Path) -> None:
    fix = read(tmp_path, rmc("235959"), gga("000000"))
    assert fix.at == datetime(2026, 3, 22, tzinfo=UTC)


def test_gga_of_just_before_midnight_is_of_the_day_before(tmp_path: Path) -> None:
    fix = read(tmp_path, rmc("000000"), gga("235959"))
    assert (fix.lon, fix.at.day, fix.at.hour) == (10, 21, 0)  # so the RMC is later


@pytest.mark.parametrize(
    "line",
    [
        rmc("120500", status="V"),
        rmc("120500", tail=",N"),
        rmc("120500", tail=",E"),
        gga("120500", quality="0"),
        gga("120500", quality="6"),
        gga("120500", quality="8"),
        rmc("120500").replace("*", "*0"),
        rmc("120500")[:-3],  # cut off before its checksum
        rmc("120500")[:30],
        rmc("120500").replace("01000", "01010"),  # garbled: the sum is another's
        rmc("126500"),
        rmc("1205" + "0" * 30 + "1"),
        rmc("12050"),
        rmc("120500", day="2103" + "9" * 30),
        rmc("120500", lat="9" * 400 + "00.000,N"),
        rmc("120500", day="310226"),
        rmc("120500", lat="9100.000,N"),
        rmc("120500", lat="6060.000,N"),
        rmc("120500", lat="6000.000,Q"),
        rmc("120500", lat=",N"),
        rmc("120500", lon="nan,E"),
        summed("GNRMC,120500,A"),
        summed("GNGGA"),
        "$GNRMC*",
        "*",
        "\xff\xfe$",
    ],
)
def test_what_is_no_fix_is_left_out(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, rmc("120000"), line).at.minute == 0


def test_modes_that_measure_count(tmp_path: Path) -> None:
    lines = (rmc("120000"), rmc("120100", tail=",A"), rmc("120200", tail=",D,V"))
    assert read(tmp_path, *lines).at.minute == 2


def test_what_loggers_write_before_a_sentence_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, rf"\g:1-2-3*58\{RMC}").at.year == 1994
    assert read(tmp_path, f"2026-03-21 12:00:00 {RMC}").at.year == 1994


def test_gga_alone_has_no_date(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"car-1.nmea: no valid fix with a date"):
        read(tmp_path, GGA)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("nmea") / "x.nmea"
    path.write_bytes(content)
    with pytest.raises(FileError):
        nmea_fixes(path)


@given(st.text("0123456789.,-+_NSEWAVnaif", max_size=60))
def test_any_right_sum_is_read_or_left_out(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    path = tmp_path_factory.mktemp("nmea") / "x.nmea"
    path.write_text(
        "\n".join((RMC, summed(f"GPRMC,{words}"), summed(f"GPGGA,{words}")))
    )
    (fix,) = nmea_fixes(path)
    assert abs(fix.lat) <= 90


def test_of_a_log_that_grows_the_end_serves(tmp_path: Path) -> None:
    path = tmp_path / "car-1.nmea"
    assert growing(path, "") == growing(path, rmc(status="V")) == ()
    many = [rmc("120000")] + [rmc("120100", status="V")] * 3000
    # Nothing is measured in its last 100,000 bytes: it is read whole.
    assert len("\n".join(many)) > 150_000
    assert [fix.at.minute for fix in growing(path, *many)] == [0]
    assert [fix.at.minute for fix in growing(path, *many, rmc("120200"))] == [2]
    cut = rmc("120300")[:-5]
    assert [fix.at.minute for fix in growing(path, *many, rmc("120200"), cut)] == [2]


def growing(path: Path, *lines: str) -> tuple[Fix, ...]:
    path.write_text("\n".join(lines))
    return nmea_fixes(path, growing=True)
