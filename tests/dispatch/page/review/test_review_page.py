"""The page of a review, in a browser without network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dispatch.page.look import Look
from dispatch.page.review.review_page import review_page
from dispatch.page.texts import page_texts
from dispatch.review.review import Review
from maps.road_network import RoadNetwork
from scenarios.call_logs.finding import KINDS
from tests.browser import OpenPage, open_page
from tests.dispatch.page.review.reviews import bare_review, crowded_review, small_review
from tests.page_checks import (
    LANGUAGES,
    THEMES,
    barriers,
    covered,
    cut_short,
    faint,
    foreign_markup,
    hidden,
    show_as,
)
from tests.towns import grid_town

TOWN = grid_town(12, 8, 250.0)
SIZES = [(1366, 768), (1600, 900)]
SHEETS = (
    *("map", "hours", "measures", "worst", "load", "predictions", "could"),
    *("against", "quality"),
)
HOSTILE = (
    "<img src=x onerror=alert(1)></script><script>alert(1)</script>${alert(1)}"
    "{{ 7 * 7 }}{% if x %}{# x #}C:\\new\\u0041\"'<!-- <script>&lt;b&gt;\u2028通运街"
)


def opened(  # noqa: PLR0913 - what a page hangs on
    browser: Browser,
    folder: Path,
    review: Review,
    *,
    roads: RoadNetwork | None = None,
    look: Look | None = None,
    width: int = 1366,
    height: int = 768,
) -> OpenPage:
    """Open a review's page."""
    file = folder / "review.html"
    file.write_text(review_page(review, look or Look(), roads=roads), "utf-8")
    return open_page(browser, file, width=width, height=height)


@pytest.fixture(scope="module")
def plain(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the page of a small review without roads."""
    return opened(browser, tmp_path_factory.mktemp("plain"), small_review())


def sheet(page: OpenPage, name: str) -> str:
    """Open a sheet, and return what is seen of it."""
    page.page.click(f"#tab-{name}")
    return page.page.locator(f"#sheet-{name}").inner_text()


def test_what_is_seen_first(plain: OpenPage) -> None:
    assert plain.page.title() == "Response times: march.csv"
    assert plain.texts("#title") == ["march.csv"]
    span = "2026-03-16 08:05 – 2026-03-17 10:00 · Asia/Shanghai"
    assert plain.texts("#moment") == [span]
    assert plain.texts("#sentences li") == ["One.", "Two.", "Three."]
    # Ten were reached, four in five of them in time.
    assert plain.texts(".kpi") == [
        "12\ncalls",
        "05:30\nmedian",
        "10:13\n90th percentile",
        "80.0 %\nwithin 08:00",
        "2\nlate",
        "2\nno arrival",
    ]
    assert plain.texts(".kpi.alarm > span") == ["late"]
    assert plain.quiet, plain


def test_bars_stand_on_either_side_of_the_target(plain: OpenPage) -> None:
    page = plain.page
    assert page.locator("#histogram .bin").count() == 11
    line = page.locator("#histogram .target").bounding_box()
    bars = [bar.bounding_box() for bar in page.locator("#histogram .bin").all()]
    assert line is not None
    before = [bar for bar in bars if bar and bar["x"] + bar["width"] <= line["x"] + 1]
    # Eight bins of a minute each end by 8:00.
    assert len(before) == 8
    assert page.locator("#histogram .target-time").text_content() == "08:00"


def test_cells_are_coloured_and_outlined_by_their_median(plain: OpenPage) -> None:
    sheet(plain, "map")
    cells = plain.page.locator("#sheet-map .cell")
    classes = [cell.get_attribute("class") or "" for cell in cells.all()]
    # 500, 370 and 240 s; the second has three calls.
    assert classes == ["cell band-4", "cell band-3 faint", "cell band-1"]
    dashes = [cell.get_attribute("stroke-dasharray") for cell in cells.all()]
    assert len(set(dashes)) == 3
    assert plain.page.locator("#sheet-map .late-call").count() == 1
    # The faint one is not among the worst.
    assert plain.page.locator("#cell-list .cell-row").count() == 2


def test_a_cell_of_the_list_is_found_by_keyboard(plain: OpenPage) -> None:
    sheet(plain, "quality")
    plain.page.locator("#cell-list .cell-row").first.focus()
    plain.page.keyboard.press("Enter")
    told = plain.page.locator(".told").inner_text()
    assert "6 calls with an arrival" in told
    assert "Late 50.0 % (18.8 % – 81.2 %)" in told
    assert plain.page.locator("#sheet-map .cell.chosen").count() == 1
    assert plain.page.locator("#tab-map").get_attribute("aria-selected") == "true"


def test_the_ground_can_be_looked_at_closer(plain: OpenPage) -> None:
    sheet(plain, "map")
    width = """() => document.querySelector('.ground').viewBox.baseVal.width"""
    before = plain.page.evaluate(width)
    plain.page.locator(".ground-tools button").first.click()
    assert plain.page.evaluate(width) == pytest.approx(before / 1.5)
    plain.page.locator(".ground-tools button").last.click()
    assert plain.page.evaluate(width) == pytest.approx(before)


def test_each_sheet_tells_its_part(plain: OpenPage) -> None:
    hours = sheet(plain, "hours")
    assert "Received to on scene by hour and weekday" in hours
    heat = plain.page.locator(".heat td.band-5")
    # 702 s of seven calls, 198 s of three.
    assert heat.all_inner_texts() == ["11.7"]
    few = plain.page.locator(".heat td.few")
    assert few.all_inner_texts() == ["3.3"]
    assert "3 calls, median 03:18" in (few.first.get_attribute("title") or "")

    worst = sheet(plain, "worst")
    for told in ("C7", "2026-03-16 08:05:00", "11:41", "+03:41", "East Street"):
        assert told in worst
    assert "Busy units" in sheet(plain, "load")
    predictions = sheet(plain, "predictions")
    for told in ("0.097", "Brier score", "2 that never came", "1.20"):
        assert told in predictions
    could = sheet(plain, "could")
    for told in ("Modelled times", "50.0 %", "05:00", "1 calls to which no unit"):
        assert told in could
    assert "0 calls" not in could
    assert "Primary road" in could
    against = sheet(plain, "against")
    for told in ("february → march", "06:40 → 05:30", "−01:10", "−01:50 – −00:20"):
        assert told in against
    # The change of the median leaves out zero, that of the 90th percentile does not.
    assert set(plain.texts("#sheet-against .better")) == {"−01:10"}
    quality = sheet(plain, "quality")
    for told in ("Rows without an arrival on scene", "kept as not arrived", "odd rows"):
        assert told in quality
    assert plain.quiet, plain


def test_intervals_are_chosen_by_what_and_by_group(plain: OpenPage) -> None:
    shown = sheet(plain, "measures")
    assert "05:30" in shown
    assert "04:10 – 07:00" in shown
    assert "07:10 – unbounded" in shown
    plain.page.get_by_role("button", name="Turnout", exact=True).click()
    plain.page.get_by_role("button", name="Priority", exact=True).click()
    rows = plain.page.locator("#sheet-measures tbody tr")
    assert [row.inner_text().split("\t")[0] for row in rows.all()] == ["A", "unknown"]
    pressed = plain.page.locator("#sheet-measures [aria-pressed=true]")
    assert pressed.all_inner_texts() == ["Turnout", "Priority"]
    plain.page.get_by_role("button", name="Unit", exact=True).click()
    # Two calls: neither bound of the median is known.
    assert "unbounded" in rows.first.inner_text()


def test_the_keyboard_goes_from_sheet_to_sheet(plain: OpenPage) -> None:
    sheet(plain, "map")
    plain.page.locator("#tab-map").focus()
    for name in (*SHEETS[1:], SHEETS[0]):
        plain.page.keyboard.press("ArrowRight")
        chosen = plain.page.locator("[role=tab][aria-selected=true]")
        assert chosen.get_attribute("id") == f"tab-{name}"
    plain.page.keyboard.press("ArrowLeft")
    assert plain.page.locator("#sheet-quality").is_visible()
    assert plain.page.locator(".sheet:visible").count() == 1


def test_chinese_and_both(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_review(), look=Look(language="zh"))
    assert page.page.title() == "出警时效分析: march.csv"
    assert page.texts("#sentences li") == ["一。", "二。", "三。"]
    assert "接警至到场" in sheet(page, "hours")
    latin = re.findall(r"[A-Za-z]{4,}", sheet(page, "predictions"))
    assert latin == []
    page.page.click("#language")
    assert page.page.locator("#sentences li").first.inner_text() == "One.\n一。"
    assert page.quiet, page


def test_a_log_that_knows_little_has_fewer_sheets(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, bare_review(), roads=TOWN)
    names = [tab.get_attribute("id") for tab in page.page.locator(".tab").all()]
    assert names == ["tab-hours", "tab-measures", "tab-worst", "tab-quality"]
    assert page.page.locator("#cell-parts").is_hidden()
    assert "Nothing odd was found." in sheet(page, "quality")
    assert page.quiet, page


def test_cells_lie_on_the_roads(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_review(), roads=TOWN)
    assert page.page.locator(".folium-map path.cell").count() == 3
    assert page.page.locator(".folium-map path.late-call").count() == 1
    assert page.page.locator("#sheets").is_hidden()
    page.page.locator("#cell-list .cell-row").first.click()
    told = page.page.locator(".leaflet-popup-content").inner_text()
    assert "Median 08:20, 90th percentile 11:40" in told
    sheet(page, "measures")
    assert page.page.locator(".folium-map").is_hidden()
    page.page.click("#tab-map")
    assert page.page.locator(".folium-map").is_visible()
    assert page.quiet, page


def test_texts_from_outside_are_only_text(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_review(HOSTILE), roads=TOWN)
    seen = HOSTILE.replace("\u2028", "")
    assert page.page.locator("#title").text_content() == f"march.csv{HOSTILE}"
    for name in SHEETS[1:]:
        page.page.click(f"#tab-{name}")
        if name == "measures":
            page.page.get_by_role("button", name="Unit", exact=True).click()
        text = page.page.locator(f"#sheet-{name}").text_content() or ""
        if name not in ("hours", "load", "predictions"):
            assert seen in text.replace("\u2028", ""), name
    assert foreign_markup(page) == []
    assert page.quiet, page


# Sheets that are wider than their room: only their tables may be scrolled.
WIDE = """() => Array.from(document.querySelectorAll("#sheets, .sheet")).filter(
  (element) => element.scrollWidth > element.clientWidth + 1
).map((element) => element.id)"""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("on_roads", [False, True])
def test_nothing_is_clipped_or_covered(
    browser: Browser, tmp_path: Path, width: int, height: int, *, on_roads: bool
) -> None:
    page = opened(
        browser,
        tmp_path,
        crowded_review(),
        roads=TOWN if on_roads else None,
        width=width,
        height=height,
    )
    for language in LANGUAGES:
        show_as(page, "dark", language)
        for name in SHEETS:
            page.page.click(f"#tab-{name}")
            if name == "measures":
                page.page.locator("#sheet-measures .choice").last.click()
            faults = [*hidden(page), *covered(page), *cut_short(page)]
            assert faults == [], (language, name)
            assert page.page.evaluate(WIDE) == [], (language, name)
    assert page.quiet, page


@pytest.mark.slow
def test_who_sees_little_can_read_every_sheet(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, small_review())
    for theme in THEMES:
        show_as(page, theme, "en")
        for name in SHEETS:
            page.page.click(f"#tab-{name}")
            page.page.wait_for_timeout(200)
            assert faint(page) == [], (theme, name)
            if theme == THEMES[0]:  # roles are the same in both
                assert barriers(page) == [], name


@pytest.mark.slow
def test_it_prints_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    for roads in (None, TOWN):
        page = opened(browser, tmp_path, small_review(), roads=roads)
        before = page.page.locator("#sentences").bounding_box()
        paper = page.page.pdf(prefer_css_page_size=True, print_background=True)
        sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
        # The first one, and one or more for each of the eight others.
        assert 5 <= sheets <= 12
        assert page.page.locator("html.printing").count() == 0
        assert page.page.locator("#sentences").bounding_box() == before
        assert page.page.locator(".sheet:visible").count() == (0 if roads else 1)
        assert page.quiet, page


def test_colours_change_with_the_theme(plain: OpenPage) -> None:
    sheet(plain, "map")
    assert plain.pixels_near("#10171F", ".panel", within=3) > 50_000
    plain.page.click("#theme")
    assert plain.pixels_near("#FFFFFF", ".panel", within=3) > 50_000
    plain.page.click("#theme")


def test_the_same_review_gives_the_same_bytes() -> None:
    assert review_page(small_review()) == review_page(small_review())
    on_roads = review_page(small_review(), roads=TOWN)
    assert on_roads == review_page(small_review(), roads=grid_town(12, 8, 250.0))


def test_every_finding_has_words_in_each_language() -> None:
    for texts in page_texts(Path("dispatch/page/review")).values():
        assert set(texts["finding"]) == set(texts["finding_done"]) == set(KINDS)


def test_styles_are_no_newer_than_2020() -> None:
    page = review_page(small_review(), roads=TOWN)
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        for newer in ("color-mix", "inset:", ":has(", "@layer", "@container", ":is("):
            assert newer not in style


def test_a_page_without_roads_stays_small() -> None:
    assert len(review_page(crowded_review()).encode()) < 400_000
