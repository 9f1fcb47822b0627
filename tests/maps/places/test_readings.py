"""The ways in which a text can be meant."""

import pytest

from maps.places.readings import crossing, readings

TOWNS = {"101", "220", "adalbaer"}


def read(text, streets=()):
    return readings(text, TOWNS.__contains__, set(streets).__contains__)


def parts(text):
    return [(r.name, r.number, r.localities) for r in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "mylna 22, 101 adalbaer",
        "101 adalbaer, mylna 22",
        "22 mylna, 101 adalbaer",
        "mylna nr. 22, 101 adalbaer",
        "mylna #22, 101 adalbaer",
    ],
)
def test_order_does_not_matter(text):
    assert ("mylna", "22", ("101 adalbaer",)) in parts(text)


def test_number_in_a_part_of_its_own():
    assert ("mylna", "22", ()) in parts("mylna, 22")


def test_town_without_a_comma():
    assert ("mylna", "22", ("101",)) in parts("mylna 22 101")
    assert ("mylna", "22", ("adalbaer",)) in parts("adalbaer mylna 22")


def test_a_town_may_be_a_streets_name_too():
    assert ("adalbaer", "", ()) in parts("adalbaer")


def test_letters_and_ranges_belong_to_the_number():
    assert ("mylna", "22a", ()) in parts("mylna 22 a")
    assert ("mylna", "9-11", ()) in parts("mylna 9 - 11")
    assert ("mylna", "9;11", ()) in parts("mylna 9; 11")


def test_a_number_may_be_glued_to_the_name():
    assert ("mylna", "22a", ("101",)) in parts("mylna22a, 101")
    assert ("17 junitorg", "", ()) in parts("17 junitorg")
    assert parts("n1")[-1] == ("n1", "", ())


def test_a_number_may_belong_to_the_name():
    assert ("17 junitorg", "", ()) in parts("17 junitorg")
    assert ("w 11th ave", "184", ()) in parts("184 w 11th ave")


def test_a_letter_before_the_name_is_not_the_numbers():
    assert ("a gata", "5", ()) in parts("5 a gata")


def test_nothing_reads_as_nothing():
    assert read("") == read(" , ,") == ()


def test_readings_are_few():
    assert len(read("1 2 3 4 5 6 7 8 9 10 a, 1 2 3, 4 5 6, 7 8 9, 1 2, 3 4")) <= 16


def test_chinese_street_lane_and_compound():
    found = read("金城路605弄12号丽景小区3幢")
    assert (found[0].name, found[0].number) == ("金城路", "605弄12")
    assert (found[1].name, found[1].number) == ("金城路605弄", "12")
    assert (found[2].name, found[2].number) == ("丽景小区", "")
    assert all(r.hints == (("building", "3"),) for r in found[:3])


def test_a_street_beside_a_compound_says_less():
    street, compound = read("文三路东方花园2幢")[:2]
    assert (street.name, street.weight) == ("文三路", 0.6)
    assert (compound.name, compound.weight) == ("东方花园", 1.0)


def test_words_that_are_no_region_say_less():
    reading = read("杭州文三路5号", ["文三路"])[0]
    assert (reading.name, reading.number) == ("文三路", "5")
    assert (reading.regions, reading.weight) == (("杭州",), 0.9)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("a street / b street", ("a street", "b street")),
        ("a street & b street, adalbaer", ("a street", "b street")),
        ("a street and b street", ("a street", "b street")),
        ("文三路与古墩路交叉口", ("文三路", "古墩路")),
        ("文三路和古墩路口", ("文三路", "古墩路")),
        ("a / b / c", None),
        ("a street", None),
        (" / b", None),
        ("文三路", None),
    ],
)
def test_crossing(text, sides):
    assert crossing(text) == sides
