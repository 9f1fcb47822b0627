"""`load`: a file, a shipped name or a place name → `RoadNetwork`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np

from maps import road_cache
from maps.errors import FileError
from maps.osm_files import osm_place
from maps.osm_files.assemble import Found, assemble
from maps.osm_files.osm_addresses import read_addresses, read_landmarks
from maps.osm_files.osm_file import read_osm
from maps.osm_files.osm_restrictions import Bans, read_bans
from maps.osm_files.osm_rings import read_areas
from maps.osm_files.osm_roads import Roads, read_roads
from maps.osm_files.osm_ways_in import read_ways_in
from maps.osm_files.osmnx_graph import from_graphml
from maps.road_network import RoadNetwork

SHIPPED = {"reykjavik": "reykjavik.osm.pbf"}
DEFAULT = "reykjavik"

_OSM_ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml")
_GRAPHML_ENDINGS = (".graphml", ".graphml.gz")

# *Assumed*: of a city's edges, each is followed by two or three.
_MOST_TURNS = 10_000_000
_MOST_TURNS_AN_EDGE = 20

Progress = Callable[[str], None]


def load(
    source: str | Path = DEFAULT,
    *,
    cache: bool = True,
    progress: Progress = lambda _: None,
) -> RoadNetwork:
    """Load the roads of a city.

    Parameters
    ----------
    source : an existing file (`.osm.pbf`, `.osm`, `.osm.gz`, `.osm.bz2`, an OSMnx
        `.graphml` or `.graphml.gz`), else a shipped name, else a place name, whose
        roads are downloaded once.
    cache : keep what was parsed, and take it from there the next time.
    progress : told the step that begins.

    Raises
    ------
    FileError : the file is missing, empty, cut short or holds no roads.
    OfflineError : a place name, and no network.
    PlaceError : a place name that nobody knows.
    """
    path = _file(source, progress)
    name = path.name if path == Path(source) else str(source)
    fingerprint = _fingerprint(path)
    kept = road_cache.cache_file(fingerprint)
    roads = road_cache.read_roads(kept) if cache else None
    if roads is None:
        if cache and kept.exists():
            progress("the kept roads are damaged: reading them anew")
        roads = _parse(path, name, fingerprint, progress)
        if cache:
            _keep(roads, kept, progress)
    # The same bytes may have been kept under another name.
    return replace(roads, name=name)


def _keep(roads: RoadNetwork, path: Path, progress: Progress) -> None:
    """Write to the cache where that can be done; a plan does not hang on it."""
    try:
        road_cache.save_roads(roads, path)
    except OSError as fault:
        progress(f"the roads cannot be kept for the next time ({fault.strerror})")


def _file(source: str | Path, progress: Progress) -> Path:
    path = Path(source)
    if _exists(path) and not (path.is_dir() and str(source) in SHIPPED):
        return _readable(path)
    if str(source) in SHIPPED:
        return Path(str(resources.files("maps.data"))) / SHIPPED[str(source)]
    if path.suffix in {".pbf", ".osm", ".graphml", ".gz", ".bz2", ".xml"}:
        raise FileError("no such file", file=path, mend="check the path")
    return osm_place.download(str(source), progress)


def _exists(path: Path) -> bool:
    """Tell whether a path leads anywhere, however long and odd it is."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _readable(path: Path) -> Path:
    if path.is_dir():
        raise FileError("a folder, not a file", file=path, mend="name the file in it")
    if not path.is_file() or not path.name.endswith((*_OSM_ENDINGS, *_GRAPHML_ENDINGS)):
        raise FileError(
            "not a kind of road file",
            file=path,
            mend="give .osm.pbf, .osm, .osm.gz, .osm.bz2 or .graphml(.gz)",
        )
    if not path.stat().st_size:
        raise FileError("the file is empty", file=path, mend="download it again")
    return path


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise FileError(
            f"cannot be read ({fault.strerror})",
            file=path,
            mend="check who may read it",
        ) from fault
    return f"{digest[:16]}-{road_cache.VERSION}"


def _parse(path: Path, name: str, fingerprint: str, progress: Progress) -> RoadNetwork:
    if path.name.endswith(_GRAPHML_ENDINGS):
        progress("graph")
        found = from_graphml(path)
    else:
        found = _read(path, progress)
    _check_turns(found, str(path))
    progress("connections")
    return assemble(found, name=name, fingerprint=fingerprint, source=str(path))


def _check_turns(found: Found, source: str) -> None:
    """Refuse junctions that no city has, and whose turns no memory holds."""
    n_edges, n_nodes = len(found.edges), len(found.nodes)
    into = np.bincount(found.edges.head, minlength=n_nodes)
    out = np.bincount(found.edges.tail, minlength=n_nodes)
    if into @ out > _MOST_TURNS + _MOST_TURNS_AN_EDGE * n_edges:
        raise FileError(
            f"a junction where {into.max()} roads meet",
            file=source,
            mend="download or copy it again",
        )


def _read(path: Path, progress: Progress) -> Found:
    osm = read_osm(path, progress)
    progress("roads")
    roads = read_roads(osm)
    bans = read_bans(osm, roads)
    progress("areas and addresses")
    addresses = read_addresses(osm)
    return Found(
        names=roads.names,
        nodes=roads.nodes,
        stretches=roads.stretches,
        edges=roads.edges,
        standing=roads.standing,
        bans=bans.pairs,
        way_bans=bans.rows,
        drives_on_left=roads.drives_on_left,
        addresses=addresses,
        landmarks=read_landmarks(osm),
        areas=read_areas(osm),
        ways_in=read_ways_in(osm, roads.stretches),
        notes=_notes(roads, bans, len(addresses)),
    )


def _notes(roads: Roads, bans: Bans, n_addresses: int) -> tuple[str, ...]:
    notes = [
        f"{count} turn restrictions left out: {reason}"
        for reason, count in sorted(bans.left_out.items())
    ]
    if roads.missing:
        notes.append(f"{roads.missing} points of roads are not in the file")
    if not n_addresses:
        notes.append("no addresses in the file: give places by coordinates")
    return tuple(notes)
