"""The hindsight bound: by hand on the street, against every rule, against all plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.hindsight.hindsight import HindsightBound, hindsight
from dispatch.policy import Policy
from dispatch.simulation.luck import AlertLuck, Luck, ModelLuck
from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.by_name import RULES
from dispatch.simulation.rules.rule import Orders
from dispatch.simulation.simulate import SimulatedShift, simulate
from dispatch.simulation.terrain import terrain_of
from dispatch.simulation.times_table import TimesTable
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.loads.load import Load
from scenarios.place import Place
from tests.dispatch.simulation.shifts import (
    GRAPH,
    load_of_rows,
    lucky,
    random_load,
    run,
)
from tests.street import alert, policy, unit

FEW = policy(zones_at_most=0)
ALL = ("on_time", "waiting_s", "loss")


def bound_of(
    load: Load, *, luck: Luck | None = None, rules: Policy = FEW, **fields: object
) -> HindsightBound:
    return hindsight(
        load,
        GRAPH,
        policy=rules,
        luck=luck or lucky(),
        **{"between": "stay", **fields},  # type: ignore[arg-type]
    )


def reached(shift: SimulatedShift, load: Load, rules: Policy) -> dict[str, float]:
    """What a shift came to, counted alert by alert and in the bound's own way."""
    officers = {row.id: row.officers for row in load.units}
    table = shift.log.table
    on_time, waiting_s, loss = 0, 0.0, 0.0
    for asked in load.alerts:
        own = table[table["alert_id"] == asked.id]
        there = own.dropna(subset="at_door_s").sort_values("at_door_s")
        crew = np.cumsum([officers[each] for each in there["unit_id"]])
        enough = np.flatnonzero(crew >= asked.officers)
        longest_s = float(rules.cut_off_s)
        if len(enough):
            door_s = float(there["at_door_s"].iloc[enough[0]]) - asked.received_s
            longest_s = min(longest_s, door_s)
        waiting_s += longest_s
        on_time += bool(own["on_time"].iloc[0])
        loss += float(own["loss"].fillna(0.0).iloc[0])
    return {"on_time": on_time, "waiting_s": waiting_s, "loss": loss}


def check(bound: HindsightBound, found: Mapping[str, float]) -> None:
    assert found["on_time"] <= bound.on_time
    assert bound.waiting_s is not None
    assert found["waiting_s"] >= bound.waiting_s - 0.01
    assert found["loss"] >= (bound.loss or 0.0) - 0.01


# --- By hand --------------------------------------------------------------------------


def test_a_unit_that_drives_ahead():
    # 1200 s to the door, from the start on, and it is rolling: there at 1200 s, 200 s
    # after the alert, which no rule tells anybody of before 90 s are over.
    load = load_of_rows(unit("P1", 0), alert("A", 12_000, received_s=1000))
    assert bound_of(load) == HindsightBound(
        n_alerts=1, on_time=1, waiting_s=pytest.approx(200.0, abs=0.01), loss=None
    )
    late = load_of_rows(unit("P1", 0), alert("A", 12_000, received_s=700))
    # There after 500 s.
    assert bound_of(late).on_time == 0
    assert bound_of(late).waiting_s == pytest.approx(500.0, abs=0.01)


def test_nobody_is_told_before_his_time():
    # Whoever stands at the door is told 90 s after the alert, and walks 30 s.
    load = load_of_rows(unit("P1", 0), alert("A", 0, access_s=30))
    assert bound_of(load).waiting_s == pytest.approx(120.0)
    # 400 s of walking are more than the 390 that are left.
    load = load_of_rows(unit("P1", 0), alert("A", 0, access_s=391))
    assert bound_of(load).on_time == 0


def test_one_visit_after_the_other():
    # At A from 90 to 690 s; B is 3000 m on, and there are 300 s to drive: at 990 s,
    # which is 480 s after 510 s.
    a, crew = alert("A", 0), unit("P1", 0)
    for received_s, on_time in ((511, 2), (505, 1)):
        b = alert("B", 3000, received_s=received_s)
        assert bound_of(load_of_rows(crew, a, b)).on_time == on_time
    # A second unit takes it.
    load = load_of_rows(crew, unit("P2", 0), a, alert("B", 3000, received_s=400))
    assert bound_of(load).on_time == 2


def test_an_alert_left_to_wait():
    # A keeps a unit for 10,000 s; who knows that serves B and C instead.
    long, short = AlertLuck(on_scene_s=10_000.0), AlertLuck(on_scene_s=60.0)
    rows = [alert("A", 0), alert("B", 0, received_s=10), alert("C", 0, received_s=400)]
    load = load_of_rows(unit("P1", 0), *rows)
    luck = {"A": long, "B": short, "C": short}
    bound = bound_of(load, luck=lambda asked: luck[asked.id])
    assert bound.on_time == 2
    assert run(load, luck=lambda asked: luck[asked.id]).log.table["on_time"].sum() == 1


def test_chance_is_known():
    # 200 s of driving at half the time, walking 30 x 3, then 70 s until it opens and
    # 10 s of visit. The start leaves time for the drive, so told at 90, at the door
    # at 180; free at 260, told at 275 of C, which is there.
    luck = lucky(10.0, travel=(0.5,) * 8, access=3.0, search_s=70.0)
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 1000, access_s=30),
        alert("C", 1000, access_s=30),
    )
    bound = bound_of(load, luck=luck)
    # A: 90 + 90. C: 275 + 90 = 365, less a step of up to 15 s.
    assert bound.waiting_s == pytest.approx(180 + 365, abs=15.0)
    assert bound.waiting_s <= 180 + 365


def test_a_crew_of_two_units():
    # Two officers each, four are needed: the second unit has 1300 s to drive.
    asked = alert("A", 0, officers=4, received_s=700)
    load = load_of_rows(unit("P1", 0), unit("P2", 13_000), asked)
    # The first in time is half of it, and no whole alert.
    assert bound_of(load).on_time == 0
    # Waiting 90 and 600 s; each counts half.
    assert bound_of(load).waiting_s == pytest.approx((90 + 600) / 2, abs=0.1)
    near = load_of_rows(unit("P1", 0), unit("P2", 11_000), asked)
    assert bound_of(near).on_time == 1


def test_who_is_off_duty():
    # P1 goes home after A, at 690 s.
    rows = [unit("P1", 0), alert("A", 0), alert("B", 0, received_s=700)]
    for ends_s, on_time in ((600.0, 1), (700.0, 2)):
        load = load_of_rows(*rows, spans={"P1": (0.0, ends_s)})
        assert bound_of(load).on_time == on_time
    # On duty 500 s after the alert.
    load = load_of_rows(unit("P1", 0), alert("A", 0), spans={"P1": (500.0, 900.0)})
    assert bound_of(load).on_time == 0


def test_no_road():
    far = TimesTable(["x", "y"], [[0.0, np.inf], [np.inf, 0.0]])
    load = load_of_rows(
        replace(unit("P1", 0), place=Place(address="x")),
        replace(alert("A", 0), place=Place(address="y")),
    )
    bound = hindsight(load, far, policy=FEW, luck=lucky())
    assert (bound.on_time, bound.waiting_s) == (0, 1800.0)


def test_a_way_over_another_place():
    # From a to c 900 s, over b 200 s: there before C comes, at 300 s.
    names, seconds = ["a", "b", "c"], [[0, 100, 900], [100, 0, 100], [900, 100, 0]]
    load = load_of_rows(
        replace(unit("P1", 0), place=Place(address="a")),
        replace(alert("C", 0, received_s=300), place=Place(address="c")),
        replace(alert("B", 0, received_s=9000), place=Place(address="b")),
    )
    table = TimesTable(names, seconds)
    assert hindsight(load, table, policy=FEW, luck=lucky()).waiting_s == 2 * 90.0


def test_money_that_is_gone_anyway():
    # 100 of 400 leaves at 50 s, before anybody is there, and 100 at 200, 300, 9000 s.
    asked = alert("A", 0, exposure=400.0, cards=4)
    leaves = AlertLuck(on_scene_s=60.0, leaves_s=(50.0, 200.0, 300.0, 9000.0))
    load = load_of_rows(unit("P1", 0), asked)
    assert bound_of(load, luck=lambda _: leaves).loss == 100.0
    # 2200 m and no time ahead: there at 220 s. The last is beyond the horizon.
    load = load_of_rows(unit("P1", 2200), asked)
    assert bound_of(load, luck=lambda _: leaves).loss == 200.0
    load = load_of_rows(unit("P1", 20_000), asked)
    assert bound_of(load, luck=lambda _: leaves).loss == 300.0
    # A call at 60 s holds the rest back for 2 h.
    called = replace(leaves, phone_s=60.0, relapse_s=7200.0)
    assert bound_of(load, luck=lambda _: called).loss == 100.0
    nobody = policy(zones_at_most=0, callers=0)
    assert bound_of(load, luck=lambda _: called, rules=nobody).loss == 300.0


def test_alerts_of_the_warm_up_do_not_count():
    load = load_of_rows(unit("P1", 0), alert("A", 0), alert("B", 0, received_s=100))
    bound = bound_of(load, warm_up_s=100.0)
    assert (bound.n_alerts, bound.on_time, bound.on_time_share) == (1, 1, 1.0)
    empty = bound_of(load, warm_up_s=200.0)
    assert (empty.n_alerts, empty.on_time, empty.on_time_share) == (0, 0, None)


@pytest.mark.parametrize("rows", [[], [unit("P1", 0)], [alert("A", 0)]])
def test_shifts_without_units_or_alerts(rows: Sequence[Alert]):
    load = load_of_rows(*rows)
    bound = bound_of(load)
    assert (bound.n_alerts, bound.on_time) == (len(load.alerts), 0)
    assert bound.waiting_s == 1800.0 * len(load.alerts)


def test_only_what_is_asked_for():
    load = load_of_rows(unit("P1", 0), alert("A", 0, exposure=1.0))
    bound = bound_of(load, numbers=("on_time",))
    assert (bound.on_time, bound.waiting_s, bound.loss) == (1, None, None)


def test_visits_that_take_no_time():
    at_once = policy(zones_at_most=0, least_dispatch_s=0)
    load = load_of_rows(unit("P1", 0), alert("A", 0))
    with pytest.raises(FieldError, match="least_dispatch_s: 0 s from one visit to"):
        bound_of(load, luck=lucky(0.0), rules=at_once)


# --- Against every rule ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(2))
def test_no_rule_is_better(seed: int):
    load = _with_money(random_load(seed, units=3 + seed, alerts=8), seed)
    between = ("stay", "return", "at_once")[seed % 3]
    luck = ModelLuck(seed, FEW)
    bound = bound_of(load, luck=luck, between=between)
    for rule in RULES:
        shift = run(load, rule, luck=luck, between=between, seed=seed)
        check(bound, reached(shift, load, FEW))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_no_rule_is_better_on_a_table_of_times(seed: int):
    load, table = _table_load(seed)
    luck = ModelLuck(seed, FEW)
    bound = hindsight(load, table, policy=FEW, luck=luck)
    for rule in ("closest_idle", "batch_redirect", "full"):
        shift = simulate(load, table, rule, policy=FEW, luck=luck)
        check(bound, reached(shift, load, FEW))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_no_rule_is_better_in_many_shifts(seed: int):
    load = _with_money(random_load(seed, units=4 + seed % 5, alerts=25), seed)
    between = ("stay", "return", "at_once")[seed % 3]
    luck = ModelLuck(seed, FEW)
    bound = bound_of(load, luck=luck, between=between)
    for rule in RULES:
        shift = run(load, rule, luck=luck, between=between, seed=seed)
        check(bound, reached(shift, load, FEW))


def _with_money(load: Load, seed: int) -> Load:
    rng = np.random.default_rng(seed)
    rows = [
        replace(asked, exposure=float(rng.integers(1, 100)), cards=3)
        for asked in load.alerts
    ]
    return replace(load, alerts=tuple(rows))


def _table_load(seed: int) -> tuple[Load, TimesTable]:
    """Four places; ways over others may be quicker."""
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c", "d"]
    seconds = rng.integers(0, 900, (4, 4)).astype(float)
    np.fill_diagonal(seconds, 0.0)

    def place() -> Place:
        return Place(address=str(rng.choice(names)))

    crew = [replace(unit(f"P{row}", 0), place=place()) for row in range(3)]
    asked = [
        replace(
            alert(f"A{row}", 0, received_s=float(rng.integers(0, 3000))), place=place()
        )
        for row in range(8)
    ]
    return load_of_rows(*crew, *asked), TimesTable(names, seconds)


# --- Against all plans ----------------------------------------------------------------


class Plan:
    """Sends each unit to its own alerts in turn, as soon as it is free for the next."""

    redirects = False

    def __init__(self, plan: Mapping[str, Sequence[str]]) -> None:
        self.plan = {unit_id: [*alerts] for unit_id, alerts in plan.items()}

    def __call__(self, moment: Moment, /) -> Orders:
        there = {asked.id for asked in moment.alerts}
        orders: dict[str, str | None] = {}
        for row in moment.idle:
            left = self.plan[moment.units[row].id]
            if left and left[0] in there:
                orders[moment.units[row].id] = left.pop(0)
        return orders


def all_plans(
    units: Sequence[str], alerts: Sequence[str]
) -> Iterator[dict[str, list[str]]]:
    """Every way to share alerts among units, in every order; some go to nobody."""
    for order in permutations(alerts):
        for shares in product([*units, ""], repeat=len(alerts)):
            pairs = [*zip(shares, order, strict=True)]
            yield {name: [a for who, a in pairs if who == name] for name in units}


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_no_plan_at_all_is_better(seed: int):
    rng = np.random.default_rng(seed)
    places = (rng.integers(0, 80, 5) * 100).tolist()
    received = np.sort(rng.integers(0, 1500, 3)).tolist()
    crew = [unit(f"P{row}", places[row]) for row in range(2)]
    asked = [
        alert(f"A{row}", places[2 + row], received_s=float(received[row]))
        for row in range(3)
    ]
    load = load_of_rows(*crew, *asked)
    luck = lucky(300.0)
    bound = bound_of(load, luck=luck)
    tried = {
        tuple(map(tuple, plan.values())): plan
        for plan in all_plans(["P0", "P1"], ["A0", "A1", "A2"])
    }
    terrain, best = terrain_of(load, GRAPH, FEW), 0
    for plan in tried.values():
        shift = simulate(
            load, terrain, Plan(plan), policy=FEW, luck=luck, between="stay"
        )
        found = reached(shift, load, FEW)
        check(bound, found)
        best = max(best, int(found["on_time"]))
    assert best <= bound.on_time <= 3
