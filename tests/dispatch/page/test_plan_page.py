"""The page of a plan, in a browser without network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator

from dispatch.page.plan_page import plan_page
from dispatch.plan import Plan
from dispatch.track_rows import AlertLoss, PhoneCall, Tracks
from maps.coordinates import from_wgs84
from maps.page.tile_server import TileServer
from tests.browser import OpenPage, open_page
from tests.plans import crowded_plan, empty_plan, small_plan, small_town
from tests.tile_host import plain_tile, shown_at, tile_host

TOWN = small_town()
SIZES = [(1366, 768), (1600, 900)]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "${alert(1)}",
    "`${alert(1)}`",
    "{{ 7 * 7 }}",
    "{% if x %}",
    "{# x #}",
    "C:\\new\\u0041",
    "\"quoted\" and 'quoted'",
    "line\u2028separators\u2029 between",
    "<!-- <script>",
    "&lt;b&gt; &amp;",
    "@import url(x)",
    "通运街142号",
]


def opened(
    browser: Browser, folder: Path, plan: Plan, width: int = 1366, height: int = 768
) -> OpenPage:
    """Open a plan's page."""
    file = folder / "plan.html"
    file.write_text(plan_page(plan), "utf-8")
    return open_page(browser, file, width=width, height=height)


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the page of a plan with an alert of every kind."""
    return opened(browser, tmp_path_factory.mktemp("small"), small_plan(TOWN))


def box(found: Locator) -> FloatRect:
    """Return where an element is."""
    bounds = found.bounding_box()
    assert bounds is not None
    return bounds


def test_no_request_no_message_no_error(small: OpenPage) -> None:
    assert small.quiet, small


def test_the_figures_are_the_plans(small: OpenPage) -> None:
    assert small.texts(".kpi") == [
        "4\nopen alerts",
        "2 / 4\non time",
        "1\nlate",
        "09:23\nlongest time to door",
        "1\nunserved",
        "1 / 7\nunits still free",
    ]


def test_only_late_and_unserved_are_red_and_only_above_zero(
    small: OpenPage, browser: Browser, tmp_path: Path
) -> None:
    assert small.texts(".kpi.alarm span") == ["late", "unserved"]
    calm = opened(browser, tmp_path, empty_plan(TOWN))
    assert calm.texts(".kpi.alarm") == []
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
            "East Street 0",
            "waiting 02:00",
            "A1 · Everyone is beyond the cut-off",
        ],
        [
            "Courier refund",
            "09:23",
            "East Street 1",
            "P1 · 01:23 late",
            "A2 · 31 % on time · closest idle P2 09:00",
        ],
        [
            "Fake shop",
            "06:18",
            "East Street 2",
            "P2 · 01:42 spare",
            "A3 · 87 % on time · closest idle P1 10:00",
        ],
        [
            "Alert A4",
            "03:00",
            "East Street 3",
            "P3 · 05:00 spare",
            "A4 · 87 % on time · same as closest idle",
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
    assert sorted(small.texts(".badge")) == [
        "03:00",
        "06:18",
        "09:23\nLATE",
        "UNSERVED",
    ]


def test_units_have_a_shape_for_each_state(small: OpenPage) -> None:
    shapes = small.page.evaluate(
        """() => Object.fromEntries(
          Array.from(document.querySelectorAll(".unit-marker"), (marker) => [
            marker.dataset.unit, marker.querySelector("svg").firstChild.tagName
          ]))"""
    )
    assert shapes["P4"] == "circle"
    assert shapes["P5"] == "rect"
    assert shapes["P1"] == shapes["P6"] == shapes["P7"] == "path"
    chips = small.page.locator(".unit-chip")
    labels = [chips.nth(row).get_attribute("aria-label") for row in range(7)]
    assert labels == [
        "P1, sent to A2",
        "P2, sent to A3",
        "P3, sent to A4",
        "P4, free",
        "P5, on scene",
        "P6, under way elsewhere",
        "P7, no signal",
    ]


COLOURS = {
    "dark": ("#45B5FF", "#FFD24A", "#F73A55"),
    "light": ("#0067A8", "#C27C00", "#AD0431"),
}


@pytest.mark.parametrize("theme", COLOURS)
def test_routes_of_each_colour_are_drawn(
    browser: Browser, tmp_path: Path, theme: str
) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN))
    if theme == "light":
        page.page.click("#theme")
    page.page.add_style_tag(content=".leaflet-marker-pane, .badge { display: none }")
    for colour in COLOURS[theme]:
        assert page.pixels_near(colour, ".folium-map") > 300, colour


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


def test_tiles_of_a_chinese_map_lie_under_all(browser: Browser, tmp_path: Path) -> None:
    colour = "#C8FFC8"
    with tile_host(lambda _: plain_tile(colour)) as host:
        tiles = TileServer(url=host.url, frame="gcj02")
        file = tmp_path / "plan.html"
        page = plan_page(small_plan(TOWN), tiles=tiles, theme="light")
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
        assert [name.strip() for name in names] == [
            *("Tiles", "Routes", "Units", "Alerts"),
        ]
        marker = box(found.page.locator(".unit-marker[data-unit=P1]"))
        here = marker["x"] + marker["width"] / 2, marker["y"] + marker["height"] / 2
        # P1 stands at junction 51.
        lon, lat = from_wgs84(TOWN.nodes.lon[51:52], TOWN.nodes.lat[51:52], "gcj02")
        there = shown_at(found.page, lon[0], lat[0])
        # Half a kilometre would be some thirty dots.
        assert here == pytest.approx(there, abs=1.5)
        found.page.locator(".leaflet-control-layers-selector").first.uncheck()
        assert tile.count() == 0


def test_layers_can_be_switched_off(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN)).page
    names = page.locator(".leaflet-control-layers-overlays label").all_inner_texts()
    assert [name.strip() for name in names] == ["Routes", "Units", "Alerts"]
    for row, selector in enumerate(
        [".folium-map path.route", ".unit-marker", ".alert-marker"]
    ):
        switch = page.locator(".leaflet-control-layers-selector").nth(row)
        before = page.locator(selector).count()
        switch.uncheck()
        assert page.locator(selector).count() == 0
        switch.check()
        assert page.locator(selector).count() == before


def test_enter_on_an_alert_tells_why(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN))
    page.page.locator(".alert-row").nth(1).focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(400)
    [story] = page.texts(".leaflet-popup-content")
    for told in (
        "A2 · Courier refund",
        "P1, 2 officers, 2.0 km",
        "09:23 · 01:23 late, target 08:00",
        "31 %",
        "Nearest is P2, 09:00, but it goes to A3",
        "Closest idle sends P2, 09:00: 00:23 sooner",
    ):
        assert told in story
    assert page.texts(".part-names b") == ["02:00", "00:15", "01:00", "03:20", "02:48"]
    frame = box(page.page.locator(".folium-map"))
    popup = box(page.page.locator(".leaflet-popup"))
    assert popup["x"] >= frame["x"]
    assert popup["y"] >= frame["y"] + 40
    page.page.keyboard.press("Escape")
    assert page.page.locator(".leaflet-popup").count() == 0
    assert page.quiet, page


def test_what_is_at_risk_and_who_phones(browser: Browser, tmp_path: Path) -> None:
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
    page = opened(browser, tmp_path, small_plan(TOWN, tracks=tracks))
    page.page.locator(".alert-row").nth(1).click()
    page.page.wait_for_timeout(400)
    [story] = page.texts(".leaflet-popup-content")
    for told in (
        "to be expected lost; without the plan 4,899,997 CNY",
        "333,201",
        "Nothing lost: 62 %. Met or stopped by phone in time: > 99 %.",
        "<b>C1 phones, 01:30 from now.",
        "mostly assumed",
    ):
        assert told in story
    assert page.quiet, page


def test_the_nearest_may_be_several(browser: Browser, tmp_path: Path) -> None:
    late, at_risk, in_time = small_plan(TOWN).assignments
    rows = (
        replace(late, nearest_unit_ids=("P4", "P2")),  # P2 goes to A3
        replace(at_risk, nearest_unit_ids=("P2", "P4")),  # P2 goes here
        replace(in_time, nearest_unit_ids=("P4", "P7")),  # they go nowhere
    )
    page = opened(browser, tmp_path, small_plan(TOWN, assignments=rows))
    told = []
    for row in (1, 2, 3):
        page.page.locator(".alert-row").nth(row).focus()
        page.page.keyboard.press("Enter")
        page.page.wait_for_timeout(400)
        [story] = page.texts(".leaflet-popup-content")
        told += [line for line in story.split("\n") if line.startswith("Nearest")]
        page.page.keyboard.press("Escape")
    assert told == [
        "Nearest is P4 + P2, 09:00, but it goes to A3",
        "Nearest is P2 + P4, 06:18",
        "Nearest is P4 + P7, 03:00",
    ]
    assert page.quiet, page


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        (".alert-row >> nth=0", "Everyone is beyond the cut-off"),
        (".alert-row >> nth=3", "Closest idle gives the same answer."),
        (".unit-chip >> nth=0", "P1 · sent to A2"),
        (".unit-chip >> nth=4", "Free in 10:00"),
        (".unit-chip >> nth=6", "P7 · no signal"),
        (".unit-marker >> nth=3", "P4 · free"),
        (".alert-marker >> nth=3", "Nearest of all units."),
    ],
)
def test_everything_tells_its_story(
    browser: Browser, tmp_path: Path, selector: str, told: str
) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN))
    page.page.locator(selector).click()
    assert told in page.texts(".leaflet-popup-content")[0]
    assert page.quiet, page


def test_the_keyboard_reaches_rows_units_and_markers(small: OpenPage) -> None:
    reached = small.page.evaluate(
        """() => Array.from(document.querySelectorAll("*"))
          .filter((element) => element.tabIndex >= 0)
          .map((element) => element.className + "")"""
    )
    assert sum("alert-row" in name for name in reached) == 4
    assert sum("unit-chip" in name for name in reached) == 7
    assert sum("leaflet-marker-icon" in name for name in reached) == 4 + 7


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_from_outside_are_only_text(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    plan = small_plan(TOWN, text=text, warnings=(f"Warning {text}",))
    page = opened(browser, tmp_path, plan)

    def shown(selector: str, place: int = 0) -> str:
        return page.page.locator(selector).nth(place).text_content() or ""

    assert page.quiet, page
    assert shown("#title") == f"An evening {text}"
    assert page.page.title() == f"Dispatch plan: An evening {text}"
    assert shown(".alert-row .name") == f"Safe account {text}"
    assert shown(".alert-row .place") == f"East Street 0 {text}"
    assert shown("#note-list li") == f"Warning {text}"
    page.page.locator(".alert-row").nth(1).click()
    assert shown(".story h3") == f"A2 · Courier refund {text}"
    assert f"East Street 1 {text}" in shown(".story")
    assert page.page.locator(".folium-map img, .panel img").count() == 0
    assert page.quiet, page


def test_ids_from_outside_are_only_text(browser: Browser, tmp_path: Path) -> None:
    wild = '"><b id=x>\\${1}'
    plan = small_plan(TOWN)
    page = plan_page(plan)
    [block] = re.findall(
        r'<script type="application/json" id="plan">(.*)</script>', page
    )
    told = json.dumps(json.loads(block)).replace('"P1"', json.dumps(wild))
    file = tmp_path / "plan.html"
    file.write_text(page.replace(block, told.replace("<", "\\u003c")), "utf-8")
    shown = open_page(browser, file)
    assert shown.texts(".unit-chip >> nth=0") == [wild]
    shown.page.locator(".unit-chip").first.click()
    assert wild in shown.texts(".story h3")[0]
    assert shown.page.locator("#x").count() == 0
    assert shown.quiet, shown


def test_victims_are_not_named() -> None:
    page = plan_page(small_plan(TOWN))
    assert "Secret" not in page
    assert "555 0100" not in page


def test_the_same_plan_gives_the_same_bytes() -> None:
    one = plan_page(small_plan(TOWN))
    assert one == plan_page(small_plan(small_town()))


def test_styles_are_no_newer_than_2020() -> None:
    page = plan_page(small_plan(TOWN))
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        for newer in ("color-mix", "inset:", ":has(", "@layer", "@container", ":is("):
            assert newer not in style


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("crowded", [False, True])
def test_nothing_is_clipped_or_covered(
    browser: Browser, tmp_path: Path, width: int, height: int, *, crowded: bool
) -> None:
    plan = crowded_plan(TOWN, units=60, alerts=80) if crowded else small_plan(TOWN)
    page = opened(browser, tmp_path, plan, width, height)
    for selector in (
        ".title",
        ".kpi",
        ".tools",
        ".panel h2",
        ".alert-list",
        ".unit-list",
        ".legend div",
        ".leaflet-control",
    ):
        for found in page.page.locator(selector).all():
            if not found.is_visible():
                continue
            bounds = box(found)
            assert bounds["x"] >= 0, selector
            assert bounds["y"] >= 0, selector
            assert bounds["x"] + bounds["width"] <= width, selector
            assert bounds["y"] + bounds["height"] <= height, selector
    assert page.page.evaluate(COVERED) == []
    assert page.page.evaluate(CUT_SHORT) == []
    assert page.quiet, page


# Elements of which something else lies over the middle.
COVERED = """() => Array.from(document.querySelectorAll(
  ".kpi, #theme, .panel h2, .alert-list, .unit-list, .legend div, .leaflet-control"
)).filter((element) => {
  if (element.offsetParent === null && !element.matches(".kpi")) return false;
  const box = element.getBoundingClientRect();
  element.style.pointerEvents = "auto";
  const top = document.elementFromPoint(
    box.left + box.width / 2, box.top + box.height / 2
  );
  return !element.contains(top);
}).map((element) => element.className || element.textContent)"""

# Figures and labels that are wider than their place.
CUT_SHORT = """() => Array.from(document.querySelectorAll(
  ".kpi b, .kpi span, .alert-row .time, .alert-row .spare, .alert-row .tag, .legend dd"
)).filter((element) => element.scrollWidth > element.clientWidth + 1
  && getComputedStyle(element).display !== "inline")
  .map((element) => element.textContent)"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_crowd_is_drawn_small_with_badges_for_late_alerts_only(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    plan = crowded_plan(TOWN, units=60, alerts=80)
    page = opened(browser, tmp_path, plan, width, height)
    assert page.page.locator(".folium-map.dense").count() == 1
    badges = page.page.locator(".badge >> visible=true")
    assert badges.count() == plan.score.late
    assert all("LATE" in text for text in badges.all_inner_texts())
    boxes = [box(badge) for badge in badges.all()]
    assert overlaps(boxes) == 0
    assert box(page.page.locator(".unit-marker").first)["width"] <= 24


def overlaps(boxes: list[FloatRect]) -> int:
    """Count pairs of boxes that lie over each other."""
    return sum(
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
        for number, one in enumerate(boxes)
        for other in boxes[:number]
    )


def test_badges_lie_beside_each_other(small: OpenPage) -> None:
    badges = [box(badge) for badge in small.page.locator(".badge").all()]
    assert overlaps(badges) == 0


def test_the_theme_changes_page_and_map(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN))
    assert page.pixels_near("#10171F", ".panel", within=3) > 50_000
    assert page.pixels_near("#10273B", ".folium-map", within=3) > 2_000
    page.page.click("#theme")
    page.page.wait_for_timeout(100)
    assert page.pixels_near("#FFFFFF", ".panel", within=3) > 50_000
    assert page.pixels_near("#BCD9E8", ".folium-map", within=3) > 2_000
    assert page.quiet, page


def test_it_prints_on_one_page_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN))
    before = page.page.locator(".alert-marker").first.bounding_box()
    paper = page.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    # A4 on its side is 842 by 595 points.
    [size] = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert [round(float(side)) for side in size] == [842, 595]
    assert page.page.locator("html.printing").count() == 0
    assert page.page.locator("html").get_attribute("data-theme") == "dark"
    assert page.page.locator(".alert-marker").first.bounding_box() == before
    assert page.quiet, page


def test_the_whole_plan_comes_back_into_view(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_plan(TOWN)).page
    before = page.locator(".alert-marker").first.bounding_box()
    page.locator(".alert-row").nth(3).click()
    assert page.locator(".alert-marker").first.bounding_box() != before
    page.locator(".whole-plan").click()
    page.wait_for_timeout(300)
    assert page.locator(".alert-marker").first.bounding_box() == before


def test_size_without_roads_stays_small() -> None:
    # The goal for a page of 40,000 edges is 0.8 MB, roads included.
    assert len(plan_page(small_plan(TOWN)).encode()) < 340_000
