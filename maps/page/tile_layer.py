"""`ServerTiles`: tiles of a user's own server, under all else on an offline map.

They are the one thing that a page may fetch, and only where somebody asked for them:
the page's policy lets in pictures from that server and from nowhere else. Tiles in
GCJ-02 stay where they are, and the map is drawn in their frame: everything on it is
shifted when it is put on the screen (`L.CRS.GCJ02`), and nothing before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast

from folium import Map
from folium.map import Layer
from folium.template import Template

from maps.china_outline import mainland_rings
from maps.coordinates import Frame
from maps.page.offline_figure import OfflineFigure
from maps.page.parts import Raw, joined_scripts, json_block, script_block
from maps.page.tile_server import TileServer

Bounds = tuple[float, float, float, float]

_CRS: Mapping[Frame, str] = MappingProxyType({"wgs84": "EPSG3857", "gcj02": "GCJ02"})
_MARGIN_DEG = 0.5  # beyond the map's bounds nothing is drawn, only looked at


def crs_of(server: TileServer | None) -> str:
    """Name what a map over these tiles is drawn in, for `folium.Map`'s `crs`."""
    return _CRS["wgs84" if server is None else server.frame]


class ServerTiles(Layer):
    """Tiles below the basemap; where one does not come the basemap is seen alone.

    Parameters
    ----------
    server : whose they are; the map's `crs` is `crs_of` it.
    name : in the list of layers.
    bounds : west, south, east, north of what is drawn, degrees.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = (function (map) {
            map.createPane("servertiles").style.zIndex = 100;
            const block = document.getElementById("{{ this.get_name() }}_data");
            const data = JSON.parse(block.textContent);
            return L.tileLayer(data.url, data.options);
        })({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, server: TileServer, *, name: str, bounds: Bounds) -> None:
        super().__init__(name=name, overlay=True)
        self._name = "ServerTiles"
        self._server = server
        self._bounds = bounds

    def render(  # type: ignore[override]  # returns nothing, as Layer's does
        self, **kwargs: object
    ) -> None:
        """Let the page ask that server, and draw it in the tiles' frame.

        Raises
        ------
        ValueError : the map is not drawn in the frame of the tiles.
        """
        server = self._server
        drawn_in = cast("Map", self._parent).crs
        if drawn_in != crs_of(server):
            msg = f"{server.frame} tiles on a map in {drawn_in}, not {crs_of(server)}"
            raise ValueError(msg)
        figure = cast("OfflineFigure", self.get_root())
        figure.let_in_pictures_from(server.origin)
        if server.frame == "gcj02":
            figure.header.add_child(Raw(_gcj02_script(self._bounds)), name="gcj02")
        options = {"pane": "servertiles", "attribution": server.attribution}
        data = {"url": server.url, "options": options}
        block = json_block(f"{self.get_name()}_data", data)
        figure.html.add_child(Raw(block), name=f"{self.get_name()}_data")
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # has no types


def _gcj02_script(bounds: Bounds) -> str:
    west, south, east, north = bounds
    rings = mainland_rings(
        (west - _MARGIN_DEG, south - _MARGIN_DEG),
        (east + _MARGIN_DEG, north + _MARGIN_DEG),
    )
    file = Path(__file__).with_name("gcj02.js")
    return json_block("mainland", rings) + script_block(joined_scripts([file]))
