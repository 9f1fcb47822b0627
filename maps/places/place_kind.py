"""Kind of place, which says how long it takes from the kerb to the door.

From a building's tags as OpenStreetMap has them (wiki, Key:building), else from what
an address says: who names a unit, a floor or a room means a building of flats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

PlaceKind = Literal["tower", "house", "outdoors", "shop", "unknown"]

TOWER_LEVELS = 4
"""Storeys from which a building is taken for one with a lift and a lobby (assumed)."""

_TOWERS = {"apartments", "dormitory", "hotel", "hospital", "office"}
_HOUSES = {
    *("house", "detached", "semidetached_house", "terrace", "bungalow", "farm"),
    *("cabin", "static_caravan", "hut", "houseboat"),
}
_SHOPS = {"retail", "supermarket", "kiosk", "shop"}
_OUTDOORS = ("leisure=park", "leisure=garden", "leisure=pitch", "place=square")
_INDOOR_HINTS = {"building", "unit", "floor", "room"}
_UNKNOWN: PlaceKind = "unknown"


def place_kind(
    kind: str, building: str, levels: str, hints: Mapping[str, str]
) -> PlaceKind:
    """Tell a place's kind, "unknown" where nothing says it.

    Parameters
    ----------
    kind : of the candidate. building, levels : the tags of those names. hints : of
    the address.

    >>> place_kind("address", "apartments", "", {}), place_kind("crossing", "", "", {})
    ('tower', 'outdoors')
    >>> place_kind("building=hotel", "", "", {})
    'tower'
    """
    if kind in {"crossing", *_OUTDOORS}:
        return "outdoors"
    if kind.startswith("shop="):
        return "shop"
    found = _of_building(building or _named_building(kind), _number(levels))
    if found == _UNKNOWN and not _INDOOR_HINTS.isdisjoint(hints):
        return "tower"
    return found


def _of_building(building: str, levels: float) -> PlaceKind:
    if levels >= TOWER_LEVELS or building in _TOWERS:
        return "tower"
    if building in _HOUSES:
        return "house"
    return "shop" if building in _SHOPS else _UNKNOWN


def _named_building(kind: str) -> str:
    """Value of `building` where that tag alone makes a landmark of it."""
    return kind.removeprefix("building=") if kind.startswith("building=") else ""


def _number(levels: str) -> float:
    """Storeys of "5" and "2.5"; 0 of anything else."""
    try:
        return float(levels)
    except ValueError:
        return 0.0
