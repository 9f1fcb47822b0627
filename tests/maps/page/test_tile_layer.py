"""Tiles of a user's own server, and a map that is drawn in their frame."""

from __future__ import annotations

import re
from pathlib import Path

import folium
import numpy as np
import pytest
from playwright.sync_api import Browser

from maps.coordinates import FRAMES, Floats, Frame, from_wgs84
from maps.page.basemap import encode_basemap
from maps.page.basemap_layer import Basemap
from maps.page.offline_figure import SECURITY_POLICY
from maps.page.offline_map import OfflineMap
from maps.page.parts import Raw
from maps.page.tile_layer import ServerTiles, crs_of
from maps.page.tile_server import TileServer
from tests.browser import OpenPage, open_page
from tests.tile_host import plain_tile, shown_at, tile_host
from tests.towns import grid_town

# In mainland China, 120° E, 30° N and 2 km on; its streets are WGS-84.
TOWN = grid_town(6, 5, 400.0)
HERE = (120.006, 30.006)
GROUND, PRIMARY = "#C8FFC8", "#526679"
SPHERE_M = 6378137.0  # the radius of web Mercator's sphere

NOWHERE = "http://127.0.0.1:9/{z}/{x}/{y}.png"
EAST_OF_CHINA = (108.0, 20.0, 126.0, 42.0)


ALL_TILES_DONE = """() => {
  const tiles = Array.from(document.querySelectorAll("img.leaflet-tile"));
  return tiles.length > 0 && tiles.every((tile) => tile.complete);
}"""


def page_over(
    tiles: TileServer,
    bounds: tuple[float, float, float, float] | None = None,
    *markup: str,
) -> OfflineMap:
    """Return a map of the town over tiles."""
    page = OfflineMap(
        location=[HERE[1], HERE[0]],
        zoom_start=15,
        fade_animation=False,
        crs=crs_of(tiles),
    )
    page.add_child(ServerTiles(tiles, name="Tiles", bounds=bounds or TOWN.bounds()))
    page.add_child(Basemap(encode_basemap(TOWN)))
    folium.Marker([HERE[1], HERE[0]], icon=folium.DivIcon(html="")).add_to(page)
    for text in markup:
        page.figure.html.add_child(Raw(text))
    return page


def opened(browser: Browser, folder: Path, page: OfflineMap) -> OpenPage:
    """Open a map with the network on, and wait until every tile came or did not."""
    file = folder / "map.html"
    file.write_text(page.figure.render(), "utf-8")
    found = open_page(browser, file, offline=False, width=700, height=500)
    found.page.wait_for_function(ALL_TILES_DONE)
    return found


def test_tiles_come_from_that_server_and_lie_under_the_roads(
    browser: Browser, tmp_path: Path
) -> None:
    with tile_host(lambda _: plain_tile(GROUND)) as host:
        tiles = TileServer(url=host.url, frame="gcj02")
        found = opened(browser, tmp_path, page_over(tiles))
        assert found.messages == []
        assert found.errors == []
        assert len(found.requests) >= 6
        assert all(url.startswith(f"{host.address}/15/") for url in found.requests)
        assert sorted(found.requests) == sorted(host.address + p for p in host.asked)
        assert found.pixels_near(GROUND) > 200_000
        assert found.pixels_near(PRIMARY) > 1_000


@pytest.mark.parametrize("frame", ["wgs84", "gcj02"])
def test_what_is_drawn_sits_right_on_the_tiles(
    browser: Browser, tmp_path: Path, frame: Frame
) -> None:
    with tile_host(lambda _: plain_tile(GROUND)) as host:
        page = page_over(TileServer(url=host.url, frame=frame))
        found = opened(browser, tmp_path, page)
        lon, lat = from_wgs84(np.array(HERE[:1]), np.array(HERE[1:]), frame)
        there = shown_at(found.page, lon[0], lat[0])
        marker = found.page.locator(".leaflet-marker-icon").evaluate(
            "(made) => [made._leaflet_pos.x, made._leaflet_pos.y]"
        )
        pane = found.page.locator(".leaflet-map-pane").bounding_box()
    assert pane is not None
    here = [marker[0] + pane["x"], marker[1] + pane["y"]]
    # Leaflet puts markers on whole dots; half a kilometre would be some 120.
    np.testing.assert_allclose(here, there, rtol=0, atol=1.0)


def test_the_basemap_is_drawn_in_the_frame_too(
    browser: Browser, tmp_path: Path
) -> None:
    tiles = TileServer(url=NOWHERE, frame="gcj02")
    found = opened(browser, tmp_path, page_over(tiles))
    # All points of roads, 0 to 1 east and south; the grid rounds to a metre.
    drawn = np.array(
        found.page.evaluate(
            "() => { const name = Object.keys(window)"
            "   .find((key) => key.startsWith('basemap_') && !key.endsWith('_data'));"
            " return window[name].roads.reduce("
            "   (all, road) => all.concat(Array.from(road.lines.points)), []); }"
        )
    ).reshape(-1, 2)
    x, y = mercator_m(*from_wgs84(TOWN.nodes.lon, TOWN.nodes.lat, "gcj02"))
    world_m = 2 * np.pi * SPHERE_M
    there = np.column_stack((0.5 + x / world_m, 0.5 - y / world_m))
    for corner in (there[0], there[-1]):
        nearest = np.abs(drawn - corner).sum(axis=1).min() * world_m
        assert nearest < 2.5


def mercator_m(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Metres east and north of 0° E, 0° N on web Mercator's map."""
    north = np.log(np.tan(np.pi / 4 + np.radians(lat) / 2))
    return SPHERE_M * np.radians(lon), SPHERE_M * north


# Shanghai, Shenzhen, Beijing; Hong Kong, the sea, Hanoi and Pyongyang stay.
KNOWN = [
    *((121.5272106, 31.1774276), (113.912316, 22.543847), (116.377817, 39.911954)),
    *((114.1694, 22.3193), (125.5, 22.0), (125.7625, 39.0392)),
]


def test_the_page_shifts_as_we_do(browser: Browser, tmp_path: Path) -> None:
    west, south, east, north = EAST_OF_CHINA
    chance = np.random.default_rng(1)
    lon = np.append([p[0] for p in KNOWN], chance.uniform(west, east, 2000))
    lat = np.append([p[1] for p in KNOWN], chance.uniform(south, north, 2000))
    tiles = TileServer(url=NOWHERE, frame="gcj02")
    page = opened(browser, tmp_path, page_over(tiles, EAST_OF_CHINA)).page
    forth = np.array(
        page.evaluate(
            "(places) => places.map(([lon, lat]) => {"
            " const at = L.CRS.GCJ02.project(L.latLng(lat, lon)); return [at.x, at.y];"
            "})",
            np.column_stack((lon, lat)).tolist(),
        )
    )
    theirs = from_wgs84(lon, lat, "gcj02")
    moved = theirs[0] != lon
    assert moved[:6].tolist() == [True] * 3 + [False] * 3
    assert 400 < moved.sum() < 2000
    assert np.abs(forth - np.column_stack(mercator_m(*theirs))).max() < 0.1
    back = np.array(
        page.evaluate(
            "(points) => points.map(([x, y]) => {"
            " const at = L.CRS.GCJ02.unproject(L.point(x, y)); return [at.lng, at.lat];"
            "})",
            forth[moved].tolist(),
        )
    )
    metres = np.abs(back - np.column_stack((lon, lat))[moved]) * 111_320
    assert metres.max() < 0.1


@pytest.mark.parametrize("answer", [None, b"no picture"])
def test_without_tiles_the_basemap_is_seen_alone(
    browser: Browser, tmp_path: Path, answer: bytes | None
) -> None:
    with tile_host(lambda _: answer) as host:
        found = opened(browser, tmp_path, page_over(TileServer(url=host.url)))
        assert host.asked
        assert found.errors == []
        assert found.pixels_near(PRIMARY) > 1_000


def test_a_server_that_is_not_there_takes_nothing_away(
    browser: Browser, tmp_path: Path
) -> None:
    page = page_over(TileServer(url=NOWHERE))
    found = opened(browser, tmp_path, page)
    assert found.errors == []
    assert found.pixels_near(PRIMARY) > 1_000


def test_pictures_come_from_that_server_alone(browser: Browser, tmp_path: Path) -> None:
    with (
        tile_host(lambda _: plain_tile(GROUND)) as host,
        tile_host(lambda _: plain_tile(GROUND)) as other,
    ):
        picture = f'<script>new Image().src = "{other.address}/seen.png"</script>'
        page = page_over(TileServer(url=host.url), None, picture)
        found = opened(browser, tmp_path, page)
        assert "Content Security Policy" in found.messages[0]
        assert host.asked
        assert other.asked == []


def test_the_policy_lets_in_pictures_and_nothing_else() -> None:
    tiles = TileServer(url="http://tiles.local:8080/{z}/{x}/{y}.png")
    html = page_over(tiles).figure.render()
    allowed = SECURITY_POLICY.replace("blob:;", "blob: http://tiles.local:8080;")
    before, after = allowed.split("script-src 'none'")
    assert re.search(f'content="{before}script-src [^;]+{re.escape(after)}"', html)


def test_what_stands_in_the_address_arrives_as_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    with tile_host(lambda _: plain_tile(GROUND)) as host:
        url = host.address + "/a;b=@%22%3Cimg%20onerror=*!/{z}?x={x}&amp;y={y}"
        opened(browser, tmp_path, page_over(TileServer(url=url)))
        assert host.asked
        for path in host.asked:
            assert path.startswith("/a;b=@%22%3Cimg%20onerror=*!/15?x=")
            assert "&amp;y=" in path


def test_a_map_in_another_frame_than_its_tiles_is_refused() -> None:
    page = OfflineMap(location=PLACE, crs="EPSG3857")
    tiles = TileServer(url=NOWHERE, frame="gcj02")
    page.add_child(ServerTiles(tiles, name="Tiles", bounds=TOWN.bounds()))
    with pytest.raises(ValueError, match="gcj02 tiles on a map in EPSG3857"):
        page.figure.render()


PLACE = [HERE[1], HERE[0]]


def test_a_page_holds_the_outline_around_it_alone() -> None:
    page = page_over(TileServer(url=NOWHERE, frame="gcj02")).figure.render()
    block = page.partition('id="mainland">')[2].partition("</script>")[0]
    # Far inside the country that is the box itself: five corners.
    assert block.count("[") == 1 + 1 + 5


def test_the_same_tiles_give_the_same_text() -> None:
    tiles = TileServer(url=NOWHERE, frame="gcj02")
    assert page_over(tiles).figure.render() == page_over(tiles).figure.render()


def test_every_frame_is_drawn_or_refused() -> None:
    assert crs_of(None) == "EPSG3857"
    drawn = {frame for frame in FRAMES if frame != "bd09"}
    assert {crs_of(TileServer(url=NOWHERE, frame=f)) for f in drawn} == {
        "EPSG3857",
        "GCJ02",
    }
