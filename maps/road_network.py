"""`RoadNetwork`: the roads of an area, as arrays.

A *stretch* is a piece of road between two junctions, whichever way it is driven:
it has the geometry, the name, the class. An *edge* is a stretch driven in one
direction: a two-way stretch has two edges, a one-way stretch has one. Everything
that is found, timed or routed is found on edges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maps.address import Addresses
from maps.ways_in import WaysIn, no_ways_in

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Rows = NDArray[np.integer[Any]]  # row numbers of either width
Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Graph = Any  # networkx.MultiDiGraph; networkx is imported only where it is needed

ROAD_CLASSES = (
    "motorway",
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "residential",
    "living_street",
    "service",
    "other",
)

STANDING_KINDS = ("signals", "stop", "give_way", "crossing", "gate")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nodes:
    """Junctions and ends of roads, one row each.

    lon, lat : WGS-84 degrees. osm_id : the node's number at its source.
    blocked : nothing drives through here (a bollard); roads on both sides end.
    """

    lon: Floats
    lat: Floats
    osm_id: Longs
    blocked: Bools

    def __len__(self) -> int:
        """Count the junctions."""
        return len(self.lon)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretches:
    """Pieces of road between two junctions.

    first : [s + 1], points first[i]:first[i + 1] of lon, lat are stretch i.
    lon, lat : WGS-84 degrees. length_m : metres. name : index into
    `RoadNetwork.names`, -1 without one. road_class : index into ROAD_CLASSES.
    restricted : private or destination only. way_id : the way at its source.
    """

    first: Longs
    lon: Floats
    lat: Floats
    length_m: Floats
    name: Ints
    road_class: Bytes
    restricted: Bools
    way_id: Longs

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self.length_m)

    def line(self, stretch: int) -> Floats:
        """Return one stretch's points, [k, 2] as lon, lat."""
        part = slice(self.first[stretch], self.first[stretch + 1])
        return np.column_stack((self.lon[part], self.lat[part]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """Stretches with a direction, the places of the network.

    tail, head : nodes. stretch : row of `Stretches`. forward : along the
    stretch's points, else against them. limit_kph : posted limit in that
    direction, nan where none is known.
    """

    tail: Ints
    head: Ints
    stretch: Ints
    forward: Bools
    limit_kph: Floats

    def __len__(self) -> int:
        """Count the directed edges."""
        return len(self.tail)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """What stands along an edge and costs time to pass, sorted by edge, fraction.

    edge : row of `Edges`. fraction : 0 to 1 along it. kind : index into
    STANDING_KINDS. What stands at the junction at an edge's end has fraction 1.
    """

    edge: Ints
    fraction: Floats
    kind: Bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Areas:
    """Water, green areas and buildings, to be drawn below the roads.

    kind : "water", "sea", "green" or "building", one each. polygons : shapely Polygons,
    lon, lat.
    """

    kind: tuple[str, ...]
    polygons: NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landmarks:
    """Named places: police stations, named buildings, residential areas, towns.

    kind : the tag that makes it one ("amenity=police"). lon, lat : WGS-84.
    """

    kind: tuple[str, ...]
    name: tuple[str, ...]
    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadNetwork:
    """The roads of an area and what stands beside them.

    name : what the user called it. fingerprint : of the source's bytes and the
    loader's version; two networks with the same one are the same.
    bans : [k, 2], edge to edge, turns that are not allowed.
    way_bans : [k, m], three edges or more that may not be driven one right after
    the other; -1 behind the last of a shorter row.
    drives_on_left : traffic keeps left.
    dropped : roads of the source that nothing can drive to and from; they are
    kept to warn where one is nearer than the road a point was put on.
    ways_in : gates and entrances, and the walls that they lead through.
    notes : what was dropped or is lacking, a sentence each.
    """

    name: str
    fingerprint: str
    names: tuple[str, ...]
    nodes: Nodes
    stretches: Stretches
    edges: Edges
    standing: Standing
    bans: Ints
    dropped: Stretches
    addresses: Addresses
    landmarks: Landmarks
    areas: Areas
    notes: tuple[str, ...] = field(default=())
    way_bans: Ints = field(default_factory=lambda: np.zeros((0, 3), np.int32))
    drives_on_left: bool = False
    ways_in: WaysIn = field(default_factory=no_ways_in)

    @classmethod
    def from_osmnx(cls, graph: Graph, *, name: str = "osmnx") -> RoadNetwork:
        """Take an OSMnx graph of drivable roads; see `maps.osm_files.osmnx_graph`."""
        from maps.osm_files.osmnx_graph import from_osmnx  # noqa: PLC0415 - it needs this class

        return from_osmnx(graph, name=name)

    def to_osmnx(self) -> Graph:
        """Give the network as OSMnx would; as `maps.osm_files.osmnx_graph.to_osmnx`."""
        from maps.osm_files.osmnx_graph import to_osmnx  # noqa: PLC0415 - it needs this class

        return to_osmnx(self)

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the roads, degrees."""
        lon, lat = self.stretches.lon, self.stretches.lat
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    def edge_name(self, edge: int) -> str:
        """Street name of an edge, empty without one."""
        name = int(self.stretches.name[self.edges.stretch[edge]])
        return self.names[name] if name >= 0 else ""
