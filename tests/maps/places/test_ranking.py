"""Candidates in order, and what they say together."""

import pytest

from maps.places.answer import Answer, Candidate
from maps.places.ranking import ranked, verdict, with_distance
from tests.osm_text import degrees


def candidate(text, score, *, east=0.0, exact=False, kind="address"):
    lon, lat = degrees(east, 0)
    return Candidate(
        kind=kind,
        text=text,
        door=text.partition(",")[0],
        lon=lon,
        lat=lat,
        score=score,
        matched=(),
        exact=exact,
    )


def texts(*found, asked="a 1"):
    return [each.text for each in ranked(found, asked)]


def test_exact_before_score_before_text():
    found = (candidate("B 1", 0.9), candidate("A 1", 0.9), candidate("C 1", 0.99))
    exact = candidate("D 1", 0.8, exact=True)
    assert texts(*found, exact) == ["D 1", "C 1", "A 1", "B 1"]


def test_one_text_within_50_m_is_one_place():
    near = (candidate("A 1", 1.0), candidate("a 1", 0.9, east=49))
    assert texts(*near) == ["A 1"]
    far = (candidate("A 1", 1.0), candidate("a 1", 0.9, east=51))
    assert texts(*far) == ["A 1", "a 1"]


def test_what_is_hardly_like_it_is_left_out():
    assert texts(candidate("A 1", 0.4), candidate("B 1", 0.39)) == ["A 1"]


def test_of_equals_the_text_that_was_asked_for():
    with_town = candidate("A 1, 101", 1.0, exact=True)
    without = candidate("A 1", 1.0, exact=True, east=900)
    assert texts(with_town, without)[0] == "A 1"
    assert texts(with_town, without, asked="a 1, 101")[0] == "A 1, 101"


def test_far_ones_give_way_by_three_hundredths_at_most():
    # 2.5 km off is half of 5 km: 1 - 0.03 / 2.
    near = degrees(0, 0)
    found = with_distance([candidate("A", 1.0, east=2500)], near)[0]
    assert found.score == pytest.approx(0.985)
    assert found.distance_m == pytest.approx(2500)
    found = with_distance([candidate("A", 1.0, east=90_000)], near)[0]
    assert found.score == pytest.approx(0.97)
    assert with_distance([candidate("A", 1.0)], None)[0].distance_m is None


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([], "none"),
        ([candidate("A 1", 1.0, exact=True), candidate("B 1", 1.0)], "exact"),
        ([candidate("A 1", 1.0, exact=True)] * 2, "exact"),
        (
            [
                candidate("A 1", 1.0, exact=True),
                candidate("A 1", 1.0, exact=True, east=101),
            ],
            "ambiguous",
        ),
        (  # each within 100 m of the next, and the ends are not
            [candidate("A 1", 1.0, east=e, exact=True) for e in (45, 0, 104)],
            "ambiguous",
        ),
        ([candidate("A 1", 0.9), candidate("B 1", 0.84, east=900)], "unsure"),
        ([candidate("A 1", 0.9), candidate("B 1", 0.86, east=900)], "ambiguous"),
        ([candidate("A 1", 0.9), candidate("B 1", 0.86, east=99)], "unsure"),
    ],
)
def test_verdict(found, says):
    assert verdict(found, found) == says


@pytest.mark.parametrize(
    ("scores", "said", "kind", "leads"),
    [
        ((1.0, 1.0), "exact", "address", True),
        ((0.9, 0.85), "unsure", "address", True),
        ((0.9, 0.86), "unsure", "address", False),
        ((0.74,), "unsure", "address", False),
        ((0.75,), "unsure", "address", True),
        ((1.0,), "exact", "street", False),
        ((1.0, 1.0), "ambiguous", "address", False),
        ((), "none", "address", False),
    ],
)
def test_best(scores, said, kind, leads):
    found = tuple(candidate(f"A {n}", s, kind=kind) for n, s in enumerate(scores))
    answer = Answer(text="a", verdict=said, candidates=found)
    assert (answer.best is not None) is leads
