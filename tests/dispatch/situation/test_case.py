"""A scenario's rules as the solver's problem."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.evaluate import evaluate
from dispatch.plan_rows import Reason
from dispatch.policy import Policy
from dispatch.situation.case import Case, make_case
from dispatch.situation.staying import ZoneDrives
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.area import Area
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone

HERE = Place(lon=0.0, lat=0.0)
START = datetime(2026, 3, 21, 17, tzinfo=UTC)


def unit(id_: str, **fields: object) -> Unit:
    return Unit(id=id_, place=HERE, **fields)


def alert(id_: str, **fields: object) -> Alert:
    return Alert(**{"id": id_, "received_s": 0.0, "place": HERE, **fields})


def scenario(units: list[Unit], alerts: list[Alert], **fields: object) -> Scenario:
    rows = {"units": tuple(units), "alerts": tuple(alerts)}
    return Scenario(name="case", start=START, **rows, **fields)


def pairs(*names: str) -> tuple[Pair, ...]:
    """Pairs by names such as 1A: unit 1, alert A."""
    return tuple(Pair(unit_id=name[:-1], alert_id=name[-1]) for name in names)


def case(
    given: Scenario, driving_s: object = None, now_s: float = 0.0, **policy: object
) -> Case:
    shape = (len(given.units), len(given.alerts))
    seconds = np.full(shape, 60.0) if driving_s is None else np.array(driving_s)
    return make_case(given, seconds, Policy(**policy), now_s)


def test_rows_are_in_order_of_ids() -> None:
    found = case(scenario([unit("P2"), unit("P1")], [alert("B"), alert("A")]))
    assert [u.id for u in found.units] == ["P1", "P2"]
    assert [a.id for a in found.alerts] == ["A", "B"]


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


def test_goals_are_the_policys() -> None:
    goals = ("served", "time")
    assert case(scenario([unit("1")], []), goals=goals).problem.goals == goals


def test_cut_off_under_the_target_is_refused() -> None:
    given = scenario([unit("1")], [alert("A", target_s=2400)])
    with pytest.raises(FieldError, match=r"alert A, cut_off_s: .*1800.*2400"):
        case(given)
    mended = replace(given.alerts[0], cut_off_s=2400)
    assert case(replace(given, alerts=(mended,))).problem.target_s.tolist() == [2400]


def test_pairs_that_disagree_are_refused() -> None:
    given = scenario([unit("1")], [alert("A")], locks=pairs("1A", "1B"))
    with pytest.raises(FieldError, match=r"lock 1=B, alert: there is no alert 'B'"):
        case(given)


# --- Locks --------------------------------------------------------------------------


def test_locked_pair_stays_even_beyond_the_cut_off_and_while_busy() -> None:
    given = scenario(
        [unit("1", status="en_route"), unit("2")],
        [alert("A"), alert("B")],
        locks=pairs("1A"),
    )
    found = case(given, [[5000.0, 60.0], [60.0, 60.0]])
    assert found.problem.allowed.tolist() == [[True, False], [False, True]]
    assert found.problem.locks == ((0, 0),)


def test_locked_pair_does_not_bring_a_unit_back_from_offline() -> None:
    units = [unit("1", status="offline"), unit("2")]
    found = case(scenario(units, [alert("A")], locks=pairs("1A")))
    assert not found.problem.allowed.any()
    assert found.reason(0) is Reason.NO_FREE_UNIT


def test_nobody_goes_where_one_of_the_locked_units_has_no_road() -> None:
    units = [unit("1"), unit("2"), unit("3")]
    given = scenario(units, [alert("A")], locks=pairs("1A", "2A"))
    found = case(given, [[60.0], [np.inf], [60.0]])
    assert not found.problem.allowed.any()
    assert found.reason(0) is Reason.NO_ROUTE


def test_others_may_complete_a_locked_team_and_only_then() -> None:
    units = [unit("1", officers=1), unit("2", officers=1), unit("3")]
    alone = scenario(units, [alert("A", officers=2)], locks=pairs("1A"))
    assert case(alone).problem.allowed[:, 0].tolist() == [True, True, True]
    both = replace(alone, locks=pairs("1A", "2A"))
    assert case(both).problem.allowed[:, 0].tolist() == [True, True, False]


def test_a_locked_unit_with_too_few_officers_waits_for_more() -> None:
    units = [unit("1", officers=1), unit("2", status="offline")]
    found = case(scenario(units, [alert("A", officers=2)], locks=pairs("1A")))
    assert not found.problem.allowed.any()
    assert found.reason(0) is Reason.TOO_FEW_OFFICERS


# --- Teams --------------------------------------------------------------------------


def test_without_need_of_teams_there_is_no_crew() -> None:
    given = scenario([unit("1"), unit("2", officers=3)], [alert("A")])
    assert case(given).problem.crew is None


def test_units_with_too_few_officers_can_take_part() -> None:
    units = [unit("1", officers=1), unit("2", officers=1), unit("3")]
    problem = case(scenario(units, [alert("A", officers=2)])).problem
    assert problem.allowed[:, 0].tolist() == [True, True, True]
    assert problem.crew is not None
    assert problem.crew.officers.tolist() == [1, 1, 2]
    assert problem.crew.needed.tolist() == [2]


def test_an_alert_for_which_all_are_not_enough_is_nobodys() -> None:
    # 2 + 3 officers; A asks for 6, B for 3 and gets unit 2 alone or both together.
    units = [unit("1"), unit("2", officers=3)]
    alerts = [alert("A", officers=6), alert("B", officers=3)]
    found = case(scenario(units, alerts))
    assert found.problem.allowed.tolist() == [[False, True], [False, True]]
    assert found.reason(0) is Reason.TOO_FEW_OFFICERS


def test_a_skill_that_nobody_has_is_a_reason() -> None:
    units = [unit("1", skills=("sign",)), unit("2")]
    alerts = [alert("A", skills=("sign", "mandarin")), alert("B", skills=("sign",))]
    found = case(scenario(units, alerts))
    assert found.problem.allowed.tolist() == [[False, True], [False, True]]
    assert found.reason(0) is Reason.MISSING_SKILLS


def test_skills_of_one_unit_or_of_the_team() -> None:
    units = [unit("1", skills=("sign",)), unit("2", skills=("mandarin",))]
    both = ("mandarin", "sign")
    alerts = [alert("A", skills=both), alert("B", skills=both, skills_by="unit")]
    found = case(scenario(units, alerts))
    assert found.problem.allowed.tolist() == [[True, False], [True, False]]
    assert found.reason(1) is Reason.MISSING_SKILLS


# --- Units under way ----------------------------------------------------------------


def test_an_order_given_before_is_the_previous_plan() -> None:
    units = [
        unit("1", status="en_route", assigned="B"),
        unit("2"),
        unit("3", status="on_scene", assigned="A"),  # with half of the officers
    ]
    problem = case(scenario(units, [alert("A", officers=4), alert("B")])).problem
    assert problem.previous is not None
    assert problem.previous.tolist() == [1, -1, -1]


@pytest.mark.parametrize(
    ("driving_s", "locked"),
    [(20.0, True), (30.0, True), (31.0, False)],  # and 30 s to the door outdoors
)
def test_a_moving_unit_near_the_door_is_locked(
    driving_s: float, *, locked: bool
) -> None:
    units = [unit("1", status="en_route", assigned="A", rolling=True), unit("2")]
    given = scenario(units, [alert("A", place_kind="outdoors"), alert("B")])
    problem = case(given, [[driving_s, 5.0], [5.0, 60.0]], now_s=300.0).problem
    assert problem.locks == (((0, 0),) if locked else ())


@pytest.mark.parametrize(
    "pairs_of_user",
    [
        {"locks": pairs("1B")},
        {"locks": pairs("2A")},
        {"forbidden": pairs("1A")},
    ],
)
def test_the_user_comes_before_the_lock_at_the_door(
    pairs_of_user: dict[str, tuple[Pair, ...]],
) -> None:
    units = [unit("1", status="en_route", assigned="A", rolling=True), unit("2")]
    alerts = [alert("A", place_kind="outdoors"), alert("B")]
    given = scenario(units, alerts, **pairs_of_user)
    found = case(given, [[0.0, 60.0], [60.0, 60.0]])
    assert (0, 0) not in found.problem.locks
    assert len(found.problem.locks) == len(given.locks)


def test_a_unit_that_is_not_moving_is_not_locked_at_the_door() -> None:
    units = [unit("1", assigned="A", notified_s=-60.0)]
    given = scenario(units, [alert("A", place_kind="outdoors")])
    assert case(given, [[0.0]]).problem.locks == ()


# --- Reasons, and who could go -------------------------------------------------------


def test_others_first_where_there_are_too_few_units() -> None:
    found = case(scenario([unit("1")], [alert("A"), alert("B")]))
    assert found.reason(0) is Reason.OTHERS_FIRST


def test_an_area_that_can_spare_nobody_is_a_reason() -> None:
    units = [unit("1", area="n"), unit("2", area="s"), unit("3", area="s")]
    areas = (Area(id="n", least_free=1), Area(id="s", least_free=1))
    given = scenario(units, [alert("A"), alert("B")], areas=areas)
    found = case(given, [[60.0, 60.0], [np.inf, 60.0], [np.inf, 60.0]])
    assert found.problem.areas is not None
    assert found.problem.areas.spare.tolist() == [0, 1]
    assert found.reason(0) is Reason.AREA_MINIMUM
    assert found.reason(1) is Reason.OTHERS_FIRST


def test_old_positions_are_warned_of_and_left_out() -> None:
    units = [
        unit("P03", position_s=-59.0),
        unit("P04", position_s=-95.0),
        unit("P05", position_s=-180.0),
        unit("P06", position_s=-300.0),
        unit("P07", position_s=-300.0, status="on_scene"),
        unit("P08", position_s=60.0),
    ]
    given = scenario(units, [alert("A"), alert("B")], locks=pairs("P06A"))
    found = case(given)
    assert found.problem.allowed[:, 1].tolist() == [True, True, *[False] * 3, True]
    assert found.problem.allowed[3].tolist() == [True, False]
    assert found.warnings == (
        "unit P04: position 95 s old",
        "unit P05: position 180 s old, left out",
        "unit P06: position 300 s old, locked all the same",
    )


def test_zones_are_reached_by_who_is_free() -> None:
    zones = (Zone(id="z", place=HERE, weight=3, wanted=2),)
    drives = ZoneDrives(zones=zones, driving_s=np.array([[60.0], [60.0]]))
    given = scenario([unit("1"), unit("2", status="on_scene")], [alert("A")])
    found = make_case(given, np.full((2, 1), 60.0), Policy(), 0.0, zones=drives)
    zones_found = found.problem.zones
    assert zones_found is not None
    assert zones_found.reaches.tolist() == [[True], [False]]
    assert (zones_found.weight.tolist(), zones_found.wanted.tolist()) == ([3], [2])


# --- Whatever is given ----------------------------------------------------------------


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw small scenarios in which everything happens."""
    alert_ids = ["A", "B", "C"][: draw(st.integers(1, 3))]
    areas = st.sampled_from([None, "n", "s"])
    skills = st.sampled_from([(), ("x",), ("x", "y")])
    units = [
        unit(
            str(number),
            officers=draw(st.integers(1, 2)),
            status=draw(st.sampled_from(["free", "free", "en_route", "offline"])),
            free_at_s=draw(st.sampled_from([None, 200.0])),
            rolling=draw(st.booleans()),
            assigned=draw(st.sampled_from([None, *alert_ids])),
            area=draw(areas),
            skills=draw(skills),
            position_s=draw(st.sampled_from([None, 0.0, 100.0])),
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    alerts = [
        alert(
            name,
            level=draw(st.sampled_from(["high", "low"])),
            officers=draw(st.integers(1, 3)),
            skills=draw(skills),
            skills_by=draw(st.sampled_from(["team", "unit"])),
            area=draw(areas),
        )
        for name in alert_ids
    ]
    locked = {u.id: draw(st.sampled_from([None, *alert_ids])) for u in units}
    return scenario(
        units,
        alerts,
        locks=pairs(
            *(f"{u}{a}" for u, a in locked.items() if a and draw(st.booleans()))
        ),
        areas=(Area(id="n", least_free=draw(st.integers(0, 1))), Area(id="s")),
    )


@settings(deadline=None)
@given(scenarios(), st.sampled_from(["ignore", "prefer", "rule"]), st.data())
def test_the_old_rule_can_always_be_carried_out(
    given_: Scenario, areas: str, data: st.DataObject
) -> None:
    shape = (len(given_.units), len(given_.alerts))
    driving = data.draw(
        st.lists(
            st.sampled_from([0.0, 60.0, 300.0, 2000.0, np.inf]),
            min_size=shape[0] * shape[1],
            max_size=shape[0] * shape[1],
        )
    )
    found = case(given_, np.array(driving).reshape(shape), now_s=200.0, areas=areas)
    problem = found.problem
    evaluate(problem, closest_idle(problem))  # it refuses what cannot be carried out
    assert not (problem.allowed & ~found.eligibility.allowed).any()
    assert problem.loss is not None
    lowest = problem.loss if problem.extra is None else problem.loss + problem.extra
    assert (lowest >= 0).all()
    assert problem.slack >= 0
    assert all(isinstance(found.reason(alert), Reason) for alert in range(shape[1]))
