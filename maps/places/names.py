"""Names like a given one, all of them compared, the likest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from maps.places.abbreviations import bare_key, dotted_pattern, short_key
from maps.places.folding import is_chinese, key, loose_key
from maps.places.store import Name

MOST = 12
"""Names that are looked into; the likest are far fewer (assumed)."""

_LEAST_LIKE = 0.6
_WHOLE, _LOOSE, _SHORT, _DOTTED, _BARE = 1.0, 0.98, 0.97, 0.93, 0.9
_BEGINNING, _PART = 0.6, 0.8
_REST = 0.3  # of a beginning that is the whole
_BEGINNING_LETTERS, _LONGEST_PART = 4, 30
_LAST_LETTER = chr(0x10FFFF)
_OTHER_DIGITS = 0.4
_DIGITS = re.compile(r"\d")
_PART_LETTERS = {True: 2, False: 5}  # Chinese or not


@dataclass(frozen=True, slots=True)
class LikeName:
    """An owner whose name is like the one asked for.

    likeness : 0 to 1, the latter for the same name. how : in what they agree, a
    few words: "name", "abbreviation", "spelling", "beginning", "part".
    """

    owner: int
    likeness: float
    how: str


class Names:
    """All names of some stores, in memory."""

    def __init__(self, names: Iterable[Name]) -> None:
        rows = list(names)
        self._sorted = sorted({row.key for row in rows})
        # A name with digits is never like one without: each is compared with its own.
        self._alike: dict[bool, list[str]] = {True: [], False: []}
        for name in self._sorted:
            self._alike[bool(_DIGITS.search(name))].append(name)
        self._by_key = _groups((row.key, row.owner) for row in rows)
        self._by_loose = _groups((row.loose, row.owner) for row in rows)
        self._by_bare = _groups((row.bare, row.owner) for row in rows)
        self._by_short = _groups((row.short, row.owner) for row in rows)

    def known(self, folded_name: str) -> bool:
        """Whether something has exactly that name."""
        return key(folded_name) in self._by_key

    def like(self, folded_name: str) -> list[LikeName]:
        """Owners with a name like a folded one, at most MOST, the likest first."""
        plain = key(folded_name)
        if not plain:
            return []
        best: dict[int, LikeName] = {}
        for found in (
            *self._same(folded_name, plain),
            *self._dotted(folded_name),
            *self._spelled(plain),
            *self._cut(plain),
        ):
            other = best.get(found.owner)
            if other is None or found.likeness > other.likeness:
                best[found.owner] = found
        return sorted(best.values(), key=lambda each: (-each.likeness, each.owner))[
            :MOST
        ]

    def _same(self, text: str, plain: str) -> Iterable[LikeName]:
        for owner in self._by_key.get(plain, ()):
            yield LikeName(owner, _WHOLE, "name")
        for owner in self._by_loose.get(loose_key(plain), ()):
            yield LikeName(owner, _LOOSE, "spelling")
        for owner in self._by_short.get(loose_key(short_key(text)), ()):
            yield LikeName(owner, _SHORT, "abbreviation")
        for owner in self._by_bare.get(loose_key(bare_key(text)), ()):
            yield LikeName(owner, _BARE, "but for its direction")

    def _dotted(self, text: str) -> Iterable[LikeName]:
        pattern = dotted_pattern(text)
        if pattern is not None:
            for name in self._beginning(key(text.partition(".")[0])):
                if pattern.match(name):
                    yield from self._as(name, _DOTTED, "abbreviation")

    def _spelled(self, plain: str) -> Iterable[LikeName]:
        for name, likeness, _ in process.extract(
            plain,
            self._alike[bool(_DIGITS.search(plain))],
            scorer=OSA.normalized_similarity,
            score_cutoff=_LEAST_LIKE,
            limit=MOST,
        ):
            share = _share_of_digits(plain, name)
            yield from self._as(name, likeness * share, "spelling")

    def _cut(self, plain: str) -> Iterable[LikeName]:
        """Names that begin as the text does, and names within the text."""
        if len(plain) >= _BEGINNING_LETTERS:
            for name in self._beginning(plain)[:MOST]:
                share = len(plain) / len(name)
                yield from self._as(name, _BEGINNING + _REST * share, "beginning")
        least = _PART_LETTERS[is_chinese(plain)]
        for name in _parts(plain, least) & self._by_key.keys():
            share = len(name) / len(plain) * _share_of_digits(plain, name)
            yield from self._as(name, _PART * share, "part")

    def _beginning(self, plain: str) -> Sequence[str]:
        first = bisect_left(self._sorted, plain)
        last = bisect_left(self._sorted, plain + _LAST_LETTER)
        return self._sorted[first:last]

    def _as(self, name: str, likeness: float, how: str) -> Iterable[LikeName]:
        for owner in self._by_key[name]:
            yield LikeName(owner, likeness, how)


def _parts(plain: str, least: int) -> set[str]:
    """Every part of a text that is shorter than it and has at least some letters."""
    n = len(plain)
    return {
        plain[first:last]
        for first in range(n)
        for last in range(first + least, min(n, first + _LONGEST_PART) + 1)
        if last - first < n
    }


def _share_of_digits(one: str, other: str) -> float:
    """Names whose numbers differ are two names, however like their letters are."""
    same = _DIGITS.findall(one) == _DIGITS.findall(other)
    return 1.0 if same else _OTHER_DIGITS


def _groups(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for name, owner in pairs:
        if owner not in groups.setdefault(name, []):
            groups[name].append(owner)
    return groups
