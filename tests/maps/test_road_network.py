from __future__ import annotations

import numpy as np
import pytest

from tests.networks import Street, network
from tests.osm_text import degrees

ROADS = network([(0, 0), (300, 0)], [Street(0, 1, by=[(100, 50)]), Street(0, 1)])


def test_counts():
    assert (len(ROADS.nodes), len(ROADS.stretches), len(ROADS.edges)) == (2, 2, 4)


def test_line():
    expected = [degrees(0, 0), degrees(100, 50), degrees(300, 0)]
    assert ROADS.stretches.line(0) == pytest.approx(np.array(expected))
    assert len(ROADS.stretches.line(1)) == 2


def test_bounds():
    assert ROADS.bounds() == pytest.approx((*degrees(0, 0), *degrees(300, 50)))


def test_edge_name():
    assert [ROADS.edge_name(edge) for edge in range(4)] == [
        *("Street 0", "Street 0"),
        *("Street 1", "Street 1"),
    ]
    ROADS.stretches.name[1] = -1
    assert ROADS.edge_name(3) == ""
