"""A scenario's rules as matrices: who may go where."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from dispatch.case import Case, make_case
from dispatch.plan_rows import Reason
from dispatch.policy import Policy
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)
START = datetime(2026, 3, 21, 17, tzinfo=UTC)


def unit(id_: str, **fields: object) -> Unit:
    return Unit(id=id_, place=HERE, **fields)


def alert(id_: str, **fields: object) -> Alert:
    return Alert(**{"id": id_, "received_s": 0.0, "place": HERE, **fields})


def scenario(units: list[Unit], alerts: list[Alert], **fields: object) -> Scenario:
    rows = {"units": tuple(units), "alerts": tuple(alerts)}
    return Scenario(name="case", start=START, **rows, **fields)


def case(given: Scenario, driving_s: object = None) -> Case:
    shape = (len(given.units), len(given.alerts))
    seconds = np.full(shape, 60.0) if driving_s is None else np.array(driving_s)
    return make_case(given, seconds, Policy(), 0.0)


def test_rows_are_in_order_of_ids() -> None:
    given = scenario([unit("P2"), unit("P1")], [alert("B"), alert("A")])
    found = case(given)
    assert [u.id for u in found.units] == ["P1", "P2"]
    assert [a.id for a in found.alerts] == ["A", "B"]


def test_who_is_free() -> None:
    units = [
        unit("1"),
        unit("2", status="on_scene", free_at_s=60.0),
        unit("3", status="on_scene"),  # nobody knows until when
        unit("4", status="offline", free_at_s=60.0),
    ]
    found = case(scenario(units, [alert("A")]))
    assert found.problem.allowed[:, 0].tolist() == [True, True, False, False]


def test_officers_have_to_be_enough_in_one_unit() -> None:
    units = [unit("1", officers=1), unit("2", officers=2), unit("3", officers=4)]
    found = case(scenario(units, [alert("A", officers=2), alert("B", officers=3)]))
    assert found.problem.allowed.tolist() == [
        [False, False],
        [True, False],
        [True, True],
    ]


def test_forbidden_pair_never_forms() -> None:
    given = scenario(
        [unit("1"), unit("2")],
        [alert("A")],
        forbidden=(Pair(unit_id="1", alert_id="A"),),
    )
    assert case(given).problem.allowed[:, 0].tolist() == [False, True]


def test_no_unit_beyond_the_cut_off() -> None:
    # 90 dispatch + 60 turnout + 90 access leave 1800 - 240 = 1560 s of driving.
    found = case(scenario([unit("1")], [alert("A")]), [[1560.0]])
    assert found.problem.allowed.all()
    found = case(scenario([unit("1")], [alert("A")]), [[1561.0]])
    assert not found.problem.allowed.any()
    assert found.eligibility.reason(0) is Reason.BEYOND_CUT_OFF


def test_no_road_is_a_reason() -> None:
    found = case(scenario([unit("1")], [alert("A")]), [[np.inf]])
    assert found.eligibility.reason(0) is Reason.NO_ROUTE


def test_locked_pair_stays_even_beyond_the_cut_off_and_while_busy() -> None:
    given = scenario(
        [unit("1", status="en_route"), unit("2")],
        [alert("A"), alert("B")],
        locks=(Pair(unit_id="1", alert_id="A"),),
    )
    found = case(given, [[5000.0, 60.0], [60.0, 60.0]])
    assert found.problem.allowed.tolist() == [[True, False], [False, True]]
    assert found.locked == {0: 0}


def test_locked_pair_does_not_bring_a_unit_back_from_offline() -> None:
    given = scenario(
        [unit("1", status="offline"), unit("2")],
        [alert("A")],
        locks=(Pair(unit_id="1", alert_id="A"),),
    )
    found = case(given)
    assert not found.problem.allowed.any()
    assert found.eligibility.reason(0, locked_unit=0) is Reason.NO_FREE_UNIT


def test_weights_targets_and_order_of_receipt() -> None:
    alerts = [
        alert("A", level="low", received_s=30.0),
        alert("B", level="high", received_s=10.0, target_s=300),
        alert("C", received_s=10.0),
    ]
    problem = case(scenario([unit("1")], alerts)).problem
    assert problem.weight.tolist() == [1, 4, 2]
    assert problem.target_s.tolist() == [480, 300, 480]
    assert problem.received_order.tolist() == [1, 2, 0]


def test_cut_off_under_the_target_is_refused() -> None:
    given = scenario([unit("1")], [alert("A", target_s=2400)])
    with pytest.raises(FieldError, match=r"alert A, cut_off_s: .*1800.*2400"):
        case(given)
    mended = replace(given.alerts[0], cut_off_s=2400)
    assert case(replace(given, alerts=(mended,))).problem.target_s.tolist() == [2400]
