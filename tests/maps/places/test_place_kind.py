"""What a building's tags and an address say of the way to the door."""

import pytest

from maps.places.place_kind import place_kind


@pytest.mark.parametrize(
    ("kind", "building", "levels", "hints", "found"),
    [
        ("address", "apartments", "", {}, "tower"),
        ("address", "house", "2", {}, "house"),
        ("address", "residential", "3", {}, "unknown"),
        ("address", "residential", "4", {}, "tower"),
        ("address", "yes", "2.5", {}, "unknown"),
        ("address", "yes", "many", {}, "unknown"),
        ("address", "yes", "nan", {}, "unknown"),
        ("address", "retail", "1", {}, "shop"),
        ("shop=bakery", "", "", {}, "shop"),
        ("crossing", "", "", {}, "outdoors"),
        ("leisure=park", "", "", {}, "outdoors"),
        ("own", "", "", {"unit": "2"}, "tower"),
        ("own", "", "", {"phase": "1"}, "unknown"),
        ("address", "house", "", {"room": "1"}, "house"),
        ("own", "", "", {}, "unknown"),
    ],
)
def test_kind(kind, building, levels, hints, found):
    assert place_kind(kind, building, levels, hints) == found
