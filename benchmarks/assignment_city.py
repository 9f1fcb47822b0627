"""Made-up cities: units round their stations, alerts round estates, driving times.

    area        2.5 km² for each unit, a square
    units       60 % within some 0.5 km of a station, 12 to a station; the others
                anywhere
    alerts      half within some 0.8 km of an estate, 6 to an estate; the others
                anywhere
    time        90 s before and after driving; 30 km/h over 1.3 times the straight
                line, more or less by a factor of spread 0.2
    weight      1, 2 or 4
    orders      a third of the alerts had one of their three nearest units before

All of it *assumed*, near to what a city is like: most pairs are too far apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.problem import (
    DEFAULT_GOALS,
    WAITS,
    Bools,
    Crew,
    Goal,
    Longs,
    Problem,
    Zones,
)

TARGET_S = 480
CUT_OFF_S = 1800
STEP_S = 5
SLACK_S = 30

THREE_GOALS: tuple[Goal, ...] = ("on_time", "served", "loss")
"""Those that every peer here can be asked for, as one number."""

Floats = NDArray[np.float64]
Rng = np.random.Generator

_KM2_PER_UNIT = 2.5
_S_PER_KM = 1.3 * 3600 / 30
_BESIDE_DRIVING_S = 90
_SPREAD = 0.2
_NEAR = 3
_MOST_ZONE_WEIGHT = 100
_WANTED_IN_ZONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Middles:
    """What places gather round: so many to each, a share of all, so far from it."""

    each: int
    share: float
    spread_km: float


_STATIONS = _Middles(each=12, share=0.6, spread_km=0.5)
_ESTATES = _Middles(each=6, share=0.5, spread_km=0.8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class City:
    """What is given: times to door [units, alerts] in seconds, and what goes with them.

    unit_km, alert_km : [units, 2], [alerts, 2] east and north. previous : [units] the
    alert each was sent to before, -1 for none. crew, zones : None unless asked for.
    """

    seed: int
    unit_km: Floats
    alert_km: Floats
    time_s: Longs
    weight: Longs
    received_order: Longs
    previous: Longs
    crew: Crew | None = None
    zones: Zones | None = None

    @property
    def allowed(self) -> Bools:
        """Pairs within the cut-off, [units, alerts]."""
        return self.time_s <= CUT_OFF_S

    @property
    def loss(self) -> Longs:
        """Weighted time in steps that have begun, [units, alerts]."""
        loss = self.time_s + (STEP_S - 1)
        loss //= STEP_S
        loss *= self.weight
        return loss


def city(units: int, alerts: int, seed: int) -> City:
    """Make a city; the same again for the same seed."""
    rng = np.random.default_rng(seed)
    side_km = float(np.sqrt(units * _KM2_PER_UNIT))
    unit_km = _places(rng, units, side_km, _STATIONS)
    alert_km = _places(rng, alerts, side_km, _ESTATES)
    noise = np.exp(rng.normal(0, _SPREAD, (units, alerts)))
    time_s = _time_s(unit_km, alert_km, noise)
    return City(
        seed=seed,
        unit_km=unit_km,
        alert_km=alert_km,
        time_s=time_s,
        weight=rng.choice(np.array([1, 2, 4], np.int64), alerts),
        received_order=rng.permutation(alerts).astype(np.int64),
        previous=_previous(rng, time_s),
    )


def with_mixed_fleet(given: City) -> City:
    """Put two officers into half of the units; three of four alerts need two."""
    rng = np.random.default_rng(given.seed)
    units, alerts = given.time_s.shape
    crew = Crew(
        officers=rng.choice(np.array([1, 2], np.int64), units),
        needed=rng.choice(np.array([1, 2, 2, 2], np.int64), alerts),
        skills=np.zeros(units, np.int64),
        wanted=np.zeros(alerts, np.int64),
        of_one=np.zeros(alerts, np.bool_),
    )
    return replace(given, crew=crew)


def with_zones(given: City, count: int) -> City:
    """Want two free units within the target of each zone, anywhere in the city."""
    rng = np.random.default_rng(given.seed)
    zone_km = rng.uniform(0, given.unit_km.max(), (count, 2))
    zones = Zones(
        reaches=_time_s(given.unit_km, zone_km) <= TARGET_S,
        weight=rng.integers(1, _MOST_ZONE_WEIGHT + 1, count),
        wanted=np.full(count, _WANTED_IN_ZONE, np.int64),
    )
    return replace(given, zones=zones)


def problem_of(given: City, goals: tuple[Goal, ...] = DEFAULT_GOALS) -> Problem:
    """Build the problem; this counts as a part of solving it."""
    return Problem(
        time_s=given.time_s,
        allowed=given.allowed,
        target_s=np.full(len(given.weight), TARGET_S, np.int64),
        weight=given.weight,
        received_order=given.received_order,
        loss=given.loss,
        previous=given.previous,
        crew=given.crew,
        zones=given.zones,
        goals=goals,
        slack=int(given.weight.sum()) * SLACK_S // STEP_S,
    )


def _places(rng: Rng, count: int, side_km: float, round_about: _Middles) -> Floats:
    """Put a share of places round some middles, the others anywhere, [count, 2]."""
    middles = rng.uniform(0, side_km, (max(2, count // round_about.each), 2))
    middle = middles[rng.integers(0, len(middles), count)]
    near = middle + rng.normal(0, round_about.spread_km, (count, 2))
    anywhere = rng.uniform(0, side_km, (count, 2))
    is_near = rng.random((count, 1)) < round_about.share
    return np.clip(np.where(is_near, near, anywhere), 0, side_km)


def _time_s(start_km: Floats, end_km: Floats, noise: Floats | float = 1.0) -> Longs:
    east, north = (start_km[:, None] - end_km).transpose(2, 0, 1)
    driving_s = np.hypot(east, north) * _S_PER_KM * noise
    time_s: Longs = np.rint(driving_s + _BESIDE_DRIVING_S).astype(np.int64)
    return time_s


def _previous(rng: Rng, time_s: Longs) -> Longs:
    """Send one of its nearest units to every third alert, each unit once."""
    units, alerts = time_s.shape
    previous = np.full(units, WAITS, np.int64)
    for alert in rng.permutation(alerts)[: alerts // 3].tolist():
        unit = int(rng.choice(np.argsort(time_s[:, alert], kind="stable")[:_NEAR]))
        if previous[unit] == WAITS and time_s[unit, alert] <= CUT_OFF_S:
            previous[unit] = alert
    return previous
