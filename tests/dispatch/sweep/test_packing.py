"""Cases as bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.sweep.case import DrawnLoads
from dispatch.sweep.fingerprint import fingerprint
from dispatch.sweep.packing import pack_cases, unpack_cases
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.demand import demand_of_points
from scenarios.loads.spec_file import load_spec_of
from tests.dispatch.sweep.cases import little_case
from tests.towns import grid_town


def test_cases_come_back_as_they_were():
    case = little_case(sigma=0.4)
    packed, roads = pack_cases([case])
    assert roads == {}
    (again,) = unpack_cases(packed, lambda _: None)  # type: ignore[arg-type,return-value]
    assert fingerprint(again.content) == fingerprint(case.content)


def test_roads_are_left_out_and_put_in_again():
    roads = grid_town(3, 3, 100.0)
    spec = load_spec_of(
        {"alerts": {"scripts": {"refund": 1}, "officers": {"2": 1}}}, shipped_numbers()
    )
    lon, lat, weight = np.array([[120.0, 120.001], [0.0, 0.001], [1.0, 2.0]])
    demand = demand_of_points(lon, lat, weight)
    case = replace(
        little_case(), where=roads, loads=DrawnLoads(spec=spec, demand=demand)
    )
    packed, left_out = pack_cases([case, replace(case, name="other")])
    assert left_out == {roads.fingerprint: roads}
    assert len(packed) < 30_000
    one, other = unpack_cases(packed, lambda key: left_out[key])
    assert one.where is other.where is roads
    assert fingerprint(one.content) == fingerprint(case.content)
    assert one.loads.load(3) == case.loads.load(3)
