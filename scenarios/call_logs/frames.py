"""The places of a log brought to WGS-84 from the frame of its maps.

Outside mainland China all frames agree. Inside, GCJ-02 and BD-09 lie some 500 m apart
from WGS-84: where nobody says which it is, a place is no place.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maps.coordinates import FRAMES, Frame, to_wgs84
from scenarios.call_logs.quality import Checked


def framed(found: Checked, frame: Frame | None) -> Checked:
    """Bring places to WGS-84; without a frame, make those empty where it matters.

    found : with places on Earth, or none.
    """
    if frame == "wgs84" or not {"lon", "lat"} <= {*found.table.columns}:
        return found
    given = found.table["lon"].is_not_null()
    lon, lat = (
        found.table[name].filter(given).to_numpy().astype(float)
        for name in ("lon", "lat")
    )
    if frame is not None:
        return _placed(found, given, *to_wgs84(lon, lat, frame))
    unsaid = _differs(lon, lat)
    if not unsaid.any():
        return found
    mark = np.zeros(len(found.table), bool)
    mark[given.to_numpy()] = unsaid
    lon[unsaid] = lat[unsaid] = np.nan
    placed = _placed(found, given, lon, lat)
    return placed.found("unknown_frame", {"place": pl.Series(mark)})


def _differs(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark places that mean something else in another frame."""
    differs = np.zeros(len(lon), bool)
    for frame in FRAMES:
        there = to_wgs84(lon, lat, frame)
        differs |= (there[0] != lon) | (there[1] != lat)
    return differs


def _placed(
    found: Checked,
    given: pl.Series,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
) -> Checked:
    at = given.arg_true()
    return found.with_columns(
        *(
            found.table[name].scatter(at, pl.Series(values).fill_nan(None))
            for name, values in (("lon", lon), ("lat", lat))
        )
    )
