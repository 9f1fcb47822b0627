"""`plan_page`: a plan as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dispatch.page.plan_data import plan_data
from dispatch.page.texts import page_texts
from dispatch.plan import Plan
from maps.page.basemap import encode_basemap
from maps.page.basemap_layer import Basemap
from maps.page.offline_map import OfflineMap
from maps.page.parts import Raw, joined_scripts, json_block, script_block
from maps.page.tile_layer import ServerTiles, crs_of
from maps.page.tile_server import TileServer
from maps.road_network import RoadNetwork

_FOLDER = Path(__file__).parent
_STYLES = ("theme.css", "page.css", "panel.css", "map.css", "print.css")
_SCRIPTS = (
    "words.js",
    "elements.js",
    "kpi_bar.js",
    "alert_list.js",
    "unit_list.js",
    "notes.js",
    "legend.js",
    "routes.js",
    "markers.js",
    "badge_places.js",
    "stories.js",
    "focus.js",
    "crowding.js",
    "theme.js",
    "print.js",
    "board.js",
)
_LAYERS = ("routes", "units", "alerts")
_MARGIN_DEG = 0.2


def plan_page(
    plan: Plan,
    *,
    theme: str = "dark",
    language: str = "en",
    tiles: TileServer | None = None,
) -> str:
    """Return the page of a plan; the same plan gives the same text.

    Parameters
    ----------
    theme : "dark" or "light", to begin with.
    language : of the texts, a file in languages/.
    tiles : the one server that the page may ask, for what lies under the basemap.
    """
    texts = page_texts(language)
    title = f"{texts['plan']['page']}: {plan.scenario.title or plan.scenario.name}"
    page = _empty_map(plan.roads, title=title, language=language, crs=crs_of(tiles))
    frame = page.figure
    frame.attributes["data-theme"] = theme
    frame.header.add_child(Raw(f"<style>\n{_styles()}</style>"), name="plan_styles")
    frame.header.add_child(Raw(_scripts()), name="plan_scripts")
    frame.html.add_child(Raw(_skeleton(language)), name="plan_skeleton")
    data = json_block("plan", plan_data(plan, language))
    frame.html.add_child(Raw(data), name="plan_data")
    basemap = Basemap(encode_basemap(plan.roads), theme=theme)
    layers = {name: _layer(name, language) for name in _LAYERS}
    if tiles is not None:
        name = texts["layer"]["tiles"]
        page.add_child(ServerTiles(tiles, name=name, bounds=plan.roads.bounds()))
    for part in (basemap, *layers.values()):
        page.add_child(part)
    page.add_child(folium.LayerControl(collapsed=False))
    page.add_child(_Board(basemap, layers))
    return frame.render()


class _Board(MacroElement):
    """Fills the page from the plan's data, once the map is there."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        showPlan({
            map: {{ this._parent.get_name() }},
            basemap: {{ this.basemap.get_name() }},
            layers: {
                {%- for name, layer in this.layers.items() %}
                {{ name }}: {{ layer.get_name() }},
                {%- endfor %}
            },
            data: JSON.parse(document.getElementById("plan").textContent)
        });
        {% endmacro %}
        """
    )

    def __init__(
        self, basemap: Basemap, layers: dict[str, folium.FeatureGroup]
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no types
        self._name = "Board"
        self.basemap = basemap
        self.layers = layers


def _empty_map(
    roads: RoadNetwork, *, title: str, language: str, crs: str
) -> OfflineMap:
    west, south, east, north = roads.bounds()
    return OfflineMap(
        title=title,
        language=language,
        crs=crs,
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


def _layer(name: str, language: str) -> folium.FeatureGroup:
    return folium.FeatureGroup(name=page_texts(language)["layer"][name])


def _styles() -> str:
    return "\n".join((_FOLDER / "styles" / name).read_text("utf-8") for name in _STYLES)


def _scripts() -> str:
    return script_block(joined_scripts(_FOLDER / "scripts" / name for name in _SCRIPTS))


def _skeleton(language: str) -> str:
    templates = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    template = templates.get_template("plan.html.jinja")
    return template.render(texts=page_texts(language))
