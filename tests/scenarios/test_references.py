"""Scenarios put together by hand, whose rows name one another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.area import Area
from scenarios.place import Place
from scenarios.references import check_references
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)
GOOD = Scenario(
    name="s",
    start=datetime(2026, 3, 21, 17, tzinfo=UTC),
    units=(Unit(id="P1", place=HERE), Unit(id="P2", place=HERE)),
    alerts=(
        Alert(id="A1", received_s=0.0, place=HERE, area="north"),
        Alert(id="A2", received_s=0.0, place=HERE),
    ),
)


def pairs(*ids):
    return tuple(Pair(unit_id=unit, alert_id=alert) for unit, alert in ids)


def test_what_agrees_passes():
    check_references(GOOD)
    check_references(replace(GOOD, locks=pairs(("P1", "A1"), ("P2", "A1"))))
    check_references(replace(GOOD, forbidden=pairs(("P1", "A1"), ("P1", "A2"))))
    check_references(replace(GOOD, areas=(Area(id="north"),)))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"locks": pairs(("P3", "A1"))},
            "lock P3=A1, unit: there is no unit 'P3'; did you mean 'P2'?",
        ),
        (
            {"forbidden": pairs(("P1", "B1"))},
            "forbidden P1=B1, alert: there is no alert 'B1'; did you mean 'A1'?",
        ),
        (
            {"locks": pairs(("P1", "A1"), ("P1", "A2"))},
            "lock P1=A2, unit: 'P1' stands in lock P1=A1 already; keep one of the lock",
        ),
        (
            {"locks": pairs(("P1", "A1")), "forbidden": pairs(("P1", "A1"))},
            "forbidden P1=A1: 'P1' to 'A1' is locked and forbidden; take one of the",
        ),
        (
            {"areas": (Area(id="south"),)},
            "alert A1, area: there is no area 'north'; did you mean 'south'?",
        ),
        (
            {"units": (Unit(id="P1", place=HERE, assigned="A9"),)},
            "unit P1, assigned: there is no alert 'A9'; did you mean 'A",
        ),
    ],
)
def test_what_does_not_is_told_in_one_line(changes, line):
    with pytest.raises(FieldError) as caught:
        check_references(replace(GOOD, **changes))
    assert str(caught.value).startswith(line)


@pytest.mark.parametrize(
    ("status", "assigned", "under_way"),
    [
        ("free", "A1", True),
        ("en_route", "A1", True),
        ("on_scene", "A1", False),  # it is there
        ("offline", "A1", False),
        ("free", None, False),
        ("en_route", None, False),  # to something else
    ],
)
def test_who_is_under_way(status, assigned, under_way):
    unit = Unit(id="P1", place=HERE, status=status, assigned=assigned)
    assert unit.under_way is under_way
