"""Who may go where by itself: one case for each rule."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from dispatch.assignment.reasons import Eligibility
from dispatch.plan_rows import Reason
from dispatch.policy import Policy
from dispatch.situation.eligibility import eligibility, other_area
from dispatch.situation.situation import situation
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)
START = datetime(2026, 3, 21, 17, tzinfo=UTC)
LOCK = (Pair(unit_id="1", alert_id="A"),)


def unit(id_: str = "1", **fields: object) -> Unit:
    return Unit(id=id_, place=HERE, **fields)


def alert(id_: str = "A", **fields: object) -> Alert:
    return Alert(**{"id": id_, "received_s": 0.0, "place": HERE, **fields})


def eligible(
    units: Sequence[Unit],
    alerts: Sequence[Alert],
    *,
    driving_s: float = 60.0,
    now_s: float = 0.0,
    policy: Policy | None = None,
    **fields: object,
) -> Eligibility:
    rows = {"units": tuple(units), "alerts": tuple(alerts)}
    given = Scenario(name="case", start=START, **rows, **fields)
    driving = np.full((len(units), len(alerts)), driving_s)
    return eligibility(situation(given, driving, policy or Policy(), now_s))


def stopped_by(found: Eligibility) -> Reason | None:
    """Tell which rule is against the first unit at the first alert."""
    return next((step.reason for step in found.steps if not step.passes[0, 0]), None)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"status": "on_scene", "free_at_s": 60.0}, None),
        ({"status": "on_scene"}, Reason.NO_FREE_UNIT),  # nobody knows until when
        ({"status": "en_route"}, Reason.NO_FREE_UNIT),  # to something else
        ({"status": "en_route", "assigned": "A"}, None),
        ({"status": "on_scene", "assigned": "A"}, Reason.NO_FREE_UNIT),
        ({"status": "offline", "free_at_s": 60.0}, Reason.NO_FREE_UNIT),
        ({"status": "offline", "assigned": "A"}, Reason.NO_FREE_UNIT),
    ],
)
def test_who_is_free(fields: dict[str, object], reason: Reason | None) -> None:
    # Two officers at the door are not enough, so others are asked for all the same.
    assert stopped_by(eligible([unit(**fields)], [alert(officers=4)])) is reason


@pytest.mark.parametrize(
    ("position_s", "reason"),
    [
        (None, None),
        (121.0, None),  # 179 s old
        (120.0, Reason.STALE_POSITION),  # 180 s old
        (400.0, None),  # of the future: as good as fresh
    ],
)
def test_positions_grow_stale(position_s: float | None, reason: Reason | None) -> None:
    found = eligible([unit(position_s=position_s)], [alert()], now_s=300.0)
    assert stopped_by(found) is reason


def test_forbidden_pair_never_forms() -> None:
    found = eligible([unit("1"), unit("2")], [alert()], forbidden=LOCK)
    assert stopped_by(found) is Reason.FORBIDDEN
    assert found.allowed[:, 0].tolist() == [False, True]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"rolling": True}, Reason.REDIRECT_FORBIDDEN),  # from high to low
        ({"rolling": False}, None),  # it has not set off
        ({"rolling": True, "assigned": None}, None),
    ],
)
def test_a_moving_unit_does_not_leave_the_urgent_for_the_less_urgent(
    fields: dict[str, object], reason: Reason | None
) -> None:
    alerts = [alert("A", level="low"), alert("B", level="high")]
    found = eligible([unit(**{"assigned": "B", **fields})], alerts)
    assert stopped_by(found) is reason
    assert found.allowed[0, 1]


@pytest.mark.parametrize(
    ("areas", "of_unit", "reason"),
    [
        ("rule", "s", Reason.OTHER_AREA),
        ("rule", "n", None),
        ("rule", None, None),  # it may go anywhere
        ("prefer", "s", None),
        ("ignore", "s", None),
    ],
)
def test_areas_as_a_rule(areas: str, of_unit: str, reason: Reason | None) -> None:
    policy = Policy(areas=areas)
    found = eligible([unit(area=of_unit)], [alert(area="n")], policy=policy)
    assert stopped_by(found) is reason


def test_no_road_is_a_reason() -> None:
    found = eligible([unit()], [alert()], driving_s=np.inf)
    assert stopped_by(found) is Reason.NO_ROUTE


@pytest.mark.parametrize(
    # 90 dispatch + 60 turnout + 90 access leave 1800 - 240 = 1560 s of driving.
    ("driving_s", "reason"),
    [(1560.0, None), (1561.0, Reason.BEYOND_CUT_OFF)],
)
def test_no_unit_beyond_the_cut_off(driving_s: float, reason: Reason | None) -> None:
    assert stopped_by(eligible([unit()], [alert()], driving_s=driving_s)) is reason


@pytest.mark.parametrize(
    ("fields", "driving_s", "reason"),
    [
        ({"status": "on_scene"}, 60.0, None),
        ({"position_s": -600.0}, 60.0, None),
        ({"assigned": "B", "rolling": True}, 60.0, None),
        ({"area": "s"}, 60.0, None),
        ({}, 5000.0, None),
        ({"status": "offline"}, 60.0, Reason.NO_FREE_UNIT),
        ({}, np.inf, Reason.NO_ROUTE),
    ],
)
def test_what_a_lock_overrides_and_what_not(
    fields: dict[str, object], driving_s: float, reason: Reason | None
) -> None:
    found = eligible(
        [unit(**fields)],
        [alert(area="n", level="low"), alert("B", level="high")],
        driving_s=driving_s,
        policy=Policy(areas="rule"),
        locks=LOCK,
    )
    assert stopped_by(found) is reason


def test_who_is_under_way_goes_on_beyond_cut_off_and_areas() -> None:
    sent = unit("1", area="s", assigned="A", rolling=True)
    idle = unit("2", area="n")
    found = eligible(
        [sent, idle], [alert(area="n")], driving_s=2000.0, policy=Policy(areas="rule")
    )
    assert found.allowed[:, 0].tolist() == [True, False]


def test_areas_differ_only_where_both_are_known() -> None:
    units = [unit(area="n"), unit(area="s"), unit()]
    alerts = [alert(area="n"), alert(), alert(area="x")]
    assert other_area(units, alerts).tolist() == [
        [False, False, True],
        [True, False, True],
        [False, False, False],
    ]
