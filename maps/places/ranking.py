"""Candidates in order, each place once, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from rapidfuzz.distance import OSA

from maps.address import SAME_DOOR_M
from maps.places.answer import CLEAR_MARGIN, Candidate, Verdict
from maps.places.apart import Point, apart_m
from maps.places.folding import folded

LEAST_SCORE = 0.4
"""Candidates below it are no answer (assumed)."""

MERGED_M = SAME_DOOR_M / 2
"""Doors with one text within this are shown as one: of three in a row, both ends."""


_NEAR_SHARE, _NEAR_M = 0.03, 5000.0
_DECIMALS = 3


def with_distance(found: Iterable[Candidate], near: Point | None) -> list[Candidate]:
    """Say how far each is from a point, and let the far ones give way a little.

    By up to 0.03 of the score at 5 km and beyond (assumed): enough to part equals,
    too little to put another name or number first.
    """
    if near is None:
        return list(found)
    return [_from(each, apart_m(near, _point(each))) for each in found]


def _from(candidate: Candidate, distance_m: float) -> Candidate:
    share = 1.0 - _NEAR_SHARE * min(1.0, distance_m / _NEAR_M)
    return replace(candidate, score=candidate.score * share, distance_m=distance_m)


def ranked(found: Iterable[Candidate], folded_text: str) -> list[Candidate]:
    """Best first; of those with one text and within MERGED_M, the best.

    Of equals the one comes first whose full text is nearest to what was asked.
    """
    kept: dict[str, list[Candidate]] = {}
    for each in sorted(found, key=_order):
        same = kept.setdefault(each.door.casefold(), [])
        if each.score >= LEAST_SCORE and not any(
            _apart_m(each, k) <= MERGED_M for k in same
        ):
            same.append(replace(each, score=round(each.score, _DECIMALS)))
    order = sorted((each for same in kept.values() for each in same), key=_order)
    equals = [each for each in order if _order(each)[:2] == _order(order[0])[:2]]
    nearest = sorted(
        equals, key=lambda each: OSA.distance(folded(each.text), folded_text)
    )
    return nearest + order[len(equals) :]


def verdict(order: Sequence[Candidate], found: Iterable[Candidate]) -> Verdict:
    """Say what ranked candidates are together, and all that were found with them."""
    if not order:
        return "none"
    exact = [each for each in found if each.exact]
    if exact:
        near = all(_together(*pair) for pair in combinations(exact, 2))
        return "exact" if near else "ambiguous"
    rivals = [
        each
        for each in order[1:]
        if order[0].score - each.score < CLEAR_MARGIN and not _together(each, order[0])
    ]
    return "ambiguous" if rivals else "unsure"


def _order(candidate: Candidate) -> tuple[object, ...]:
    return (
        *(not candidate.exact, -candidate.score, candidate.text),
        *(candidate.lon, candidate.lat),
    )


def _together(one: Candidate, other: Candidate) -> bool:
    return _apart_m(one, other) <= SAME_DOOR_M


def _apart_m(one: Candidate, other: Candidate) -> float:
    return apart_m(_point(one), _point(other))


def _point(candidate: Candidate) -> Point:
    return candidate.lon, candidate.lat
