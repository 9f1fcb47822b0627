"""House numbers: single, with letters, in ranges and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from maps.places.folding import folded

_ONE = r"(\d{1,5})\s*([a-z]?)"
_RANGE = re.compile(rf"^{_ONE}\s*-\s*{_ONE}$")
_SINGLE = re.compile(rf"^{_ONE}$")
_KEPT = 4096  # few numbers are many doors'
_SEPARATORS = re.compile(r"[;,/&+]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """One entry of a door's number: "22", "22a" or "22-26".

    low, high : the same for a single one. letter : "" without one.
    """

    low: int
    high: int
    letter: str = ""


@lru_cache(_KEPT)
def written(number: str) -> str:
    """Number as it is compared: "22 A" and "22a号" are one.

    >>> written("22 A"), written("9 - 11"), written("605弄12号")
    ('22a', '9-11', '605弄12')
    """
    return folded(number).replace(" ", "").rstrip("号")


@lru_cache(_KEPT)
def entries(number: str) -> tuple[Numbers, ...]:
    """Entries of a number as written at a door; what is no number has none.

    >>> [(e.low, e.high, e.letter) for e in entries("9;11a")]
    [(9, 9, ''), (11, 11, 'a')]
    """
    found = (_entry(part) for part in _SEPARATORS.split(written(number)))
    return tuple(entry for entry in found if entry is not None)


def _entry(text: str) -> Numbers | None:
    single = _SINGLE.match(text)
    if single:
        value = int(single[1])
        return Numbers(low=value, high=value, letter=single[2])
    both = _RANGE.match(text)
    if both and int(both[1]) <= int(both[3]):
        letter = both[2] if both[1] == both[3] else ""
        return Numbers(low=int(both[1]), high=int(both[3]), letter=letter)
    return None


def shares(entry: Numbers, wanted: Numbers) -> bool:
    """Whether two entries have a number in common, whatever their letters.

    A range from even to even, or odd to odd, is one side of the street.

    >>> shares(Numbers(low=2, high=6), Numbers(low=4, high=4))
    True
    >>> shares(Numbers(low=2, high=6), Numbers(low=5, high=7))
    False
    """
    common = range(max(entry.low, wanted.low), min(entry.high, wanted.high) + 1)
    return any(_counts(entry, number) and _counts(wanted, number) for number in common)


def _counts(entry: Numbers, number: int) -> bool:
    both_sides = (entry.high - entry.low) % 2 == 1
    return both_sides or (number - entry.low) % 2 == 0
