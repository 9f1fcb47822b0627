"""Which edge may follow which, and what kind of turn that is."""

from __future__ import annotations

import numpy as np
import pytest

from maps.turns import TURN_KINDS, bearings_deg, turns_of, twins
from tests.networks import Street, network

#            3 (north)
#            |
#   0 ------ 1 ------ 2
NODES = [(0, 0), (100, 0), (200, 0), (100, 100)]
FORK = network(NODES, [Street(0, 1), Street(1, 2), Street(1, 3)])


def kinds(roads):
    turns = turns_of(roads)
    rows = zip(turns.from_edge, turns.to_edge, turns.kind, strict=True)
    return {(int(a), int(b)): TURN_KINDS[kind] for a, b, kind in rows}


def test_all_turns_of_a_fork():
    # Edges: 0 east, 1 west of the first road; 2, 3 of the second; 4 north, 5 south.
    assert kinds(FORK) == {
        (0, 2): "straight",
        (0, 4): "left",
        (3, 1): "straight",
        (3, 4): "right",
        (5, 1): "right",
        (5, 2): "left",
        (1, 0): "back",  # at the dead ends
        (2, 3): "back",
        (4, 5): "back",
    }


def test_ban():
    roads = network(
        NODES, [Street(0, 1), Street(1, 2), Street(1, 3)], bans=[(0, 4), (1, 0)]
    )
    assert set(kinds(FORK)) - set(kinds(roads)) == {(0, 4), (1, 0)}


def test_blocked_node_is_an_end_for_each_road():
    roads = network(NODES, [Street(0, 1), Street(1, 2), Street(1, 3)], blocked=[1])
    pairs = [(0, 1), (1, 0), (2, 3), (3, 2), (4, 5), (5, 4)]
    assert kinds(roads) == dict.fromkeys(pairs, "back")


@pytest.mark.parametrize(
    ("there", "kind"),
    [
        ((200, 99), "straight"),
        ((200, 101), "left"),
        ((200, -99), "straight"),
        ((200, -101), "right"),
        ((0, 1), "left"),
        ((0, -1), "right"),
    ],
)
def test_45_degrees_are_the_line(there, kind):
    nodes = [(0, 0), (100, 0), there, (100, -500)]
    roads = network(nodes, [Street(0, 1), Street(1, 2), Street(1, 3)])
    assert kinds(roads)[0, 2] == kind


def test_two_arms_bend_three_turn():
    nodes = [(0, 0), (100, 0), (100, 100), (200, 0)]
    bend = network(nodes, [Street(0, 1), Street(1, 2)])
    assert kinds(bend)[0, 2] == "straight"
    junction = network(nodes, [Street(0, 1), Street(1, 2), Street(3, 1, one_way=True)])
    assert kinds(junction)[0, 2] == "left"


def test_loop_brings_two_arms():
    loop = Street(1, 1, by=[(200, 90), (200, -90)])
    roads = network([(0, 0), (100, 0)], [Street(0, 1), loop])
    # In by 42 degrees both ways round; out of it the same; round again is a turn of
    # 180 - 84 = 96 degrees; from one direction into the other would be turning back.
    assert kinds(roads) == {
        (0, 2): "straight",
        (0, 3): "straight",
        (2, 1): "straight",
        (3, 1): "straight",
        (2, 2): "right",
        (3, 3): "left",
        (1, 0): "back",
    }


def test_twins():
    roads = network(NODES, [Street(0, 1), Street(1, 2, one_way=True), Street(1, 3)])
    assert twins(roads.edges).tolist() == [1, 0, -1, 4, 3]


def test_bearings():
    roads = network(NODES, [Street(0, 1, by=[(50, 50)]), Street(3, 1)])
    out, into = bearings_deg(roads.stretches, roads.edges)
    # North-east then south-east; and back; south; north.
    assert out % 360 == pytest.approx([45, 315, 180, 0], abs=1e-3)
    assert into % 360 == pytest.approx([135, 225, 180, 0], abs=1e-3)


def test_bearing_looks_past_points_in_one_place():
    street = Street(0, 1, by=[(0, 0), (50, 50), (100, 0)])
    roads = network(NODES, [street, Street(1, 1)])
    out, into = bearings_deg(roads.stretches, roads.edges)
    assert out[:2] % 360 == pytest.approx([45, 315], abs=1e-3)
    assert into[:2] % 360 == pytest.approx([135, 225], abs=1e-3)
    # A road without length has no direction.
    assert np.isnan(out[2:]).all()
    assert np.isnan(into[2:]).all()
