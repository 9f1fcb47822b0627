"""The page of a sweep, in a browser without network."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dispatch.page.sweep.sweep_data import sweep_data
from dispatch.page.sweep.sweep_page import sweep_page
from dispatch.page.texts import page_texts
from dispatch.simulation.rules.by_name import RULES
from dispatch.sweep.bounds import Bound
from dispatch.sweep.report import SweepReport
from tests.browser import OpenPage, open_page
from tests.dispatch.sweep.cases import little_case, result
from tests.hostile_texts import HOSTILE as FOREIGN
from tests.page_checks import foreign_markup, page_faults, unspoken

HOSTILE = "</script><img src=x onerror=alert(1)>:{{ 7 * 7 }}"


def report(*rules: str, seeds: int = 3) -> SweepReport:
    """Return a report: by the second rule more are on time, and it takes longer."""
    return SweepReport(
        cases=[replace(little_case(), title="Little", warm_up_s=600.0)],
        rules=rules,
        replications=seeds,
        seed=1,
        policy="default",
        results=[
            result(
                rule,
                seed,
                on_time=0.5 + 0.05 * seed + (0.1 + 0.01 * seed) * at,
                median_s=400.0 + 10.0 * seed + (60.0 + seed) * at,
                load=0.25,
            )
            for seed in range(1, seeds + 1)
            for at, rule in enumerate(rules)
        ],
    )


@pytest.fixture(scope="module")
def compared(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the page of two rules."""
    file = tmp_path_factory.mktemp("sweep") / "simulate.html"
    file.write_text(sweep_page(report("closest_idle", HOSTILE)), "utf-8")
    return open_page(browser, file)


def test_nothing_is_asked_for_said_or_thrown(compared: OpenPage):
    assert compared.quiet, compared
    assert HOSTILE in compared.texts("tbody th")[1]


def test_figures_and_differences_are_the_reports(compared: OpenPage):
    assert compared.texts(".kpi") == [
        "2\nrules",
        "3\nreplications",
        "10.0\nalerts a shift",
        "25.0\u202f%\nload".replace("\u202f", " "),
    ]
    # On time 0.55, 0.60, 0.65: 0.60, and 4.3027 x 0.05 / sqrt(3) = 0.1242 about it.
    first, second = (
        compared.page.locator("tbody tr").nth(at).locator("td") for at in (0, 1)
    )
    assert first.nth(1).inner_text() == "60.0 ± 12.4 %"
    assert second.nth(1).inner_text() == "72.0 ± 14.9 %\n+12.0 ± 2.5 points better"
    assert second.nth(2).inner_text() == "08:02 ± 00:27\n+01:02 ± 00:02 worse"
    assert second.nth(3).inner_text() == "–"
    assert second.nth(0).inner_text() == "10.0 ± 0.0"
    title = second.nth(1).get_attribute("title")
    assert title == "57.1 to 86.9 %, 3 replications"


def test_charts_show_differences_or_means(compared: OpenPage):
    marks = compared.page.locator(".charts figure .mark")
    assert marks.count() == 2
    assert {marks.nth(at).get_attribute("class") for at in (0, 1)} == {
        "mark better",
        "mark worse",
    }
    compared.page.get_by_text("Means").click()
    assert marks.count() == 4
    pressed = compared.page.locator(".views button[aria-pressed='true']")
    assert pressed.inner_text() == "Means"
    compared.page.get_by_text("Differences from closest idle").click()
    assert marks.count() == 2


def test_it_is_read_in_chinese_and_in_the_light(compared: OpenPage):
    page = compared.page
    page.locator("#language").click()
    assert page.locator("html").get_attribute("data-language") == "zh"
    seen = page.locator("#content").inner_text()
    assert "指标说明" in seen
    assert "更好" in seen
    known = seen.replace(HOSTILE, "").replace(HOSTILE[-17:], "")
    assert not re.findall(r"[a-z]{3,}", known.replace("Little", ""))
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert compared.quiet


def test_one_rule_once_needs_no_intervals(browser: Browser, tmp_path: Path):
    file = tmp_path / "simulate.html"
    file.write_text(sweep_page(report("full", seeds=1)), "utf-8")
    opened = open_page(browser, file)
    assert opened.quiet, opened
    assert opened.texts("tbody td")[1] == "55.0 %"
    assert not opened.page.locator(".views").is_visible()
    assert opened.page.locator(".mark").count() == 2


def test_the_same_report_gives_the_same_text():
    told = report("closest_idle", "full")
    assert sweep_page(told) == sweep_page(told)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1600, 900)])
def test_it_is_sound(browser: Browser, tmp_path: Path, width: int, height: int):
    file = tmp_path / "simulate.html"
    file.write_text(sweep_page(report("closest_idle", "full", "batch")), "utf-8")
    assert page_faults(open_page(browser, file, width=width, height=height)) == []


def test_texts_from_outside_stay_texts(browser: Browser, tmp_path: Path):
    file = tmp_path / "simulate.html"
    told = report(*FOREIGN)
    cases = [replace(told.cases[0], title=" ".join(FOREIGN))]
    file.write_text(sweep_page(replace(told, cases=cases)), "utf-8")
    opened = open_page(browser, file)
    assert unspoken(opened, FOREIGN) == []
    assert foreign_markup(opened) == []
    assert opened.quiet, opened


def test_every_rule_of_the_program_has_its_words():
    words = page_texts(Path("dispatch/page/sweep"))["en"]["rule"]
    assert {*RULES} <= {*words}


def test_many_scenarios_have_a_short_title():
    told = report("full")
    cases = [replace(told.cases[0], title=name) for name in ("A", "B", "C", "D", "E")]
    many = replace(told, cases=[replace(c, name="little") for c in cases])
    assert sweep_data(many)["title"] == "A, B, C, +2"


def test_what_no_rule_could_have_bettered(browser: Browser, tmp_path: Path):
    bounds = [Bound(case="little", seed=seed, on_time=0.9) for seed in (1, 2, 3)]
    file = tmp_path / "simulate.html"
    file.write_text(sweep_page(replace(report("closest_idle"), bounds=bounds)), "utf-8")
    # On time were 55, 60 and 65 %: 60 on the mean, of 90.
    (line,) = open_page(browser, file).texts(".hindsight")
    assert "more than 90.0 % on time" in line
    assert "closest idle lacks 30.0 points" in line
