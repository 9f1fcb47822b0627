"""Names like a given one."""

import pytest

from maps.places.names import MOST, Names
from maps.places.store import PlaceStore
from tests.named_town import own


def names(*written):
    store = PlaceStore.of_rows([own(name) for name in written])
    return Names(store.names())


@pytest.mark.parametrize(
    ("text", "likeness", "how"),
    [
        ("mylnugata", 1.0, "name"),
        ("mylnug.", 0.97, "abbreviation"),
        ("mylnugta", 1 - 1 / 9, "spelling"),  # a letter of nine is missing
        ("mylungata", 1 - 1 / 9, "spelling"),  # two neighbours swapped are one slip
        ("mylnuga", 0.6 + 0.3 * 7 / 9, "beginning"),
        ("bratta mylnugata", 0.8 * 9 / 15, "part"),
    ],
)
def test_likeness(text, likeness, how):
    (found,) = names("Mylnugata").like(text)
    assert (found.likeness, found.how) == (pytest.approx(likeness), how)


def test_the_likest_first_and_no_more_than_a_few():
    town = names("Mylna", "Mylna 2", *(f"Myln{chr(97 + n)}" for n in range(26)))
    found = town.like("mylna")
    assert len(found) == MOST
    assert found[0].likeness == 1.0
    assert sorted((each.likeness for each in found), reverse=True) == [
        each.likeness for each in found
    ]


def test_other_digits_make_another_name():
    # One letter of eight differs: 0.875, of which other digits leave 0.4.
    (found,) = names("Gata 2 v").like("gata 3 v")
    assert found.likeness == pytest.approx((1 - 1 / 6) * 0.4)


def test_directions_may_be_left_out():
    (found,) = names("North High Street").like("high st")
    assert (found.likeness, found.how) == (0.9, "but for its direction")


def test_known_is_for_the_whole_name():
    town = names("Mylna")
    assert town.known("mylna")
    assert not town.known("myln")


@pytest.mark.parametrize("text", ["", "-", "zzzzzz"])
def test_nothing_is_like_it(text):
    assert names("Mylna").like(text) == []


def test_chinese_names_in_a_text():
    (found,) = names("丽景").like("杭州丽景")
    assert (found.likeness, found.how) == (0.8 * 2 / 4, "part")
