"""The numbers of a `SpeedProfile` in one row, as a fit wants them.

Paces by class (seconds per metre), seconds for each of COUNTED, the start-stop
constant, and the logarithm of the factor on speed in each of some hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from maps.fitting.passages import COUNTED, Passages, counted_s
from maps.road_network import ROAD_CLASSES, STANDING_KINDS, Floats, Longs
from maps.speeds import EVERY_CLASS, SpeedProfile, class_kph
from maps.turns import TURN_KINDS
from maps.week_hours import HOURS, spans_of

# How far a city's number may well be from the one before, one standard deviation.
# All assumed.
_SPREAD_OF_PACE = 0.5  # of itself
_SPREAD_OF_TURN_S = 6.0
_SPREAD_S: Mapping[str, float] = MappingProxyType(
    {"junction": 2.0, **dict.fromkeys(STANDING_KINDS, 5.0)}
)
_SPREAD_OF_START_STOP_S = 30.0
_SPREAD_OF_HOUR = 0.15

_KPH_BOUNDS = (3.0, 130.0)
_SECONDS_BOUNDS = (0.0, 300.0)
_HOUR_BOUNDS = (-1.2, 0.7)  # a factor of 0.3 to 2
_PASSED_M = 100.0  # a drive with less of a class says nothing of its speed
_KPH_PER_MS = 3.6
_CLASSES = len(ROAD_CLASSES)
_PLACE_OF_START_STOP = _CLASSES + len(COUNTED)
_DECIMALS = 1  # of km/h and seconds: more would be read as known
_DECIMALS_OF_FACTOR = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberRow:
    """What stands where in a row of numbers. hours : of the week, in order."""

    hours: Longs

    def of(self, profile: SpeedProfile) -> Floats:
        """Put a profile's numbers in a row; its hours' factors are left out."""
        return np.concatenate(
            (
                _KPH_PER_MS / class_kph(profile),
                counted_s(profile),
                [profile.start_stop_s],
                np.zeros(len(self.hours)),
            )
        )

    def profile(self, numbers: Floats, before: SpeedProfile) -> SpeedProfile:
        """Make a profile, rounded; what the row does not have is as before."""
        kph = np.round(_KPH_PER_MS / numbers[:_CLASSES], _DECIMALS).tolist()
        counted = np.round(numbers[_CLASSES:_PLACE_OF_START_STOP], _DECIMALS).tolist()
        seconds = dict(zip(COUNTED, counted, strict=True))
        return replace(
            before,
            class_kph=MappingProxyType(dict(zip(ROAD_CLASSES, kph, strict=True))),
            turn_s=MappingProxyType({kind: seconds[kind] for kind in TURN_KINDS}),
            junction_s=seconds["junction"],
            standing_s=MappingProxyType({k: seconds[k] for k in STANDING_KINDS}),
            restricted_entry_s=seconds["restricted_entry"],
            start_stop_s=round(float(numbers[_PLACE_OF_START_STOP]), _DECIMALS),
            hour_factor=self._hour_factor(numbers, before),
        )

    def _hour_factor(
        self, numbers: Floats, before: SpeedProfile
    ) -> Mapping[str, Mapping[str, float]]:
        if not len(self.hours):
            return before.hour_factor
        factors = np.full(HOURS, np.nan)
        logs = numbers[_PLACE_OF_START_STOP + 1 :]
        factors[self.hours] = np.round(np.exp(logs), _DECIMALS_OF_FACTOR)
        return MappingProxyType({EVERY_CLASS: MappingProxyType(spans_of(factors))})

    def seconds(self, numbers: Floats, passages: Passages, country: str) -> Floats:
        """Predict drives with these numbers, [drives]."""
        factor = np.ones((len(passages.hour), _CLASSES))
        logs = numbers[_PLACE_OF_START_STOP + 1 :].tolist()
        for hour, log in zip(self.hours.tolist(), logs, strict=True):
            factor[passages.hour == hour] = np.exp(log)
        kph = _KPH_PER_MS / numbers[:_CLASSES]
        counted = passages.counts @ numbers[_CLASSES:_PLACE_OF_START_STOP]
        rolling = passages.rolling_s(kph, factor, country)
        seconds: Floats = rolling + counted + numbers[_PLACE_OF_START_STOP]
        return seconds

    def drives(self, passages: Passages) -> Longs:
        """Count the drives that say something of each number."""
        metres = [
            passages.metres[:, passages.road_class == row].sum(axis=1)
            for row in range(_CLASSES)
        ]
        return np.concatenate(
            (
                (np.array(metres) > _PASSED_M).sum(axis=1),
                (passages.counts > 0).sum(axis=0),
                [len(passages.hour)],
                (passages.hour == self.hours[:, None]).sum(axis=1),
            )
        ).astype(np.int64)

    def names(self) -> tuple[str, ...]:
        """Name the field that each number stands in; an hour's by its span."""
        one = np.full(HOURS, np.nan)
        spans = []
        for hour in self.hours.tolist():
            one[hour] = 1.0
            spans += [f"hour_factor.{EVERY_CLASS}.{span}" for span in spans_of(one)]
            one[hour] = np.nan
        return (*field_names(), *spans)

    def spread(self, numbers: Floats) -> Floats:
        """How far each may well be from where it is."""
        counted = [_SPREAD_S.get(name, _SPREAD_OF_TURN_S) for name in COUNTED]
        return np.concatenate(
            (
                _SPREAD_OF_PACE * numbers[:_CLASSES],
                counted,
                [_SPREAD_OF_START_STOP_S],
                np.full(len(self.hours), _SPREAD_OF_HOUR),
            )
        )

    def bounds(self) -> tuple[Floats, Floats]:
        """Least and most that each may be."""
        sizes = (_CLASSES, len(COUNTED) + 1, len(self.hours))
        slow, fast = (_KPH_PER_MS / kph for kph in _KPH_BOUNDS)
        low = np.repeat([fast, _SECONDS_BOUNDS[0], _HOUR_BOUNDS[0]], sizes)
        high = np.repeat([slow, _SECONDS_BOUNDS[1], _HOUR_BOUNDS[1]], sizes)
        return low, high


def field_names() -> tuple[str, ...]:
    """Name the fields of a row without hours."""
    return (
        *(f"class_kph.{name}" for name in ROAD_CLASSES),
        *(f"turn_s.{kind}" for kind in TURN_KINDS),
        "junction_s",
        *(f"standing_s.{kind}" for kind in STANDING_KINDS),
        "restricted_entry_s",
        "start_stop_s",
    )
