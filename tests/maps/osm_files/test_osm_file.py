"""Files of every form and order read the same; files that are not whole do not."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

import maps
from maps.errors import FileError
from maps.osm_files.osm_file import read_osm
from maps.road_network import RoadNetwork
from tests.osm_text import ROAD, degrees, osm_text
from tests.same_roads import assert_same_roads

HOUSE = {"addr:housenumber": "1", "building": "yes"}
NODES = {
    1: (0, 0),
    2: (250, 0, {"highway": "traffic_signals"}),
    3: (500, 0),
    4: (250, 250),
    5: (100, 20, {"addr:housenumber": "2", "addr:street": "Ægisgata"}),
    6: (110, 20, {"addr:housenumber": "2", "addr:street": "Ægisgata"}),
    11: (200, 20),
    12: (220, 20),
    13: (220, 40),
}
WAYS = {
    10: ([1, 2], {**ROAD, "name": "Ægisgata"}),
    15: ([2, 3], ROAD),
    20: ([2, 4], ROAD),
    30: ([11, 12, 13, 11], HOUSE),
    40: ([11, 12], {}),
    41: ([12, 13, 11], {}),
}
RELATIONS = {
    1: (
        [("way", 10, "from"), ("node", 2, "via"), ("way", 20, "to")],
        {"type": "restriction", "restriction": "no_left_turn"},
    ),
    2: (
        [("way", 30, "house"), ("way", 10, "street")],
        {"type": "associatedStreet", "name": "Ægisgata"},
    ),
    3: (
        [("way", 30, "house")],
        {"type": "associatedStreet", "name": "Another"},
    ),
    4: (
        [("way", 40, "outer"), ("way", 41, "outer")],
        {"type": "multipolygon", "natural": "water"},
    ),
}


def write_pbf(path: Path, *, backwards: bool) -> Path:
    """Write the town as pbf, sorted, or from the last relation to the first node."""
    things = [
        *(
            Node(id=n, location=degrees(*row[:2]), tags=dict(*row[2:]))
            for n, row in NODES.items()
        ),
        *(Way(id=n, nodes=refs, tags=tags) for n, (refs, tags) in WAYS.items()),
        *(
            Relation(
                id=n,
                members=[(kind[0], ref, role) for kind, ref, role in rows],
                tags=tags,
            )
            for n, (rows, tags) in RELATIONS.items()
        ),
    ]
    with osmium.SimpleWriter(str(path)) as writer:
        for thing in reversed(things) if backwards else things:
            writer.add(thing)
    return path


@pytest.fixture
def plain(tmp_path: Path) -> RoadNetwork:
    path = tmp_path / "town.osm"
    path.write_text(osm_text(NODES, WAYS, RELATIONS), encoding="utf-8")
    return maps.load(path, cache=False)


def test_the_town(plain: RoadNetwork) -> None:
    assert plain.addresses.street == ("Ægisgata", "Ægisgata", "Ægisgata")
    assert (len(plain.bans), plain.areas.kind) == (1, ("water", "building"))


@pytest.mark.parametrize("backwards", [False, True])
def test_pbf_in_any_order(
    tmp_path: Path, plain: RoadNetwork, *, backwards: bool
) -> None:
    path = write_pbf(tmp_path / "town.osm.pbf", backwards=backwards)
    roads = maps.load(path, cache=False)
    assert_same_roads(roads, plain, but=("name", "fingerprint"))


@pytest.mark.parametrize(
    ("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)]
)
def test_packed_xml(tmp_path: Path, plain: RoadNetwork, ending: str, pack) -> None:
    path = tmp_path / f"town.osm{ending}"
    path.write_bytes(pack(osm_text(NODES, WAYS, RELATIONS).encode()))
    roads = maps.load(path, cache=False)
    assert_same_roads(roads, plain, but=("name", "fingerprint"))


def test_xml_backwards(tmp_path: Path, plain: RoadNetwork) -> None:
    def backwards(rows: dict[int, object]) -> dict[int, object]:
        return dict(reversed(rows.items()))

    text = osm_text(backwards(NODES), backwards(WAYS), backwards(RELATIONS))  # type: ignore[arg-type]
    path = tmp_path / "town.osm"
    path.write_text(text, encoding="utf-8")
    roads = maps.load(path, cache=False)
    assert_same_roads(roads, plain, but=("name", "fingerprint"))


XML = osm_text(NODES, WAYS, RELATIONS).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut_short.osm", XML[: len(XML) // 2]),
        ("only_its_first_line.osm", XML.splitlines()[0]),
        ("not_osm.osm", b"<html><body>Not found</body></html>"),
        ("not_xml.osm", b"Not found"),
        ("bad_number.osm", XML.replace(b'id="1"', b'id="one"')),
        ("off_earth.osm", XML.replace(b'lon="10.0', b'lon="910.0')),
        ("cut_short.osm.gz", gzip.compress(XML)[:-40]),
        ("cut_short.osm.bz2", bz2.compress(XML)[:-40]),
        ("not_pbf.osm.pbf", b"<html><body>Not found</body></html>"),
        ("one_byte.osm.pbf", b"\0"),
        ("zeros.osm.pbf", bytes(1000)),
    ],
)
def test_what_is_not_a_whole_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        maps.load(path, cache=False)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pbf_cut_short_at_any_length(tmp_path: Path) -> None:
    whole = write_pbf(tmp_path / "town.osm.pbf", backwards=False).read_bytes()
    path = tmp_path / "short.osm.pbf"
    for size in range(1, len(whole), 7):
        path.write_bytes(whole[:size])
        with pytest.raises(FileError):
            maps.load(path, cache=False)


def test_pbf_with_a_wrong_byte_is_read_or_refused(tmp_path: Path) -> None:
    whole = write_pbf(tmp_path / "town.osm.pbf", backwards=False).read_bytes()
    path = tmp_path / "damaged.osm.pbf"
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            maps.load(path, cache=False)
        except FileError as fault:
            assert str(path) in str(fault)  # noqa: PT017 - some bytes do not matter


def test_what_is_not_used_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    nodes = {1: (0, 0), 2: (100, 0), 3: (9, 9, {"amenity": "bench"}), 4: (5, 5)}
    ways = {10: ([1, 2], ROAD), 20: ([3, 4], {"power": "line"})}
    path.write_text(osm_text(nodes, ways), encoding="utf-8")
    osm = read_osm(path)
    assert (list(osm.ways), osm.nodes, osm.places.id.tolist()) == ([10], {}, [1, 2])
