"""Pages in general: maps that a browser shows without any network."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.page.basemap_layer import Basemap
    from maps.page.offline_map import OfflineMap

__all__ = ["Basemap", "OfflineMap"]


def __getattr__(name: str) -> object:
    """Load what is handed on when it is asked for: Folium takes its time."""
    if name == "Basemap":
        from maps.page.basemap_layer import Basemap  # noqa: PLC0415

        return Basemap
    if name == "OfflineMap":
        from maps.page.offline_map import OfflineMap  # noqa: PLC0415

        return OfflineMap
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
