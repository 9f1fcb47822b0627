"""`Addresses`: the doors of an area, and finding one by its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_DOOR_M = 100.0
"""Doors with the same text within this are one address; farther apart, several."""

_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Addresses:
    """One row a door; a text is empty where the source has none.

    lon, lat : WGS-84 degrees. building, levels : the `building` and
    `building:levels` tags.
    """

    street: tuple[str, ...]
    number: tuple[str, ...]
    postcode: tuple[str, ...]
    city: tuple[str, ...]
    building: tuple[str, ...]
    levels: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the doors."""
        return len(self.street)

    def text(self, row: int) -> str:
        """One line: street and number, then postcode and city where known."""
        door = f"{self.street[row]} {self.number[row]}".strip()
        town = f"{self.postcode[row]} {self.city[row]}".strip()
        return f"{door}, {town}" if town else door


class AddressIndex:
    """Doors by their text, built once for many look-ups.

    For texts as they stand in the source; `maps.places` finds what is written
    otherwise.
    """

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._rows: dict[str, list[int]] = {}
        # Streets and numbers are few, doors are many.
        words = {word: plain(word) for word in {*addresses.street, *addresses.number}}
        doors = zip(addresses.street, addresses.number, strict=True)
        for row, (street, number) in enumerate(doors):
            door = f"{words[street]} {words[number]}".strip()
            self._rows.setdefault(door, []).append(row)

    def find(self, text: str) -> int | None:
        """Row of the one door that the text names in full.

        "Laugavegur 22", with or without ", 101 Reykjavík", ", 101" or
        ", Reykjavík"; letter case and spaces do not matter. None where no door has
        that text, or several, more than 100 m apart.
        """
        rows = self._matches(plain(text))
        if not rows or self._spread_m(rows) > SAME_DOOR_M:
            return None
        return rows[0]

    def _matches(self, wanted: str) -> list[int]:
        rows = self._rows.get(wanted.partition(",")[0].strip(), [])
        return [row for row in rows if wanted in self._writings(row)]

    def _writings(self, row: int) -> Iterator[str]:
        doors = self._addresses
        door = f"{doors.street[row]} {doors.number[row]}"
        postcode, city = doors.postcode[row], doors.city[row]
        yield plain(door)
        for town in (f"{postcode} {city}", postcode, city):
            if town.strip():
                yield plain(f"{door}, {town}")

    def _spread_m(self, rows: list[int]) -> float:
        lon, lat = self._addresses.lon[rows], self._addresses.lat[rows]
        east = np.ptp(lon) * np.cos(np.radians(lat.mean()))
        return float(np.hypot(east, np.ptp(lat)) * _METRES_PER_DEGREE)


def plain(text: str) -> str:
    """Text for comparing: composed letters, one case, single spaces."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return ", ".join(" ".join(part.split()) for part in composed.split(","))
