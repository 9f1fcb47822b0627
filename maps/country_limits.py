"""Legal speed limits where no sign says otherwise, by country.

For cars. From the OpenStreetMap wiki, page "Default speed limits", as far as it
gives one number for a whole country; where a limit hangs on the lanes or on the
surface, the row has the higher number and says so. Countries whose states or
provinces differ (US, CA) are left out, and so are zones that are always signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from maps.road_network import ROAD_CLASSES, Floats

KPH_PER_MPH = 1.609344
WALKING_KPH = 6.0
"""Assumed: a law that says "walking pace" names no number."""

_MPH_20, _MPH_30, _MPH_60, _MPH_70 = (n * KPH_PER_MPH for n in (20, 30, 60, 70))
_WALK = WALKING_KPH

# urban and rural: inside and outside built-up areas; trunk: roads for motor
# vehicles only. Every row: OSM wiki, "Default speed limits".
LEGAL_KPH: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "AT": {
            "urban": 50,
            "rural": 100,
            "trunk": 100,
            "motorway": 130,
            "living_street": _WALK,
        },
        "AU": {"urban": 50, "rural": 100},
        "BE": {"urban": 50, "motorway": 120, "living_street": 20},
        "BE-BRU": {"urban": 30, "rural": 70, "motorway": 120, "living_street": 20},
        "BE-VLG": {"urban": 50, "rural": 70, "motorway": 120, "living_street": 20},
        "BE-WAL": {"urban": 50, "rural": 90, "motorway": 120, "living_street": 20},
        "CH": {
            "urban": 50,
            "rural": 80,
            "trunk": 100,
            "motorway": 120,
            "living_street": 20,
        },
        # 30 and 40 without a centre line.
        "CN": {"urban": 50, "rural": 70, "motorway": 120},
        "CZ": {"urban": 50, "rural": 90, "motorway": 130, "living_street": 20},
        # Motorways have none.
        "DE": {"urban": 50, "rural": 100, "living_street": _WALK},
        "DK": {"urban": 50, "rural": 80, "motorway": 130},
        # 30 where each direction has one lane.
        "ES": {"urban": 50, "rural": 90, "motorway": 120, "living_street": 20},
        "FI": {"urban": 50, "rural": 80, "living_street": 20},
        # 110 on roads with separate carriageways.
        "FR": {"urban": 50, "rural": 80, "motorway": 130, "living_street": 20},
        # Urban is a road with street lights; Wales has 20 mph there.
        "GB": {
            "urban": _MPH_30,
            "rural": _MPH_60,
            "motorway": _MPH_70,
            "nsl_restricted": _MPH_30,
            "nsl_single": _MPH_60,
            "nsl_dual": _MPH_70,
        },
        "GB-WLS": {
            "urban": _MPH_20,
            "rural": _MPH_60,
            "motorway": _MPH_70,
            "nsl_restricted": _MPH_20,
            "nsl_single": _MPH_60,
            "nsl_dual": _MPH_70,
        },
        "HU": {
            "urban": 50,
            "rural": 90,
            "trunk": 110,
            "motorway": 130,
            "living_street": 20,
        },
        # 80 on gravel.
        "IS": {"urban": 50, "rural": 90, "living_street": 10},
        "IT": {"urban": 50, "rural": 90, "trunk": 110, "motorway": 130},
        "JP": {"urban": 60, "rural": 60, "motorway": 100},
        "LI": {"urban": 50, "rural": 80},
        "NL": {"urban": 50, "rural": 80, "trunk": 100, "living_street": 15},
        "NO": {"urban": 50, "rural": 80, "living_street": _WALK},
        "NZ": {"urban": 50, "rural": 100, "motorway": 100},
        "PL": {"urban": 50, "rural": 90, "motorway": 140, "living_street": 20},
        "RU": {"urban": 60, "rural": 90, "motorway": 110, "living_street": 20},
        "SE": {"urban": 50, "rural": 70, "motorway": 110, "living_street": _WALK},
    }
)

# Inside a built-up area or not is not known of a road, but of these it is likely.
_ZONES_OF_CLASS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "motorway": ("motorway",),
        "trunk": ("trunk", "rural"),
        "residential": ("urban",),
        "living_street": ("living_street", "urban"),
        "service": ("urban",),
    }
)
_OTHER_ZONES = ("rural",)


def legal_kph(country: str, zone: str) -> float:
    """Limit in a zone of a country, km/h; nan where none is known.

    A region's own ("BE-VLG") comes before its country's.

    >>> legal_kph("RU", "urban"), legal_kph("BE-VLG", "rural"), legal_kph("US", "urban")
    (60.0, 70.0, nan)
    """
    code = country.upper()
    for name in (code, code.partition("-")[0]):
        limit = LEGAL_KPH.get(name, {}).get(zone)
        if limit is not None:
            return float(limit)
    return float("nan")


def class_limits_kph(country: str) -> Floats:
    """Most that each of ROAD_CLASSES may allow where no limit is posted, km/h.

    Streets that stand among houses have the limit of built-up areas; of the others
    that is not known, so they have the higher one. nan where none is known, and
    everywhere without a country.
    """
    return np.array([_class_limit_kph(country, name) for name in ROAD_CLASSES])


def _class_limit_kph(country: str, road_class: str) -> float:
    """Limit of the first zone that the country's row has."""
    zones = _ZONES_OF_CLASS.get(road_class, _OTHER_ZONES)
    limits = [legal_kph(country, zone) for zone in zones]
    return next((limit for limit in limits if limit == limit), float("nan"))  # noqa: PLR0124 - nan
