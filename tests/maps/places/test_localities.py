"""Whether a place is where it was said to be."""

import pytest

from maps.places.localities import Localities

# 102 has no town anywhere.
AREA = Localities([("101", "Aðalbær"), ("220", "Beyð"), ("102", ""), ("", "Beyð")])


@pytest.mark.parametrize("words", ["101", "adalbaer", "adalbae", "beyd"])
def test_known(words):
    assert AREA.has(words)


@pytest.mark.parametrize("words", ["999", "mylna", "", "bey"])
def test_not_known(words):
    assert not AREA.has(words)


@pytest.mark.parametrize(
    ("said", "postcode", "town", "factor"),
    [
        ((), "101", "Aðalbær", 1.0),
        (("101 adalbaer",), "101", "Aðalbær", 1.0),
        (("adalbaer",), "101", "", 1.0),  # 101 is Aðalbær's wherever both stand
        (("adalber",), "101", "Aðalbær", 1.0),
        (("101",), "", "", 0.98),
        (("adalbaer",), "", "", 0.98),
        (("beyd",), "102", "", 0.98),
        (("220",), "101", "Aðalbær", 0.75),
        (("beyd",), "101", "", 0.75),
        (("101",), "", "Beyð", 0.75),
        (("220 beyd",), "101", "Aðalbær", 0.5625),  # 0.75 of 0.75
        (("elsewhere",), "101", "Aðalbær", 0.9),
        (("house 7",), "101", "Aðalbær", 0.6),
    ],
)
def test_agreement(said, postcode, town, factor):
    found, faults = AREA.agreement(said, postcode, town)
    assert found == pytest.approx(factor)
    assert bool(faults) == (factor < 1)
