"""Words of streets' names and what is written for them in short.

Both a name and what is typed are shortened and compared, so that "W 11th Ave" and
"West 11th Avenue" meet. Words after Universal Postal Union practice in English;
the others are customary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from maps.places.folding import key

# Whole words.
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "street": "st",
        "avenue": "ave",
        "av": "ave",
        "road": "rd",
        "boulevard": "blvd",
        "drive": "dr",
        "lane": "ln",
        "court": "ct",
        "square": "sq",
        "highway": "hwy",
        "parkway": "pkwy",
        "terrace": "ter",
        "circle": "cir",
        "crescent": "cres",
        "place": "pl",
        "platz": "pl",
        "north": "n",
        "south": "s",
        "east": "e",
        "west": "w",
        "saint": "st",
        "mount": "mt",
        "fort": "ft",
        "alley": "aly",
        "heights": "hts",
        "doctor": "dr",
        "doktor": "dr",
        "sankt": "st",
        "calle": "c",
        "rue": "r",
        "avenida": "avda",
        "plaza": "pza",
        "strasse": "str",
    }
)
# Ends of words that are written in one with what stands before.
_ENDINGS: tuple[tuple[str, str], ...] = (
    *(("strasse", "str"), ("straeti", "str"), ("gata", "g"), ("vegur", "v")),
    *(("braut", "br"), ("stigur", "st"), ("platz", "pl"), ("gasse", "g")),
    *(("straat", "str"), ("gatan", "g"), ("vagen", "v")),
)
_DIRECTIONS = {"n", "s", "e", "w", "ne", "nw", "se", "sw"}
_SHORTEST_STEM, _MOST_DOTS = 2, 4


def short_key(folded_name: str) -> str:
    """Key of a folded text with its usual words in short.

    >>> short_key("west 11th avenue"), short_key("laugavegur")
    ('w11thave', 'laugav')
    """
    return key("".join(_short(word) for word in re.split(r"[^\w]+", folded_name)))


def bare_key(folded_name: str) -> str:
    """Short key without the directions at either end: those that people leave out.

    >>> bare_key("west broad street"), bare_key("n st")
    ('broadst', 'st')
    """
    words = [_short(word) for word in re.split(r"[^\w]+", folded_name) if word]
    if len(words) > 1 and words[0] in _DIRECTIONS:
        words = words[1:]
    if len(words) > 1 and words[-1] in _DIRECTIONS:
        words = words[:-1]
    return key("".join(words))


def _short(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    for ending, short in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STEM:
            return word.removesuffix(ending) + short
    return word


def dotted_pattern(folded_text: str) -> re.Pattern[str] | None:
    """Pattern over keys of what a text with a few dots may stand for, else None.

    A dot stands for any letters; an abbreviation of two letters or fewer says too
    little of a name's beginning and is left to the table.

    >>> bool(dotted_pattern("skolavordust.").match("skolavordustigur"))
    True
    """
    if not 0 < folded_text.count(".") <= _MOST_DOTS:
        return None
    parts = [re.escape(key(part)) for part in folded_text.split(".")]
    if len(parts[0]) <= _SHORTEST_STEM:
        return None
    return re.compile(r"\w*".join(parts) + "$")
