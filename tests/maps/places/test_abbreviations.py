"""Long and short words of streets' names."""

import pytest

from maps.places.abbreviations import bare_key, dotted_pattern, short_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("west 11th avenue", "w. 11th ave"),
        ("albert-schweitzer-strasse", "albert schweitzer str."),
        ("bahnhofstrasse", "bahnhofstr"),
        ("laugavegur", "laugav."),
        ("austurstraeti", "austurstr."),
        ("skolavordustigur", "skolavordust."),
    ],
)
def test_same_in_short(one, other):
    assert short_key(one) == short_key(other)


def test_a_word_that_is_an_ending_alone_stays():
    assert short_key("gata") == "gata"
    assert short_key("b gata") == "bgata"


def test_directions_are_left_out_at_the_ends_alone():
    assert bare_key("north high street") == bare_key("high st") == "highst"
    assert bare_key("11th avenue west") == "11thave"
    assert bare_key("avenue e park") == "aveepark"
    assert bare_key("south") == "s"


@pytest.mark.parametrize(
    ("text", "name", "stands_for"),
    [
        ("skolavordust.", "skolavordustigur", True),
        ("achim-v.-arnim-str.", "achimvonarnimstrasse", True),
        ("skolavordust.", "skolavegur", False),
        ("hverf.gata", "hverfisgata", True),
    ],
)
def test_a_dot_stands_for_any_letters(text, name, stands_for):
    assert bool(dotted_pattern(text).match(name)) == stands_for


@pytest.mark.parametrize("text", ["laugavegur", "b. gata", ".", "laugav" + ".a" * 5])
def test_no_pattern_without_a_dot_with_many_or_with_too_little_before_it(text):
    assert dotted_pattern(text) is None
