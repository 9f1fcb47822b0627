"""`Basemap`: a road network as a layer of an offline map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from branca.element import Figure, MacroElement
from folium.template import Template

from maps.page.basemap_cache import kept_basemap
from maps.page.parts import Raw, joined_scripts, json_block, script_block
from maps.road_network import RoadNetwork

OPENSTREETMAP = "© OpenStreetMap contributors"

_SCRIPTS = (
    "packed_numbers.js",
    "line_set.js",
    "road_style.js",
    "road_grid.js",
    "road_labels.js",
    "road_map.js",
)


class Basemap(MacroElement):
    """Roads, water, green, buildings and street names, drawn from data in the page.

    In the page's scripts it is an `L.RoadGrid` with `setTheme("dark" or "light")`,
    under this element's name. It fires "load" when all tiles are drawn.

    Parameters
    ----------
    basemap : what `encode_basemap` returns.
    theme : "dark" or "light", to begin with.
    attribution : whose data it is.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = (function (map) {
            const block = document.getElementById("{{ this.get_name() }}_data");
            const data = JSON.parse(block.textContent);
            const crs = map.options.crs;
            return new L.RoadGrid(data.basemap, crs, data.options).showOn(map);
        })({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        basemap: Mapping[str, object],
        *,
        theme: str = "dark",
        attribution: str = OPENSTREETMAP,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no types
        self._name = "Basemap"
        options = {"pane": "basemap", "theme": theme, "attribution": attribution}
        self.data = {"basemap": dict(basemap), "options": options}

    @classmethod
    def of(cls, roads: RoadNetwork, *, theme: str = "dark") -> Basemap:
        """Draw a road network, encoded once for all pages (`basemap_cache`)."""
        return cls(kept_basemap(roads), theme=theme)

    def render(  # type: ignore[override]  # returns nothing, as MacroElement's does
        self, **kwargs: object
    ) -> None:
        """Put scripts and data into the page, apart from what Folium reads again."""
        figure = cast("Figure", self.get_root())
        folder = Path(__file__).parent
        library = script_block(joined_scripts(folder / name for name in _SCRIPTS))
        data = json_block(f"{self.get_name()}_data", self.data)
        figure.header.add_child(Raw(library), name="basemap_library")
        figure.html.add_child(Raw(data), name=f"{self.get_name()}_data")
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # as above
