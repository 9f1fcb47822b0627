"""Trips from CSV: columns by their usual names, rows that cannot be read, bad files."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from maps.errors import FieldError, FileError, InputError
from maps.fitting.trip_file import Columns, read_trips

PLACES = "origin_lon,origin_lat,destination_lon,destination_lat"
HEADING = f"start,duration_s,{PLACES}\n"
ROW = "2013-01-13 04:41:00,300,10.0,50.0,10.1,50.1\n"


def read(tmp_path, text, columns=None, *, name="trips.csv", **said):
    path = tmp_path / name
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return read_trips(path, columns, **said)


@pytest.mark.parametrize("name", ["trips.csv", "trips.csv.gz"])
def test_a_trip(tmp_path, name):
    trips, left_out = read(tmp_path, HEADING + ROW, name=name)
    assert trips.origin.tolist() == [[10.0, 50.0]]
    assert trips.destination.tolist() == [[10.1, 50.1]]
    assert trips.duration_s.tolist() == [300]
    assert trips.hour().tolist() == [148]  # Sunday: 6 * 24 + 4
    assert left_out == {"unreadable": 0}


# End and duration both, and the duration is taken.
NEW_YORK = (
    "pickup_datetime,dropoff_datetime,trip_time_in_secs,trip_distance,"
    "pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude"
)


@pytest.mark.parametrize(
    "heading",
    [
        NEW_YORK,
        "Started At,Ended At,Duration,note,Start Lng,Start Lat,End Lng,End Lat",
        "\ufeffdeparture,arrival,travel_time_s,x,from_lon,from_lat,to_lon,to_lat",
    ],
)
def test_usual_names(tmp_path, heading):
    row = "2013-01-13T04:41:00,2013-01-13T04:47:00,300,1.2,10.0,50.0,10.1,50.1"
    trips = read(tmp_path, f"{heading}\n{row}\n")[0]
    assert trips.duration_s.tolist() == [300]
    assert trips.origin.tolist() == [[10.0, 50.0]]
    assert trips.hour().tolist() == [148]


def test_columns_by_name(tmp_path):
    text = f"a,b,c,{PLACES}\n2013-01-13T00:00,2013-01-13T00:10,7,10,50,11,51\n"
    columns = Columns(start="a", end="b")
    assert read(tmp_path, text, columns)[0].duration_s.tolist() == [600]
    columns = Columns(duration="c")
    trips = read(tmp_path, text, columns)[0]
    assert trips.duration_s.tolist() == [7]
    assert np.isnan(trips.started_s).all()


def test_who_names_the_end_wants_it(tmp_path):
    text = f"start,over,duration,{PLACES}\n2013-01-13,2013-01-14,7,10,50,11,51\n"
    trips = read(tmp_path, text, Columns(end="over"))[0]
    assert trips.duration_s.tolist() == [86_400]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators(tmp_path, separator):
    text = (HEADING + ROW).replace(",", separator)
    assert len(read(tmp_path, text)[0]) == 1


@pytest.mark.parametrize(
    ("start", "zone", "hour"),
    [
        # 09:41 in Greenwich is 04:41 in New York in winter.
        ("2013-01-13T09:41:00Z", "America/New_York", 148),
        ("2013-01-13T09:41:00+00:00", None, 153),
        ("2013-01-13T09:41:00", "America/New_York", 153),
        ("2013-01-13T17:41:00+08:00", "America/New_York", 148),
        ("", None, -1),
    ],
)
def test_zones(tmp_path, start, zone, hour):
    text = HEADING + ROW.replace("2013-01-13 04:41:00", start)
    assert read(tmp_path, text, zone=zone)[0].hour().tolist() == [hour]


@pytest.mark.parametrize(
    "row",
    [
        "2013-01-13,300,10,50,10.1\n",
        "2013-01-13,,10,50,10.1,50.1\n",
        "2013-01-13,5 min,10,50,10.1,50.1\n",
        "2013-01-13,300,NULL,50,10.1,50.1\n",
        "2013-01-13,300,10,50,nan,50.1\n",
        "2013-01-13,inf,10,50,10.1,50.1\n",
        "yesterday,300,10,50,10.1,50.1\n",
        "13/01/2013 04:41,300,10,50,10.1,50.1\n",
    ],
)
def test_rows_that_cannot_be_read_are_counted(tmp_path, row):
    trips, left_out = read(tmp_path, HEADING + row + ROW + "\n,,,,,\n")
    assert len(trips) == 1
    assert left_out == {"unreadable": 1}


def test_moments_must_both_have_a_zone_or_neither(tmp_path):
    rows = "2013-01-13T04:00Z,2013-01-13T04:10,10,50,11,51\n" * 2
    trips, left_out = read(tmp_path, f"start,end,{PLACES}\n{rows}")
    assert len(trips) == 0
    assert left_out == {"unreadable": 2}


# Shanghai and Shenzhen in WGS-84 and in GCJ-02, from the tests of EvilTransform.
SHANGHAI, SHENZHEN = (121.5272106, 31.1774276), (113.912316, 22.543847)
IN_GCJ02 = "121.531541859215,31.17530398364597,113.9171764808363,22.540796131694766"
IN_WGS84 = "121.5272106,31.1774276,113.912316,22.543847"


def places(trips):
    return [tuple(trips.origin[0]), tuple(trips.destination[0])]


def test_a_file_in_another_frame(tmp_path):
    text = f"duration,{PLACES}\n300,{IN_GCJ02}\n"
    trips = read(tmp_path, text, frame="gcj02")[0]
    np.testing.assert_allclose(places(trips), [SHANGHAI, SHENZHEN], atol=1e-9)
    trips = read(tmp_path, text, frame="wgs84")[0]
    assert places(trips)[0] == (121.531541859215, 31.17530398364597)


def test_a_row_names_its_own_frame(tmp_path):
    rows = f"300,{IN_WGS84},wgs84\n300,{IN_GCJ02},\n300,{IN_GCJ02},gcj02\n"
    text = f"duration,{PLACES},frame\n{rows}"
    trips = read(tmp_path, text, frame="gcj02")[0]
    np.testing.assert_allclose(trips.origin, [SHANGHAI] * 3, atol=1e-9)
    columns = Columns(frame="map")
    text = text.replace("frame", "map").replace("300", "301", 1)
    trips = read(tmp_path, text, columns, frame="gcj02")[0]
    np.testing.assert_allclose(trips.destination, [SHENZHEN] * 3, atol=1e-9)


def test_in_china_a_frame_must_be_said(tmp_path):
    rows = f"300,{IN_WGS84},wgs84\n300,{IN_WGS84},\n"
    with pytest.raises(FieldError, match=r"--frame: places in China without a frame"):
        read(tmp_path, f"duration,{PLACES},frame\n{rows}")


def test_an_unknown_frame_in_a_row_is_refused(tmp_path):
    text = f"duration,{PLACES},frame\n300,{IN_WGS84},wgs84\n300,{IN_WGS84},utm\n"
    with pytest.raises(FieldError, match=r"trips.csv, row 2, frame: 'utm' is not"):
        read(tmp_path, text)


BAD = [
    ("empty.csv", b"", FileError, ["the file is empty"]),
    ("blank.csv", b"\n\n", FileError, ["the file is empty"]),
    ("heading_only.csv", HEADING, FileError, ["no trips below the heading"]),
    ("latin.csv", "größe\n".encode("latin-1"), FileError, ["not UTF-8"]),
    ("cut.csv.gz", None, FileError, ["the file is cut short"]),
    ("plain.csv.gz", None, FileError, ["cannot be read"]),
    ("quotes.csv", HEADING + '"' + "x" * 200_000, FileError, ["not valid CSV"]),
    (
        "no_duration.csv",
        f"start,{PLACES}\n1,2,3,4,5\n",
        FieldError,
        ["no column for the duration; name it with --duration-col", "there are: start"],
    ),
    (
        "no_place.csv",
        "duration,origin_lon,origin_lat,x,y\n1,2,3,4,5\n",
        FieldError,
        ["no column for the destination_lon; name it with --destination-lon-col"],
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "kind", "parts"), BAD, ids=[b[0] for b in BAD]
)
def test_bad_files(tmp_path, name, text, kind, parts):
    path = tmp_path / name
    contents = {
        "cut.csv.gz": gzip.compress((HEADING + ROW * 9000).encode())[:-200],
        "plain.csv.gz": (HEADING + ROW).encode(),
    }
    data = contents.get(name, text)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(InputError) as caught:
        read_trips(path)
    assert type(caught.value) is kind
    for part in [name, *parts]:
        assert part in str(caught.value)


def test_no_file(tmp_path):
    with pytest.raises(FileError, match="there is no such file"):
        read_trips(tmp_path / "none.csv")
    with pytest.raises(FileError, match="this is a folder"):
        read_trips(tmp_path)


def test_a_column_that_is_not_there(tmp_path):
    with pytest.raises(FieldError, match=r"--start-col: no column 'when'; name it"):
        read(tmp_path, HEADING + ROW, Columns(start="when"))


def test_a_zone_that_nobody_knows(tmp_path):
    for zone in ("Mars/Base", "", "../etc"):
        with pytest.raises(FieldError, match="--zone: no zone is called"):
            read(tmp_path, HEADING + ROW, zone=zone)
