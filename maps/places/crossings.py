"""`Crossed`: two streets set against each other, and the places where they meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from maps.address import SAME_DOOR_M
from maps.geometry import local_m
from maps.places.answer import Candidate
from maps.places.apart import Point, apart_m
from maps.places.chinese_address import parse_chinese
from maps.places.folding import is_chinese
from maps.places.names import LikeName, Names
from maps.places.readings import crossing
from maps.places.store import PlaceStore

MEET_M = 40.0
"""Two streets whose junctions are this near meet: over a roundabout, or by the
lanes of a wide road (assumed)."""

_LEAST_LIKE, _MOST = 0.75, 4  # of each street's names (assumed)


@dataclass(frozen=True, slots=True)
class Crossed:
    """Streets that may be the first and the second of the two."""

    first: tuple[LikeName, ...]
    second: tuple[LikeName, ...]

    @classmethod
    def of(cls, folded_text: str, names: Names) -> Crossed | None:
        """Read a text as a crossing, None where it is none of known streets."""
        sides = crossing(folded_text)
        if sides is None:
            return None
        first, second = (_likest(names, side) for side in sides)
        return cls(first, second) if first and second else None

    def candidates(self, store: PlaceStore) -> Iterator[Candidate]:
        """Every place where one of the first meets one of the second."""
        for one in self.first:
            for other in self.second:
                if one.owner != other.owner:
                    yield from _meeting(store, one, other)


def _likest(names: Names, side: str) -> tuple[LikeName, ...]:
    if is_chinese(side):
        side = parse_chinese(side, names.known).street or side
    like = [each for each in names.like(side) if each.likeness >= _LEAST_LIKE]
    return tuple(like[:_MOST])


def _meeting(store: PlaceStore, one: LikeName, other: LikeName) -> Iterator[Candidate]:
    title = " / ".join(store.title(each.owner) for each in (one, other))
    for lon, lat in junctions(store, one.owner, other.owner):
        yield Candidate(
            kind="crossing",
            text=title,
            door=title,
            lon=lon,
            lat=lat,
            score=one.likeness * other.likeness,
            matched=tuple(dict.fromkeys((one.how, other.how))),
            exact=one.how == other.how == "name",
        )


def junctions(store: PlaceStore, first: int, second: int) -> list[Point]:
    """Points, lon and lat, where two owners' streets meet, one a place."""
    ours, theirs = store.corners(first), store.corners(second)
    both = {node for node, _, _ in ours} & {node for node, _, _ in theirs}
    points = [(lon, lat) for node, lon, lat in ours if node in both]
    if not points and ours and theirs:
        points = _near(
            [(lon, lat) for _, lon, lat in ours],
            [(lon, lat) for _, lon, lat in theirs],
        )
    return _one_a_place(points)


def _near(ours: list[Point], theirs: list[Point]) -> list[Point]:
    """Halfway between junctions of the two that are near each other."""
    first, second = np.array(ours), np.array(theirs)
    at_lat = float(first[0, 1])
    tree = KDTree(local_m(second[:, 0], second[:, 1], at_lat))
    distance, row = tree.query(local_m(first[:, 0], first[:, 1], at_lat))
    near = np.flatnonzero(distance <= MEET_M)
    halfway = (first[near] + second[np.asarray(row)[near]]) / 2
    return [(lon, lat) for lon, lat in halfway.tolist()]


def _one_a_place(points: list[Point]) -> list[Point]:
    """Leave out points within SAME_DOOR_M of one that is kept."""
    kept: list[Point] = []
    for point in sorted(points):
        if all(apart_m(point, other) > SAME_DOOR_M for other in kept):
            kept.append(point)
    return kept
