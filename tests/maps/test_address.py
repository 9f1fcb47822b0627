"""Finding a door by its text."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from maps.address import Addresses, AddressIndex, plain
from tests.osm_text import degrees

Row = tuple[str, str, str, str, float, float]

# street, number, postcode, city, metres east and north
ROWS: list[Row] = [
    ("Laugavegur", "22", "101", "Reykjavík", 0, 0),
    ("Laugavegur", "22a", "101", "Reykjavík", 10, 0),
    ("Kirkjuvegur", "4", "220", "Hafnarfjörður", 0, 5000),
    ("Kirkjuvegur", "4", "", "Reykjavík", 0, 9000),
    ("Ægisgata", "1", "", "", 0, 300),
    ("Ægisgata", "1", "", "", 59, 379),  # 98.6 m off the one above
    ("Grund", "7", "", "", 0, 600),
    ("Grund", "7", "", "", 61, 681),  # 101.4 m
    ("Hóll", "", "270", "Mosfellsbær", 0, 700),
]


def index(rows: list[Row]) -> AddressIndex:
    places = np.array([degrees(*row[4:]) for row in rows])
    texts = list(zip(*(row[:4] for row in rows), strict=True))
    return AddressIndex(
        Addresses(
            street=texts[0],
            number=texts[1],
            postcode=texts[2],
            city=texts[3],
            building=("",) * len(rows),
            levels=("",) * len(rows),
            lon=places[:, 0],
            lat=places[:, 1],
        )
    )


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Laugavegur 22", 0),
        ("Laugavegur 22a", 1),
        ("laugavegur 22A", 1),
        ("  Laugavegur \t 22 ", 0),
        ("Laugavegur 22, 101 Reykjavík", 0),
        ("Laugavegur 22 ,101 Reykjavík", 0),
        ("Laugavegur 22,101 Reykjavík", 0),
        ("Laugavegur 22, 101", 0),
        ("Laugavegur 22, Reykjavík", 0),
        ("LAUGAVEGUR 22, REYKJAVÍK", 0),
        ("Kirkjuvegur 4, Hafnarfjörður", 2),
        ("Kirkjuvegur 4, 220", 2),
        ("Kirkjuvegur 4, Reykjavík", 3),
        ("Ægisgata 1", 4),
        (unicodedata.normalize("NFD", "Ægisgata 1"), 4),
        (unicodedata.normalize("NFD", "Laugavegur 22, Reykjavík"), 0),
        ("Hóll", 8),
        ("Hóll, 270 Mosfellsbær", 8),
    ],
)
def test_found(text: str, row: int) -> None:
    assert index(ROWS).find(text) == row


@pytest.mark.parametrize(
    "text",
    [
        "Laugavegur 23",
        "Laugavegur",
        "Laugavegur 22, 220",
        "Laugavegur 22, Kópavogur",
        "Laugavegur 22, 101 Reykjavík, Iceland",
        "Kirkjuvegur 4, 101",
        "AEgisgata 1",
        "Hverfisgata 1",
        "",
        ",",
    ],
)
def test_not_found(text: str) -> None:
    assert index(ROWS).find(text) is None


def test_same_text_within_100_m_is_one_door() -> None:
    # hypot(59, 79) = 98.6 m.
    assert index(ROWS).find("Ægisgata 1") == 4


def test_farther_apart_is_no_single_door() -> None:
    # hypot(61, 81) = 101.4 m.
    assert index(ROWS).find("Grund 7") is None
    assert index(ROWS).find("Kirkjuvegur 4") is None


def test_100_m_are_the_same_in_the_north() -> None:
    # At 64 degrees north a degree of longitude is 48.7 km: 0.002 of it are 97.5 m.
    doors = index([("A", "1", "", "", 0, 0)] * 2)._addresses
    for east, found in ((0.0020, True), (0.0021, False)):
        north = AddressIndex(
            Addresses(
                **{
                    name: getattr(doors, name)
                    for name in ("street", "number", "postcode", "city")
                },
                building=doors.building,
                levels=doors.levels,
                lon=np.array([-21.9, -21.9 + east]),
                lat=np.array([64.0, 64.0]),
            )
        )
        assert north.find("A 1") == (0 if found else None)


def test_text() -> None:
    doors = index(ROWS)._addresses
    assert doors.text(0) == "Laugavegur 22, 101 Reykjavík"
    assert doors.text(3) == "Kirkjuvegur 4, Reykjavík"
    assert doors.text(4) == "Ægisgata 1"
    assert doors.text(8) == "Hóll, 270 Mosfellsbær"


def test_plain() -> None:
    assert plain(" STRASSE  1 ,\n2 ") == plain("Straße 1, 2") == "strasse 1, 2"


def test_every_door_of_the_city_has_its_text(city) -> None:
    doors = AddressIndex(city.addresses)
    unique = 0
    for row in range(0, len(city.addresses), 37):
        found = doors.find(city.addresses.text(row))
        if found is None:
            continue
        unique += 1
        assert plain(city.addresses.text(found)).startswith(
            plain(city.addresses.text(row)).split(",")[0]
        )
    assert unique > 900
