"""A shorter run of the benchmark: the shares that look-ups must reach."""

import numpy as np
import pytest

from benchmarks.locate import SPOILS, Meant, is_silent, measure
from maps.places.answer import Answer, Candidate
from maps.places.place_rows import PlaceRow

ROW = PlaceRow(
    kind="address",
    name="Þórsgata",
    number="2",
    postcode="101",
    town="Reykjavík",
    lon=0.0,
    lat=0.0,
)


@pytest.mark.slow
def test_shares(city):
    rows = measure(city, n=100, seed=11, ambiguous=20, made_up=20)
    found = {row.kind: row for row in rows}
    assert found["untouched"].n == found["all spoiled"].n == 100
    assert sum(found[kind].n for kind in SPOILS if kind in found) == 100
    assert found["untouched"].first == 1.0
    assert found["all spoiled"].first >= 0.97
    assert found["all spoiled"].top >= 0.99
    assert found["ambiguous"].top == 1.0
    assert all(row.silent == 0 for row in rows)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("accent", "Thorsgata 2, 101 Reykjavík"),
        ("abbreviation", "Þórsg. 2, 101 Reykjavík"),
        ("order", "101 Reykjavík, Þórsgata 2"),
        ("postcode for town", "Þórsgata 2, 101"),
    ],
)
def test_spoiled(kind, text):
    assert SPOILS[kind](ROW, np.random.default_rng(1)) == text


@pytest.mark.parametrize("seed", range(5))
def test_slips_touch_the_streets_name_alone(seed):
    rng = np.random.default_rng(seed)
    for kind in ("letters swapped", "letter missing", "case"):
        text = SPOILS[kind](ROW, rng)
        assert text.endswith(" 2, 101 Reykjavík")
        letters = sorted(text.removesuffix(" 2, 101 Reykjavík").casefold())
        missing = len(ROW.name) - len(letters)
        assert missing == (kind == "letter missing")


def test_passing_off_one_of_two_is_silent():
    here = Meant("A 1", ((0.0, 0.0),))
    there = Meant("A 1", ((0.1, 0.0),))
    found = Candidate(
        kind="address", text="A 1", door="A 1", lon=0, lat=0, score=1, matched=()
    )
    sure = Answer(text="A 1", verdict="exact", candidates=(found,))
    assert not is_silent(sure, [here])
    assert is_silent(sure, [there])
    assert is_silent(sure, [here, there])
    assert is_silent(sure, [])
    unsure = Answer(text="A 1", verdict="unsure", candidates=(found,))
    assert not is_silent(unsure, [there])
