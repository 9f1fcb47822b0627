"""OSM ways → stretches, edges and what stands along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maps import ragged
from maps.driving_side import drives_on_left
from maps.geometry import along_m
from maps.osm_files import osm_tags
from maps.osm_files.osm_file import OsmFile, Way
from maps.osm_files.osm_standing import read_standing
from maps.road_network import (
    Bools,
    Edges,
    Floats,
    Ints,
    Longs,
    Nodes,
    Standing,
    Stretches,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roads:
    """The roads of a file, before restrictions and pruning.

    missing : nodes that ways name and the file does not hold.
    """

    names: tuple[str, ...]
    nodes: Nodes
    stretches: Stretches
    edges: Edges
    standing: Standing
    drives_on_left: bool
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Track:
    """All driven ways' nodes, laid end to end.

    ref : node number. way : row of the way. run : counts pieces of ways between
    nodes that the file lacks. lon, lat : degrees. cut : a stretch ends or starts
    here.
    """

    ref: Longs
    way: Longs
    run: Longs
    lon: Floats
    lat: Floats
    cut: Bools


def read_roads(osm: OsmFile) -> Roads:
    """Cut the file's roads into stretches at junctions and give them directions."""
    ways = sorted(
        (way for way in osm.ways.values() if osm_tags.road_class(way.tags) is not None),
        key=lambda way: way.id,
    )
    track, missing = _track(osm, ways)
    start, end = _spans(track)
    names = tuple(sorted({_name(way) for way in ways} - {""}))
    stretches = _stretches(track, start, end, ways, names)
    nodes, tail, head = _nodes(osm, track, start, end)
    edges = _edges(track.way[start], ways, tail, head)
    ref = track.ref[ragged.ranges(start, end - start + 1)]
    standing = read_standing(osm.nodes, ref, stretches, edges)
    return Roads(
        names=names,
        nodes=nodes,
        stretches=stretches,
        edges=edges,
        standing=standing,
        drives_on_left=_drives_on_left(track, ways),
        missing=missing,
    )


def _name(way: Way) -> str:
    return way.tags.get("name", way.tags.get("ref", ""))


def _track(osm: OsmFile, ways: Sequence[Way]) -> tuple[_Track, int]:
    empty = np.zeros(0, np.int64)
    ref = np.concatenate([empty, *(way.refs for way in ways)])
    way = np.repeat(np.arange(len(ways)), [len(way.refs) for way in ways])
    rows = osm.places.rows(ref)
    twice = np.zeros(len(ref), np.bool_)
    twice[1:] = (ref[1:] == ref[:-1]) & (way[1:] == way[:-1])
    missing = rows < 0
    # What lies between the two nodes beside a missing one is not known.
    run = way + np.cumsum(missing)
    keep = ~missing & ~twice
    ref, way, run, rows = ref[keep], way[keep], run[keep], rows[keep]
    return _Track(
        ref=ref,
        way=way,
        run=run,
        lon=osm.places.lon[rows],
        lat=osm.places.lat[rows],
        cut=_cuts(osm, ref, run),
    ), int(missing.sum())


def _cuts(osm: OsmFile, ref: Longs, run: Longs) -> Bools:
    """Ways are cut where they end, where they meet, and at what blocks them."""
    ends = np.ones(len(ref), np.bool_)
    ends[1:-1] = (run[1:-1] != run[:-2]) | (run[1:-1] != run[2:])
    _, row, uses = np.unique(ref, return_inverse=True, return_counts=True)
    must = [node for node, tags in osm.nodes.items() if osm_tags.blocks(tags)]
    at_end = np.zeros(len(uses), np.bool_)
    at_end[row[ends]] = True
    cut: Bools = ends | (uses[row] > 1) | at_end[row] | np.isin(ref, must)
    return cut


def _drives_on_left(track: _Track, ways: Sequence[Way]) -> bool:
    points = np.column_stack((track.lon, track.lat))
    first = np.searchsorted(track.way, np.arange(len(ways) + 1))
    pieces = [
        points[first[row] : first[row + 1]][:: 1 if along else -1]
        for row, way in enumerate(ways)
        if way.tags.get("junction") in osm_tags.ROUNDABOUTS
        for along, against in [osm_tags.directions(way.tags)]
        if along != against and first[row + 1] > first[row]
    ]
    lon, lat = np.median(points, axis=0) if len(points) else (0.0, 0.0)
    return drives_on_left(pieces, lon, lat)


def _spans(track: _Track) -> tuple[Longs, Longs]:
    """First and last position of every stretch on the track."""
    cuts = np.flatnonzero(track.cut)
    start, end = cuts[:-1], cuts[1:]
    same = track.run[start] == track.run[end]
    return start[same], end[same]


def _stretches(
    track: _Track,
    start: Longs,
    end: Longs,
    ways: Sequence[Way],
    names: tuple[str, ...],
) -> Stretches:
    sizes = end - start + 1
    points, first = ragged.ranges(start, sizes), ragged.firsts(sizes)
    lon, lat = track.lon[points], track.lat[points]
    number = {name: row for row, name in enumerate(names)}
    way = track.way[start]
    of_way = np.array(
        [
            (
                number.get(_name(way), -1),
                osm_tags.road_class(way.tags) or 0,
                osm_tags.access(way.tags) == "restricted",
                way.id,
            )
            for way in ways
        ],
        np.int64,
    ).reshape(-1, 4)[way]
    return Stretches(
        first=first,
        lon=lon,
        lat=lat,
        length_m=along_m(lon, lat, first)[first[1:] - 1],
        name=of_way[:, 0].astype(np.int32),
        road_class=of_way[:, 1].astype(np.uint8),
        restricted=of_way[:, 2].astype(np.bool_),
        way_id=of_way[:, 3],
    )


def _nodes(
    osm: OsmFile, track: _Track, start: Longs, end: Longs
) -> tuple[Nodes, Ints, Ints]:
    ids, ends = np.unique(
        np.concatenate((track.ref[start], track.ref[end])), return_inverse=True
    )
    rows = osm.places.rows(ids)
    blocked = [osm_tags.blocks(osm.nodes.get(int(node), {})) for node in ids]
    nodes = Nodes(
        lon=osm.places.lon[rows],
        lat=osm.places.lat[rows],
        osm_id=ids,
        blocked=np.array(blocked, np.bool_),
    )
    tail, head = np.split(ends.astype(np.int32), 2)
    return nodes, tail, head


def _edges(way: Longs, ways: Sequence[Way], tail: Ints, head: Ints) -> Edges:
    """Along the stretch's points first, then against them, as the way allows."""
    driven = np.array([osm_tags.directions(way.tags) for way in ways], np.bool_)
    limits = np.array([osm_tags.limits_kph(way.tags) for way in ways])
    driven, limits = driven.reshape(-1, 2)[way], limits.reshape(-1, 2)[way]
    stretch, against = np.nonzero(driven)
    return Edges(
        tail=np.where(against, head[stretch], tail[stretch]).astype(np.int32),
        head=np.where(against, tail[stretch], head[stretch]).astype(np.int32),
        stretch=stretch.astype(np.int32),
        forward=against == 0,
        limit_kph=limits[stretch, against],
    )
