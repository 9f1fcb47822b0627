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
from tests.towns import box_areas, grid_town

LAKE = ("water", (120.0, 30.0, 120.01, 30.005))
SCRIPTS = Path("maps/page")


def town(street_names: tuple[str, ...] = ()) -> RoadNetwork:
    """Return a town of 6 by 5 junctions with a lake in a corner."""
    return grid_town(6, 5, 400.0, areas=box_areas(LAKE), street_names=street_names)


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


@pytest.mark.parametrize(
    ("theme", "water", "primary"),
    [("dark", "#10273B", "#526679"), ("light", "#BCD9E8", "#FFE9A8")],
)
def test_roads_and_water_are_drawn(
    browser: Browser, tmp_path: Path, theme: str, water: str, primary: str
) -> None:
    page = opened(browser, tmp_path, page_of(town(), theme))
    assert page.quiet, page
    assert page.pixels_near(water) > 20_000
    assert page.pixels_near(primary) > 2_000


def test_the_theme_can_be_changed(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, page_of(town()))
    page.page.evaluate("() => basemap_2.setTheme('light')")
    page.page.wait_for_timeout(100)
    assert page.pixels_near("#BCD9E8") > 20_000
    assert page.quiet, page


def test_the_source_is_named(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, page_of(town()))
    assert OPENSTREETMAP in page.texts(".leaflet-control-attribution")[0]


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "{{ 7 * 7 }} {% if",
        "${alert(1)}",
        "\\",
        "路",
    ],
)
def test_street_names_are_only_drawn(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    page = opened(browser, tmp_path, page_of(town((name,) * 11)))
    assert page.quiet, page
    data = page.page.locator("#basemap_2_data").text_content() or ""
    assert json.loads(data)["basemap"]["names"] == [name] * 11


@pytest.mark.parametrize(
    "numbers", [[], [0, -1, 1, 63, -64, 64], [2**30 - 1, -(2**30)]]
)
def test_numbers_are_read_as_written(
    browser: Browser, tmp_path: Path, numbers: list[int]
) -> None:
    script = joined_scripts([SCRIPTS / "packed_numbers.js"]).replace(
        "})();", "window.unpackNumbers = unpackNumbers;\n})();"
    )
    file = tmp_path / "page.html"
    file.write_text(script_block(script), "utf-8")
    page = open_page(browser, file)
    read = page.page.evaluate(
        "(text) => Array.from(unpackNumbers(text))", packed(numbers)
    )
    assert read == numbers
