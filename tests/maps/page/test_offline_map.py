"""Ordinary Folium layers on an offline map, with texts of every kind."""

from __future__ import annotations

import json
from pathlib import Path

import folium
import pandas as pd
import pytest
from playwright.sync_api import Browser

import maps.page
from maps.page.offline_map import OfflineMap
from tests.browser import open_page
from tests.hostile_texts import HOSTILE

PLACE = [64.14, -21.93]
FIELD = [[64.12, -21.98], [64.16, -21.98], [64.16, -21.88], [64.12, -21.88]]


def field(name: str, east: float) -> dict[str, object]:
    """Return an area as a feature."""
    ring = [[lon + east, lat] for lat, lon in [*FIELD, FIELD[0]]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def every_layer() -> OfflineMap:
    """Return a map with a layer of each kind that may join it."""
    page = OfflineMap(title="Layers", location=PLACE, zoom_start=12)
    data = {
        "type": "FeatureCollection",
        "features": [field("west", 0), field("east", 0.1)],
    }
    folium.Choropleth(
        data,
        data=pd.DataFrame({"name": ["west", "east"], "calls": [2.0, 9.0]}),
        columns=("name", "calls"),
        key_on="feature.properties.name",
        legend_name="Calls </script> a day",
        name="Calls",
    ).add_to(page)
    group = folium.FeatureGroup(name="Places").add_to(page)
    folium.Marker(PLACE, icon=folium.DivIcon(html="<b>P1</b>")).add_to(group)
    folium.Marker(PLACE, popup="<i>Here</i>").add_to(group)
    folium.PolyLine([PLACE, [64.15, -21.9]], tooltip="A line").add_to(group)
    folium.Polygon(FIELD, popup=folium.Popup("lazy", lazy=True)).add_to(group)
    folium.GeoJson(
        data,
        name="Fields",
        tooltip=folium.GeoJsonTooltip(["name"]),
        popup=folium.GeoJsonPopup(["name"]),
    ).add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    return page


def written(folder: Path, html: str) -> Path:
    """Write a page."""
    file = folder / "map.html"
    file.write_text(html, "utf-8")
    return file


@pytest.mark.slow
def test_every_layer_shows(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, written(tmp_path, every_layer().figure.render()))
    assert page.quiet, page
    # two areas twice, the line, the polygon
    assert page.page.locator("path.leaflet-interactive").count() == 2 * 2 + 2
    assert page.texts(".leaflet-marker-icon b") == ["P1"]
    names = page.texts(".leaflet-control-layers-overlays span span")
    assert [name.strip() for name in names] == ["Calls", "Places", "Fields"]
    [scale] = page.texts(".legend")
    assert "Calls </script> a day" in scale
    page.page.locator("img.leaflet-marker-icon").dispatch_event("click")
    assert page.texts(".leaflet-popup-content i") == ["Here"]
    page.page.locator("path.leaflet-interactive").nth(4).dispatch_event("click")
    page.page.wait_for_timeout(300)
    told = " ".join(page.texts(".leaflet-popup-content"))
    assert "lazy" in told or "name" in told
    page.page.locator("text=Places").click()
    assert page.page.locator("path.leaflet-interactive").count() == 2 * 2
    assert page.quiet, page


def with_texts(texts: list[str]) -> OfflineMap:
    """Return a map with each text in a popup, a tooltip, a marker and a property."""
    page = OfflineMap(title=" ".join(texts), location=PLACE, zoom_start=12)
    for row, text in enumerate(texts):
        place = [PLACE[0] + row / 1000, PLACE[1]]
        shown = folium.Popup(text, parse_html=True, show=True, sticky=True)
        folium.Marker(place, icon=folium.DivIcon(html=f"A{row}"), popup=shown).add_to(
            page
        )
        folium.CircleMarker(place, tooltip=folium.Tooltip(text, permanent=True)).add_to(
            page
        )
        spot = {"type": "Point", "coordinates": place[::-1]}
        made = {"type": "Feature", "properties": {"name": text}, "geometry": spot}
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [made]},
            name=f"Spot {row}",
            popup=folium.GeoJsonPopup(["name"]),
        ).add_to(page)
    return page


NAMES_OF_FEATURES = """() => Object.keys(window)
  .filter((name) => /^geo_json_\\d+$/.test(name))
  .map((name) => window[name].getLayers()[0].feature.properties.name)"""


@pytest.mark.slow
def test_hostile_texts_stay_texts_and_nothing_runs(
    browser: Browser, tmp_path: Path
) -> None:
    page = open_page(
        browser,
        written(tmp_path, with_texts(HOSTILE).figure.render()),
        first="window.ran = []; window.alert = (what) => { window.ran.push(what); };",
    )
    popups = page.page.locator(".leaflet-popup-content").all_text_contents()
    # A carriage return in a page is a line feed, and a backslash before a backtick
    # is lost on the way through Folium.
    assert [text.replace("\\`", "`") for text in popups] == [
        text.replace("\\`", "`") for text in HOSTILE
    ]
    assert page.page.evaluate(NAMES_OF_FEATURES) == HOSTILE
    page.page.locator("path.leaflet-interactive").first.dispatch_event("click")
    assert page.page.evaluate("window.ran") == []
    assert page.errors == []
    # Tooltips are HTML: what stands in them the policy stops, which the browser tells.
    assert {request.rpartition("/")[2] for request in page.requests} <= {"x"}
    assert all("Content Security Policy" in message for message in page.messages)


@pytest.mark.slow
def test_it_shows_inline_in_a_notebook(browser: Browser, tmp_path: Path) -> None:
    cell = every_layer()._repr_html_()
    notebook = f"<!DOCTYPE html><title>Notebook</title><h1>Out [1]</h1>{cell}"
    page = open_page(browser, written(tmp_path, notebook))
    frame = page.page.frame_locator("iframe")
    assert frame.locator(".leaflet-marker-icon b").inner_text() == "P1"
    assert page.page.locator("iframe").bounding_box()["height"] > 300
    fetched = page.page.frames[1].evaluate(
        "() => fetch('https://example.org').then(() => 'open', () => 'shut')"
    )
    assert fetched == "shut"
    assert page.requests == []
    assert page.errors == []


def test_it_renders_twice_alike() -> None:
    page = every_layer()
    assert page.figure.render() == page.figure.render() == every_layer().figure.render()


def test_other_maps_keep_their_own_templates() -> None:
    every_layer().figure.render()
    other = folium.Map(location=PLACE, tiles=None)
    folium.Marker(PLACE, popup="Here").add_to(other)
    assert "$(`<div" in other.get_root().render()


def test_jquery_is_there_only_where_it_is_used() -> None:
    plain = with_texts(["a"])
    assert "jQuery v3" not in plain.figure.render()
    first = folium.GeoJson(field("a", 0)).add_to(plain)
    plain.keep_in_front(first)
    assert "jQuery v3.7.1 -ajax" in plain.figure.render()


def test_templates_in_texts_are_not_run() -> None:
    page = OfflineMap(location=PLACE)
    text = "{{ 7 * 7 }} {% if %} {# gone #}"
    folium.Marker(PLACE, icon=folium.DivIcon(html=text)).add_to(page)
    assert json.dumps(text)[1:-1] in page.figure.render()


@pytest.mark.parametrize("name", maps.page.__all__)
def test_the_room_hands_on(name: str) -> None:
    assert getattr(maps.page, name).__name__ == name
    with pytest.raises(AttributeError, match="Nothing"):
        _ = maps.page.Nothing
