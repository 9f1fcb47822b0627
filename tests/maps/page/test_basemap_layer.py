"""The basemap in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from maps.page.basemap import encode_basemap
from maps.page.basemap_layer import OPENSTREETMAP, Basemap
from maps.page.offline_map import OfflineMap
from maps.page.packed_numbers import packed
from maps.page.parts import joined_scripts, script_block
from maps.road_network import RoadNetwork
from tests.browser import OpenPage, open_page
from tests.hostile_texts import HOSTILE
from tests.towns import box_areas, grid_town

LAKE = ("water", (120.0, 30.0, 120.01, 30.005))
HOUSE = ("building", (120.011, 30.006, 120.013, 30.008))
SCRIPTS = Path("maps/page")


def town(street_names: tuple[str, ...] = ()) -> RoadNetwork:
    """Return a town of 6 by 5 junctions with a lake in a corner, and a house."""
    areas = box_areas(LAKE, HOUSE)
    return grid_town(6, 5, 400.0, areas=areas, street_names=street_names)


def page_of(roads: RoadNetwork, theme: str = "dark") -> OfflineMap:
    """Return a map over the town."""
    page = OfflineMap(location=[30.007, 120.01], zoom_start=15, fade_animation=False)
    page.add_child(Basemap(encode_basemap(roads), theme=theme))
    return page


def opened(browser: Browser, folder: Path, page: OfflineMap) -> OpenPage:
    """Open a map."""
    file = folder / "map.html"
    file.write_text(page.figure.render(), "utf-8")
    return open_page(browser, file)


def test_roads_water_and_houses_are_drawn_in_both_themes(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, page_of(town()))
    assert OPENSTREETMAP in page.texts(".leaflet-control-attribution")[0]
    for water, primary, house in (
        ("#10273B", "#526679", "#1C2733"),
        ("#BCD9E8", "#FFE9A8", "#E3DDD0"),
    ):
        assert page.pixels_near(water) > 20_000
        assert page.pixels_near(primary) > 2_000
        assert page.pixels_near(house, within=2) > 1_000
        page.page.evaluate("() => basemap_2.setTheme('light')")
        page.page.wait_for_timeout(60)
    assert page.quiet, page


# Whether all tiles are there, and none waits for its turn.
ALL_DRAWN = "() => !basemap_2.isLoading() && basemap_2.waiting.length === 0"


@pytest.mark.slow
def test_tiles_come_frame_by_frame_while_the_map_moves(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, page_of(town()))
    page.page.wait_for_function("() => !basemap_2.atOnce")
    waiting = page.page.evaluate(
        """() => {
          map_1.setZoom(14, { animate: false });
          return basemap_2.waiting.length;
        }"""
    )
    assert waiting > 0
    page.page.wait_for_function(ALL_DRAWN)
    assert page.pixels_near("#10273B") > 5_000
    assert page.pixels_near("#1C2733", within=2) < 100  # houses, from 15 on
    assert page.quiet, page


@pytest.mark.slow
def test_on_paper_no_tile_waits(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, page_of(town()))
    page.page.wait_for_function("() => !basemap_2.atOnce")
    left = page.page.evaluate(
        """() => {
          const left = [];
          map_1.setZoom(14, { animate: false });
          left.push(basemap_2.waiting.length);
          window.dispatchEvent(new Event("beforeprint"));
          left.push(basemap_2.waiting.length);
          map_1.setZoom(13, { animate: false });
          left.push(basemap_2.waiting.length);
          window.dispatchEvent(new Event("afterprint"));
          map_1.setZoom(15, { animate: false });
          left.push(basemap_2.waiting.length);
          return left;
        }"""
    )
    assert [count > 0 for count in left] == [True, False, False, True]
    assert page.quiet, page


def test_street_names_are_only_drawn(browser: Browser, tmp_path: Path) -> None:
    names = tuple(HOSTILE[:11])
    page = opened(browser, tmp_path, page_of(town(names)))
    data = page.page.locator("#basemap_2_data").text_content() or ""
    assert sorted(json.loads(data)["basemap"]["names"]) == sorted(names)
    assert page.quiet, page


def test_numbers_are_read_as_written(browser: Browser, tmp_path: Path) -> None:
    script = joined_scripts([SCRIPTS / "packed_numbers.js"]).replace(
        "})();", "window.unpackNumbers = unpackNumbers;\n})();"
    )
    file = tmp_path / "page.html"
    file.write_text(script_block(script), "utf-8")
    page = open_page(browser, file)
    for numbers in ([], [0, -1, 1, 63, -64, 64], [2**30 - 1, -(2**30)]):
        read = page.page.evaluate(
            "(text) => Array.from(unpackNumbers(text))", packed(numbers)
        )
        assert read == numbers
