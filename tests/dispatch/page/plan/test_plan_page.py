"""The page of a plan, in a browser without network: what it tells, and what it does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator

from dispatch.page.look import Look
from dispatch.page.plan.plan_page import plan_page
from dispatch.plan import Plan
from dispatch.track_rows import AlertLoss, PhoneCall, Tracks
from maps.coordinates import from_wgs84
from maps.page.tile_server import TileServer
from tests.browser import OpenPage, open_page
from tests.page_checks import overlaps, show_as
from tests.plans import crowded_plan, empty_plan, small_plan, small_town
from tests.tile_host import plain_tile, shown_at, tile_host

TOWN = small_town()


def opened(browser: Browser, folder: Path, plan: Plan) -> OpenPage:
    """Open a plan's page."""
    file = folder / "plan.html"
    file.write_text(plan_page(plan), "utf-8")
    return open_page(browser, file)


def with_tracks() -> Plan:
    """Return the small plan with who phones, and what is at risk."""
    row = AlertLoss(
        alert_id="A2",
        exposure=4_900_000.0,
        exposure_known=True,
        currency="CNY",
        expected_loss=333_200.7,
        expected_loss_without_plan=4_899_996.9,
        recovered=116_332.4,
        no_loss_probability=0.616,
        contact_probability=0.999,
        stage="card_details",
    )
    tracks = Tracks(
        callers=("<b>C1",),
        calls=(PhoneCall(caller_id="<b>C1", alert_id="A2", start_s=90),),
        not_called=(),
        calls_proved=True,
        losses=(row,),
        how="",
        assumes=(),
    )
    return small_plan(TOWN, tracks=tracks)


@pytest.fixture(scope="module")
def loaded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the page of a plan with an alert of every kind."""
    return opened(browser, tmp_path_factory.mktemp("small"), with_tracks())


@pytest.fixture
def small(loaded: OpenPage) -> Iterator[OpenPage]:
    """Hand on that page, and put it back as it was."""
    yield loaded
    assert loaded.quiet, loaded
    show_as(loaded, "dark", "en")
    loaded.page.keyboard.press("Escape")
    loaded.page.locator("#player-whole").click()
    loaded.page.locator(".whole-plan").click()
    loaded.page.evaluate("() => document.activeElement.blur()")


def box(found: Locator) -> FloatRect:
    """Return where an element is."""
    bounds = found.bounding_box()
    assert bounds is not None
    return bounds


# --- What it tells -------------------------------------------------------------------


def test_the_figures_are_the_plans(small: OpenPage) -> None:
    assert small.texts(".kpi") == [
        "4\nopen alerts",
        "2 / 4\non time",
        "1\nlate",
        "09:23\nlongest time to door",
        "1\nunserved",
        "1 / 7\nunits still free",
    ]
    assert small.texts(".kpi.alarm > span") == ["late", "unserved"]


def test_nothing_is_red_while_nothing_is_wrong(
    browser: Browser, tmp_path: Path
) -> None:
    calm = opened(browser, tmp_path, replace(empty_plan(TOWN), coverage=0.7412))
    assert calm.texts(".kpi.alarm") == []
    assert calm.texts(".kpi")[-1] == "74 %\ncover left"
    calm.page.keyboard.press("Space")  # plays, with nothing to show
    assert calm.texts("#player-clock") != ["–"]
    assert calm.quiet, calm


def test_title_moment_and_roads_are_named(small: OpenPage) -> None:
    assert small.texts("#title") == ["An evening"]
    assert small.texts("#moment") == ["Now 2026-03-21 09:05:00 +00:00 · grid town"]
    assert small.page.title() == "Dispatch plan: An evening"


def test_alerts_are_listed_worst_first(small: OpenPage) -> None:
    rows = small.texts(".alert-row")
    assert [row.split("\n")[1:] for row in rows] == [
        [
            "Safe account",
            "UNSERVED",
            "A1 · East Street 0",
            "waiting 02:00",
            "Everyone is beyond the cut-off",
        ],
        [
            "Courier refund",
            "09:23",
            "A2 · East Street 1",
            "P1 · 01:23 late",
            "31 % on time · closest idle P2 09:00",
        ],
        [
            "Fake shop",
            "06:18",
            "A3 · East Street 2",
            "P2 · 01:42 spare",
            "87 % on time · closest idle P1 10:00",
        ],
        [
            "Alert A4",
            "03:00",
            "A4 · East Street 3",
            "P3 · 05:00 spare",
            "87 % on time · same as closest idle",
        ],
    ]


def test_bars_reach_the_tick_at_the_target(small: OpenPage) -> None:
    late, at_risk = (small.page.locator(".alert-row").nth(row) for row in (1, 2))
    tick = box(late.locator(".tick"))["x"]
    assert box(at_risk.locator(".tick"))["x"] == pytest.approx(tick, abs=0.6)
    ends = [
        (bounds := box(row.locator(".taken")))["x"] + bounds["width"]
        for row in (late, at_risk)
    ]
    assert ends[0] > tick + 20 > tick - 20 > ends[1]
    start = box(late.locator(".bar"))["x"]
    # 378 s of a target of 480 s
    assert (ends[1] - start) / (tick - start) == pytest.approx(378 / 480, abs=0.01)


def test_markers_are_the_plans(small: OpenPage) -> None:
    page = small.page
    assert page.locator(".unit-marker").count() == 7
    assert page.locator(".unit-chip").count() == 7
    assert page.locator(".unit-marker.sent").count() == 3
    assert page.locator(".alert-marker").count() == 4
    assert page.locator("path.route").count() == 3 + 3  # in the legend too
    texts = small.texts(".badge")
    assert sorted(texts) == ["03:00", "06:18", "09:23\nLATE", "UNSERVED"]
    assert overlaps([box(badge) for badge in page.locator(".badge").all()]) == 0


def test_units_have_a_shape_for_each_state(small: OpenPage) -> None:
    chips = small.page.locator(".unit-chip")
    told = [
        (
            chip.get_attribute("aria-label"),
            chip.locator("svg > *").evaluate("(shape) => shape.tagName"),
        )
        for chip in chips.all()
    ]
    assert told == [
        ("P1, sent to A2", "path"),
        ("P2, sent to A3", "path"),
        ("P3, sent to A4", "path"),
        ("P4, free", "circle"),
        ("P5, on scene", "rect"),
        ("P6, under way elsewhere", "path"),
        ("P7, no signal", "path"),
    ]


def test_each_timeliness_has_its_dash(small: OpenPage) -> None:
    dashes = {
        kind: small.page.locator(f".folium-map path.route.{kind}").evaluate(
            "(path) => getComputedStyle(path).strokeDasharray"
        )
        for kind in ("in_time", "at_risk", "late")
    }
    assert dashes["in_time"] == "none"
    assert len(set(dashes.values())) == 3


def test_the_map_is_named_and_has_no_flag(small: OpenPage) -> None:
    named = small.texts(".leaflet-control-attribution")
    assert named == ["Leaflet | © OpenStreetMap contributors"]
    assert small.page.locator(".leaflet-control-attribution svg").count() == 0


# --- Why this unit -------------------------------------------------------------------


def story(opened: OpenPage, selector: str) -> str:
    """Click a thing, and return what its popup tells."""
    opened.page.keyboard.press("Escape")
    opened.page.locator(".whole-plan").click()
    opened.page.locator(selector).first.click()
    [told] = opened.texts(".leaflet-popup-content")
    return told


def test_enter_on_an_alert_tells_why(small: OpenPage) -> None:
    page = small.page
    page.locator(".alert-row").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    [told] = small.texts(".leaflet-popup-content")
    for words in (
        "A2 · Courier refund",
        "P1, 2 officers, 2.0 km",
        "09:23 · 01:23 late, target 08:00",
        "31 %",
        "Nearest is P2, 09:00, but it goes to A3",
        "Closest idle sends P2, 09:00: 00:23 sooner",
        "to be expected lost; without the plan 4,899,997 CNY",
        "333,201",
        "Nothing lost: 62 %. Met or stopped by phone in time: > 99 %.",
        "<b>C1 phones, 01:30 from now.",
        "mostly assumed",
    ):
        assert words in told
    parts = small.texts(".part-names b")
    assert parts == ["02:00", "00:15", "01:00", "03:20", "02:48"]
    frame, popup = box(page.locator(".folium-map")), box(page.locator(".leaflet-popup"))
    assert popup["x"] >= frame["x"]
    assert popup["y"] >= frame["y"]
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0


def test_everything_tells_its_story(small: OpenPage) -> None:
    for selector, words in (
        (".alert-row[data-alert=A1]", "Everyone is beyond the cut-off"),
        (".alert-row[data-alert=A4]", "Closest idle gives the same answer."),
        (".unit-chip[data-unit=P1]", "P1 · sent to A2"),
        (".unit-chip[data-unit=P5]", "Free in 10:00"),
        (".unit-chip[data-unit=P7]", "P7 · no signal"),
        (".unit-marker[data-unit=P4]", "P4 · free"),
        (".alert-marker[data-alert=A4]", "Nearest of all units."),
    ):
        assert words in story(small, selector), selector


def test_the_next_units_and_their_price(browser: Browser, tmp_path: Path) -> None:
    late, at_risk, in_time = small_plan(TOWN).assignments
    rows = (
        replace(late, nearest_unit_ids=("P4", "P2")),  # P2 goes to A3
        replace(at_risk, nearest_unit_ids=("P2", "P4")),  # P2 goes here
        replace(in_time, nearest_unit_ids=("P4", "P7")),  # they go nowhere
    )
    others = [
        {
            "unit_id": "P4",
            "time_to_door_s": 700,
            "goes_to": None,
            "price": {"on_time": 4, "served": -2, "loss": 45_810},
        },
        {"unit_id": "P2", "time_to_door_s": 800, "goes_to": "A3", "price": {}},
        {"unit_id": "P6", "time_to_door_s": 900, "goes_to": None, "price": None},
    ]
    page = plan_page(small_plan(TOWN, assignments=rows))
    data = json.loads(data_block(page))
    data["loss_currency"] = "CNY"
    for alert in data["alerts"]:
        alert["others"] = others
    data["alerts"][1]["meeting"] = {"note": "<b>Gate", "address": "", "door": None}
    file = tmp_path / "plan.html"
    file.write_text(page.replace(data_block(page), json.dumps(data)), "utf-8")
    shown = open_page(browser, file)
    told = [story(shown, f".alert-row[data-alert=A{number}]") for number in (2, 3, 4)]
    assert "Meeting point in place of the door · <b>Gate" in told[0]
    assert shown.texts(".meeting-marker") == ["MEET"]
    nearest = [re.findall("(?m)^Nearest.*", each) for each in told]
    assert nearest == [
        ["Nearest is P4 + P2, 09:00, but it goes to A3"],
        ["Nearest is P2 + P4, 06:18"],
        ["Nearest is P4 + P7, 03:00"],
    ]
    assert shown.texts(".others li") == [
        (
            "P4 instead: 11:40 · 4 less weight on time · 2 more weight served"
            " · 45,810 CNY more lost"
        ),
        "P2 instead: 13:20, taken from A3 · costs nothing",
        "P6 instead: 15:00",
    ]
    assert shown.quiet, shown


# --- What it does --------------------------------------------------------------------


def test_the_whole_plan_comes_back_into_view(small: OpenPage) -> None:
    page = small.page
    marker = page.locator(".alert-marker").first
    before = box(marker)
    page.locator(".alert-row").nth(3).click()
    assert box(marker) != before
    page.keyboard.press("Escape")
    page.locator(".whole-plan").click()
    page.wait_for_timeout(300)
    assert box(marker) == before


def test_search_finds_units_and_alerts(small: OpenPage) -> None:
    page = small.page
    page.keyboard.press("/")
    page.keyboard.type("east street 2")
    assert small.texts(".found-row") == ["A3\nFake shop · East Street 2"]
    page.keyboard.press("Enter")
    assert "A3 · Fake shop" in small.texts(".leaflet-popup-content")[0]
    assert page.locator(".found-row").count() == 0
    page.locator("#search").fill("p")
    found = [row.split("\n")[0] for row in small.texts(".found-row")]
    assert found == ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "A3"]  # Fake shop last
    page.locator("#search").press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "P2 · sent to A3" in small.texts(".leaflet-popup-content")[0]


def test_a_unit_at_its_alert_steps_aside(browser: Browser, tmp_path: Path) -> None:
    plan = small_plan(TOWN)
    late = plan.assignments[0]
    [sent] = late.units
    here = (plan.alerts_at["A2"].lon, plan.alerts_at["A2"].lat)
    there = replace(late, units=(replace(sent, route=(here,)),))
    at = {**plan.units_at, "P1": plan.alerts_at["A2"]}
    near = replace(plan, units_at=at, assignments=(there, *plan.assignments[1:]))
    page = opened(browser, tmp_path, near)
    unit = page.page.locator(".unit-marker[data-unit=P1]")
    alert = page.page.locator(".alert-marker[data-alert=A2]")
    assert overlaps([box(unit), box(alert)]) == 0
    page.page.keyboard.press("Home")  # while it moves it is where it is
    page.page.wait_for_timeout(50)
    assert middle(box(unit)) == pytest.approx(middle(box(alert)), abs=1.5)
    assert page.quiet, page


# --- Gantt and player ----------------------------------------------------------------


def test_the_gantt_shows_every_alert_and_where_its_time_is_up(small: OpenPage) -> None:
    page = small.page
    rows = page.locator(".gantt-row")
    ids = [row.get_attribute("data-row") for row in rows.all()]
    assert ids == ["A1", "A2", "A3", "A4"]
    ends = [row.text_content() for row in page.locator(".gantt-end").all()]
    assert ends == ["UNSERVED未派警", "P1 09:23", "P2 06:18", "P3 03:00"]
    assert page.locator(".gantt-tick").count() == 4
    late = rows.nth(1)
    # From 2 min before now to what rounds 443 + 60 s up, 9 min: 11 min in all.
    # A2's tick is at 480 - 120 = 360 s; P1 drives from 75 s to 275 s.
    share = {
        name: float((late.locator(name).get_attribute("x") or "").rstrip("%"))
        for name in (".gantt-tick", ".gantt-bar.travel")
    }
    assert share[".gantt-tick"] == pytest.approx(100 * (120 + 360) / 660)
    assert share[".gantt-bar.travel"] == pytest.approx(100 * (120 + 75) / 660)
    width = float((late.locator(".travel").get_attribute("width") or "").rstrip("%"))
    assert width == pytest.approx(100 * 200 / 660)
    # The call at 90 s is in the phone's track of that row alone.
    calls = page.locator("#gantt .gantt-bar.call")
    assert calls.count() == 1
    at = float((late.locator(".call").get_attribute("x") or "").rstrip("%"))
    assert at == pytest.approx(100 * (120 + 90) / 660)


def at_moment(opened: OpenPage) -> dict[str, str]:
    """Return what the badges say."""
    badges = opened.page.locator(".badge").all()
    return {
        badge.get_attribute("data-alert") or "": badge.inner_text().replace("\n", " ")
        for badge in badges
    }


def test_a_moment_moves_units_and_counts_down(small: OpenPage) -> None:
    page = small.page
    unit = page.locator(".unit-marker[data-unit=P3]")
    planned = box(unit)
    page.keyboard.press("Home")
    assert small.texts("#player-clock") == ["+00:00"]
    # 563 - 120, 378 - 60 and 180 - 0 s are left; alerts have waited 120 s each.
    left = at_moment(small)
    assert left == {"A1": "UNSERVED", "A2": "07:23 LATE", "A3": "05:18", "A4": "03:00"}
    before = box(unit)
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    # P3 leaves at 90 s and is at the kerb at 150 s, two blocks east and one south: at
    # 120 s it has driven one and a half east.
    assert small.texts("#player-clock") == ["+02:00"]
    assert at_moment(small)["A4"] == "01:00"
    x, y = middle(before)
    goal_x, _ = middle(box(page.locator(".alert-marker[data-alert=A4]")))
    assert middle(box(unit)) == pytest.approx([x + 0.75 * (goal_x - x), y], abs=1.5)
    page.keyboard.press("End")
    assert at_moment(small)["A4"] == "✓ 03:00"
    assert "on_scene" in (unit.get_attribute("class") or "")
    page.keyboard.press("0")
    assert small.texts("#player-clock") == ["–"]
    assert at_moment(small)["A4"] == "03:00"
    assert box(unit) == planned
    assert "in_time sent" in (unit.get_attribute("class") or "")


def middle(bounds: FloatRect) -> list[float]:
    """Return the middle of a box."""
    return [
        bounds["x"] + bounds["width"] / 2,
        bounds["y"] + bounds["height"] / 2,
    ]


# --- Many, and from outside ----------------------------------------------------------


@pytest.mark.slow
def test_a_crowd_is_drawn_small_with_badges_for_late_alerts_only(
    browser: Browser, tmp_path: Path
) -> None:
    plan = crowded_plan(TOWN, units=60, alerts=80)
    page = opened(browser, tmp_path, plan)
    assert page.page.locator(".folium-map.dense").count() == 1
    assert page.page.locator(".alert-list.many .note >> visible=true").count() == 0
    badges = page.page.locator(".badge >> visible=true")
    assert badges.count() == plan.score.late
    assert all("LATE" in text for text in badges.all_inner_texts())
    assert overlaps([box(badge) for badge in badges.all()]) == 0
    assert box(page.page.locator(".unit-marker").first)["width"] <= 24
    assert page.quiet, page


def data_block(page: str) -> str:
    """Return the JSON that a page carries."""
    [block] = re.findall(
        r'<script type="application/json" id="data">(.*)</script>', page
    )
    return str(block)


def test_tiles_of_a_chinese_map_lie_under_all(browser: Browser, tmp_path: Path) -> None:
    colour = "#C8FFC8"
    with tile_host(lambda _: plain_tile(colour)) as host:
        tiles = TileServer(url=host.url, frame="gcj02")
        file = tmp_path / "plan.html"
        page = plan_page(small_plan(TOWN), Look(tiles=tiles, theme="light"))
        file.write_text(page, "utf-8")
        found = open_page(browser, file, offline=False)
        tile = found.page.locator("img.leaflet-tile-loaded")
        tile.first.wait_for()
        assert (found.messages, found.errors) == ([], [])
        assert all(url.startswith(host.address) for url in found.requests)
        assert found.texts(".leaflet-control-attribution") == [
            f"Leaflet | {tiles.attribution}, © OpenStreetMap contributors"
        ]
        names = found.texts(".leaflet-control-layers-overlays label")
        assert names[0].strip() == "Tiles"
        here = middle(box(found.page.locator(".unit-marker[data-unit=P1]")))
        # P1 stands at junction 51.
        lon, lat = from_wgs84(TOWN.nodes.lon[51:52], TOWN.nodes.lat[51:52], "gcj02")
        there = shown_at(found.page, lon[0], lat[0])
        # Half a kilometre would be some thirty dots.
        assert here == pytest.approx(there, abs=1.5)
        found.page.locator(".leaflet-control-layers-selector").first.uncheck()
        assert tile.count() == 0


# --- The file ------------------------------------------------------------------------


def test_victims_are_not_named() -> None:
    page = plan_page(small_plan(TOWN))
    assert "Secret" not in page
    assert "555 0100" not in page


def test_the_same_plan_gives_the_same_bytes() -> None:
    one = plan_page(small_plan(TOWN))
    assert one == plan_page(small_plan(small_town()))


def test_it_begins_as_it_was_asked_to() -> None:
    page = plan_page(small_plan(TOWN), Look(theme="light", language="zh"))
    assert '<html lang="zh" data-language="zh" data-theme="light">' in page
    assert "<title>出警方案: An evening" in page


def test_size_without_roads_stays_small() -> None:
    # The goal for a page of 40,000 edges is 0.8 MB, roads included.
    assert len(plan_page(small_plan(TOWN)).encode()) < 340_000
