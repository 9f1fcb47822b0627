"""Shapes of tables that others keep: into WGS-84, and as GeoJSON writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from maps.errors import FileError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_WGS84 = 4326


def in_degrees(shapes: gpd.GeoSeries, file: object) -> gpd.GeoSeries:
    """Turn shapes of one known system into WGS-84.

    Raises
    ------
    FileError : PROJ cannot.
    """
    try:
        return shapes.to_crs(_WGS84)
    except Exception as error:  # noqa: BLE001 - PROJ raises all sorts
        problem = f"coordinates that cannot be turned into degrees: {error!s:.200}"
        raise FileError(problem, file=file) from None


def as_geojson(shape: BaseGeometry | None) -> dict[str, object] | None:
    """Write a point as GeoJSON does; None where there is none."""
    if shape is None or shape.is_empty:
        return None
    coordinates = [*shape.coords[0]] if shape.geom_type == "Point" else []
    return {"type": shape.geom_type, "coordinates": coordinates}
