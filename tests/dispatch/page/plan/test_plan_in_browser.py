"""The whole page of a plan, as a dispatcher has it before them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect

import dispatch
import scenarios
from benchmarks.page import crowd
from dispatch.page.look import Look
from dispatch.page.plan.plan_page import plan_page
from dispatch.plan import Plan
from maps.road_network import RoadNetwork
from tests.browser import OpenPage, open_page
from tests.hostile_plans import hostile_plan
from tests.hostile_texts import HOSTILE
from tests.page_checks import (
    covered,
    cut_short,
    foreign_markup,
    hidden,
    missing_colours,
    noises,
    overlaps,
    page_faults,
    show_as,
    unspoken,
)
from tests.plan_page_checks import badges_shown, plan_faults
from tests.plans import crowded_plan, small_plan, small_town

TOWN = small_town()
COLOURS = {
    "dark": {"in time": "#45B5FF", "at risk": "#FFD24A", "late": "#F73A55"},
    "light": {"in time": "#0067A8", "at risk": "#C27C00", "late": "#AD0431"},
}
SWITCHES = ".leaflet-control-layers-selector"


def opened(
    browser: Browser, folder: Path, plan: Plan, size: tuple[int, int] = (1366, 768)
) -> OpenPage:
    """Open a plan's page."""
    file = folder / "plan.html"
    file.write_text(plan_page(plan), "utf-8")
    return open_page(browser, file, width=size[0], height=size[1])


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the page of a small plan; each test leaves it as it was."""
    return opened(browser, tmp_path_factory.mktemp("small"), small_plan(TOWN))


def test_it_tells_its_plan_and_nothing_else(small: OpenPage) -> None:
    assert plan_faults(small, small_plan(TOWN)) == []
    assert [*hidden(small), *covered(small), *cut_short(small)] == []
    assert noises(small) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "size"),
    [
        (small_plan(TOWN), (1366, 768)),
        (small_plan(TOWN), (1600, 900)),
        (crowded_plan(TOWN, units=60, alerts=45), (1366, 768)),
    ],
    ids=["small", "wide", "crowd"],
)
def test_it_is_sound_in_every_look(
    browser: Browser, tmp_path: Path, plan: Plan, size: tuple[int, int]
) -> None:
    page = opened(browser, tmp_path, plan, size)
    assert plan_faults(page, plan) == []
    assert page_faults(page) == []


@pytest.mark.slow
def test_routes_of_each_colour_are_seen_in_both_themes(small: OpenPage) -> None:
    for theme, colours in COLOURS.items():
        show_as(small, theme, "en")
        assert missing_colours(small, colours, ".folium-map") == []
    show_as(small, "dark", "en")


@pytest.mark.slow
def test_hostile_texts_are_only_texts(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    file.write_text(plan_page(hostile_plan(TOWN), Look(language="both")), "utf-8")
    page = open_page(
        browser,
        file,
        first="window.ran = []; window.alert = (what) => { window.ran.push(what); };",
    )
    shown = [f"Title {text}" for text in HOSTILE]
    shown += [f"A{row:03d} {text}" for row, text in enumerate(HOSTILE, start=1)]
    shown += [f"P{row:02d} {text}" for row, text in enumerate(HOSTILE, start=1)]
    shown += [f"Street {text}" for text in HOSTILE]
    assert unspoken(page, [*shown, " ".join(HOSTILE), *HOSTILE]) == []
    for row in page.page.locator(".alert-row").all():
        row.focus()
        page.page.keyboard.press("Enter")
        told = page.page.locator(".leaflet-popup-content").text_content() or ""
        number = int((row.get_attribute("data-alert") or "")[1:4]) - 1
        for part in ("Title {}", "Street {}", "Phone {}", "Caller {}"):
            assert part.format(HOSTILE[number]) in told
    page.page.keyboard.press("Escape")
    for text in HOSTILE:
        page.page.locator("#search").fill(f"Title {text}"[:60])
        assert unspoken(page, [text]) == []
    assert foreign_markup(page) == []
    assert page.page.evaluate("window.ran") == []
    assert noises(page) == []


@pytest.mark.slow
def test_long_ids_and_names_cover_nothing(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, hostile_plan(TOWN))
    assert [*hidden(page), *covered(page)] == []


def test_languages_change_texts_names_and_title(small: OpenPage) -> None:
    page = small.page
    show_as(small, "dark", "zh")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert "超时" in small.texts(".kpi > span")
    assert not re.search("[A-Za-z]{3}", " ".join(small.texts(".panel > h2")))
    assert page.title() == "出警方案: An evening"
    assert not re.search("[a-z]", page.locator("#theme").get_attribute("title") or "")
    show_as(small, "dark", "both")
    both = " ".join(small.texts(".kpi > span"))
    assert "late" in both
    assert "超时" in both
    show_as(small, "dark", "en")
    assert "超时" not in " ".join(small.texts("body"))
    assert noises(small) == []


# Of each layer's switch, in their order: what it shows.
LAYERS = (
    None,  # reach: this plan was made by hand, and has none
    ".closest-idle",
    None,  # meeting points: nobody agreed on any
    ".folium-map path.route",
    ".unit-marker",
    ".alert-marker",
)


def test_each_layer_is_switched_by_its_box(small: OpenPage) -> None:
    switches = small.page.locator(SWITCHES)
    assert switches.count() == len(LAYERS)
    for row, selector in enumerate(LAYERS):
        if selector is None:
            continue
        switch, shown = switches.nth(row), small.page.locator(selector)
        was = switch.is_checked()
        switch.set_checked(checked=False)
        assert shown.count() == 0
        switch.set_checked(checked=True)
        assert shown.count() > 0
        switch.set_checked(checked=was)
    assert noises(small) == []


def middle(box: FloatRect | None) -> tuple[float, float]:
    """Return the middle of an element."""
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def place_of(page: OpenPage, marker: str) -> tuple[float, float]:
    """Return where on the screen a marker stands."""
    return middle(page.page.locator(marker).bounding_box())


P1 = ".unit-marker[data-unit=P1]"


def test_the_player_runs_stops_and_goes_back(small: OpenPage) -> None:
    page = small.page
    page.locator("#title").click()
    start = place_of(small, P1)
    badges = badges_shown(small)
    assert small.texts("#player-clock") == ["–"]
    page.keyboard.press("End")
    # All who were sent are there: the last door is 09:23 - 2:00 from now.
    assert place_of(small, P1) != start
    assert badges_shown(small)["A2"].startswith("✓ 09:23")
    page.keyboard.press("Home")
    assert small.texts("#player-clock") == ["+00:00"]
    assert place_of(small, P1) == pytest.approx(start, abs=1)
    page.keyboard.press("ArrowRight")
    assert small.texts("#player-clock") == ["+00:10"]
    assert badges_shown(small)["A2"] == "07:13 LATE"  # 563 - 120 - 10 s
    page.keyboard.press("Space")
    assert page.locator("#player-play").get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(300)
    page.keyboard.press("Space")
    assert page.locator("#player-play").get_attribute("aria-pressed") == "false"
    [stopped] = small.texts("#player-clock")
    assert stopped > "+00:10"
    page.wait_for_timeout(150)
    assert small.texts("#player-clock") == [stopped]
    page.keyboard.press("0")
    assert small.texts("#player-clock") == ["–"]
    assert badges_shown(small) == badges
    assert place_of(small, P1) == pytest.approx(start, abs=1)
    assert plan_faults(small, small_plan(TOWN)) == []
    assert noises(small) == []


@pytest.mark.slow
def test_the_player_draws_at_most_fifteen_times_a_second(small: OpenPage) -> None:
    drawn = small.page.evaluate(
        """async () => {
          let count = 0;
          const clock = document.getElementById("player-clock");
          const watch = new MutationObserver(() => { count += 1; });
          watch.observe(clock, { childList: true });
          document.getElementById("player-play").click();
          await new Promise((done) => setTimeout(done, 1000));
          document.getElementById("player-play").click();
          document.getElementById("player-whole").click();
          return count;
        }"""
    )
    assert 1 < drawn <= 15 + 3  # and the first and the last moment


def test_the_gantt_is_the_scrubber_and_has_every_alert(small: OpenPage) -> None:
    page = small.page
    rows = page.locator(".gantt-row")
    assert rows.count() == 4
    # The tick is where the target is up: 480 s after the alert came in.
    assert page.locator(".gantt-tick").count() == 4
    plot = page.locator(".gantt-plot").bounding_box()
    assert plot is not None
    page.mouse.click(plot["x"] + 0.5 * plot["width"], plot["y"] + plot["height"] - 3)
    [half] = small.texts("#player-clock")
    page.mouse.click(plot["x"] + 0.8 * plot["width"], plot["y"] + plot["height"] - 3)
    [later] = small.texts("#player-clock")
    assert "+00:00" < half < later
    assert page.locator(".gantt-cursor").is_visible()
    page.locator("#player-whole").click()
    assert not page.locator(".gantt-cursor").is_visible()


def test_search_finds_units_alerts_and_places(small: OpenPage) -> None:
    page = small.page
    page.locator("#title").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    for typed, found in (
        ("P4", ["P4"]),
        ("a2", ["A2"]),
        ("street 2", ["A3"]),
        ("courier", ["A2"]),
        ("nobody", []),
    ):
        page.locator("#search").fill(typed)
        assert small.texts(".found-row b") == found, typed
    page.locator("#search").fill("courier")
    page.keyboard.press("Enter")
    assert "Courier refund" in small.texts(".leaflet-popup-content")[0]
    assert page.locator("#search").input_value() == ""
    page.keyboard.press("Escape")
    page.locator(".whole-plan").click()
    assert noises(small) == []


# What has the focus, by its name; nothing the second time.
REACHED = """() => {
  const it = document.activeElement;
  if (it === document.body || window.reached.has(it)) return "";
  window.reached.add(it);
  const own = it.id || it.dataset.alert || it.dataset.unit;
  return own || (it.getAttribute("class") || it.tagName).split(" ")[0];
}"""


def test_keys_reach_everything_in_reading_order(small: OpenPage) -> None:
    page = small.page
    page.locator("#title").click()  # from here on
    page.evaluate("window.reached = new Set()")
    reached: list[str] = []
    while len(reached) < 80:
        page.keyboard.press("Tab")
        name = page.evaluate(REACHED)
        if not name:
            break
        reached.append(name)
    for wanted in (
        *("language", "theme", "help", "search", "A1", "A4", "P1", "P7"),
        *("leaflet-control-zoom-in", "leaflet-marker-icon", "gantt", "player-play"),
    ):
        assert wanted in reached, reached
    assert reached.index("A1") < reached.index("A4") < reached.index("P1")


def test_help_opens_by_its_key_and_closes_by_escape(small: OpenPage) -> None:
    page = small.page
    page.locator("#title").click()
    page.keyboard.press("?")
    assert page.locator("#help-sheet").is_visible()
    assert len(small.texts("#help-sheet dt")) == len(small.texts("#help-sheet dd"))
    page.keyboard.press("Escape")
    assert not page.locator("#help-sheet").is_visible()
    assert page.evaluate("document.activeElement.id") == "help"


def test_badges_lie_beside_each_other(small: OpenPage) -> None:
    boxes = [badge.bounding_box() for badge in small.page.locator(".badge").all()]
    assert overlaps([box for box in boxes if box]) == 0


@pytest.mark.slow
def test_pages_of_a_city_are_small_and_tell_their_plans(
    browser: Browser, tmp_path: Path, city: RoadNetwork
) -> None:
    # Bytes that are allowed for 40,000 edges; the city has 48,605.
    for scenario, most in (
        (scenarios.read("evening"), 800_000),
        (crowd(city), 1_200_000),
    ):
        plan = dispatch.plan(scenario, city)
        page = opened(browser, tmp_path, plan)
        assert (tmp_path / "plan.html").stat().st_size <= most
        assert plan_faults(page, plan) == []
        assert [*hidden(page), *covered(page), *cut_short(page)] == []
        assert noises(page) == []
