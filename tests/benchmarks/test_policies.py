"""The benchmark of policies: its plan of work, its sums, its cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import policies
from benchmarks.policy_cases import City, cases_of, per_hour
from benchmarks.policy_hindsight import hindsight_shares
from dispatch.policy import Policy
from dispatch.simulation.figures import ShiftFigures
from dispatch.simulation.times_table import TimesTable
from dispatch.sweep.case import Case, DrawnLoads, FixedLoad
from dispatch.sweep.simulator import RunResult
from maps.road_network import RoadNetwork
from scenarios.alert import Alert
from scenarios.loads.draw_load import expected_alerts
from scenarios.loads.load import Load, Shift
from scenarios.place import Place
from scenarios.unit import Unit
from tests.street import START


def result(rule: str, seed: int, on_time: float | None, case: str = "c:1") -> RunResult:
    return RunResult(
        case=case,
        rule=rule,
        seed=seed,
        figures=ShiftFigures(n_alerts=4, on_time=on_time, load=0.5),
    )


def test_it_knows_when_differences_are_known():
    # Differences of 0.5 and 0.5: no spread. Those of "random" are not asked for.
    told = [("closest_idle", 0.25, 0.5), ("full", 0.75, 1.0), ("random", 0.0, 1.0)]
    results = [
        result(rule, seed, shares[seed]) for rule, *shares in told for seed in (0, 1)
    ]
    assert policies.narrow(results)
    # Differences of 0 and 0.1: half of the interval is 12.7 x 0.05.
    wide = [result("batch", 0, 0.25), result("batch", 1, 0.6)]
    assert not policies.narrow([*results, *wide])


def test_sums_by_case_and_rule():
    results = [
        result("closest_idle", 0, 0.25),
        result("closest_idle", 1, 0.75),
        result("closest_idle", 2, None),
        result("full", 0, 0.5),
        result("full", 1, 0.75),
        result("full", 2, None),
    ]
    first, full = policies.rows_of(results, {"c:1": {0: 1.0, 1: 0.75, 2: None}})
    assert (first.rule, first.n, first.on_time, first.gain) == (
        "closest_idle",
        3,
        50.0,
        None,
    )
    # (0.75 + 0) / 2, and (0.5 + 0) / 2 with full: 0.25 and 0 more of two shifts.
    assert (first.beyond, full.beyond, full.gain) == (37.5, 25.0, 12.5)
    # t(0.975; 1) = 12.706, times 0.25 / sqrt(2) / sqrt(2).
    assert full.gain_half == pytest.approx(100 * 12.706 * 0.125, abs=0.1)
    lines = [*policies._tables([first, full], {"c": "C"})]
    assert lines[-3].startswith("| 1, 0.50 | 3 | closest idle | 50.0 | ")
    assert "| full | 62.5 |" in lines[-2]


def _table_case() -> Case:
    """Two units, an alert at either's place and one that nobody reaches in time."""
    units = tuple(Unit(id=name, place=Place(address=name)) for name in "ab")
    alerts = tuple(
        Alert(id=f"A{row}", received_s=300.0 * row, place=Place(address=name))
        for row, name in enumerate("abc")
    )
    load = Load(
        name="table",
        start=START,
        length_s=3600.0,
        alerts=alerts,
        units=units,
        shifts=tuple(Shift(unit_id=u.id, start_s=0.0, end_s=3600.0) for u in units),
    )
    far = np.full((3, 3), 9000.0)
    np.fill_diagonal(far, 0.0)
    return Case(
        name="c:table",
        loads=FixedLoad(known=load),
        where=TimesTable(["a", "b", "c"], far),
        policy=Policy(zones_at_most=0),
    )


def test_replications_grow_until_they_are_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(policies, "STEP", 2)
    case = _table_case()
    results = policies.replicate([case], ["closest_idle", "batch"], most=6)
    # There is nothing to choose, so two are enough.
    assert {r.seed for r in results} == {0, 1}
    known = hindsight_shares([case], results, tmp_path)
    for found in results:
        assert (found.figures.on_time or 0.0) <= (known["c:table"][found.seed] or 0.0)
    assert known["c:table"][0] <= 2 / 3
    # What is kept is found again.
    monkeypatch.setattr("benchmarks.policy_hindsight.hindsight", None)
    assert hindsight_shares([case], results, tmp_path) == known


def test_cases_offer_the_load_they_are_named_after(city: RoadNetwork):
    cases = cases_of(City(name="city", title="City", roads=city))
    names = ["night", "0.1", "0.3", "0.5", "0.7", "0.9", "burst", "campaign"]
    assert [case.name for case in cases] == [f"city:{name}" for name in names]
    awaited = {
        case.name.partition(":")[2]: expected_alerts(case.loads.spec)
        for case in cases
        if isinstance(case.loads, DrawnLoads)
    }
    # Three of the city's doors are on islands.
    loads = cases[0].loads
    assert isinstance(loads, DrawnLoads)
    assert len(loads.demand.lon) == len(city.addresses) - 3
    # 24 units for 5 h at 0.5 of load: 60 h of 1.05 units x (480 + 180 + 3569) s.
    assert per_hour(0.5, 24) == pytest.approx(9.73, abs=0.01)
    assert awaited["0.5"] == pytest.approx(48.6, abs=0.1)
    assert awaited["burst"] - awaited["0.3"] == pytest.approx(16.0)
