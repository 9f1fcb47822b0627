"""Towns and postcodes: which words are one, and whether a place is in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from maps.places.folding import folded, key

_LIKE = 0.75
"""Of a town's name, so that "Hafnarfirði" is Hafnarfjörður's (assumed)."""

_ANOTHER, _NOT_SAID, _UNKNOWN, _UNREAD = 0.75, 0.98, 0.9, 0.6
_SHORTEST_TOWN = 4
_KEPT = 1024


class Localities:
    """The postcodes and towns of an area."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        rows = [(key(folded(code)), key(folded(town))) for code, town in pairs]
        self._codes = {code for code, _ in rows if code}
        self._towns = {town for _, town in rows if town}
        self._towns_of: dict[str, set[str]] = {}
        for code, town in rows:
            if code and town:
                self._towns_of.setdefault(code, set()).add(town)
        # The same few towns are asked for of every door of a look-up.
        self.agreement = lru_cache(_KEPT)(self._agreement)

    def has(self, folded_words: str) -> bool:
        """Whether the words are a known postcode, or like a known town."""
        plain = key(folded_words)
        return plain in self._codes or bool(self._town(plain))

    def _town(self, plain: str) -> str:
        """Known town that is likest, "" where none is like it."""
        if plain in self._towns or len(plain) < _SHORTEST_TOWN:
            return plain if plain in self._towns else ""
        like = {town: OSA.normalized_similarity(plain, town) for town in self._towns}
        best = max(like, key=lambda town: (like[town], town), default="")
        return best if best and like[best] >= _LIKE else ""

    def _agreement(
        self, said: tuple[str, ...], postcode: str, town: str
    ) -> tuple[float, tuple[str, ...]]:
        """How well a place's postcode and town agree with what was said.

        Returns
        -------
        A factor, 1 where all agrees; and what does not agree, a few words each.
        """
        factor, faults = 1.0, list[str]()
        for words in said:
            for part in self._known_parts(words):
                one, fault = self._one(part, key(folded(postcode)), key(folded(town)))
                factor *= one
                if fault:
                    faults.append(f"{fault} {part}")
        return factor, tuple(faults)

    def _known_parts(self, words: str) -> list[str]:
        """Take "101 reykjavik" as two where both are known."""
        parts = words.split()
        return parts if all(self.has(part) for part in parts) else [words]

    def _one(self, said: str, postcode: str, town: str) -> tuple[float, str]:
        plain = key(said)
        if plain in self._codes:
            return self._of_code(plain, postcode, town)
        known = self._town(plain)
        if not known:
            has_digit = any(letter.isdigit() for letter in plain)
            return _UNREAD if has_digit else _UNKNOWN, "unknown:"
        return self._of_town(known, postcode, town)

    def _of_code(self, said: str, postcode: str, town: str) -> tuple[float, str]:
        if postcode == said:
            return 1.0, ""
        elsewhere = town and town not in self._towns_of.get(said, {town})
        if postcode or elsewhere:
            return _ANOTHER, "not in"
        return _NOT_SAID, "not known to be in"

    def _of_town(self, said: str, postcode: str, town: str) -> tuple[float, str]:
        if town:
            alike = town == said or OSA.normalized_similarity(town, said) >= _LIKE
            return (1.0, "") if alike else (_ANOTHER, "not in")
        if said in self._towns_of.get(postcode, ()):
            return 1.0, ""
        if self._towns_of.get(postcode):
            return _ANOTHER, "not in"
        return _NOT_SAID, "not known to be in"
