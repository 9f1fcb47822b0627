"""One spelling for many."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.places.folding import LONGEST, folded, is_chinese, key, loose_key
from maps.places.traditional import simplified, traditional


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Ægisgata", "aegisgata"),
        ("Þórsgata", "thorsgata"),
        ("Suðurgata", "sudurgata"),
        ("Höfðabakki", "hofdabakki"),
        ("Straße", "strasse"),
        ("  Two \t words\n", "two words"),
        (unicodedata.normalize("NFD", "Ægisgáta"), "aegisgata"),
        ("\uff11\uff12\uff13\uff21\uff0c\uff08x\uff09", "123a,(x)"),
        ("蕭山區號", "萧山区号"),
        ("a\u200fb\u0000c", "abc"),
        ("İstanbul \u0131s\u0131", "istanbul isi"),
    ],
)
def test_folded(text, same):
    assert folded(text) == same


def test_key_has_letters_and_digits_alone():
    assert key(folded("Achim-von-Arnim-Str. 3")) == "achimvonarnimstr3"
    assert key(", - .") == ""


def test_loose_key_joins_the_ways_to_write_an_umlaut():
    assert loose_key("muehlen") == loose_key("muhlen")
    assert loose_key("aegis") == loose_key("agis")
    assert loose_key("thors") == loose_key("tors")


def test_a_megabyte_is_cut():
    assert len(folded("é" * 1_000_000)) == len(folded("e" * 1_000_000)) == LONGEST


def test_chinese():
    assert is_chinese("a路")
    assert not is_chinese("Ægisgata 1")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    once = folded(text)
    assert folded(once) == once or len(text) > LONGEST / 10


@given(st.text(alphabet="路街巷东门号楼单元萧庄", max_size=20))
def test_traditional_and_back(text):
    assert simplified(traditional(text)) == text
