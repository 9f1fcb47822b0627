"""Two plans on one page, in a browser without network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import dispatch
from dispatch.comparison.comparison import compare
from dispatch.page.compare.compare_data import compare_data
from dispatch.page.compare.compare_page import compare_page
from dispatch.page.look import Look
from dispatch.plan import Plan
from maps.road_network import RoadNetwork
from scenarios import files
from scenarios.scenario import Pair
from tests.browser import OpenPage, open_page
from tests.hostile_texts import HOSTILE
from tests.page_checks import foreign_markup, page_faults, unspoken
from tests.street import alert, pairs, policy, scene, street, unit

TITLES = "".join(HOSTILE)[:200]


def plans(first: str = "P1") -> tuple[Plan, Plan]:
    """Two units and two alerts on a street, and a lock that turns them about."""
    base = scene(
        unit(first, 1200),
        unit("P2", 200),
        alert("A", 1000, title=TITLES),
        alert("B", 4500),
    )
    roads, wanted = street(), policy(zones_at_most=0)
    lock = Pair(unit_id=first, alert_id="A")
    return (
        dispatch.plan(base, roads, wanted),
        dispatch.plan(replace(base, locks=(lock,)), roads, wanted),
    )


def saved(file: Path, before: Plan, after: Plan, look: Look | None = None) -> Path:
    page = compare_page(before, after, compare(before, after), look or Look())
    file.write_text(page, "utf-8")
    return file


def test_its_data() -> None:
    before, after = plans()
    data = compare_data(before, after, compare(before, after))
    # To A 150 + 80 s by P2 and 150 + 20 s by P1; to B 150 + 330 s by P1 and 150 + 430
    # by P2: B, which is 100 s later, comes first.
    changes = [
        (row["alert_id"], row["before"], row["after"]) for row in data["changes"]
    ]
    assert changes == [
        (
            "B",
            {"units": ["P1"], "time_to_door_s": 480},
            {"units": ["P2"], "time_to_door_s": 580},
        ),
        (
            "A",
            {"units": ["P2"], "time_to_door_s": 230},
            {"units": ["P1"], "time_to_door_s": 170},
        ),
    ]
    assert data["same"] == 0
    assert data["causes"] == [
        {
            "en": "pairs locked or forbidden alone make it so: A, B",
            "zh": "仅锁定或禁止的配对一项即可导致\uff1aA、B",
        }
    ]


def test_alerts_that_are_the_same_are_counted_and_those_that_wait_come_first() -> None:
    base = scene(unit("P1", 1200), alert("A", 1000), alert("B", 4500))
    roads, wanted = street(), policy(zones_at_most=0)
    before = dispatch.plan(base, roads, wanted)
    assert compare_data(before, before, compare(before, before))["same"] == 1
    locked = replace(base, locks=pairs("P1=B"))
    after = dispatch.plan(locked, roads, wanted)
    data = compare_data(before, after, compare(before, after))
    assert [row["alert_id"] for row in data["changes"]] == ["A", "B"]


def test_the_same_plans_give_the_same_page() -> None:
    before, after = plans()
    found = compare(before, after)
    assert compare_page(before, after, found) == compare_page(before, after, found)


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    file = tmp_path_factory.mktemp("two") / "compare.html"
    return open_page(browser, saved(file, *plans(HOSTILE[0])))


def test_what_it_shows(opened: OpenPage) -> None:
    assert opened.quiet, opened
    assert opened.texts(".kpi > b")[:3] == ["2 / 2 → 1 / 2", "0 → 1", "0"]
    assert opened.texts("#change-list .time") == ["09:40", "02:50"]
    assert unspoken(opened, [TITLES, HOSTILE[0]]) == []
    assert foreign_markup(opened) == []
    first, second = (".folium-map", "#second-map")
    for place, times in ((first, ["03:50", "08:00"]), (second, ["02:50", "09:40LATE"])):
        badges = opened.texts(f"{place} .badge")
        assert sorted("".join(text.split()) for text in badges) == times


def test_both_maps_show_the_same_view_and_the_same_alert(opened: OpenPage) -> None:
    page = opened.page
    page.locator("#change-list .alert-row").first.click()
    assert page.locator(".leaflet-popup").count() == 2
    page.keyboard.press("Escape")
    boxes = (
        "(s) => document.querySelector(s + ' [data-alert=B]').getBoundingClientRect().y"
    )
    ys = [page.evaluate(boxes, place) for place in (".folium-map", "#second-map")]
    assert abs(ys[0] - ys[1]) <= 1
    page.locator(".leaflet-control-layers input").nth(2).click()
    assert page.locator("#second-map .alert-marker").count() == 0
    page.locator(".leaflet-control-layers input").nth(2).click()
    assert page.locator("#second-map .alert-marker").count() == 2
    assert opened.quiet, opened


@pytest.mark.slow
@pytest.mark.parametrize("width", [1366, 1600])
def test_it_is_sound(
    browser: Browser, city: RoadNetwork, tmp_path: Path, width: int
) -> None:
    evening = files.read("evening")
    locked = replace(evening, locks=(Pair(unit_id="P07", alert_id="A-2046"),))
    before, after = (dispatch.plan(each, city) for each in (evening, locked))
    file = saved(tmp_path / "compare.html", before, after)
    assert file.stat().st_size < 1_000_000
    height = {1366: 768, 1600: 900}[width]
    found = page_faults(open_page(browser, file, width=width, height=height))
    assert found == []
