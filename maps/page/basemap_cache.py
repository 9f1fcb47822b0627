"""Encoded basemaps, kept on disk: a network is encoded once, for all its pages.

A file that is damaged or from another version is made anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from maps import road_cache
from maps.page.basemap import encode_basemap
from maps.road_network import RoadNetwork
from maps.safe_file import writing

VERSION = 1
"""Of what `encode_basemap` makes of a network: raise it with that."""

_DAMAGE = (OSError, EOFError, ValueError, zlib.error)


def kept_basemap(roads: RoadNetwork) -> dict[str, Any]:
    """Return what `encode_basemap` does, from the cache where it is there.

    Where nothing can be kept it is encoded every time.
    """
    path = basemap_file(roads)
    basemap = _read(path)
    if basemap is None:
        basemap = encode_basemap(roads)
        with suppress(OSError):
            _write(basemap, path)
    return basemap


def basemap_file(roads: RoadNetwork) -> Path:
    """Where the basemap of a network is kept, by what is drawn of it."""
    return road_cache.cache_folder() / f"basemap-v{VERSION}-{_digest(roads)}.json.gz"


def _digest(roads: RoadNetwork) -> str:
    drawn = roads.stretches
    columns = (drawn.first, drawn.lon, drawn.lat, drawn.name, drawn.road_class)
    parts: list[bytes] = [np.ascontiguousarray(column).tobytes() for column in columns]
    parts += shapely.to_wkb(roads.areas.polygons).tolist()
    sizes = [len(part) for part in parts]
    digest = hashlib.sha256(json.dumps((roads.names, roads.areas.kind, sizes)).encode())
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:16]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        # A sum over its content tells damage.
        basemap: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except _DAMAGE:
        return None
    return basemap


def _write(basemap: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path) as temporary:
        temporary.write_bytes(gzip.compress(json.dumps(basemap).encode(), mtime=0))
