"""Spoiled road files: each is read or refused with an input error.

They are read in a process of its own, for a decoder may end it by a signal.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import osmium
import osmnx
import pytest

import maps
from tests.maps.osm_files.test_osm_file import NODES, RELATIONS, WAYS
from tests.mutations import mutated
from tests.osm_text import Node, Way, osm_text
from tests.read_in_turn import outcomes

WALLED: dict[int, Node] = {
    901: (0, 0, {"barrier": "gate"}),
    902: (90, 0),
    903: (90, 90, {"entrance": "main"}),
    904: (0, 90),
}
RING = [901, 902, 903, 904, 901]
WALLS: dict[int, Way] = {
    910: (RING, {"barrier": "wall"}),
    911: (RING, {"landuse": "residential"}),
    912: (RING, {"building": "apartments"}),
}
SHARES = {".osm.pbf": 100, ".osm": 25, ".osm.gz": 5, ".graphml": 20}

Seeds = tuple[bytes, ...]
Spoiled = tuple[str, int]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seeds]:
    """Make whole files of each kind; a packed one hides its parts from the spoiler."""
    folder = tmp_path_factory.mktemp("seeds")
    text = osm_text({**NODES, **WALLED}, {**WAYS, **WALLS}, RELATIONS)
    town = folder / "town.osm"
    town.write_text(text, encoding="utf-8")
    graph = folder / "town.graphml"
    osmnx.save_graphml(maps.load(town, cache=False).to_osmnx(), graph)
    return {
        ".osm.pbf": tuple(_pbf(town, packing) for packing in ("none", "zlib")),
        ".osm": (text.encode(),),
        ".osm.gz": (gzip.compress(text.encode(), mtime=0),),
        ".graphml": (graph.read_bytes(),),
    }


def _pbf(town: Path, packing: str) -> bytes:
    path = town.with_suffix(".pbf")
    file = osmium.io.File(str(path), f"pbf,pbf_compression={packing}")
    with osmium.SimpleWriter(file, overwrite=True) as writer:
        for thing in osmium.FileProcessor(str(town)):
            writer.add(thing)
    return path.read_bytes()


def read_spoiled(
    seeds: dict[str, Seeds], each: list[Spoiled], folder: Path
) -> list[str]:
    """Read spoiled files; a failure names the kind and the number of the file.

    -1 and below are the seeds as they are.
    """
    paths = [folder / f"{number}{kind}" for kind, number in each]
    for path, (kind, number) in zip(paths, each, strict=True):
        whole = seeds[kind][-1 - number] if number < 0 else b""
        path.write_bytes(whole or mutated(seeds[kind], number))
    told = outcomes("roads", paths, folder)
    for spoiled, outcome in zip(each, told, strict=False):
        assert outcome in {"read", "refused"}, spoiled
    assert len(told) == len(each)
    assert {path.name for path in folder.iterdir()} == {
        *("scratch", *(path.name for path in paths)),
    }
    for path in paths:
        path.unlink()
    return told


@pytest.mark.slow
def test_whole_and_spoiled_files(seeds: dict[str, Seeds], tmp_path: Path) -> None:
    wholes = [(kind, -1 - n) for kind in seeds for n in range(len(seeds[kind]))]
    spoiled = [(kind, n) for kind, share in SHARES.items() for n in range(share // 2)]
    told = read_spoiled(seeds, wholes + spoiled, tmp_path)
    assert told[: len(wholes)] == ["read"] * len(wholes)
    assert "refused" in told


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_many_spoiled_files(part: int, seeds: dict[str, Seeds], tmp_path: Path):
    each = [
        (kind, n + (part + 1) * share)
        for kind, share in SHARES.items()
        for n in range(share)
    ]
    read_spoiled(seeds, each, tmp_path)
