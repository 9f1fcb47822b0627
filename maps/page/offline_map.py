"""`OfflineMap`: a Folium map whose page asks the network for nothing."""

from __future__ import annotations

from typing import Any

import folium

from maps.page.offline_figure import OfflineFigure


class OfflineMap(folium.Map):
    """A Folium map in an `OfflineFigure`, without tiles unless given some.

    Ordinary Folium layers join it: markers with `DivIcon`, lines, areas, `GeoJson`,
    `Choropleth`, groups, the list of layers. What would have to be fetched (tiles,
    web fonts, most plugins) is refused when the page is made. `save` writes it, and in
    a notebook it shows inline, offline there too. Roads come as a `Basemap`.

    Texts in popups and tooltips are HTML, as everywhere in Folium; no script in them
    runs. A text from outside goes in by `folium.Popup(text, parse_html=True)`, which
    shows it as it is, whatever is in it.

    Parameters
    ----------
    title, language : of the page.
    options : those of `folium.Map`.

    Attributes
    ----------
    figure : the page, to which styles and other elements may be added.

    Examples
    --------
    >>> import folium
    >>> from maps.page import Basemap, OfflineMap
    >>> town = OfflineMap(title="Two doors", location=[64.144, -21.93], zoom_start=14)
    >>> doors = folium.FeatureGroup(name="Doors").add_to(town)
    >>> for number, place in enumerate(([64.146, -21.94], [64.142, -21.92]), start=1):
    ...     icon = folium.DivIcon(html=f"<b>A{number}</b>")
    ...     told = folium.Popup("Costs ${1}, <b>not</b> more", parse_html=True)
    ...     marker = folium.Marker(place, icon=icon, popup=told).add_to(doors)
    >>> route = folium.PolyLine([[64.146, -21.94], [64.142, -21.92]]).add_to(town)
    >>> layers = folium.LayerControl().add_to(town)
    >>> html = town.get_root().render()
    >>> "<script src" in html
    False

    With roads under them, and as a file:

    >>> roads = maps.load("reykjavik")  # doctest: +SKIP
    >>> town.add_child(Basemap.of(roads, theme="light"))  # doctest: +SKIP
    >>> town.save("doors.html")  # doctest: +SKIP
    """

    def __init__(
        self,
        *,
        title: str = "",
        language: str = "en",
        **options: Any,  # noqa: ANN401  # whatever folium.Map takes
    ) -> None:
        options.setdefault("tiles", None)
        super().__init__(**options)
        # Folium adds links to the lists of the class, that is to every other map.
        self.default_js = list(self.default_js)
        self.default_css = list(self.default_css)
        self.figure = OfflineFigure(title=title, language=language)
        self.figure.add_child(self)
