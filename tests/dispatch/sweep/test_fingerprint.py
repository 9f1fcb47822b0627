"""Keys tell apart what results hang on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.simulation.times_table import TimesTable
from dispatch.sweep.fingerprint import fingerprint, program
from maps.road_network import RoadNetwork
from scenarios.loads.load_spec import LoadSpec, Surge
from tests.dispatch.sweep.cases import TABLE, little_load
from tests.towns import grid_town

LOAD = little_load()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        ("a", b"a"),
        (("a", "b"), ("ab",)),
        ((("a",), "b"), ("a", ("b",))),
        ((b"", b"xbytesy"), (b"bytesx", b"y")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (datetime(2026, 3, 21, tzinfo=UTC), datetime(2026, 3, 22, tzinfo=UTC)),
        (Policy(), Policy(target_s=481)),
        (Policy(), replace(Policy(), weights={"high": 5, "medium": 2, "low": 1})),
        (LOAD, replace(LOAD, length_s=3601.0)),
        (LoadSpec(), LoadSpec(rates=LoadSpec().rates * 1.01)),
        (
            LoadSpec(),
            LoadSpec(surges=(Surge(id="s", start_s=0.0, length_s=60.0, alerts=1),)),
        ),
        (TABLE, TimesTable(TABLE.names, TABLE.seconds + 1)),
        (grid_town(3, 3, 100.0), grid_town(3, 4, 100.0)),
    ],
)
def test_what_differs_has_another_key(one: object, other: object):
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 1}),
        (LOAD, little_load()),
        (Policy(), Policy()),
        (TABLE, TimesTable(TABLE.names, TABLE.seconds.copy())),
        (np.arange(6)[::2], np.array([0, 2, 4])),
    ],
)
def test_what_is_the_same_has_the_same_key(one: object, other: object):
    assert fingerprint(one) == fingerprint(other)


def test_a_read_only_table_is_no_plain_one():
    assert fingerprint({"a": 1}) != fingerprint(MappingProxyType({"a": 1}))


def test_a_key_of_something_else_is_refused():
    with pytest.raises(TypeError, match="no hash of a object"):
        fingerprint(object())


def test_roads_go_by_the_hash_of_their_source():
    roads = grid_town(3, 3, 100.0)
    renamed: RoadNetwork = replace(roads, name="other")
    assert fingerprint(roads) == fingerprint(renamed)
    assert fingerprint(roads) != fingerprint(replace(roads, fingerprint="x"))


def test_the_program_is_known_by_its_source():
    assert program() == program()
    assert len(program()) == 32
