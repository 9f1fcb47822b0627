"""What is left out: traps and islands, by edges and turns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given

from maps.osm_files.connected import connected_edges
from maps.road_network import RoadNetwork
from maps.snapping import Snapper
from maps.turns import turns_of
from tests.networks import networks
from tests.osm_text import ROAD, degrees, drive_s, town

NODES = {1: (0, 0), 2: (300, 0), 3: (600, 0), 4: (300, 300), 5: (900, 0)}


def test_one_way_trap_is_left_out(tmp_path: Path) -> None:
    ways = {
        10: ([1, 2, 3], ROAD),
        20: ([2, 4], {**ROAD, "oneway": "yes", "name": "Trap"}),
    }
    roads = town(tmp_path, NODES, ways)
    assert roads.dropped.way_id.tolist() == [20]
    assert roads.notes[-1] == (
        "1 stretches of road (0.3 km) cannot be driven both to and from the rest, and "
        "are left out"
    )
    # What the trap made a junction of is none any more: straight on, no turn.
    assert drive_s(roads, (100, 0), (500, 0)) == pytest.approx(48, abs=0.01)


def test_road_out_of_nowhere_is_left_out(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 20: ([4, 2], {**ROAD, "oneway": "yes"})}
    assert town(tmp_path, NODES, ways).dropped.way_id.tolist() == [20]


def test_island_is_left_out(tmp_path: Path) -> None:
    nodes = {**NODES, 6: (0, 3000), 7: (200, 3000)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 3], ROAD), 20: ([6, 7], ROAD)})
    assert roads.dropped.way_id.tolist() == [20]
    assert len(roads.nodes) == 2


def test_trap_by_a_ban_is_left_out(tmp_path: Path) -> None:
    # Junctions connect: 2 - 4 is two-way. But whoever comes from 4 to node 2 may go
    # on neither to the left nor to the right, and back only at a dead end.
    ways = {10: ([1, 2], ROAD), 11: ([2, 3], ROAD), 20: ([2, 4], ROAD)}
    bans = {
        n: (
            [("way", 20, "from"), ("node", 2, "via"), ("way", to, "to")],
            {"type": "restriction", "restriction": "no_left_turn"},
        )
        for n, to in ((1, 10), (2, 11))
    }
    roads = town(tmp_path, NODES, ways, bans)
    assert roads.dropped.way_id.tolist() == [20]
    assert drive_s(roads, (100, 0), (500, 0)) == pytest.approx(48, abs=0.01)


def test_end_left_by_a_trap_may_turn_back(tmp_path: Path) -> None:
    # East of node 3 only a one-way road that ends in nothing: once that is left out,
    # node 3 is a dead end, and 2 - 3 stays.
    ways = {10: ([1, 2, 3], ROAD), 20: ([3, 5], {**ROAD, "oneway": "yes"})}
    roads = town(tmp_path, NODES, ways)
    assert roads.dropped.way_id.tolist() == [20]
    assert roads.stretches.length_m.sum() == pytest.approx(600, abs=0.05)


def test_dropped_road_much_nearer_is_warned_of(tmp_path: Path) -> None:
    ways = {
        10: ([1, 2, 3], ROAD),
        20: ([2, 4], {**ROAD, "oneway": "yes", "name": "Trap"}),
    }
    snapper = Snapper(town(tmp_path, NODES, ways))
    # 100 m north of the main road, 20 m east of the trap: 80 m nearer.
    assert snapper.snap(*degrees(320, 100)).warning == (
        "a road left out (Trap) is 20 m away, the one used 100 m"
    )
    # 25 m north, 5 m east: 20 m nearer is not worth a word.
    assert snapper.snap(*degrees(305, 25)).warning == ""


def test_whole_city_connects_edge_by_edge(city: RoadNetwork) -> None:
    assert all_connected(city)


def all_connected(roads: RoadNetwork) -> bool:
    """From each edge, with no past, a way leads to a copy of each, one in the core."""
    turns = turns_of(roads)
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(turns.edge)))
    graph.add_edges_from(zip(turns.tail.tolist(), turns.head.tolist(), strict=True))
    core = max(networkx.strongly_connected_components(graph), key=len)
    if {int(turns.edge[node]) for node in core} != set(range(len(roads.edges))):
        return False
    home = networkx.ancestors(graph, min(core)) | core
    return home >= set(range(len(roads.edges)))


@given(networks())
def test_what_is_kept_connects(roads: RoadNetwork) -> None:
    kept = np.flatnonzero(
        connected_edges(roads.edges, roads.nodes, roads.bans, roads.way_bans)
    )
    assert len(kept)
    edges = roads.edges
    left = replace(
        edges,
        tail=edges.tail[kept],
        head=edges.head[kept],
        stretch=edges.stretch[kept],
        forward=edges.forward[kept],
        limit_kph=edges.limit_kph[kept],
    )
    row = {int(old): new for new, old in enumerate(kept)} | {-1: -1}
    bans, way_bans = (
        [[row[edge] for edge in ban] for ban in rows.tolist() if row.keys() >= set(ban)]
        for rows in (roads.bans, roads.way_bans)
    )
    assert all_connected(
        replace(
            roads,
            edges=left,
            bans=np.array(bans, np.int32).reshape(-1, 2),
            way_bans=np.array(way_bans, np.int32).reshape(-1, roads.way_bans.shape[1]),
        )
    )
