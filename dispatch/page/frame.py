"""`page_frame`: what all our pages stand in, one HTML file that needs no network.

A page is a folder: a template that fills the frame's blocks, texts in both languages,
scripts and styles. `PageParts` names what of it, and of the shared parts, is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import folium
from branca.element import Element, MacroElement
from folium.template import Template
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from dispatch.language_files import Texts
from dispatch.page.look import Look
from dispatch.page.texts import page_texts, said
from maps.page.basemap_layer import Basemap
from maps.page.offline_figure import OfflineFigure
from maps.page.offline_map import OfflineMap
from maps.page.parts import Raw, joined_scripts, joined_styles, json_block, script_block
from maps.page.tile_layer import ServerTiles, crs_of
from maps.road_network import RoadNetwork

_SHARED = Path(__file__).with_name("shared")
_MARGIN_DEG = 0.2
_DEFAULT = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """What a page is made of.

    folder : with its languages/. template : in the folder; it extends
    "frame.html.jinja". show : of window, what fills the page. scripts, styles : files
    in their order, shared ones first. layers : of the map, by name, each with a text
    `layer.NAME`, in the order of the list that switches them; hidden : those that are
    off to begin with. takes : folders of other pages whose texts are used too.
    """

    folder: Path
    template: str
    show: str
    scripts: tuple[Path, ...]
    styles: tuple[Path, ...]
    layers: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    takes: tuple[Path, ...] = ()


def page_frame(
    parts: PageParts,
    *,
    title: str,
    data: object,
    roads: RoadNetwork | None = None,
    look: Look = _DEFAULT,
) -> str:
    """Return a page; the same arguments give the same text.

    Parameters
    ----------
    title : what it is about, after the page's own name (its text `page.name`).
    data : JSON values that its script is given.
    roads : of its map; None for a page without one.
    """
    texts = page_texts(*parts.takes, parts.folder)
    titles = {
        language: f"{name}: {title}" if title else name
        for language, name in said(texts, "page.name").items()
    }
    page = None if roads is None else _empty_map(roads, look)
    figure = OfflineFigure() if page is None else page.figure
    figure.title = str(escape(titles[look.reading]))
    figure.attributes |= {
        "lang": look.reading,
        "data-language": look.language,
        "data-theme": look.theme,
    }
    frame = {"texts": texts, "title": titles}
    script = script_block(joined_scripts(parts.scripts))
    figure.header.add_child(Raw(joined_styles(parts.styles)), name="page_styles")
    figure.header.add_child(Raw(script), name="page_scripts")
    figure.html.add_child(Raw(_skeleton(parts, texts)), name="page_skeleton")
    figure.html.add_child(Raw(json_block("frame", frame)), name="page_frame")
    figure.html.add_child(Raw(json_block("data", data)), name="page_data")
    if page is None or roads is None:
        figure.script.add_child(Raw(_call(parts.show, {})), name="page_show")
    else:
        _fill_map(page, parts, texts, roads, look)
    return figure.render()


class _Show(MacroElement):
    """Runs a page's script, once its map is there."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}"
    )

    def __init__(
        self,
        show: str,
        basemap: Basemap,
        layers: Mapping[str, folium.FeatureGroup],
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no types
        self._name = "Show"
        self.show = show
        self.basemap = basemap
        self.layers = layers

    def call(self) -> str:
        """Return the call, with the map's parts as they are called by now."""
        layers = (f"{key}: {layer.get_name()}" for key, layer in self.layers.items())
        elements = {
            "map": cast("Element", self._parent).get_name(),
            "basemap": self.basemap.get_name(),
            "layers": f"{{{', '.join(layers)}}}",
        }
        return _call(self.show, elements)


def _call(show: str, elements: Mapping[str, str]) -> str:
    """Return the script that fills a page from its data."""
    read = 'JSON.parse(document.getElementById("{}").textContent)'
    given = {**elements, "frame": read.format("frame"), "data": read.format("data")}
    lines = ",\n".join(f"    {name}: {value}" for name, value in given.items())
    return f"{show}({{\n{lines}\n}});\n"


def _fill_map(
    page: OfflineMap,
    parts: PageParts,
    texts: Mapping[str, Texts],
    roads: RoadNetwork,
    look: Look,
) -> None:
    """Put the basemap, the page's layers, and what switches them onto a map."""
    basemap = Basemap.of(roads, theme=look.theme)
    layers = {name: _layer(name, parts, texts) for name in parts.layers}
    if look.tiles is not None:
        name = str(_spans(said(texts, "layer.tiles")))
        page.add_child(ServerTiles(look.tiles, name=name, bounds=roads.bounds()))
    for part in (basemap, *layers.values()):
        page.add_child(part)
    page.add_child(folium.LayerControl(collapsed=False))
    page.add_child(_Show(parts.show, basemap, layers))


def _layer(
    name: str, parts: PageParts, texts: Mapping[str, Texts]
) -> folium.FeatureGroup:
    label = str(_spans(said(texts, f"layer.{name}")))
    return folium.FeatureGroup(name=label, show=name not in parts.hidden)


def _empty_map(roads: RoadNetwork, look: Look) -> OfflineMap:
    west, south, east, north = roads.bounds()
    return OfflineMap(
        crs=crs_of(look.tiles),
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=12,
        min_zoom=7,
        max_zoom=18,
        max_bounds=True,
        min_lat=south - _MARGIN_DEG,
        max_lat=north + _MARGIN_DEG,
        min_lon=west - _MARGIN_DEG,
        max_lon=east + _MARGIN_DEG,
        zoom_snap=0.5,
        fade_animation=False,
        font_size="13px",
    )


def _skeleton(parts: PageParts, texts: Mapping[str, Texts]) -> str:
    templates = Environment(
        loader=FileSystemLoader([parts.folder, _SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    template = templates.get_template(parts.template)
    return template.render(say=lambda key: _spans(said(texts, key)))


def _spans(by_language: Mapping[str, str]) -> Markup:
    """Return a text in each language, of which the styles show one or both."""
    if len(set(by_language.values())) == 1:
        return escape(next(iter(by_language.values())))
    span = Markup('<span lang="{}">{}</span>')
    return Markup("").join(span.format(*each) for each in by_language.items())
