"""Spoiled files of places: each is read or refused with an input error."""

from pathlib import Path

import pytest

from maps.places.place_file import read_places
from tests.spoiled import Reader, read_seeds, read_spoiled

PLACES = (
    "name,aliases,lon,lat,frame,town,postcode\n"
    '丽景小区,"丽景苑;Lijing | LJ",120.2650,30.1850,gcj02,杭州,310000\n'
    '"Café, the",,-21.9,64.1,wgs84,Reykjavík,101\n'
)
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
READER = Reader(
    name="places.csv", seeds=tuple(map(PLACES.encode, _ENCODINGS)), read=read_places
)


def test_spoiled_files(tmp_path: Path) -> None:
    read_seeds(READER, tmp_path)
    assert 0 < read_spoiled(READER, range(200), tmp_path) < 200


@pytest.mark.slow
def test_many_spoiled_files(tmp_path: Path) -> None:
    assert read_spoiled(READER, range(1700), tmp_path)
