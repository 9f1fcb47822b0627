"""The ways in which a text can be meant: which word is the street, which the number.

"101 Reykjavík, Laugavegur 22" reads as the street Laugavegur, number 22, in 101
Reykjavík; "22 Laugavegur" and "Laugavegur 22, 101" as the same. What cannot be told
from the words alone is read in each way, and what is found decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from maps.places.chinese_address import parse_chinese
from maps.places.folding import is_chinese
from maps.places.house_number import written

IsLocality = Callable[[str], bool]
IsStreet = Callable[[str], bool]

_MOST_PARTS, _MOST_READINGS = 5, 16
_AFTER_OTHERS = 0.9  # of a street after words that are no region (assumed)
_STREET_ALONE = 0.6  # of an address that names a compound on it (assumed)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"^\d{1,5}[a-z]?$|^\d[\da-z]*(?:[-;/+&]\d[\da-z]*)+[a-z]?$")
_LETTER = re.compile(r"^[a-z]$")
_NUMBER_SIGN = re.compile(r"(?:^|(?<=\s))(?:no\.?|nr\.?|nº|#)\s*(?=\d)")
_GLUED = re.compile(r"(?<=[a-z]{4})(?=\d+[a-z]?(?:,|\s|$))")
_SPACED_RANGE = re.compile(r"(?<=\d)\s*([-;+&])\s*(?=\d)")
_CROSSING = re.compile(
    r"\s+(?:and|og|und|et|y|x|corner|at)\s+|\s*[/&@×]\s*|[与和]|\s[-–]\s"
)
_CROSSING_END = re.compile(
    r"(?:的?交叉路?口|交[汇界]处?|(?<=路)口|(?<=街)口|(?<=道)口)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to mean a text, all folded.

    name : of the street or place. number : as `written` gives it, "" without one.
    localities : words that say which town or postcode. regions : Chinese ones,
    which nothing here can check. hints : of the way from the kerb, by name.
    weight : 1, less where it leaves out a part of the text that says where.
    """

    name: str
    number: str = ""
    localities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    weight: float = 1.0


def readings(
    text: str, is_locality: IsLocality, is_street: IsStreet
) -> tuple[Reading, ...]:
    """Read a folded text as an address or a name, in each way it can be meant.

    is_locality : whether a word or a few are a known town or postcode. is_street :
    whether something is called exactly so. What is likelier stands first.
    """
    plain = _SPACED_RANGE.sub(r"\1", _NUMBER_SIGN.sub("", text))
    plain = _GLUED.sub(" ", plain)
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    all_towns = all(_is_town(part, is_locality) for part in parts)
    found = dict.fromkeys(
        reading
        for at in range(len(parts[:_MOST_PARTS]))
        if not _is_town(parts[at], is_locality) or all_towns
        for reading in _of_part(parts, at, is_locality)
    )
    if is_chinese(plain):
        chinese = _chinese(plain, is_street)
        found = dict.fromkeys([*chinese, *found])
    return tuple(islice(found, _MOST_READINGS))


def _is_town(part: str, is_locality: IsLocality) -> bool:
    return all(is_locality(word) for word in part.split())


def _of_part(
    parts: Sequence[str], at: int, is_locality: IsLocality
) -> Iterator[Reading]:
    """Readings in which one part holds the name, and the others the rest."""
    others = [part for other, part in enumerate(parts) if other != at]
    lone = next((o for o in others if _is_number(o) and not is_locality(o)), "")
    others = [part for part in others if part != lone]
    for words, towns in _without_town(parts[at].split(), is_locality):
        localities = (*towns, *others)
        for name, number in _splits(words, lone):
            yield Reading(name=name, number=written(number), localities=localities)


def _without_town(
    words: Sequence[str], is_locality: IsLocality
) -> Iterator[tuple[Sequence[str], tuple[str, ...]]]:
    """Take known towns and postcodes off either end; or leave them in the name."""
    first, last = 0, len(words)
    while last - first > 1 and is_locality(words[last - 1]):
        last -= 1
    if last < len(words):
        yield words[:last], tuple(words[last:])
    while last - first > 1 and is_locality(words[first]):
        first += 1
    if first:
        yield words[first:last], (*words[:first], *words[last:])
    yield words, ()


def _splits(words: Sequence[str], lone: str) -> Iterator[tuple[str, str]]:
    """Name and number, for each word that may be the number; and a name alone."""
    for at in reversed(range(len(words))):
        if _DIGIT.search(words[at]):
            yield from _splits_at(words, at)
    if words:
        yield " ".join(words), lone


def _splits_at(words: Sequence[str], at: int) -> Iterator[tuple[str, str]]:
    before, after = " ".join(words[:at]), " ".join(words[at:])
    if before:
        yield before, after
    if not _is_number(words[at]):
        return
    end = at + 1
    if end < len(words) and _LETTER.match(words[end]):
        yield from _named(words[:at], words[end + 1 :], "".join(words[at : end + 1]))
        if before:
            return
    yield from _named(words[:at], words[end:], words[at])


def _named(
    before: Sequence[str], after: Sequence[str], number: str
) -> Iterator[tuple[str, str]]:
    name = " ".join((*before, *after))
    if name:
        yield name, number


def _is_number(word: str) -> bool:
    return _NUMBER.match(word) is not None


def _chinese(text: str, is_street: IsStreet) -> Iterator[Reading]:
    """By street and number, by street with its lanes, by compound."""
    found = parse_chinese(text, is_street)
    whole = Reading(
        name=found.street,
        number=found.number,
        regions=(*found.regions, *([found.before] if found.before else [])),
        weight=_AFTER_OTHERS if found.before else 1.0,
        hints=tuple(sorted(found.hints.items())),
    )
    if found.street:
        alone = found.compound and not found.number
        yield replace(whole, weight=whole.weight * (_STREET_ALONE if alone else 1.0))
    lane, _, number = found.number.rpartition("弄")
    if found.street and lane:
        yield replace(whole, name=f"{found.street}{lane}弄", number=number)
    if found.compound:
        yield replace(whole, name=found.compound, number="")


def crossing(text: str) -> tuple[str, str] | None:
    """Names of two streets that a folded text sets against each other."""
    first = _CROSSING_END.sub("", text.partition(",")[0].strip())
    sides = [side.strip() for side in _CROSSING.split(first)]
    if len(sides) != 2 or not all(sides):  # noqa: PLR2004 - two streets
        return None
    return sides[0], sides[1]
