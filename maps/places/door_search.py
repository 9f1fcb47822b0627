"""Doors of a street by number: the one asked for, or what stands nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maps.places.apart import apart_m
from maps.places.house_number import Numbers, entries, shares
from maps.places.place_rows import PlaceRow
from maps.places.store import Found, PlaceStore
from maps.places.streets import hanging_together

INTERPOLATED = "interpolated"
MOST_GAP_M = 400.0
"""Doors farther apart than this say little of what is between them (assumed)."""

_LIST, _RANGE, _LETTER, _BETWEEN, _NEAR, _STREET = 0.99, 0.95, 0.85, 0.75, 0.65, 0.5


@dataclass(frozen=True, slots=True)
class Door:
    """A place that may be meant by a street and a number.

    factor : 0 to 1, how well the number agrees. note : what does not, "" if all.
    """

    owner: int
    place: PlaceRow
    factor: float
    note: str = ""


def doors(store: PlaceStore, owners: Sequence[int], number: str) -> list[Door]:
    """Doors of some owners that have a number, whole, in a list or in a range."""
    whole = store.with_number(owners, number)
    found = [Door(each.owner, each.place, 1.0) for each in whole]
    for wanted in entries(number):
        for each in store.with_entry(owners, wanted.low, wanted.high):
            entry = Numbers(low=each.low, high=each.high, letter=each.letter)
            if shares(entry, wanted):
                factor, note = _agreement(entry, wanted)
                note = note.format(each.place.number)
                found.append(Door(each.owner, each.place, factor, note))
    return found


def _agreement(entry: Numbers, wanted: Numbers) -> tuple[float, str]:
    """How well an entry agrees that shares a number with what was asked for."""
    if entry == wanted:
        return _LIST, ""
    if wanted.low == wanted.high and entry.low != entry.high:
        return _RANGE, "number within {}"
    return _LETTER, "number {} instead"


def beside(
    store: PlaceStore,
    owner: int,
    number: str,
    agreement: Callable[[PlaceRow], float],
) -> Iterator[Door]:
    """Where a number that no door has would be; and the street itself.

    agreement : how well a place agrees with the towns that were said; of a street
    in several towns the best alone is looked at.
    """
    wanted = next(iter(entries(number)), None)
    if wanted is not None:
        numbered = store.numbered(owner)
        best = max((agreement(each.place) for each in numbered), default=0.0)
        rows = [each for each in numbered if agreement(each.place) == best]
        points = np.array([(each.place.lon, each.place.lat) for each in rows])
        for part in hanging_together(points) if rows else ():
            yield _of_street(owner, [rows[at] for at in part.tolist()], wanted.low)
    for found in store.without_number([owner]):
        yield Door(owner, found.place, _STREET, "without its number")


def _of_street(owner: int, rows: Sequence[Found], wanted: int) -> Door:
    """Between the neighbours of the same side; else at the nearest number."""
    side = [row for row in rows if row.low % 2 == wanted % 2]
    below = max((r for r in side if r.low < wanted), key=_low, default=None)
    above = min((r for r in side if r.low > wanted), key=_low, default=None)
    if below and above and _apart_m(below.place, above.place) <= MOST_GAP_M:
        note = f"number between {below.place.number} and {above.place.number}"
        return Door(owner, _between(below, above, wanted), _BETWEEN, note)
    nearest = min(rows, key=lambda row: (abs(row.low - wanted), row.low))
    note = f"number not known, {nearest.place.number} is nearest"
    return Door(owner, nearest.place, _NEAR, note)


def _low(row: Found) -> int:
    return row.low


def _between(below: Found, above: Found, wanted: int) -> PlaceRow:
    share = (wanted - below.low) / (above.low - below.low)
    first, second = below.place, above.place
    return replace(
        first,
        kind=INTERPOLATED,
        number=str(wanted),
        building="",
        levels="",
        lon=first.lon + share * (second.lon - first.lon),
        lat=first.lat + share * (second.lat - first.lat),
    )


def _apart_m(first: PlaceRow, second: PlaceRow) -> float:
    return apart_m((first.lon, first.lat), (second.lon, second.lat))
