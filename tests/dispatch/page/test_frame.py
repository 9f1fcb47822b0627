"""The frame that our pages stand in."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.shared.files import BASE_SCRIPTS, BASE_STYLES
from tests.browser import open_page
from tests.plans import small_town

TEMPLATE = """{% extends "frame.html.jinja" %}
{% block content %}<main id="rows">{{ say("page.below") }}</main>{% endblock %}
"""
TEXTS = {
    "en": '[page]\nname = "Rows & <more>"\nbelow = "of {n}"\n[layer]\nspots = "Spots"',
    "zh": '[page]\nname = "行"\nbelow = "共 {n}"\n[layer]\nspots = "点"',
}
SCRIPT = """window.showRows = (parts) => {
  const words = new Words(parts.frame.texts);
  const below = words.say("page.below", { n: parts.data.rows });
  const level = words.say("level.high");
  fill(document.getElementById("rows"), [
    element("p", "below", below),
    element("p", "level", words.join([parts.data.name, level, null, ""], " · ")),
    element("p", "plain", parts.data.name),
  ]);
  openFrame(parts, words, {});
};
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the folder of a page of three paragraphs."""
    (tmp_path / "languages").mkdir()
    for language, text in TEXTS.items():
        (tmp_path / "languages" / f"{language}.toml").write_text(text, "utf-8")
    (tmp_path / "rows.html.jinja").write_text(TEMPLATE, "utf-8")
    (tmp_path / "board.js").write_text(SCRIPT, "utf-8")
    return tmp_path


def parts_of(folder: Path, **more: object) -> PageParts:
    """Return the parts of that page."""
    return PageParts(
        folder=folder,
        template="rows.html.jinja",
        show="showRows",
        scripts=(*BASE_SCRIPTS, folder / "board.js"),
        styles=BASE_STYLES,
        **more,  # type: ignore[arg-type]  # fields of any type
    )


def test_a_page_without_a_map_carries_no_map(browser: Browser, folder: Path) -> None:
    name = "<b>${1}</b>\\"
    page = page_frame(
        parts_of(folder),
        title="One </title><b>",
        data={"rows": 3, "name": name},
        look=Look(theme="light", language="both"),
    )
    assert "Leaflet 1" not in page
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    shown = open_page(browser, file)
    assert shown.page.title() == "Rows & <more>: One </title><b>"
    # A text in each language; one that is the same in both stands there once.
    assert shown.texts(".below") == ["of 3共 3"]
    assert shown.texts(".level") == [f"{name} · high高"]
    assert shown.texts(".plain") == [name]
    assert shown.page.locator(".level [lang]").count() == 2
    shown.page.click("#language")
    assert shown.texts(".below") == ["of 3"]
    assert shown.page.get_attribute("#theme", "title") == "Dark or light"
    shown.page.click("#language")
    assert shown.texts(".level") == [f"{name} · 高"]
    assert shown.page.get_attribute("#theme", "aria-label") == "深色或浅色"
    assert shown.page.title() == "行: One </title><b>"
    shown.page.click("#theme")
    assert shown.page.get_attribute("html", "data-theme") == "dark"
    assert shown.quiet, shown


def test_layers_are_named_in_both_languages(folder: Path) -> None:
    town = small_town()
    page = page_frame(
        parts_of(folder, layers=("spots",)), title="", data={}, roads=town
    )
    spans = '\\u003cspan lang=\\"en\\"\\u003eSpots\\u003c/span\\u003e'
    assert spans in page
    assert "<title>Rows &amp; &lt;more&gt;</title>" in page
    assert re.search(r"showRows\(\{\s+map: map_\d+,\s+basemap: basemap_\d+,", page)


def pages_parts() -> list[PageParts]:
    """Find what each of our pages is made of."""
    found = []
    for file in sorted(Path("dispatch/page").glob("*/*_page.py")):
        module = importlib.import_module(".".join(file.with_suffix("").parts))
        found += [each for each in vars(module).values() if isinstance(each, PageParts)]
    return found


@pytest.mark.parametrize("parts", pages_parts(), ids=lambda parts: parts.show)
def test_files_that_share_a_scope_name_nothing_twice(parts: PageParts) -> None:
    names = Counter(
        name
        for file in parts.scripts
        for name in re.findall(
            r"^(?:async )?(?:function|const|let|var|class)\s+(\w+)",
            file.read_text("utf-8"),
            re.MULTILINE,
        )
    )
    assert names
    assert [name for name, times in names.items() if times > 1] == []
    assert len(set(parts.scripts)) == len(parts.scripts)
    assert len(set(parts.styles)) == len(parts.styles)
