"""GPX logs: the last point in time of each track.

GPX 1.0 and 1.1 (topografix.com/GPX/1/1): points in WGS-84, times in UTC, also
where they name no zone. A track is of the unit that its <name> says. Points without
a time are left out, for nobody can say how old they are.

Document type declarations are refused, and with them all entities: GPX has none,
and they are how XML harms its reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

from maps.errors import FileError, InputError
from scenarios.feeds.fix import Fix, on_earth
from scenarios.feeds.log_bytes import log_bytes
from scenarios.row_faults import Spot, shown

_POINT = ["gpx", "trk", "trkseg", "trkpt"]
_TIME = [*_POINT, "time"]
_NAME = ["gpx", "trk", "name"]
# Of a name or a time, letters. *Assumed*: more is neither.
_LONGEST = 200
# Elements within each other. *Assumed*: GPX has six, extensions a few more.
_DEEPEST = 100
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def gpx_fixes(path: Path, *, growing: bool = False) -> tuple[Fix, ...]:
    """Read the last fix of each track; one without a name is of the file's.

    growing : somebody still writes there; of the end what is whole counts.

    Raises
    ------
    FileError : not to be read, broken, no GPX, or with a type declaration.
    FieldError : a point that is not on Earth, or a time that is none.
    """
    reader = _Reader(path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.declaration
    try:
        parser.Parse(log_bytes(path, growing=growing), not growing)
    except InputError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        where = f"line {parser.CurrentLineNumber}"
        raise FileError(f"not valid XML: {error}", file=path, row=where) from None
    reader.end_of_track()
    return tuple(reader.fixes)


@dataclass(slots=True)
class _Point:
    """A point as its attributes say it."""

    lon: float
    lat: float


class _Reader:
    """Takes the parser's events, and keeps the last fix of each track."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._within: list[str] = []
        self._said = ""
        self._name = ""
        self._points = 0
        self._point: _Point | None = None
        self._last: Fix | None = None
        self.fixes: list[Fix] = []

    def declaration(self, *_: object) -> None:
        """Refuse a type declaration, before any entity is declared in it."""
        mend = "export the log as plain GPX"
        raise FileError("a document type declaration", file=self._path, mend=mend)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        self._within.append(tag.rpartition(" ")[2])
        self._said = ""
        if self._within[0] != "gpx":
            problem = f"not GPX, but {shown(self._within[0])}"
            raise FileError(problem, file=self._path)
        if len(self._within) > _DEEPEST:
            raise FileError("elements too deep in each other", file=self._path)
        if self._within == ["gpx", "trk"]:
            self._name, self._last = "", None
        if self._within == _POINT:
            self._points += 1
            self._point = self._point_of(attributes)

    def text(self, said: str) -> None:
        """Take down a piece of text, where it is not too long to matter."""
        if self._within in (_TIME, _NAME):
            self._said = (self._said + said)[: _LONGEST + 1]

    def end(self, _: str) -> None:
        """Leave an element."""
        if self._within == _NAME:
            self._name = self._said.strip()
        if self._within == _TIME:
            self._take(self._time())
        if self._within == ["gpx", "trk"]:
            self.end_of_track()
        self._within.pop()
        self._said = ""

    def end_of_track(self) -> None:
        """Take down the last fix of the track that was read, if it has one."""
        if self._last is not None:
            self.fixes.append(self._named(self._last))
        self._last = None

    @property
    def _spot(self) -> Spot:
        return Spot(file=str(self._path), row=f"trackpoint {self._points}")

    def _point_of(self, attributes: Mapping[str, str]) -> _Point:
        lon = self._degrees(attributes, "lon")
        lat = self._degrees(attributes, "lat")
        if not on_earth(lon, lat):
            raise self._spot.fault(
                f"{lon:g}, {lat:g} is not on Earth", field="lon, lat"
            )
        return _Point(lon=lon, lat=lat)

    def _degrees(self, attributes: Mapping[str, str], name: str) -> float:
        text = attributes.get(name, "")
        try:
            return float(text)
        except ValueError:
            problem = f"{shown(text)} is not a number"
            raise self._spot.fault(problem, field=name) from None

    def _time(self) -> datetime:
        try:
            moment = datetime.fromisoformat(self._said.strip())
        except ValueError:
            problem = f"{shown(self._said)} is not a time"
            mend = "write it as 2026-03-21T17:00:00Z"
            raise self._spot.fault(problem, field="time", mend=mend) from None
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            problem = f"the year {moment.year} cannot be meant"
            raise self._spot.fault(problem, field="time")
        return moment if moment.utcoffset() is not None else moment.replace(tzinfo=UTC)

    def _take(self, at: datetime) -> None:
        """Keep a fix where it is the latest of its track."""
        point = self._point
        if point is not None and (self._last is None or at >= self._last.at):
            self._last = Fix(unit_id="", lon=point.lon, lat=point.lat, at=at)

    def _named(self, fix: Fix) -> Fix:
        name = self._name or self._path.stem
        return Fix(unit_id=name, lon=fix.lon, lat=fix.lat, at=fix.at)
