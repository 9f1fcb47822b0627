"""A simulated shift on a page, in a browser without network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dispatch.page.shift.shift_data import shift_data
from dispatch.page.shift.shift_page import shift_page
from dispatch.policy import Policy
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import simulate
from dispatch.simulation.terrain import Terrain, terrain_of
from dispatch.simulation.times_table import TimesTable
from maps.road_network import RoadNetwork
from scenarios import files
from scenarios.loads.load import Load, load_of
from scenarios.place import Place
from tests.browser import OpenPage, open_page
from tests.dispatch.simulation.shifts import GRAPH, load_of_rows, lucky
from tests.hostile_texts import HOSTILE
from tests.page_checks import foreign_markup, page_faults, unspoken
from tests.street import alert, policy, unit

RULES = policy(zones_at_most=0)
TITLE = "".join(HOSTILE)[:200]
# P1 is at A 350 s after the alert: 90 told, 60 turnout, 200 driving. P2 is at B, which
# came at 100 s, 100 + 150 + 400 s later: 550 s after it, late. Nobody reaches C.
LITTLE = load_of_rows(
    unit("P1", 500),
    unit(HOSTILE[0], 12_000),
    alert("A", 2500, title=TITLE),
    alert("B", 16_000, received_s=100),
    alert("C", 4000, received_s=200, officers=9),
)


def terrain() -> Terrain:
    return terrain_of(LITTLE, GRAPH, RULES)


def page_of(load: Load, places: Terrain) -> str:
    shift = simulate(load, places, policy=RULES, luck=lucky(), patience_s=1000.0)
    return shift_page(shift, load, places)


def test_its_data() -> None:
    places = terrain()
    shift = simulate(LITTLE, places, policy=RULES, luck=lucky(), patience_s=1000.0)
    assert isinstance(places.travel, RoadTravel)
    data = shift_data(shift, LITTLE, places, places.travel)
    told = [
        (row["alert_id"], row["time_to_door_s"], row["timeliness"], row["closed_s"])
        for row in data["alerts"]
    ]
    assert told == [
        ("C", None, "unserved", 1200.0),
        ("B", 550.0, "late", 1250.0),
        ("A", 350.0, "in_time", 950.0),
    ]
    steps = next(row["steps"] for row in data["units"] if row["unit_id"] == "P1")
    assert [step[:4] for step in steps] == [
        [0.0, "free", -1, -1],
        [90.0, "sent", 2, -1],
        [150.0, "sent", 2, 0],  # its first drive
        [350.0, "on_scene", 2, -1],
        [950.0, "free", -1, 2],  # and home
        [1150.0, "free", -1, -1],
        [86400.0, "offline", -1, -1],  # its shift is over
    ]


def test_the_same_shift_gives_the_same_page() -> None:
    assert page_of(LITTLE, terrain()) == page_of(LITTLE, terrain())


def test_a_table_of_times_cannot_be_drawn() -> None:
    here = Place(address="here")
    load = load_of_rows(replace(unit("P1", 0), place=here), alert("A", 0, place=here))
    table = TimesTable(["here"], [[0.0]])
    places = terrain_of(load, table, RULES)
    shift = simulate(load, places, policy=RULES, luck=lucky())
    with pytest.raises(TypeError, match="no roads to draw"):
        shift_page(shift, load, places)


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    file = tmp_path_factory.mktemp("shift") / "shift.html"
    file.write_text(page_of(LITTLE, terrain()), "utf-8")
    return open_page(browser, file)


def seek(opened: OpenPage, steps: int) -> None:
    """Go so many minutes from the start."""
    opened.page.locator("body").press("Home")
    for _ in range(steps):
        opened.page.locator("body").press("ArrowRight")


def test_what_it_shows(opened: OpenPage) -> None:
    assert opened.quiet, opened
    assert opened.texts(".kpi > b")[:4] == ["3", "33 %", "1", "1"]
    rows = [
        row.split("\n")[0] for row in opened.texts(".alert-row .time, .alert-row .tag")
    ]
    assert rows == ["UNSERVED", "09:10", "05:50"]
    assert unspoken(opened, [TITLE, HOSTILE[0]]) == []
    assert foreign_markup(opened) == []
    assert opened.page.locator("path.dot").count() == 3


def test_it_plays(opened: OpenPage) -> None:
    seek(opened, 4)
    # At 240 s all three are open; P1 drives to A, P2's turnout is over at 250 s.
    assert opened.texts("#player-clock") == ["17:04:00"]
    assert sorted(opened.texts(".badge")) == ["00:40", "02:20", "04:00"]
    assert opened.page.locator("path.route.in_time").count() == 1
    seek(opened, 7)
    # At 420 s P1 has been at A since 350.
    assert "✓ 05:50" in opened.texts(".badge")
    assert opened.page.locator('.unit-marker.on_scene[data-unit="P1"]').count() == 1
    seek(opened, 25)
    assert opened.texts(".badge") == []
    opened.page.locator("#player-whole").click()
    assert opened.texts(".badge") == []
    opened.page.locator(".alert-row").nth(2).click()
    assert opened.texts("#player-clock") == ["17:00:30"]
    assert opened.quiet, opened


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1600, 900)])
def test_it_is_sound(
    browser: Browser, city: RoadNetwork, tmp_path: Path, width: int, height: int
) -> None:
    load = load_of(files.read("evening"))
    places = terrain_of(load, city, Policy())
    file = tmp_path / "shift.html"
    file.write_text(shift_page(simulate(load, places), load, places), "utf-8")
    opened = open_page(browser, file, width=width, height=height)
    assert page_faults(opened) == []
    seek(opened, 6)
    assert opened.page.locator(".badge").count() > 0
    assert page_faults(opened) == []
