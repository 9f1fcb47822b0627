"""Officers and skills as numbers and bits."""

import pytest

from dispatch.situation.crew import MOST_SKILLS, crew_of
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.unit import Unit

HERE = Place(lon=0.0, lat=0.0)


def alert(*skills: str, **fields: object) -> Alert:
    return Alert(id="A", received_s=0.0, place=HERE, skills=skills, **fields)


def test_each_skill_that_is_wanted_has_a_bit() -> None:
    units = [
        Unit(id="P1", place=HERE, skills=("sign", "diving")),
        Unit(id="P2", place=HERE, officers=3, skills=("mandarin", "sign", "sign")),
    ]
    alerts = [alert("sign", officers=1), alert("sign", "mandarin", skills_by="unit")]
    crew = crew_of(units, alerts)
    # By the alphabet: mandarin 1, sign 2. Nobody wants a diver.
    assert crew.wanted.tolist() == [2, 3]
    assert crew.skills.tolist() == [2, 3]
    assert (crew.officers.tolist(), crew.needed.tolist()) == ([2, 3], [1, 2])
    assert crew.of_one.tolist() == [False, True]


def test_as_many_skills_as_there_are_bits() -> None:
    most = [f"s{number}" for number in range(MOST_SKILLS)]
    crew = crew_of([Unit(id="P1", place=HERE, skills=tuple(most))], [alert(*most)])
    assert crew.wanted.tolist() == [2**62 - 1]
    with pytest.raises(FieldError, match="skills: 63 different skills are wanted, 62"):
        crew_of([], [alert(*most, "one_more")])


def test_units_on_scene_bring_theirs_already() -> None:
    # Of five officers two are there, and one of the two skills.
    units = [
        Unit(id="P1", place=HERE, status="on_scene", assigned="A", skills=("sign",)),
        Unit(id="P2", place=HERE, skills=("mandarin",)),
    ]
    crew = crew_of(units, [alert("sign", "mandarin", officers=5)])
    assert crew.needed.tolist() == [3]
    assert (crew.wanted.tolist(), crew.skills.tolist()) == ([1], [0, 1])


def test_a_skill_alone_still_asks_for_somebody() -> None:
    units = [Unit(id="P1", place=HERE, status="on_scene", assigned="A")]
    assert crew_of(units, [alert("sign")]).needed.tolist() == [1]
