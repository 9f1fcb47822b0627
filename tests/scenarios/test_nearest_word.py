"""Words that are not known, and what may be meant."""

import pytest

from scenarios.nearest_word import hint, nearest_word

KNOWN = ("id", "lon", "lat", "frame", "received", "officers")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("lng", "lon"),
        ("longitude", "lon"),
        ("LAT", "lat"),
        ("recieved", "received"),
        ("officer", "officers"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_nearest_word(word, near):
    assert nearest_word(word, KNOWN) == near


def test_the_nearest_word_keeps_its_own_case():
    assert nearest_word("car 1", ["Car-1"]) == "Car-1"


def test_hint_names_the_nearest():
    assert hint("lng", KNOWN) == "did you mean 'lon'?"


def test_hint_names_all_where_none_is_near_and_they_are_few():
    assert hint("xyzzy", ["evening", "surge"]) == "known: evening, surge"


def test_no_hint_where_none_is_near_and_they_are_many():
    assert hint("xyzzy", [f"unit {n}" for n in range(100)]) is None


def test_no_hint_without_known_words():
    assert hint("xyzzy", []) is None
