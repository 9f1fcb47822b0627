"""H3 cells of calls' places."""

from __future__ import annotations

import numpy as np
import polars as pl
from h3.api import basic_int

from dispatch.review.groups import Groups

RESOLUTION = 8  # 0.74 km² a cell; *assumed*: a quarter of a town


def by_cell(table: pl.DataFrame) -> Groups | None:
    """Group rows by H3 cell; None where no place is known."""
    places = table.select("lon", "lat").with_row_index("row").drop_nulls()
    if places.is_empty():
        return None
    sites = places.select("lon", "lat").unique()
    at = zip(sites["lat"].to_list(), sites["lon"].to_list(), strict=True)
    cells = [basic_int.latlng_to_cell(lat, lon, RESOLUTION) for lat, lon in at]
    known = sites.with_columns(pl.Series("cell", cells, dtype=pl.UInt64))
    found = places.join(known, on=["lon", "lat"], maintain_order="left")
    words, own = np.unique(found["cell"].to_numpy(), return_inverse=True)
    code = np.full(table.height, -1, np.int64)
    code[found["row"].to_numpy()] = own
    names = tuple(f"cell={cell:x}" for cell in words.tolist())
    return Groups(dimension="cell", code=code, names=names)


def middle_of(cell: str) -> tuple[float, float]:
    """Return a cell's middle: lon, lat."""
    lat, lon = basic_int.cell_to_latlng(int(cell, 16))
    return lon, lat
