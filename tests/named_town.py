"""A town of two streets that cross, a namesake in the next town, and some names.

Æðarstræti     south to north along east = 0: numbers 1 to 9 on its west side
Mühlenstraße   west to east along north = 0, crossing it
Kirkjugata 4   stands in town A (101) and, 5 km off, in town B (220)
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from maps.address import Addresses
from maps.places.gazetteer import Gazetteer
from maps.places.place_rows import PlaceRow
from maps.road_network import Landmarks, RoadNetwork
from tests.networks import Street, network
from tests.osm_text import degrees

# street, number, postcode, town, metres east and north
DOORS = [
    ("Æðarstræti", "1", "101", "Aðalbær", -10, 20),
    ("Æðarstræti", "3", "101", "", -10, 40),
    ("Æðarstræti", "9", "101", "", -10, 100),
    ("Æðarstræti", "2-6", "101", "", 10, 40),
    ("Æðarstræti", "8a", "101", "", 10, 80),
    ("Æðarstræti", "11;13", "", "", -10, 120),
    ("Mühlenstraße", "22", "101", "Aðalbær", 100, 10),
    ("Mühlenstraße", "22b", "101", "Aðalbær", 120, 10),
    ("Kirkjugata", "4", "101", "Aðalbær", 300, 300),
    ("Kirkjugata", "4", "220", "Beyð", 5300, 300),
    ("Mylna", "1", "101", "Aðalbær", 500, 10),
    ("Mylnu", "1", "220", "Beyð", 5000, 10),
]
LANDMARKS = [
    ("amenity=police", "Lögreglustöð", 50, 50),
    ("place=town", "Beyð", 5000, 0),
]


def named_roads() -> RoadNetwork:
    """The town's roads, doors and names."""
    bare = network(
        [(0, -200), (0, 0), (0, 300), (-300, 0), (600, 0), (5000, 0), (5600, 0)],
        [Street(0, 1), Street(1, 2), Street(3, 1), Street(1, 4), Street(5, 6)],
    )
    names = ("Æðarstræti", "Mühlenstraße", "Kirkjugata")
    of_stretch = np.array([0, 0, 1, 1, 2], np.int32)
    return replace(
        bare,
        names=names,
        stretches=replace(bare.stretches, name=of_stretch),
        addresses=addresses(DOORS),
        landmarks=_landmarks(),
    )


def addresses(rows: list[tuple[str, str, str, str, float, float]]) -> Addresses:
    """Doors of rows like DOORS."""
    places = np.array([degrees(*row[4:]) for row in rows])
    street, number, postcode, city = zip(*(row[:4] for row in rows), strict=True)
    return Addresses(
        street=street,
        number=number,
        postcode=postcode,
        city=city,
        building=("",) * len(rows),
        levels=("",) * len(rows),
        lon=places[:, 0],
        lat=places[:, 1],
    )


def _landmarks() -> Landmarks:
    places = np.array([degrees(*row[2:]) for row in LANDMARKS])
    return Landmarks(
        kind=tuple(row[0] for row in LANDMARKS),
        name=tuple(row[1] for row in LANDMARKS),
        lon=places[:, 0],
        lat=places[:, 1],
    )


def own(name: str, *aliases: str, east: float = 0, north: float = 0) -> PlaceRow:
    """Make a user's own place."""
    lon, lat = degrees(east, north)
    return PlaceRow(kind="own", name=name, aliases=aliases, lon=lon, lat=lat)


def gazetteer(*places: PlaceRow) -> Gazetteer:
    """Places of the town, and a user's."""
    return Gazetteer.open(named_roads(), places, cache=False)
