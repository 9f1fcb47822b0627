"""What `maxspeed` and its relatives say, in km/h.

Forms follow the OpenStreetMap wiki (pages Key:maxspeed, Key:maxspeed:type,
Key:source:maxspeed, Key:zone:maxspeed, Key:zone:traffic).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from maps.country_limits import KPH_PER_MPH, WALKING_KPH, legal_kph

_FALLBACKS = ("maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic")
_UNLIMITED = "none"
_MOST_KPH = 1000.0  # beyond this it is a typing error
_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>mph|km/?h|kph)?", re.ASCII)
_ZONE = re.compile(
    r"(?P<country>[a-z]{2}(?:-[a-z0-9]{1,3})?):(?P<zone>[a-z_]+)", re.ASCII
)
_SIGNED_ZONE = re.compile(  # "zone30", "AT:zone:30", "DE:30"
    r"(?:[a-z]{2}(?:-[a-z0-9]{1,3})?:)?(?:zone[: _]?)?(?P<number>\d+)", re.ASCII
)
_SEPARATORS = re.compile(r"[;|,]")
_SAME_ZONE = {
    "expressway": "trunk",
    "motorroad": "trunk",
    "walk": "living_street",
    "pedestrian": "living_street",
}


def limits_kph(tags: Mapping[str, str]) -> tuple[float, float]:
    """Read the limits along the way's points and against them, nan where unknown."""
    return _directed_kph(tags, "forward"), _directed_kph(tags, "backward")


def _directed_kph(tags: Mapping[str, str], direction: str) -> float:
    """Read the most telling tag that can be read; "none" is read, and no limit."""
    for key in ("maxspeed", *_FALLBACKS):
        text = tags.get(f"{key}:{direction}", tags.get(key, ""))
        limit = limit_kph(text)
        if not math.isnan(limit) or text.strip().lower() == _UNLIMITED:
            return limit
    return math.nan


def limit_kph(text: str) -> float:
    """Read one value, km/h; of several the lowest; nan for none and for nonsense.

    >>> limit_kph("50"), round(limit_kph("30 mph"), 1), limit_kph("walk")
    (50.0, 48.3, 6.0)
    >>> limit_kph("RU:urban"), limit_kph("AT:zone30"), limit_kph("50;30")
    (60.0, 30.0, 30.0)
    """
    limits = [_one_kph(part.strip().lower()) for part in _SEPARATORS.split(text)]
    return min((kph for kph in limits if not math.isnan(kph)), default=math.nan)


def _one_kph(text: str) -> float:
    if text == "walk":
        return WALKING_KPH
    number = _NUMBER.fullmatch(text)
    if number is not None:
        factor = KPH_PER_MPH if number["unit"] == "mph" else 1.0
        return _likely(float(number["number"]) * factor)
    zone = _ZONE.fullmatch(text)
    if zone is not None:
        return _zone_kph(zone["country"], zone["zone"])
    signed = _SIGNED_ZONE.fullmatch(text)
    return _likely(_in_kph(text, float(signed["number"]))) if signed else math.nan


def _zone_kph(country: str, zone: str) -> float:
    """Limit of a zone by its name; a walking zone is one in any country."""
    limit = legal_kph(country, _SAME_ZONE.get(zone, zone))
    return WALKING_KPH if math.isnan(limit) and zone == "walk" else limit


def _in_kph(text: str, number: float) -> float:
    """Numbers of signed zones are in the country's unit: "GB:zone20" is 20 mph."""
    return number * KPH_PER_MPH if text.startswith(("gb", "us")) else number


def _likely(kph: float) -> float:
    return kph if 0 < kph < _MOST_KPH else math.nan
