"""Small towns made by hand, for tests that need roads but no file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from maps.address import Addresses
from maps.road_network import (
    ROAD_CLASSES,
    Areas,
    Edges,
    Landmarks,
    Nodes,
    RoadNetwork,
    Standing,
    Stretches,
)

METRES_PER_DEGREE = 111_319.49

_Floats = NDArray[np.float64]


def grid_town(  # noqa: PLR0913  # each has a plain default
    columns: int,
    rows: int,
    spacing_m: float = 200.0,
    *,
    origin: tuple[float, float] = (120.0, 30.0),
    areas: Areas | None = None,
    street_names: Sequence[str] = (),
) -> RoadNetwork:
    """Make a town of straight two-way streets, a junction every `spacing_m`.

    Node (c, r) has number r * columns + c, its place `origin` plus c * spacing_m
    east and r * spacing_m north. The stretches along the rows come first, from the
    south and from the west, then those along the columns. The southernmost and
    westernmost streets are primary, every third one tertiary, the others
    residential. Street r is "East Street r", column c "North Street c", unless
    `street_names` gives the first of them other names. Edges 2s and 2s + 1 are
    stretch s forward and backward; limits are not known.
    """
    lon, lat = _junctions(columns, rows, spacing_m, origin)
    node = np.arange(columns * rows).reshape(rows, columns)
    tail = np.concatenate((node[:, :-1].ravel(), node[:-1, :].T.ravel()))
    head = np.concatenate((node[:, 1:].ravel(), node[1:, :].T.ravel()))
    street = np.concatenate(
        (
            np.repeat(np.arange(rows), columns - 1),
            np.repeat(np.arange(columns), rows - 1),
        )
    )
    along_row = np.arange(len(tail)) < rows * (columns - 1)
    names = [f"East Street {row}" for row in range(rows)]
    names += [f"North Street {column}" for column in range(columns)]
    names[: len(street_names)] = street_names
    return RoadNetwork(
        name="grid town",
        fingerprint=f"grid-{columns}x{rows}-{spacing_m:g}",
        names=tuple(names),
        nodes=Nodes(
            lon=lon,
            lat=lat,
            osm_id=np.arange(len(lon), dtype=np.int64),
            blocked=np.zeros(len(lon), dtype=np.bool_),
        ),
        stretches=Stretches(
            first=np.arange(0, 2 * len(tail) + 1, 2, dtype=np.int64),
            lon=np.column_stack((lon[tail], lon[head])).ravel(),
            lat=np.column_stack((lat[tail], lat[head])).ravel(),
            length_m=np.full(len(tail), float(spacing_m)),
            name=np.where(along_row, street, rows + street).astype(np.int32),
            road_class=_classes(street),
            restricted=np.zeros(len(tail), dtype=np.bool_),
            way_id=np.where(along_row, street, rows + street).astype(np.int64),
        ),
        edges=_both_ways(tail, head),
        standing=Standing(
            edge=np.zeros(0, dtype=np.int32),
            fraction=np.zeros(0),
            kind=np.zeros(0, dtype=np.uint8),
        ),
        bans=np.zeros((0, 2), dtype=np.int32),
        dropped=no_stretches(),
        addresses=no_addresses(),
        landmarks=Landmarks(kind=(), name=(), lon=np.zeros(0), lat=np.zeros(0)),
        areas=no_areas() if areas is None else areas,
    )


def no_stretches() -> Stretches:
    """Return no stretches at all."""
    return Stretches(
        first=np.zeros(1, dtype=np.int64),
        lon=np.zeros(0),
        lat=np.zeros(0),
        length_m=np.zeros(0),
        name=np.zeros(0, dtype=np.int32),
        road_class=np.zeros(0, dtype=np.uint8),
        restricted=np.zeros(0, dtype=np.bool_),
        way_id=np.zeros(0, dtype=np.int64),
    )


def no_addresses() -> Addresses:
    """Return no doors at all."""
    return Addresses(
        street=(),
        number=(),
        postcode=(),
        city=(),
        building=(),
        levels=(),
        lon=np.zeros(0),
        lat=np.zeros(0),
    )


def no_areas() -> Areas:
    """Return neither water nor green."""
    return Areas(kind=(), polygons=np.zeros(0, dtype=np.object_))


def box_areas(*boxes: tuple[str, tuple[float, float, float, float]]) -> Areas:
    """Return rectangles of a kind each, by west, south, east, north."""
    polygons = np.empty(len(boxes), dtype=np.object_)
    polygons[:] = [shapely.box(*bounds) for _, bounds in boxes]
    return Areas(kind=tuple(kind for kind, _ in boxes), polygons=polygons)


def _junctions(
    columns: int, rows: int, spacing_m: float, origin: tuple[float, float]
) -> tuple[_Floats, _Floats]:
    west, south = origin
    step = spacing_m / METRES_PER_DEGREE
    lat = south + step * np.repeat(np.arange(rows), columns)
    shrink = float(np.cos(np.radians(south)))
    lon = west + step / shrink * np.tile(np.arange(columns), rows)
    return lon.astype(np.float64), lat.astype(np.float64)


def _classes(street: NDArray[np.int64]) -> NDArray[np.uint8]:
    primary, tertiary, residential = (
        ROAD_CLASSES.index(name) for name in ("primary", "tertiary", "residential")
    )
    classes = np.where(street % 3 == 0, tertiary, residential)
    return np.where(street == 0, primary, classes).astype(np.uint8)


def _both_ways(tail: NDArray[np.int64], head: NDArray[np.int64]) -> Edges:
    stretches = len(tail)
    return Edges(
        tail=np.column_stack((tail, head)).ravel().astype(np.int32),
        head=np.column_stack((head, tail)).ravel().astype(np.int32),
        stretch=np.repeat(np.arange(stretches, dtype=np.int32), 2),
        forward=np.tile([True, False], stretches),
        limit_kph=np.full(2 * stretches, np.nan),
    )
