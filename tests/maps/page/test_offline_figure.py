"""A Folium page that asks the network for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import folium
import pytest
from branca.element import Element
from folium import plugins
from playwright.sync_api import Browser

from maps.page.offline_figure import OutsideReferenceError
from maps.page.offline_map import OfflineMap
from maps.page.parts import Raw
from tests.browser import OpenPage, open_page

PLACE = [64.14, -21.93]
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def ordinary_map(title: str = "A map") -> OfflineMap:
    """Return a map with a layer of each ordinary kind."""
    page = OfflineMap(title=title, location=PLACE, zoom_start=12)
    group = folium.FeatureGroup(name="Places").add_to(page)
    folium.Marker(PLACE, popup="Here", tooltip="A tooltip").add_to(group)
    folium.Marker(PLACE, icon=folium.DivIcon(html="<b>P1</b>")).add_to(group)
    folium.Circle(PLACE, radius=500).add_to(page)
    folium.CircleMarker(PLACE, radius=5).add_to(page)
    folium.GeoJson(
        {"type": "Point", "coordinates": PLACE[::-1]}, tooltip="A point"
    ).add_to(page)
    folium.LayerControl().add_to(page)
    return page


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """Open the ordinary map."""
    file = tmp_path_factory.mktemp("page") / "map.html"
    file.write_text(ordinary_map().figure.render(), "utf-8")
    return open_page(browser, file)


def test_ordinary_layers_work_without_a_network(opened: OpenPage) -> None:
    assert opened.quiet, opened
    assert opened.page.locator("path.leaflet-interactive").count() == 2
    assert opened.page.locator(".leaflet-marker-icon").count() == 3
    assert opened.texts(".leaflet-control-layers-overlays span") != []


def test_default_markers_have_their_picture(opened: OpenPage) -> None:
    widths = opened.page.evaluate(
        "() => Array.from(document.querySelectorAll('img')).map((i) => i.naturalWidth)"
    )
    assert widths
    assert all(width > 0 for width in widths)


def test_ordinary_popups_open(opened: OpenPage) -> None:
    opened.page.locator("img.leaflet-marker-icon").first.dispatch_event("click")
    assert opened.texts(".leaflet-popup-content") == ["Here"]


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Run a server on this machine; its address, and the paths asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()
        thread.join()


POLICY = re.compile(r'(?<=Content-Security-Policy" content=")[^"]*')

# What would fetch a picture and run scripts, two ways each.
SLIPPED_IN = """<img src="{address}/seen.png" onerror="count()">
<script>count()</script><script src="{address}/seen.js"></script>"""


@pytest.mark.parametrize("policy", [None, "script-src 'unsafe-inline' *"])
def test_the_policy_stops_what_slips_in(
    browser: Browser, tmp_path: Path, server: tuple[str, list[str]], policy: str | None
) -> None:
    address, asked = server
    page = ordinary_map().figure.render()
    if policy is not None:
        page = POLICY.sub(policy, page)
    slipped = SLIPPED_IN.format(address=address)
    file = tmp_path / "map.html"
    file.write_text(page.replace("</body>", slipped + "</body>"), "utf-8")
    opened = open_page(
        browser, file, offline=False, first="window.n = 0; count = () => { n += 1; };"
    )
    fetched = opened.page.evaluate(
        "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'open', () => 'shut')",
        f"{address}/fetched",
    )
    ran = opened.page.evaluate("window.n")
    if policy is not None:
        assert (ran, fetched) == (2, "open")
        assert sorted(asked) == ["/fetched", "/seen.js", "/seen.png"]
    else:
        assert (ran, fetched, asked) == (0, "shut", [])
        told = "\n".join(opened.messages)
        for directive in ("img-src", "script-src", "connect-src", "default-src"):
            assert directive in told, told


def test_the_policy_comes_before_everything_it_governs() -> None:
    page = ordinary_map().figure.render()
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert page.index("Content-Security-Policy") < page.index("<script>")


def test_what_is_needed_is_inside_and_the_rest_left_out() -> None:
    page = ordinary_map().figure.render()
    assert "Leaflet 1.9.4" in page
    assert "jQuery v3" not in page  # only where it is used
    for absent in ("bootstrap", "fontawesome", "glyphicon", "awesome", "cdn."):
        assert absent not in page.lower().replace("awesome_markers", "")


def test_own_styles_come_after_leaflets() -> None:
    page = ordinary_map()
    page.figure.header.add_child(Raw("<style>.mine {}</style>"))
    html = page.figure.render()
    assert html.index(".leaflet-pane,") < html.index(".mine {}")


def test_the_same_map_gives_the_same_text() -> None:
    assert ordinary_map().figure.render() == ordinary_map().figure.render()


def test_other_maps_keep_their_links() -> None:
    page = ordinary_map()
    page.add_js_link("mine", "https://example.org/mine.js")
    assert ("mine", "https://example.org/mine.js") not in folium.Map.default_js


def test_titles_are_text() -> None:
    page = ordinary_map("</title><script>alert(1)</script>").figure.render()
    assert "<script>alert(1)" not in page
    assert "<title>&lt;/title&gt;" in page


def tiles(page: OfflineMap) -> None:
    """Add tiles from a server."""
    folium.TileLayer("OpenStreetMap").add_to(page)


def unknown_plugin(page: OfflineMap) -> None:
    """Add a plugin whose script is not carried."""
    plugin = plugins.Fullscreen()  # type: ignore[no-untyped-call]  # has no types
    plugin.add_to(page)


def new_link(page: OfflineMap) -> None:
    """Add a script from a server."""
    page.add_js_link("mine", "https://example.org/mine.js")


def font_icon(page: OfflineMap) -> None:
    """Add a marker drawn with web fonts."""
    folium.Marker(PLACE, icon=folium.Icon()).add_to(page)


def picture_icon(page: OfflineMap) -> None:
    """Add a marker whose picture is on a server."""
    icon = folium.CustomIcon("https://example.org/icon.png")
    folium.Marker(PLACE, icon=icon).add_to(page)


def overlay(page: OfflineMap) -> None:
    """Add a picture from a server."""
    bounds = [[64.1, -22.0], [64.2, -21.8]]
    folium.raster_layers.ImageOverlay("http://example.org/a.png", bounds).add_to(page)


def markup(text: str) -> Callable[[OfflineMap], None]:
    """Add something to the page's body."""

    def add(page: OfflineMap) -> None:
        page.figure.html.add_child(Raw(text))

    return add


OUTSIDE = [
    tiles,
    unknown_plugin,
    new_link,
    font_icon,
    picture_icon,
    overlay,
    markup('<img src="http://example.org/a.png">'),
    markup('<img src="a.png">'),
    markup('<img srcset="//example.org/a.png 2x">'),
    markup('<link rel="stylesheet" href="a.css">'),
    markup('<script src="a.js"></script>'),
    markup('<iframe src="http://example.org"></iframe>'),
    markup("<svg><use href='a.svg#x'></use></svg>"),
    markup("<style>@import 'a.css';</style>"),
    markup("<style>p { background: url(a.png) }</style>"),
    markup("<style>p { background: url( 'http://example.org/a.png' ) }</style>"),
    markup("<p style=\"background: url('a.png')\">"),
]


@pytest.mark.parametrize("add", OUTSIDE)
def test_what_is_not_inside_is_refused(add: Callable[[OfflineMap], None]) -> None:
    page = ordinary_map()
    add(page)
    with pytest.raises(OutsideReferenceError):
        page.figure.render()


INSIDE = [
    f'<img src="{PIXEL}">',
    f"<style>p {{ background: url({PIXEL}) }}</style>",
    f"<style>p {{ background: url( '{PIXEL}' ) }}</style>",
    "<svg><use href='#x'></use></svg>",
    '<a href="https://www.openstreetmap.org/copyright">a link to be clicked</a>',
    '<script type="application/json">{"title": "@import url(x) src=x"}</script>',
]


@pytest.mark.parametrize("text", INSIDE)
def test_what_is_inside_is_let_through(text: str) -> None:
    page = ordinary_map()
    markup(text)(page)
    assert text in page.figure.render()


def test_text_that_looks_like_a_random_id_stays() -> None:
    page = ordinary_map()
    page.figure.html.add_child(Raw("<p>" + "0123456789abcdef" * 2 + "</p>"))
    assert "0123456789abcdef" * 2 in page.figure.render()


def test_raw_text_is_not_read_as_a_template() -> None:
    page = ordinary_map()
    page.figure.html.add_child(Raw("<p>{{ 7 * 7 }} {% if %} {# x #}</p>"))
    assert "<p>{{ 7 * 7 }} {% if %} {# x #}</p>" in page.figure.render()


def test_ids_are_numbers() -> None:
    page = ordinary_map()
    element = Element("<i></i>")
    page.figure.html.add_child(element)
    assert "map_1" in page.figure.render()
    assert page.get_name() not in page.figure.render()
