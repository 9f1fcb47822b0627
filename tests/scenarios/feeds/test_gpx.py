"""GPX: the last point in time of each track, and nothing that XML can do besides."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import InputError
from scenarios.feeds.gpx import gpx_fixes

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="a logger" xmlns="http://www.topografix.com/GPX/1/1">
 <metadata><name>Tuesday</name><time>2026-03-24T00:00:00Z</time></metadata>
 <wpt lat="1" lon="1"><time>2026-03-25T00:00:00Z</time><name>home</name></wpt>
 <trk><name>car-1</name>
  <trkseg>
   <trkpt lat="64.10" lon="-21.90"><time>2026-03-21T17:00:00Z</time></trkpt>
   <trkpt lat="64.12" lon="-21.92"><ele>3</ele><time>2026-03-21T17:02:00Z</time></trkpt>
   <trkpt lat="64.11" lon="-21.91"><time>2026-03-21T17:01:00Z</time></trkpt>
   <trkpt lat="64.99" lon="-21.99"></trkpt>
  </trkseg>
 </trk>
 <trk>
  <trkseg><trkpt lat="64.2" lon="-21.8"><time>2026-03-21T18:00:00+01:00</time></trkpt>
  </trkseg>
 </trk>
</gpx>
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "van.gpx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def one_point(
    time: str = "2026-03-21T17:00:00Z", lon: str = "1", lat: str = "2"
) -> str:
    point = f'<trkpt lat="{lat}" lon="{lon}"><time>{time}</time></trkpt>'
    return f"<gpx><trk><trkseg>{point}</trkseg></trk></gpx>"


def test_last_fix_in_time_of_each_track(tmp_path: Path) -> None:
    first, second = gpx_fixes(written(tmp_path, LOG))
    assert (first.unit_id, first.lon, first.lat) == ("car-1", -21.92, 64.12)
    assert first.at == datetime(2026, 3, 21, 17, 2, tzinfo=UTC)
    # The second has no name: it is of the unit that the file is called after.
    assert (second.unit_id, second.lon, second.lat) == ("van", -21.8, 64.2)
    assert second.at == datetime(2026, 3, 21, 17, tzinfo=UTC)


def test_time_without_a_zone_is_utc(tmp_path: Path) -> None:
    (fix,) = gpx_fixes(written(tmp_path, one_point("2026-03-21T17:00:00.5")))
    assert fix.at == datetime(2026, 3, 21, 17, 0, 0, 500_000, tzinfo=UTC)


def test_points_without_a_time_are_no_fix(tmp_path: Path) -> None:
    log = '<gpx><trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>'
    assert gpx_fixes(written(tmp_path, log)) == ()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_whatever_their_order_the_latest_counts(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int]
) -> None:
    start = datetime(2026, 3, 21, tzinfo=UTC)
    points = "".join(
        f'<trkpt lat="2" lon="{s / 1000}"><time>'
        f"{(start + timedelta(seconds=s)).isoformat()}</time></trkpt>"
        for s in seconds
    )
    log = f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>"
    (fix,) = gpx_fixes(written(tmp_path_factory.mktemp("gpx"), log))
    assert fix.lon == max(seconds) / 1000
    assert fix.at == start + timedelta(seconds=max(seconds))


LAUGHS = """<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<gpx><trk><name>&b;</name></trk></gpx>"""
OUTSIDE = """<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>"""
DEEP = "<gpx>" + "<x>" * 200 + "</x>" * 200 + "</gpx>"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LAUGHS, "van.gpx: a document type declaration; export the log as plain GPX"),
        (OUTSIDE, "van.gpx: a document type declaration"),
        (DEEP, "elements too deep in each other"),
        (LOG[:-30], "van.gpx, line 14: not valid XML"),
        ("\n", "van.gpx: the file is empty"),
        ("$GPRMC", "line 1: not valid XML"),
        ("<kml/>", "van.gpx: not GPX, but 'kml'"),
        ("<?xml version='1.0' encoding='none'?><gpx/>", "unknown encoding"),
        (b"<gpx>\xff</gpx>", "not valid XML"),
        (b"<gpx>\0</gpx>", "not valid XML"),
        (one_point(lon="far"), "trackpoint 1, lon: 'far' is not a number"),
        (one_point(lon="nan"), "trackpoint 1, lon, lat: nan, 2 is not on Earth"),
        (one_point(lat="91"), "1, 91 is not on Earth"),
        (one_point(lat=""), "lat: '' is not a number"),
        (one_point("noon"), "time: 'noon' is not a time; write it as 2026"),
        (one_point("0001-01-01T00:00:00Z"), "time: the year 1 cannot be meant"),
        (one_point("x" * 100_000), "is not a time"),
    ],
)
def test_bad_logs(tmp_path: Path, text: str | bytes, line: str) -> None:
    with pytest.raises(InputError) as fault:
        gpx_fixes(written(tmp_path, text))
    assert line in str(fault.value)
    assert len(str(fault.value)) < 400


@given(st.integers(0, len(LOG)))
def test_of_a_log_that_grows_what_is_whole_counts(length: int) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder), LOG[:length])
        some = gpx_fixes(path, growing=True)
        whole = gpx_fixes(written(Path(folder), LOG))
    last = {fix.unit_id: fix.at for fix in whole}
    assert all(fix.at <= last.get(fix.unit_id, fix.at) for fix in some)
    assert len(some) <= len(whole)


def test_a_log_that_grows_may_be_empty_and_not_broken(tmp_path: Path) -> None:
    assert gpx_fixes(written(tmp_path, ""), growing=True) == ()
    assert gpx_fixes(written(tmp_path, LOG), growing=True) == gpx_fixes(
        written(tmp_path, LOG)
    )
    with pytest.raises(InputError, match="not valid XML"):
        gpx_fixes(written(tmp_path, "<gpx></trk>"), growing=True)
