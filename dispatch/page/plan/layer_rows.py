"""Rows of a plan's layers as JSON values."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely

# Ten centimetres, finer than any line drawn.
_DECIMALS = 6

Row = dict[str, object]


def layer_rows(layer: gpd.GeoDataFrame) -> list[Row]:
    """Return a row's columns, None where a value is missing, and its points.

    Points are [lat, lon], as Leaflet takes them.
    """
    points = [_points(geometry) for geometry in layer.geometry]
    table = layer.drop(columns="geometry").astype(object)
    rows = table.where(pd.notna(table), None).to_dict("records")
    return [
        _plain(row) | {"points": place} for row, place in zip(rows, points, strict=True)
    ]


def _plain(row: Mapping[object, object]) -> Row:
    return {str(key): value for key, value in row.items()}


def _points(geometry: shapely.Geometry) -> list[list[float]]:
    lonlat = shapely.get_coordinates(geometry).round(_DECIMALS)
    points: list[list[float]] = lonlat[:, ::-1].tolist()
    return points
