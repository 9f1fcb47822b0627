"""Each check of pages finds its fault on a page that was broken on purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from dispatch.page.plan.plan_page import plan_page
from tests.browser import OpenPage, browser, open_page
from tests.page_checks import (
    barriers,
    covered,
    cut_short,
    faint,
    foreign_markup,
    hidden,
    missing_colours,
    noises,
    page_faults,
    paper_faults,
    unspoken,
)
from tests.plan_page_checks import plan_faults
from tests.plans import small_plan, small_town

__all__ = ["browser"]

pytestmark = pytest.mark.slow

PLAN = small_plan(small_town())
Check = Callable[[OpenPage], list[str]]

STYLE = """(text) => {
  document.head.appendChild(document.createElement("style")).textContent = text;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open a page that is broken and loaded anew by each test."""
    file = tmp_path_factory.mktemp("page") / "plan.html"
    file.write_text(plan_page(PLAN), "utf-8")
    return open_page(browser, file, offline=False)


def anew(page: OpenPage) -> OpenPage:
    """Load a page anew, and forget what happened before."""
    page.page.reload()
    for record in (page.requests, page.messages, page.errors):
        record.clear()
    return page


COVER = "{} {{ content: ''; position: absolute; z-index: 9; {} }}"
TALL = "html, body, .printing body { height: 2000px !important; overflow: visible "

# By style: what is broken, the check, what it is to say.
STYLES: list[tuple[str, Check, str]] = [
    (
        COVER.format(".top::after", "left: 344px; top: 0; width: 500px; height: 60px;"),
        covered,
        "covered: <div kpi> 4 open alerts",
    ),
    (
        COVER.format(".panel::after", "left: 0; top: 90px; width: 340px; height: 90px"),
        covered,
        "alert-row",
    ),
    ("#help { transform: translateX(40px); }", hidden, "<button help>"),
    (".kpi b { width: 20px; }", cut_short, "09:23"),
    (".badge > span { width: 30px; overflow: hidden; }", cut_short, "09:23"),
    (".kpi span { color: #666 !important; }", faint, "units still free"),
    ("#moment span { color: #555 !important; }", barriers, "color-contrast"),
    (f"@media print {{ {TALL} !important; }} }}", paper_faults, "printed on"),
    ("@page { size: A5; }", paper_faults, "printed on"),
    (
        ".route.late { visibility: hidden; }",
        lambda page: missing_colours(page, {"late": "#F73A55"}, ".folium-map"),
        "no late",
    ),
]


@pytest.mark.parametrize(("style", "check", "told"), STYLES)
def test_a_broken_style_is_found(
    page: OpenPage, style: str, check: Check, told: str
) -> None:
    anew(page).page.evaluate(STYLE, style)
    assert told in "\n".join(check(page))


def says_its_plan(page: OpenPage) -> list[str]:
    """List where the page tells anything but its plan."""
    return plan_faults(page, PLAN)


FIND = "document.querySelector"

NAMELESS = "it.removeAttribute('aria-label'); it.title = ''; it.textContent = ''"
SLIPPED = "document.body.appendChild(document.createElement('script')).text = '1'"

# By script: what is broken, the check, what it is to say.
SCRIPTS: list[tuple[str, Check, str]] = [
    (f"{FIND}('.kpi b').textContent = '5'", says_its_plan, "figures"),
    (f"{FIND}('.badge.late span').textContent = '09:24'", says_its_plan, "badges"),
    (f"{FIND}('.badge.late .tag').remove()", says_its_plan, "badges"),
    (f"{FIND}('.alert-row').before({FIND}('.alert-row.late'))", says_its_plan, "rows"),
    (f"{FIND}('.unit-marker').remove()", says_its_plan, "units"),
    (f"{FIND}('.folium-map path.route').remove()", says_its_plan, "routes"),
    (f"const it = {FIND}('#theme'); {NAMELESS}", barriers, "button-name"),
    (f"{FIND}('#title').innerHTML = '<img src=data:,>'", foreign_markup, "<img"),
    ("0", lambda page: unspoken(page, ["Nobody wrote this"]), "Nobody wrote this"),
    ("setTimeout(() => { throw new Error('broken'); })", noises, "threw broken"),
    ("console.log('so far')", noises, "said so far"),
    ("fetch('https://example.org/x').catch(() => 0)", noises, "connect-src"),
    ("new Image().src = 'https://example.org/x.png'", noises, "img-src"),
    (SLIPPED, noises, "script-src"),
]


@pytest.mark.parametrize(("script", "check", "told"), SCRIPTS)
def test_a_broken_page_is_found(
    page: OpenPage, script: str, check: Check, told: str
) -> None:
    anew(page).page.evaluate(f"() => {{ {script}; }}")
    page.page.wait_for_timeout(60)
    assert told in "\n".join(check(page))


def test_a_fault_in_one_look_alone_is_found(page: OpenPage) -> None:
    late = "html[data-theme=light][data-language=both] .kpi b { width: 9px }"
    anew(page).page.evaluate(STYLE, late)
    faults = [fault for fault in page_faults(page) if "cut short" in fault]
    assert faults
    assert all(fault.startswith("light both") for fault in faults)
