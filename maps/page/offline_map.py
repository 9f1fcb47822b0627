"""`OfflineMap`: a Folium map whose page asks the network for nothing."""

from __future__ import annotations

from typing import Any

import folium

from maps.page.offline_figure import OfflineFigure


class OfflineMap(folium.Map):
    """A Folium map in an `OfflineFigure`, without tiles unless given some.

    Ordinary Folium layers join it. Popups with texts from outside do not belong
    on it: Folium runs what stands in `${}` there.

    Parameters
    ----------
    title, language : of the page.
    options : those of `folium.Map`.

    Attributes
    ----------
    figure : the page, to which styles and other elements may be added.
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
