"""Parsed road networks, kept on disk: one versioned `.npz` file each.

Arrays and JSON text only, nothing that runs when it is read. A file that is
damaged or from another version is made anew.
"""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import shapely
from numpy.typing import NDArray

from maps.address import Addresses
from maps.road_network import (
    Areas,
    Edges,
    Landmarks,
    Nodes,
    RoadNetwork,
    Standing,
    Stretches,
)
from maps.safe_file import writing
from maps.ways_in import WaysIn

VERSION = 8
"""Of the cache's form and of what the loader makes of a file: raise for either."""

_PARTS = {
    "nodes": Nodes,
    "stretches": Stretches,
    "edges": Edges,
    "standing": Standing,
    "dropped": Stretches,
    "addresses": Addresses,
    "landmarks": Landmarks,
    "areas": Areas,
    "ways_in": WaysIn,
}
_TEXT = ("name", "fingerprint", "names", "notes", "drives_on_left")
# What reading raises where bytes are wrong; RuntimeError, for a flag of the zip.
_DAMAGE = (
    *(OSError, EOFError, ValueError, KeyError, AttributeError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
_Arrays = Mapping[str, NDArray[Any]]


def cache_folder() -> Path:
    """Folder of the platform for this program's caches."""
    return platformdirs.user_cache_path("officer-dispatch", appauthor=False)


def cache_file(fingerprint: str) -> Path:
    """Where the network with that fingerprint is kept."""
    return cache_folder() / f"roads-v{VERSION}-{fingerprint}.npz"


def save_roads(roads: RoadNetwork, path: Path) -> None:
    """Write a network; another process may do the same at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path, suffix=".npz") as temporary:
        np.savez(temporary, allow_pickle=False, **_arrays(roads))


def read_roads(path: Path) -> RoadNetwork | None:
    """Read a network, None where the file is missing, damaged or too old."""
    arrays = read_arrays(path)
    try:
        return None if arrays is None else _roads(arrays)
    except _DAMAGE:
        return None


def read_arrays(path: Path) -> dict[str, NDArray[Any]] | None:
    """Read a file of arrays, None where it is missing or damaged."""
    try:
        # Where it is no whole file, numpy would leave it open.
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except _DAMAGE:
        return None


def _arrays(roads: RoadNetwork) -> dict[str, NDArray[Any]]:
    arrays = {name: _packed(getattr(roads, name)) for name in _TEXT}
    for part in _PARTS:
        value = getattr(roads, part)
        for each in fields(value):
            column = getattr(value, each.name)
            arrays |= _packed_column(f"{part}.{each.name}", column)
    arrays["bans"] = roads.bans
    arrays["way_bans"] = roads.way_bans
    return arrays


def _roads(arrays: _Arrays) -> RoadNetwork:
    parts: dict[str, Any] = {name: _unpacked(arrays[name]) for name in _TEXT}
    for part, kind in _PARTS.items():
        columns = {
            each.name: _column(arrays, f"{part}.{each.name}") for each in fields(kind)
        }
        parts[part] = kind(**columns)
    return RoadNetwork(bans=arrays["bans"], way_bans=arrays["way_bans"], **parts)


def _packed_column(name: str, value: Any) -> dict[str, NDArray[Any]]:  # noqa: ANN401 - as `_packed`
    if not isinstance(value, np.ndarray) or value.dtype != np.object_:
        return {name: _packed(value)}
    # One more stands last, so that there is always one to write.
    whole = np.append(value, [shapely.Polygon(((0, 0), (1, 0), (1, 1)))])
    _, points, (ring_first, polygon_first) = shapely.to_ragged_array(whole)
    return {
        f"{name}.points": points,
        f"{name}.ring_first": ring_first,
        f"{name}.polygon_first": polygon_first,
    }


def _column(arrays: _Arrays, name: str) -> Any:  # noqa: ANN401 - as `_packed`
    if f"{name}.points" not in arrays:
        return _unpacked(arrays[name])
    first = arrays[f"{name}.ring_first"], arrays[f"{name}.polygon_first"]
    kind = shapely.GeometryType.POLYGON
    shapes = shapely.from_ragged_array(kind, arrays[f"{name}.points"], first)
    return np.asarray(shapes)[:-1]


def _packed(value: Any) -> NDArray[Any]:  # noqa: ANN401 - an array, a text, or texts
    if isinstance(value, np.ndarray):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return np.frombuffer(text.encode(), np.uint8).view("S1")


def _unpacked(array: NDArray[Any]) -> Any:  # noqa: ANN401 - an array, a text, or texts
    if array.dtype != np.dtype("S1"):
        return array
    value = json.loads(array.view(np.uint8).tobytes().decode())
    return tuple(value) if isinstance(value, list) else value
