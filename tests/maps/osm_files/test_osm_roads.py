"""From ways to stretches, edges and times: one hand-worked town a rule.

Roads are `highway=unclassified`, 30 km/h: 25 m take 3 s. Service roads, 12 km/h:
10 m take 3 s. A turn of more than 45 degrees takes 12 s.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pytest

from maps.road_network import RoadNetwork
from maps.snapping import RoadPoint
from maps.travel_times import TravelTimes
from tests.osm_text import ROAD, SERVICE, drive_s, snapped, standing, town

# A crossing of two roads, four arms of 250 m:      4
#                                                   |
#                                               1 - 2 - 3
#                                                   |
#                                                   5
CROSSING = {1: (0, 0), 2: (250, 0), 3: (500, 0), 4: (250, 250), 5: (250, -250)}
TWO_ROADS = {10: ([1, 2, 3], ROAD), 20: ([4, 2, 5], ROAD)}

# A block of 300 m a side:      4 - 3
#                               |   |
#                               1 - 2
BLOCK = {1: (0, 0), 2: (300, 0), 3: (300, 300), 4: (0, 300)}


def block(folder: Path, **south: str) -> RoadNetwork:
    """Load the block; `south` are the tags of the road from 1 to 2."""
    ways = {10: ([1, 2], {**ROAD, **south}), 20: ([2, 3, 4, 1], ROAD)}
    return town(folder, BLOCK, ways)


def facing(roads: RoadNetwork, point: RoadPoint, *, along: bool) -> RoadPoint:
    """Let a point have only the edge that runs along its road's points, or against."""
    edges = tuple(pair for pair in point.edges if roads.edges.forward[pair[0]] == along)
    return replace(point, edges=edges)


def test_straight_over_a_crossing_costs_nothing(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    # 150 + 150 m: 300 / 25 * 3 = 36 s.
    assert drive_s(roads, (100, 0), (400, 0)) == pytest.approx(36, abs=0.01)


def test_a_turn_at_a_crossing_costs_12_s(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    # 150 + 150 m: 36 s, and 12 for the turn, to the left as to the right.
    assert drive_s(roads, (100, 0), (250, 150)) == pytest.approx(48, abs=0.01)
    assert drive_s(roads, (100, 0), (250, -150)) == pytest.approx(48, abs=0.01)


def test_junction_cuts_both_roads(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    # Four arms, each driven both ways; four ends and the junction.
    assert (len(roads.stretches), len(roads.edges), len(roads.nodes)) == (4, 8, 5)
    assert roads.stretches.length_m == pytest.approx(np.full(4, 250.0), abs=0.02)


def test_roads_that_cross_without_a_node_do_not_meet(tmp_path: Path) -> None:
    nodes = {**CROSSING, 6: (250, 0)}
    ways = {
        10: ([1, 2, 3], ROAD),
        20: ([4, 6, 5], ROAD),  # a bridge over node 2
        30: ([3, 5], ROAD),
    }
    roads = town(tmp_path, nodes, ways)
    # 6 and 2 share a place, not a node: from 1 to 4 only round by 3 and 5.
    # 400 + hypot(250, 250) + 400 m = 1153.55 m: 138.43 s. At 3 and at 5 two roads
    # meet: a bend, no turn.
    assert drive_s(roads, (100, 0), (250, 150)) == pytest.approx(138.43, abs=0.05)


def test_bend_in_a_road_is_no_turn(tmp_path: Path) -> None:
    roads = town(
        tmp_path, {1: (0, 0), 2: (200, 0), 3: (200, 200)}, {10: ([1, 2, 3], ROAD)}
    )
    # 100 + 100 m: 24 s, within one way.
    assert drive_s(roads, (100, 0), (200, 100)) == pytest.approx(24, abs=0.01)


def test_bend_where_two_ways_meet_is_no_turn(tmp_path: Path) -> None:
    ways = {10: ([1, 2], ROAD), 20: ([2, 3], ROAD)}
    roads = town(tmp_path, {1: (0, 0), 2: (200, 0), 3: (200, 200)}, ways)
    # Two stretches, and still nothing to look out for: 100 + 100 m, 24 s.
    assert len(roads.stretches) == 2
    assert drive_s(roads, (100, 0), (200, 100)) == pytest.approx(24, abs=0.01)


def test_fork_within_45_degrees_is_no_turn(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (200, 0), 3: (400, 180), 4: (400, -220)}
    ways = {10: ([1, 2], ROAD), 20: ([2, 3], ROAD), 30: ([2, 4], ROAD)}
    roads = town(tmp_path, nodes, ways)
    # To 3: atan(180 / 200) = 42.0 degrees; hypot(100, 90) = 134.54 m, with the
    # 100 m before it 234.54 m: 28.14 s.
    assert drive_s(roads, (100, 0), (300, 90)) == pytest.approx(28.14, abs=0.02)
    # To 4: atan(220 / 200) = 47.7 degrees; hypot(100, 110) = 148.66 m, with the
    # 100 m before it 248.66 m: 29.84 s, and 12 for the turn.
    assert drive_s(roads, (100, 0), (300, -110)) == pytest.approx(41.84, abs=0.02)


def test_one_way(tmp_path: Path) -> None:
    roads = block(tmp_path, oneway="yes")
    # Along it 100 m: 12 s. Against it round the block: 100 + 900 + 100 m, 132 s.
    assert drive_s(roads, (100, 0), (200, 0)) == pytest.approx(12, abs=0.01)
    assert drive_s(roads, (200, 0), (100, 0)) == pytest.approx(132, abs=0.05)


def test_one_way_against_the_points(tmp_path: Path) -> None:
    roads = block(tmp_path, oneway="-1")
    assert drive_s(roads, (200, 0), (100, 0)) == pytest.approx(12, abs=0.01)
    assert drive_s(roads, (100, 0), (200, 0)) == pytest.approx(132, abs=0.05)


def test_two_way_has_two_edges_and_one_way_one(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    there, back = snapped(roads, 100, 0).edges
    # 100 of 250 m along the points, and 150 of 250 m against them.
    assert sorted((there[1], back[1])) == pytest.approx([0.4, 0.6], abs=1e-4)
    roads = block(tmp_path, oneway="-1")
    # A third of the way along the points, driven against them: two thirds done.
    ((_, fraction),) = snapped(roads, 100, 0).edges
    assert fraction == pytest.approx(2 / 3, abs=1e-4)


def test_direction_that_nobody_can_turn_into_is_left_out(tmp_path: Path) -> None:
    roads = block(tmp_path, oneway="yes")
    # Round the block all drive 1-2-3-4. To face the other way on 2-3-4-1 one would
    # have to turn back at node 1 or 2, and neither is a dead end.
    assert len(snapped(roads, 0, 100).edges) == 1
    assert not len(roads.dropped)


def test_roundabout_is_driven_one_way(tmp_path: Path) -> None:
    # Twelve sides on a radius of 50 m, drawn counterclockwise from the east; each is
    # 2 * 50 * sin(15) = 25.882 m long. Arms of 200 m to the east and to the west.
    ring = {
        1 + k: (50 * cos(radians(30 * k)), 50 * sin(radians(30 * k))) for k in range(12)
    }
    ways = {
        10: ([*range(1, 13), 1], {**ROAD, "junction": "roundabout"}),
        20: ([21, 7], ROAD),
        30: ([1, 22], ROAD),
    }
    roads = town(tmp_path, {**ring, 21: (-250, 0), 22: (250, 0)}, ways)
    # West to east by the south, six sides: 100 + 155.29 + 100 m, 42.64 s. Into the
    # ring and out of it by 75 degrees: two turns, 24 s. East to west the same.
    assert drive_s(roads, (-150, 0), (150, 0)) == pytest.approx(66.64, abs=0.05)
    assert drive_s(roads, (150, 0), (-150, 0)) == pytest.approx(66.64, abs=0.05)
    # From node 9 (240 degrees) to node 5 (120): on round, eight sides, 207.06 m:
    # 24.85 s. Past the arms the ring bends by 30 degrees: no turns.
    assert drive_s(roads, ring[9], ring[5]) == pytest.approx(24.85, abs=0.05)


def test_dead_end_turns_back(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    east = facing(roads, snapped(roads, 400, 0), along=True)
    # Eastwards to the end, back, and past its start: 100 m, 12 s, 150 m: 42 s.
    end = snapped(roads, 350, 0)
    assert TravelTimes(roads).seconds([east], [end])[0, 0] == pytest.approx(
        42, abs=0.02
    )


def test_no_turning_back_at_a_crossing(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, TWO_ROADS)
    east = facing(roads, snapped(roads, 100, 0), along=True)
    end = snapped(roads, 50, 0)
    # Eastwards through the crossing to any end and back: 150 + 250 m, 12 s there,
    # 250 + 200 m: 850 m, 102 s, and 12 s.
    assert TravelTimes(roads).seconds([east], [end])[0, 0] == pytest.approx(
        114, abs=0.05
    )


def test_loop_at_the_end_of_a_road(tmp_path: Path) -> None:
    # A road east to node 2, and a loop of three sides there: a cul-de-sac.
    nodes = {1: (0, 0), 2: (200, 0), 3: (300, 100), 4: (300, -100)}
    ways = {10: ([1, 2], ROAD), 20: ([2, 3, 4, 2], ROAD)}
    roads = town(tmp_path, nodes, ways)
    assert len(roads.stretches) == 2
    # To its far side, the middle of 3-4: 100 m, 141.42 m to node 3, 100 m more:
    # 341.42 m, 40.97 s. Into the loop 45 degrees: no turn.
    assert drive_s(roads, (100, 0), (300, 0)) == pytest.approx(40.97, abs=0.05)
    # Back out by the loop: the road's other direction is reached without a turn back.
    east = facing(roads, snapped(roads, 100, 0), along=True)
    # 100 m, the loop of 141.42 + 200 + 141.42 = 482.84 m, 150 m: 732.84 m, 87.94 s.
    end = snapped(roads, 50, 0)
    assert TravelTimes(roads).seconds([east], [end])[0, 0] == pytest.approx(
        87.94, abs=0.05
    )


def test_loop_alone_is_driven_round(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (100, 0), 3: (100, 100), 4: (0, 100)}
    ways = {10: ([1, 2, 3, 4, 1], {**ROAD, "oneway": "yes"})}
    roads = town(tmp_path, nodes, ways)
    # From (75, 0) to (25, 0): on round, 25 + 300 + 25 m: 42 s.
    assert drive_s(roads, (75, 0), (25, 0)) == pytest.approx(42, abs=0.05)
    assert drive_s(roads, (25, 0), (75, 0)) == pytest.approx(6, abs=0.05)


def test_bollard_is_a_dead_end_for_both_sides(tmp_path: Path) -> None:
    # The block, with a bollard in the middle of its south side.
    nodes = {**BLOCK, 9: (150, 0, {"barrier": "bollard"})}
    ways = {10: ([1, 9, 2], ROAD), 20: ([2, 3, 4, 1], ROAD)}
    roads = town(tmp_path, nodes, ways)
    # From one side to the other round the block: 50 + 100 + 900 + 100 + ... :
    # (100, 0) west to 1: 100, round 900, from 2 west to (200, 0): 100; 1100 m, 132 s.
    assert drive_s(roads, (100, 0), (200, 0)) == pytest.approx(132, abs=0.05)
    # Both sides can be driven to, and turned back in.
    start = snapped(roads, 0, 100)
    for x_m in (140, 160):
        end = snapped(roads, x_m, 0)
        assert np.isfinite(TravelTimes(roads).seconds([start], [end])).all()
        assert np.isfinite(TravelTimes(roads).seconds([end], [start])).all()


def test_bollard_at_a_crossing_stops_every_road(tmp_path: Path) -> None:
    nodes = {**CROSSING, 2: (250, 0, {"barrier": "bollard"})}
    ways = {**TWO_ROADS, 30: ([1, 4, 3, 5, 1], ROAD)}
    roads = town(tmp_path, nodes, ways)
    # Round by the diamond: from (100, 0) 100 m to 1, 353.55 m to 4, 100 m down to
    # (250, 150): 553.55 m, 66.43 s; at 1 and at 4 three arms meet: two turns, 24 s.
    assert drive_s(roads, (100, 0), (250, 150)) == pytest.approx(90.43, abs=0.05)


def test_gate_delays_whoever_passes_it(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (100, 0, {"barrier": "gate"}), 3: (200, 0)}
    roads = town(tmp_path, nodes, {10: ([1, 2, 3], ROAD)})
    assert standing(roads) == [((1, 3), 0.5, "gate"), ((3, 1), 0.5, "gate")]
    # Past it: 100 m, 12 s, and 10. Up to it, on either side: 40 m, 4.8 s.
    assert drive_s(roads, (50, 0), (150, 0)) == pytest.approx(22, abs=0.01)
    assert drive_s(roads, (150, 0), (50, 0)) == pytest.approx(22, abs=0.01)
    assert drive_s(roads, (50, 0), (90, 0)) == pytest.approx(4.8, abs=0.01)
    assert drive_s(roads, (150, 0), (110, 0)) == pytest.approx(4.8, abs=0.01)


def test_gate_where_two_roads_meet_counts_once(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (100, 0, {"barrier": "gate"}), 3: (200, 0)}
    roads = town(tmp_path, nodes, {10: ([1, 2], ROAD), 20: ([2, 3], ROAD)})
    # Each edge that ends at node 2 meets it: once in each direction.
    assert standing(roads) == [((1, 2), 1.0, "gate"), ((3, 2), 1.0, "gate")]
    assert drive_s(roads, (50, 0), (150, 0)) == pytest.approx(22, abs=0.01)
    assert drive_s(roads, (150, 0), (50, 0)) == pytest.approx(22, abs=0.01)


def test_signals_and_signs_keep_their_places(tmp_path: Path) -> None:
    nodes = {
        1: (0, 0),
        2: (50, 0, {"highway": "stop", "direction": "forward"}),
        3: (150, 0, {"highway": "crossing"}),
        4: (200, 0, {"highway": "traffic_signals"}),
        5: (400, 0),
        6: (200, 200),
    }
    ways = {10: ([1, 2, 3, 4, 5], ROAD), 20: ([4, 6], ROAD)}
    roads = town(tmp_path, nodes, ways)
    assert standing(roads) == [
        ((1, 4), 0.25, "stop"),
        ((1, 4), 0.75, "crossing"),
        ((1, 4), 1.0, "signals"),
        ((4, 1), 0.25, "crossing"),
        ((5, 4), 1.0, "signals"),
        ((6, 4), 1.0, "signals"),
    ]


def test_standing_is_in_order(city: RoadNetwork) -> None:
    order = np.lexsort((city.standing.fraction, city.standing.edge))
    assert (order == np.arange(len(order))).all()
    assert ((city.standing.fraction > 0) & (city.standing.fraction <= 1)).all()


def test_private_road_costs_its_entry(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (250, 0), 3: (500, 0), 4: (250, 60)}
    ways = {
        10: ([1, 2, 3], ROAD),
        20: ([2, 4], {**SERVICE, "access": "private"}),
    }
    roads = town(tmp_path, nodes, ways)
    # In: 150 m, 18 s; turn 12 s; entry 15 s; 40 m of service road at 12 km/h, 12 s.
    assert drive_s(roads, (100, 0), (250, 40)) == pytest.approx(57, abs=0.02)
    # Out: the same without the entry.
    assert drive_s(roads, (250, 40), (100, 0)) == pytest.approx(42, abs=0.02)


def test_barred_road_is_left_out(tmp_path: Path) -> None:
    nodes = {1: (0, 0), 2: (250, 0), 3: (500, 0), 4: (250, 100)}
    for tags in ({"access": "no"}, {"motor_vehicle": "no"}, {"highway": "footway"}):
        ways = {10: ([1, 2, 3], ROAD), 20: ([2, 4], {**SERVICE, **tags})}
        assert len(town(tmp_path, nodes, ways).stretches) == 1
    ways[20] = ([2, 4], {**SERVICE, "access": "no", "emergency": "yes"})
    assert len(town(tmp_path, nodes, ways).stretches) == 3


@pytest.mark.parametrize(
    ("tags", "expected_s"),
    [
        ({}, 36.0),  # 300 m at 30 km/h
        ({"maxspeed": "50"}, 36.0),  # a limit above the class's speed changes nothing
        ({"maxspeed": "20"}, 54.0),  # 300 / (20 / 3.6)
        ({"maxspeed": "10 mph"}, 67.11),  # 300 / (16.09344 / 3.6)
        ({"maxspeed:forward": "20"}, 54.0),
        ({"maxspeed:backward": "20"}, 36.0),
        ({"maxspeed": "none"}, 36.0),
        ({"highway": "motorway", "oneway": "no"}, 12.56),  # 300 / (86 / 3.6)
        ({"highway": "primary"}, 29.19),  # 300 / (37 / 3.6)
        ({"highway": "residential"}, 46.96),  # 300 / (23 / 3.6)
        ({"highway": "service"}, 90.0),  # 300 / (12 / 3.6)
    ],
)
def test_speed_of_a_road(
    tmp_path: Path, tags: dict[str, str], expected_s: float
) -> None:
    roads = town(tmp_path, {1: (0, 0), 2: (500, 0)}, {10: ([1, 2], {**ROAD, **tags})})
    assert drive_s(roads, (100, 0), (400, 0)) == pytest.approx(expected_s, abs=0.02)


def test_name_or_else_ref(tmp_path: Path) -> None:
    ways = {
        10: ([1, 2], {**ROAD, "name": "Laugavegur", "ref": "41"}),
        20: ([2, 3], {**ROAD, "ref": "41"}),
        30: ([4, 2], ROAD),
    }
    roads = town(tmp_path, CROSSING, ways)
    assert roads.names == ("41", "Laugavegur")
    names = {roads.edge_name(edge) for edge in range(len(roads.edges))}
    assert names == {"41", "Laugavegur", ""}


def test_points_that_the_file_lacks_end_the_road(tmp_path: Path) -> None:
    # 7 is not in the file: what lies between 2 and 3 is not known, and not invented.
    ways = {10: ([1, 2, 7, 3], ROAD), 20: ([1, 4], ROAD)}
    roads = town(tmp_path, CROSSING, ways)
    assert roads.stretches.length_m.sum() == pytest.approx(250 + 353.55, abs=0.1)
    assert "1 points of roads are not in the file" in roads.notes


def test_a_point_twice_in_a_row_is_one(tmp_path: Path) -> None:
    roads = town(tmp_path, CROSSING, {10: ([1, 2, 2, 3], ROAD)})
    assert roads.stretches.length_m == pytest.approx([500], abs=0.02)


def test_two_nodes_in_one_place_hide_no_turn(tmp_path: Path) -> None:
    # 6 lies where 2 lies: the road's last step has no length and no direction.
    nodes = {**CROSSING, 6: (250, 0)}
    ways = {10: ([1, 6, 2, 3], ROAD), 20: ([4, 2, 5], ROAD)}
    roads = town(tmp_path, nodes, ways)
    assert drive_s(roads, (100, 0), (400, 0)) == pytest.approx(36, abs=0.01)
    assert drive_s(roads, (100, 0), (250, 150)) == pytest.approx(48, abs=0.01)
