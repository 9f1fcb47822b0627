"""`Policy`: what the department wants from a plan, and what it assumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from maps.speeds import SpeedProfile
from scenarios.alert import Level, PlaceKind

_WEIGHTS: Mapping[Level, int] = MappingProxyType({"high": 4, "medium": 2, "low": 1})
_ACCESS_S: Mapping[PlaceKind, int] = MappingProxyType(
    {"tower": 168, "house": 78, "outdoors": 30, "unknown": 90}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Weights, limits and the intervals that are not driving.

    target_s : 480, within which officers are to be at the door.
    cut_off_s : 1800 (assumed), beyond which no unit is sent.
    weights : of an alert by level (assumed), whole and positive.
    dispatch_s, least_dispatch_s : 90 and 15 s (assumed), from alert received to
    unit notified, and what of it always lies ahead.
    turnout_s : 60 s (assumed), notified to moving.
    access_s : kerb to door by kind of place: Silverman et al. (n = 449), 90 for an
    unknown kind (assumed).
    sigma : 0.35, of the lognormal travel time around its median.
    emergency : whether units drive with lights and siren.
    """

    target_s: int = 480
    cut_off_s: int = 1800
    weights: Mapping[Level, int] = field(default_factory=lambda: _WEIGHTS)
    dispatch_s: int = 90
    least_dispatch_s: int = 15
    turnout_s: int = 60
    access_s: Mapping[PlaceKind, int] = field(default_factory=lambda: _ACCESS_S)
    sigma: float = 0.35
    emergency: bool = True
    speeds: SpeedProfile = field(default_factory=SpeedProfile)
