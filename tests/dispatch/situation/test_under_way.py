"""Units that were sent before."""

import numpy as np
import pytest

from dispatch.policy import Policy
from dispatch.situation.under_way import (
    near_the_door,
    previous_alert,
    redirect_permitted,
    under_way_pairs,
)
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)
LEVELS = ("high", "medium", "low")
ALERTS = [Alert(id=level, received_s=0.0, place=HERE, level=level) for level in LEVELS]


def unit(assigned: str | None, **fields: object) -> Unit:
    return Unit(id="P1", place=HERE, assigned=assigned, **fields)


def test_pairs_are_of_those_not_there_yet() -> None:
    units = [
        unit("low"),
        unit(None),
        unit("high", status="on_scene"),
        unit("high", status="en_route"),
    ]
    assert under_way_pairs(units, ALERTS) == [(0, 2), (3, 0)]


def test_an_order_ends_on_scene_and_not_with_the_unit() -> None:
    units = [
        unit("low"),
        unit(None),
        unit("high", status="on_scene"),
        unit("high", status="offline"),  # lost on the way: its order does not stand
    ]
    assert previous_alert(units, ALERTS).tolist() == [2, -1, -1, 0]


@pytest.mark.parametrize(
    ("assigned", "permitted"),
    [
        ("high", [True, False, False]),
        ("medium", [True, True, False]),
        ("low", [True, True, True]),
        (None, [True, True, True]),
    ],
)
def test_redirects_go_to_the_as_urgent_or_more(
    assigned: str | None, permitted: list[bool]
) -> None:
    moving = [unit(assigned, rolling=True)]
    found = redirect_permitted(moving, ALERTS, Policy().redirect)
    assert found[0].tolist() == permitted
    still = redirect_permitted([unit(assigned)], ALERTS, Policy().redirect)
    assert still.all()


def test_without_any_redirect_a_moving_unit_goes_on() -> None:
    never = dict.fromkeys(LEVELS, ())
    found = redirect_permitted([unit("medium", rolling=True)], ALERTS, never)
    assert found[0].tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("ahead_s", "rolling", "near"),
    [(60, True, [(0, 0)]), (61, True, []), (10, False, [])],
)
def test_near_the_door_are_those_who_move_and_have_little_left(
    ahead_s: int, *, rolling: bool, near: list[tuple[int, int]]
) -> None:
    ahead = np.full((1, 3), ahead_s)
    assert near_the_door([unit("high", rolling=rolling)], ALERTS, ahead, 60) == near
