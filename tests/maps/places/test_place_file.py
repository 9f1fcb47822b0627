"""Users' own places: what is read, and one line for each fault."""

from pathlib import Path

import pytest

from maps.errors import InputError
from maps.places.place_file import read_places, table_rows

GOOD = (
    "name,aliases,lon,lat,frame,town\n"
    "丽景小区,丽景苑;Lijing | LJ,120.2650,30.1850,gcj02,\n"
    '"Café, the",,-21.9,64.1,wgs84,Reykjavík\n'
)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "places.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_read(tmp_path, encoding):
    first, second = read_places(write(tmp_path, GOOD, encoding))
    assert (first.kind, first.name) == ("own", "丽景小区")
    assert first.aliases == ("丽景苑", "Lijing", "LJ")
    # GCJ-02 is some hundred metres off there: 0.0045 degrees east, 0.0025 south.
    assert first.lon == pytest.approx(120.2605, abs=2e-4)
    assert first.lat == pytest.approx(30.1875, abs=2e-4)
    assert (second.name, second.lon, second.lat) == ("Café, the", -21.9, 64.1)
    assert second.town == "Reykjavík"


def test_semicolons_part_columns_too(tmp_path):
    (row,) = read_places(write(tmp_path, "frame;lat;lon;name\nwgs84;1;2;A\n"))
    assert (row.name, row.lon, row.lat) == ("A", 2.0, 1.0)


def test_one_column_needs_no_quotes(tmp_path):
    rows = table_rows(write(tmp_path, "Text\nMylna 1, 101\n\nB\n"))
    assert rows == [{"text": "Mylna 1, 101"}, {"text": "B"}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("name,lon,lat,frame\n", "no rows below"),
        ("name,lon,lat\nA,1,2\n", "frame: no such column"),
        ("name,lon,lat,frame\n,1,2,wgs84\n", "row 1, name: a place without a name"),
        ("name,lon,lat,frame\nA,1,2,utm\n", "use wgs84, gcj02, bd09"),
        ("name,lon,lat,frame\nA,1,2,\n", "row 1, frame: '' is not a known frame"),
        ("name,lon,lat,frame\nA,1,99,wgs84\n", "lat: '99' is not a place on Earth"),
        ("name,lon,lat,frame\nA,x,2,wgs84\n", "lon: 'x' is not a place on Earth"),
        ("name,lon,lat,frame\nA,nan,2,wgs84\n", "lon: 'nan' is not a place on Earth"),
        ("name,lon,lat,frame\nA,1,2,wgs84,5\n", "row 1: 5 values under 4 columns"),
        ('name,lon,lat,frame\n"A,1,2,wgs84\n', "not valid CSV"),
    ],
)
def test_refused(tmp_path, text, says):
    with pytest.raises(InputError, match=r"places\.csv") as caught:
        read_places(write(tmp_path, text))
    assert says in str(caught.value)


def test_refused_files(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_places(tmp_path / "none.csv")
    with pytest.raises(InputError, match="a folder"):
        read_places(tmp_path)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"name,lon,lat,frame\n\xff\xff\xff,1,2,wgs84\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_places(bad)
