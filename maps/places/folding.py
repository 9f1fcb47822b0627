"""One spelling for many: case, accents, widths, Icelandic letters, traditional ones.

written      folded        key
Ægisgata     aegisgata     aegisgata
Þórsgata     thorsgata     thorsgata
蕭山區        萧山区         萧山区
"""

from __future__ import annotations

import re
import unicodedata

from maps.places.traditional import simplified

# Letters that Unicode takes for letters of their own, as keyboards without them do.
_LETTERS = str.maketrans(
    {
        "þ": "th",
        "ð": "d",
        "æ": "ae",
        "ø": "o",
        "œ": "oe",
        "đ": "d",
        "ł": "l",
        "\u0131": "i",
    }
)
_MARKS = str.maketrans(
    {"、": ",", "\u2010": "-", "\u2011": "-", "–": "-", "—": "-", "\u2019": "'"}
)
_NO_KEY = re.compile(r"[\W_]+")
_LOOSE = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("th", "t"))
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
LONGEST = 300
"""Letters of a text that are looked at; no address is as long (assumed)."""


def folded(text: str) -> str:
    """Write a text without case, accents, full width and traditional characters.

    Spaces are single; commas and other marks stay, in their plain form.

    >>> folded(" Ægisgata  22A, Reykjavík")
    'aegisgata 22a, reykjavik'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text[:LONGEST].casefold().split())
    plain = simplified(unicodedata.normalize("NFKC", visible(text)).translate(_MARKS))
    letters = unicodedata.normalize("NFKD", plain.casefold().translate(_LETTERS))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(bare.split())


def visible(text: str) -> str:
    """Leave out control and formatting characters, and what is too long to be meant."""
    return "".join(
        " " if each.isspace() else each
        for each in text[:LONGEST]
        if each.isspace() or unicodedata.category(each) not in _INVISIBLE
    )


def key(text: str) -> str:
    """Letters and digits of a folded text alone, by which names are compared.

    >>> key(folded("Achim-von-Arnim-Straße"))
    'achimvonarnimstrasse'
    """
    return _NO_KEY.sub("", text)


def loose_key(folded_key: str) -> str:
    """Key in which the ways to write an umlaut, or þ, are one: "mueller", "muller"."""
    for pair, one in _LOOSE:
        folded_key = folded_key.replace(pair, one)
    return folded_key


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any("一" <= each <= "鿿" for each in text)
