"""`PlaceRow`: a place that can be found, and those of a road network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maps.road_network import RoadNetwork

ADDRESS, STREET, OWN = "address", "street", "own"
"""Kinds of place, beside a landmark's tag ("amenity=police")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A door, a street, a named thing.

    kind : ADDRESS, STREET, OWN for a user's, else the tag that makes it a landmark.
    name : the street of a door, else its own. number, postcode, town : "" where
    not known. building, levels : the tags of those names. lon, lat : WGS-84.
    aliases : other names of it.
    """

    kind: str
    name: str
    lon: float
    lat: float
    number: str = ""
    postcode: str = ""
    town: str = ""
    building: str = ""
    levels: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def door(self) -> str:
        """Name and number."""
        return f"{self.name} {self.number}".strip()

    @property
    def text(self) -> str:
        """One line: name and number, then postcode and town where known."""
        town = f"{self.postcode} {self.town}".strip()
        return f"{self.door}, {town}" if town else self.door


def doors(roads: RoadNetwork) -> Iterator[PlaceRow]:
    """Doors with a street and a number."""
    rows = roads.addresses
    lon, lat = rows.lon.tolist(), rows.lat.tolist()
    for row, street in enumerate(rows.street):
        if street and rows.number[row]:
            yield PlaceRow(
                kind=ADDRESS,
                name=street,
                number=rows.number[row],
                postcode=rows.postcode[row],
                town=rows.city[row],
                building=rows.building[row],
                levels=rows.levels[row],
                lon=lon[row],
                lat=lat[row],
            )


def landmarks(roads: RoadNetwork) -> Iterator[PlaceRow]:
    """Whatever has a name of its own: buildings, areas, amenities, towns."""
    rows = roads.landmarks
    columns = (rows.kind, rows.name, rows.lon.tolist(), rows.lat.tolist())
    for kind, name, lon, lat in zip(*columns, strict=True):
        if name:
            yield PlaceRow(kind=kind, name=name, lon=lon, lat=lat)


def streets_of_doors(roads: RoadNetwork) -> Iterator[PlaceRow]:
    """Streets that doors have and no road is called by, at a door in their middle."""
    rows: dict[str, list[int]] = {}
    for row, street in enumerate(roads.addresses.street):
        rows.setdefault(street, []).append(row)
    for street in sorted(rows.keys() - set(roads.names) - {""}):
        lon, lat = roads.addresses.lon[rows[street]], roads.addresses.lat[rows[street]]
        at = int(np.argmin(np.hypot(lon - np.median(lon), lat - np.median(lat))))
        yield PlaceRow(kind=STREET, name=street, lon=float(lon[at]), lat=float(lat[at]))
