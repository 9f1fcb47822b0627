"""`Arrivals`: when alerts are received, an inhomogeneous Poisson process.

Rates are constant within a clock hour. Each hour has a Poisson process of its own on
the strip [0, 3600 s) x [0, ∞) of times and rates, made in layers, each from its own
stream: rates up to LAYER, from there to twice that, to twice that again. The points
below the hour's rate are its alerts: thinning (Lewis and Shedler, Naval Research
Logistics Quarterly 26, 1979, 403-413) of one process that all rates share. So a higher
rate keeps the alerts of a lower one and adds some, and the rate of one hour touches no
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, log2

import numpy as np

from maps.road_network import Floats, Longs
from maps.week_hours import HOURS
from scenarios.loads.streams import stream

LAYER = 4.0
"""Most per hour of the first layer; another one gives other alerts, as a seed does."""

HOUR_S = 3600.0
_MONDAY = datetime(1969, 12, 29, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """Moments of one layer of one clock hour.

    hour : since Monday, 29 December 1969 by the clock of the place. layer : from 0.
    number : [n] which points of the layer they are; those between were thinned out.
    drawn : how many points the layer has. received_s : [n] since the load's start.
    """

    hour: int
    layer: int
    number: Longs
    drawn: int
    received_s: Floats

    @property
    def clock(self) -> datetime:
        """The hour's beginning by the clock of the place."""
        return _MONDAY + timedelta(hours=self.hour)

    def uniforms(self, seed: int, name: str) -> Floats:
        """Numbers in [0, 1) for one thing about the alerts, [n]."""
        return stream(seed, name, self.hour, self.layer).random(self.drawn)[self.number]


def draw_arrivals(
    rates: Floats, start: datetime, length_s: float, seed: int
) -> list[Arrivals]:
    """Draw the moments of a load, layer by layer of its clock hours.

    Parameters
    ----------
    rates : [168] per hour, by hour of the week. start : aware; hours are by its clock.
    length_s : of the load.
    """
    began_s = clock_s(start)
    first, last = int(began_s // HOUR_S), ceil((began_s + length_s) / HOUR_S)
    hours = ((hour, float(rates[hour % HOURS])) for hour in range(first, last))
    drawn = (
        _layer(hour, layer, rate, seed, began_s)
        for hour, rate in hours
        for layer in range(_layers(rate))
    )
    return [_within(arrivals, length_s) for arrivals in drawn]


def clock_s(moment: datetime) -> float:
    """Seconds since Monday, 29 December 1969 by the clock of the moment's own zone."""
    return (moment.replace(tzinfo=UTC) - _MONDAY) / timedelta(seconds=1)


def expected_between(rates: Floats, start: datetime, length_s: float) -> float:
    """Expected number of alerts of a load."""
    began_s = clock_s(start)
    before, after = cumulative(rates, np.array([began_s, began_s + length_s]))
    return float(after - before)


def cumulative(rates: Floats, at_s: Floats) -> Floats:
    """Expected number of alerts up to moments, [n].

    rates : [168] per hour. clock_s : [n] since Monday, 29 December 1969 by the clock of
    the place.
    """
    steps = np.concatenate(([0.0], np.cumsum(rates)))
    weeks, hours = np.divmod(np.asarray(at_s) / HOUR_S, HOURS)
    expected: Floats = weeks * steps[-1] + np.interp(hours, np.arange(HOURS + 1), steps)
    return expected


def _layers(rate: float) -> int:
    """How many layers reach up to a rate.

    >>> [_layers(rate) for rate in (0, 0.1, 4, 4.1, 8, 9, 100)]
    [0, 1, 1, 2, 2, 3, 6]
    """
    return 1 + max(0, ceil(log2(rate / LAYER))) if rate > 0 else 0


def _layer(hour: int, layer: int, rate: float, seed: int, began_s: float) -> Arrivals:
    """Draw one layer of an hour, and keep its points below the rate."""
    low = LAYER * 2 ** (layer - 1) if layer else 0.0
    width = LAYER * 2**layer - low
    random = stream(seed, "arrivals", hour, layer)
    drawn = int(random.poisson(width))
    at_s, level = HOUR_S * random.random(drawn), low + width * random.random(drawn)
    number = np.flatnonzero(level < rate)
    received_s = np.round(hour * HOUR_S + at_s[number] - began_s, 3)
    return Arrivals(
        hour=hour, layer=layer, number=number, drawn=drawn, received_s=received_s
    )


def _within(arrivals: Arrivals, length_s: float) -> Arrivals:
    """Leave out what lies before the start or after the end."""
    received_s = arrivals.received_s
    inside = (received_s >= 0) & (received_s < length_s)
    return Arrivals(
        hour=arrivals.hour,
        layer=arrivals.layer,
        number=arrivals.number[inside],
        drawn=arrivals.drawn,
        received_s=received_s[inside],
    )
