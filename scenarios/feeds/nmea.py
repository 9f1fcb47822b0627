"""NMEA 0183 logs of a receiver: the last valid fix that has a date.

RMC tells the date, time and place; GGA the time and place, of the day that the RMC
before it told. A sentence counts with a right checksum only (the XOR of what stands
between $ and *), so what was cut off or garbled is left out; and only where the
receiver measured: RMC of status A, GGA of quality 1 to 5, not what was estimated,
typed in or simulated. Points are WGS-84, times UTC. What stands before the $ on a
line, as loggers write it, is left out.

Source: NMEA 0183 as in gpsd's "NMEA Revealed" (gpsd.gitlab.io/gpsd/NMEA.html).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import xor
from pathlib import Path

from maps.errors import FileError
from scenarios.feeds.fix import Fix, on_earth
from scenarios.feeds.log_bytes import log_bytes

_MEASURED = ("1", "2", "3", "4", "5")  # GPS, differential, PPS, RTK, float RTK
_NOT_MEASURED = ("N", "E", "M", "S")  # none, estimated, manual, simulated
_FIRST_YEAR = 80  # of two digits; GPS has been counting since 1980
_RMC_FIELDS, _GGA_FIELDS = 10, 7
_MODE = 12  # of RMC since NMEA 2.3
_MINUTES = 60  # of a degree
_DEGREE_DIGITS = 5  # dddmm
_THREE_PAIRS = 6  # digits
_CHECK_DIGITS = 2
# About five minutes of a receiver that reports each second. *Assumed*
_END_BYTES = 100_000
_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)


def nmea_fixes(path: Path, *, growing: bool = False) -> tuple[Fix, ...]:
    """Read the last fix in time, of the unit that the file is called after.

    growing : somebody still writes there, and may have written no fix as yet. Such a
    log is read again and again: of a long one its end serves, if there is a fix in it.

    Raises
    ------
    FileError : not to be read, or without any fix.
    """
    if growing:
        end = log_bytes(path, growing=True, at_most=_END_BYTES)
        last = _last_fix(end, path) or _last_fix(log_bytes(path, growing=True), path)
        return () if last is None else (last,)
    last = _last_fix(log_bytes(path), path)
    if last is None:
        problem = "no valid fix with a date (RMC) stands in it"
        raise FileError(problem, file=path)
    return (last,)


def _last_fix(content: bytes, path: Path) -> Fix | None:
    """Find the last fix in time."""
    last: Fix | None = None
    told: datetime | None = None
    for words in _sentences(content):
        found = _rmc(words) if words[0].endswith("RMC") else _gga(words, told)
        if found is None:
            continue
        told, lon, lat = found
        if last is None or told >= last.at:
            last = Fix(unit_id=path.stem, lon=lon, lat=lat, at=told)
    return last


def _sentences(content: bytes) -> Iterator[list[str]]:
    """Give the words of each whole RMC and GGA sentence."""
    for line in content.splitlines():
        body, star, check = line.rpartition(b"$")[2].strip().partition(b"*")
        name = body.partition(b",")[0]
        if star and name.endswith((b"RMC", b"GGA")) and _is_right(body, check):
            yield body.decode("latin-1").split(",")


def _is_right(body: bytes, check: bytes) -> bool:
    """Whether the checksum is that of the sentence."""
    if len(check) != _CHECK_DIGITS:
        return False
    try:
        return int(check, 16) == reduce(xor, body, 0)
    except ValueError:
        return False


def _rmc(words: list[str]) -> tuple[datetime, float, float] | None:
    """Read time, longitude and latitude of RMC, None where it has no fix."""
    if len(words) < _RMC_FIELDS or words[2] != "A":
        return None
    if len(words) > _MODE and words[_MODE] in _NOT_MEASURED:
        return None
    try:
        at = datetime.combine(_day(words[9]), _clock(words[1]), UTC)
        return at, *_point(words[3:7])
    except ValueError:
        return None


def _gga(
    words: list[str], told: datetime | None
) -> tuple[datetime, float, float] | None:
    """Read those of GGA; its day is that of the moment told before, or next to it."""
    if told is None or len(words) < _GGA_FIELDS or words[6] not in _MEASURED:
        return None
    try:
        at = datetime.combine(told.date(), _clock(words[1]), UTC)
        point = _point(words[2:6])
    except ValueError:
        return None
    if at - told > _HALF_DAY:
        at -= _DAY
    elif told - at > _HALF_DAY:
        at += _DAY
    return at, *point


def _day(text: str) -> date:
    """Read ddmmyy."""
    day, month, year = _pairs(text)
    return date(year + (1900 if year >= _FIRST_YEAR else 2000), month, day)


def _clock(text: str) -> time:
    """Read hhmmss and what may follow it of a second."""
    whole, _, part = text.partition(".")
    return time(*_pairs(whole), int(f"{part:0<6}"[:6]))


def _pairs(text: str) -> tuple[int, int, int]:
    """Read three numbers of two digits each."""
    if len(text) != _THREE_PAIRS:
        message = "not three pairs of digits"
        raise ValueError(message)
    return int(text[:2]), int(text[2:4]), int(text[4:])


def _point(words: list[str]) -> tuple[float, float]:
    """Read latitude, N or S, longitude, E or W; give lon, lat."""
    lat = _degrees(words[0]) * {"N": 1, "S": -1}.get(words[1], float("nan"))
    lon = _degrees(words[2]) * {"E": 1, "W": -1}.get(words[3], float("nan"))
    if not on_earth(lon, lat):
        message = "not on Earth"
        raise ValueError(message)
    return lon, lat


def _degrees(text: str) -> float:
    """Read ddmm.mmmm or dddmm.mmmm."""
    whole = text.partition(".")[0]
    minutes = float(text[len(whole) - 2 :])
    if len(whole) > _DEGREE_DIGITS or not 0 <= minutes < _MINUTES:
        message = "not minutes"
        raise ValueError(message)
    return int(whole[:-2]) + minutes / _MINUTES
