"""Which alerts have their officers there."""

from __future__ import annotations

import pytest

from scenarios.alert import SkillsBy
from scenarios.attended import (
    attended_by,
    officers_lacking,
    skills_lacking,
    units_there,
)
from scenarios.unit import Unit
from tests.street import alert, unit


def there(id_: str, officers: int = 2, *skills: str) -> Unit:
    return unit(
        id_, 0, officers=officers, skills=skills, status="on_scene", assigned="A"
    )


@pytest.mark.parametrize(
    ("units", "needed", "lacking"),
    [
        ([], 2, 2),
        ([there("P1")], 2, 0),
        ([there("P1")], 5, 3),
        ([there("P1"), there("P2")], 3, 0),
        ([unit("P1", 0, assigned="A")], 2, 2),  # under way
        ([unit("P1", 0, status="on_scene")], 2, 2),  # elsewhere
    ],
)
def test_officers(units: list[Unit], needed: int, lacking: int) -> None:
    asks = alert("A", 0, officers=needed)
    assert officers_lacking(asks, units_there(units)) == lacking
    assert bool(attended_by(units, [asks])) is (lacking == 0)


@pytest.mark.parametrize(
    ("by", "lacking"), [("team", ("c",)), ("unit", ("a", "b", "c"))]
)
def test_skills(by: SkillsBy, lacking: tuple[str, ...]) -> None:
    asks = alert("A", 0, officers=2, skills=("a", "b", "c"), skills_by=by)
    units = [there("P1", 2, "a"), there("P2", 2, "b")]
    assert skills_lacking(asks, units_there(units)) == lacking
    assert attended_by(units, [asks]) == {}
    one = there("P3", 1, "c", "b", "a")
    assert attended_by([*units, one], [asks]) == {"A": ("P1", "P2", "P3")}


def test_by_the_alerts_id() -> None:
    other = unit("P2", 0, status="on_scene", assigned="0")
    found = attended_by([there("P1"), other], [alert("A", 0), alert("0", 0)])
    assert list(found.items()) == [("0", ("P2",)), ("A", ("P1",))]
