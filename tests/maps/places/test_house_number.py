"""Numbers with letters, in ranges and lists."""

import pytest

from maps.places.house_number import Numbers, entries, shares, written


@pytest.mark.parametrize(
    ("number", "same"),
    [
        ("22", "22"),
        ("22 A", "22a"),
        ("9 - 11", "9-11"),
        ("358号", "358"),
        ("605弄12號", "605弄12"),
    ],
)
def test_written(number, same):
    assert written(number) == same


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("22", [(22, 22, "")]),
        ("22a", [(22, 22, "a")]),
        ("9;11b", [(9, 9, ""), (11, 11, "b")]),
        ("2-6", [(2, 6, "")]),
        ("7a-7c", [(7, 7, "a")]),
        ("1-3;5", [(1, 3, ""), (5, 5, "")]),
        ("B-9", []),
        ("", []),
        ("999999", []),
        ("9-3", []),
    ],
)
def test_entries(number, found):
    assert [(e.low, e.high, e.letter) for e in entries(number)] == found


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        ((4, 4), (2, 6), True),
        ((5, 5), (2, 6), False),  # the other side of the street
        ((5, 5), (2, 7), True),  # from even to odd counts both
        ((5, 7), (2, 6), False),
        ((6, 8), (2, 6), True),
        ((9, 9), (9, 9), True),
        ((9, 9), (11, 11), False),
    ],
)
def test_shares(first, second, common):
    one, other = (Numbers(low=low, high=high) for low, high in (first, second))
    assert shares(one, other) is shares(other, one) is common
