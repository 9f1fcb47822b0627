"""`load`: a file, else a shipped name, else a place name."""

from __future__ import annotations

import os

import pytest

import maps
from maps.errors import FileError, OfflineError
from tests.osm_text import ROAD, osm_text

TOWN = osm_text({1: (0, 0), 2: (500, 0)}, {10: ([1, 2], ROAD)})


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Whoever asks for a place name is told here."""

    def refuse(place, _):
        raise OfflineError(f"asked for {place}")

    monkeypatch.setattr("maps.osm_files.osm_place.download", refuse)


@pytest.mark.parametrize("ending", [".osm", ".osm.xml"])
def test_a_file(tmp_path, ending):
    path = tmp_path / f"town{ending}"
    path.write_text(TOWN, encoding="utf-8")
    assert maps.load(path, cache=False).name == path.name
    assert maps.load(str(path), cache=False).name == path.name


def test_a_shipped_name(city):
    assert city.name == "reykjavik"
    assert maps.load("reykjavik").fingerprint == maps.load().fingerprint


def test_a_folder_of_that_name_hides_no_shipped_city(tmp_path, monkeypatch, city):
    (tmp_path / "reykjavik").mkdir()
    monkeypatch.chdir(tmp_path)
    assert maps.load("reykjavik").fingerprint == city.fingerprint


def test_a_file_goes_before_a_shipped_name(tmp_path, monkeypatch):
    (tmp_path / "reykjavik").write_text(TOWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="not a kind of road file"):
        maps.load("reykjavik")


@pytest.mark.parametrize(
    "place", ["Heidelberg", "St. Gallen", "x" * 5000, "a/b, c", "  "]
)
def test_a_place_name(place):
    with pytest.raises(OfflineError, match=r"^asked for"):
        maps.load(place)


@pytest.mark.parametrize(
    "name", ["none.osm.pbf", "none.osm", "none.graphml", "none.osm.gz", "none/none.pbf"]
)
def test_a_missing_file_is_no_place(tmp_path, name):
    with pytest.raises(FileError, match="no such file"):
        maps.load(tmp_path / name)


def test_a_folder(tmp_path):
    with pytest.raises(FileError, match="a folder, not a file"):
        maps.load(tmp_path)


def test_an_empty_file(tmp_path):
    path = tmp_path / "town.osm.pbf"
    path.touch()
    with pytest.raises(FileError, match="the file is empty"):
        maps.load(path)


@pytest.mark.parametrize("name", ["town.txt", "town.zip", "town.shp", "town"])
def test_a_file_of_another_kind(tmp_path, name):
    path = tmp_path / name
    path.write_text(TOWN, encoding="utf-8")
    with pytest.raises(FileError, match=r"not a kind of road file; give \.osm\.pbf"):
        maps.load(path)


def test_a_pipe_is_no_file(tmp_path):
    path = tmp_path / "town.osm"
    os.mkfifo(path)
    with pytest.raises(FileError, match="not a kind of road file"):
        maps.load(path)


def test_no_roads(tmp_path):
    path = tmp_path / "town.osm"
    path.write_text(osm_text({1: (0, 0), 2: (9, 9)}, {}), encoding="utf-8")
    with pytest.raises(FileError, match="no road that a car can drive"):
        maps.load(path, cache=False)


def test_steps_are_told(tmp_path):
    path = tmp_path / "town.osm"
    path.write_text(TOWN, encoding="utf-8")
    steps = []
    maps.load(path, cache=False, progress=steps.append)
    assert steps[:2] == ["relations", "ways"]
    assert steps[-1] == "connections"


def test_a_way_that_goes_to_and_fro_for_ever(tmp_path):
    path = tmp_path / "town.osm"
    to_and_fro = osm_text({1: (0, 0), 2: (500, 0)}, {10: ([1, 2] * 10_000, ROAD)})
    path.write_text(to_and_fro, encoding="utf-8")
    # 20,000 nodes make 19,999 stretches, of two edges each, and each edge leads
    # into one of the two nodes.
    with pytest.raises(FileError, match="a junction where 19999 roads meet"):
        maps.load(path, cache=False)
