"""A place name, asked for once, on recorded answers."""

from __future__ import annotations

from types import SimpleNamespace

import geopandas
import osmnx
import pytest
import requests
import shapely

import maps
from maps.errors import FileError, OfflineError, PlaceError
from maps.osm_files import osm_place
from tests.osm_text import ROAD, degrees, osm_text

TOWN = osm_text(
    {
        1: (0, 0),
        2: (500, 0),
        3: (500, 500),
        5: (500, -500),
        4: (10, 10, {"addr:housenumber": "1", "addr:street": "Hauptstraße"}),
    },
    {
        10: ([1, 2], {**ROAD, "name": "Hauptstraße"}),
        20: ([2, 3], ROAD),
        30: ([2, 5], ROAD),
    },
    {
        1: (
            [("way", 10, "from"), ("node", 2, "via"), ("way", 20, "to")],
            {"type": "restriction", "restriction": "no_left_turn"},
        )
    },
)
# What Nominatim draws: here a square of a kilometre.
OUTLINE = shapely.box(*degrees(-250, -250), *degrees(750, 750))


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Both servers, recorded; the questions as they come."""
    questions = []

    def geocode(place):
        questions.append(place)
        return geopandas.GeoDataFrame(geometry=[OUTLINE], crs="EPSG:4326")

    def post(url, data, headers, timeout):
        questions.append((url, data["data"]))
        assert "User-Agent" in headers
        assert timeout
        return SimpleNamespace(content=TOWN.encode(), raise_for_status=lambda: None)

    monkeypatch.setattr(osmnx.geocoder, "geocode_to_gdf", geocode)
    monkeypatch.setattr(requests, "post", post)
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: tmp_path / "cache")
    return questions


def test_goes_through_the_same_loader(asked):
    roads = maps.load("Heidelberg")
    assert roads.name == "Heidelberg"
    assert roads.addresses.text(0) == "Hauptstraße 1"
    assert len(roads.bans) == 1
    assert len(asked) == 2


def test_outline_bounds_the_question(asked):
    maps.load("Heidelberg")
    url, query = asked[1]
    assert url.endswith("/interpreter")
    west, south = degrees(-250, -250)
    assert f"{south:.6f} {west:.6f}" in query
    for what in ('way["highway"]', '"restriction"', '"associatedStreet"', "[out:xml]"):
        assert what in query


def test_asked_once_only(asked, tmp_path):
    said = []
    first = maps.load("Heidelberg", progress=said.append)
    second = maps.load("Heidelberg", cache=False)
    assert len(asked) == 2
    assert first.fingerprint == second.fingerprint
    assert said[0] == "asking OpenStreetMap for Heidelberg"
    (path,) = (tmp_path / "cache").glob("place-*.osm")
    assert path.stat().st_mode & 0o777 == 0o600
    maps.load("Mannheim")
    assert len(asked) == 4


def no_network(*_, **__):
    raise requests.ConnectionError("Name or service not known")


@pytest.mark.parametrize("server", ["geocoder", "overpass"])
@pytest.mark.usefixtures("asked")
def test_offline(monkeypatch, tmp_path, server):
    if server == "geocoder":
        monkeypatch.setattr(osmnx.geocoder, "geocode_to_gdf", no_network)
    else:
        monkeypatch.setattr(requests, "post", no_network)
    with pytest.raises(OfflineError) as caught:
        maps.load("Heidelberg")
    assert "'Heidelberg' is neither a file nor a shipped city" in str(caught.value)
    assert "--roads FILE" in str(caught.value)
    assert not (tmp_path / "cache").exists()


@pytest.mark.usefixtures("asked")
def test_geocoder_that_refuses(monkeypatch):
    def refuse(_):
        raise osmnx._errors.ResponseStatusCodeError("403 Forbidden")

    monkeypatch.setattr(osmnx.geocoder, "geocode_to_gdf", refuse)
    with pytest.raises(OfflineError):
        maps.load("Heidelberg")


@pytest.mark.usefixtures("asked")
def test_overpass_that_refuses(monkeypatch):
    def fail():
        raise requests.HTTPError("504 Gateway Timeout")

    answer = SimpleNamespace(content=b"", raise_for_status=fail)
    monkeypatch.setattr(requests, "post", lambda *_, **__: answer)
    with pytest.raises(OfflineError):
        maps.load("Heidelberg")


@pytest.mark.parametrize(
    "content",
    [
        TOWN.replace(
            "</osm>", "<remark> runtime error: Query timed out </remark></osm>"
        ).encode(),
        b"<html><body>busy</body></html>",
        b"",
    ],
)
@pytest.mark.usefixtures("asked")
def test_half_an_answer_is_not_kept(monkeypatch, tmp_path, content):
    answer = SimpleNamespace(content=content, raise_for_status=lambda: None)
    monkeypatch.setattr(requests, "post", lambda *_, **__: answer)
    with pytest.raises(OfflineError, match="did not give all of 'Heidelberg'"):
        maps.load("Heidelberg")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "fault", [osmnx._errors.InsufficientResponseError("none"), TypeError("a point")]
)
@pytest.mark.usefixtures("asked")
def test_nobody_knows_it(monkeypatch, fault):
    def unknown(_):
        raise fault

    monkeypatch.setattr(osmnx.geocoder, "geocode_to_gdf", unknown)
    with pytest.raises(
        PlaceError, match="no place with an outline is called 'Atlantis'"
    ):
        maps.load("Atlantis")


@pytest.mark.usefixtures("asked")
def test_answer_that_cannot_be_kept(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: tmp_path / "file" / "x")
    with pytest.raises(FileError, match="cannot be written"):
        maps.load("Heidelberg")


def test_osmnx_leaves_nothing_where_the_user_stands(monkeypatch):
    seen = []

    def geocode(_):
        seen.append(osmnx.settings.use_cache)
        return geopandas.GeoDataFrame(geometry=[OUTLINE], crs="EPSG:4326")

    monkeypatch.setattr(osmnx.geocoder, "geocode_to_gdf", geocode)
    before = osmnx.settings.use_cache
    assert osm_place._outline("Heidelberg").count(" ") == 9
    assert (seen, osmnx.settings.use_cache) == ([False], before)
