"""What an alert is about, drawn by shares: level, officers, script, stage, money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from maps.road_network import Floats
from scenarios.alert import Level, PlaceKind
from scenarios.fraud.numbers import FraudNumbers
from scenarios.loads.exposure import Exposure, Lognormal

Uniforms = Callable[[str], Floats]
"""Numbers in [0, 1), one per alert, by the name of what they are for."""

_Kind = TypeVar("_Kind", bound=object)
_MOST_CARDS = 1000
_LEVELS: Mapping[Level, float] = MappingProxyType(
    {"high": 0.2, "medium": 0.5, "low": 0.3}
)
_OFFICERS: Mapping[int, float] = MappingProxyType({2: 0.95, 4: 0.05})
_NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShares:
    """Shares of what alerts are about, against each other; all defaults *assumed*.

    levels, officers : needed at the door. scripts : by id; empty: all alike. stages :
    by script and stage; of a script that is not there by the stages' mean times, for
    a warning comes at any moment. place_kinds : where the building's tags say
    nothing; empty: unknown. exposure : in `currency`. cards_mean : accounts that the
    money is spread over, one at least, geometric.
    """

    levels: Mapping[Level, float] = field(default_factory=lambda: _LEVELS)
    officers: Mapping[int, float] = field(default_factory=lambda: _OFFICERS)
    scripts: Mapping[str, float] = field(default_factory=lambda: _NONE)
    stages: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    place_kinds: Mapping[PlaceKind, float] = field(
        default_factory=lambda: MappingProxyType({})
    )
    exposure: Exposure = field(default_factory=Lognormal)
    currency: str = "CNY"
    cards_mean: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one alert is about."""

    level: Level
    officers: int
    script: str
    stage: str
    place_kind: PlaceKind
    exposure: float
    cards: int


def draw_marks(
    shares: AlertShares, numbers: FraudNumbers, uniforms: Uniforms
) -> list[Marks]:
    """Draw what alerts are about, in the order of the numbers.

    numbers : whose scripts and stages there are.
    """
    levels = chosen(shares.levels, uniforms("level"))
    officers = chosen(shares.officers, uniforms("officers"))
    all_alike = dict.fromkeys(numbers.scripts, 1.0)
    scripts = chosen(shares.scripts or all_alike, uniforms("script"))
    at_stage = uniforms("stage")
    stages = [
        chosen(_stages(shares, numbers, script), at_stage[n : n + 1])[0]
        for n, script in enumerate(scripts)
    ]
    unknown: Mapping[PlaceKind, float] = {"unknown": 1.0}
    kinds = chosen(shares.place_kinds or unknown, uniforms("place_kind"))
    amounts = np.round(shares.exposure.quantile(uniforms("exposure"))).tolist()
    cards = card_counts(shares.cards_mean, uniforms("cards"))
    rows = zip(levels, officers, scripts, stages, kinds, amounts, cards, strict=True)
    names = Marks.__dataclass_fields__
    return [Marks(**dict(zip(names, row, strict=True))) for row in rows]


def chosen(shares: Mapping[_Kind, float], uniforms: Floats) -> list[_Kind]:
    """Choose by shares, in the order in which they stand."""
    names = list(shares)
    upto = np.cumsum([*shares.values()])
    rows = np.searchsorted(upto, uniforms * upto[-1], side="right")
    return [names[row] for row in np.minimum(rows, len(names) - 1)]


def card_counts(mean: float, uniforms: Floats) -> list[int]:
    """Geometric numbers from 1 of a mean, at least 1: k by (1 - p)^(k - 1) p."""
    if mean == 1:
        return [1] * len(uniforms)
    more = np.floor(np.log1p(-uniforms) / np.log1p(-1 / mean))
    counts: list[int] = np.minimum(1 + more, _MOST_CARDS).astype(int).tolist()
    return counts


def _stages(
    shares: AlertShares, numbers: FraudNumbers, script: str
) -> Mapping[str, float]:
    """Shares of a script's stages."""
    if script in shares.stages:
        return shares.stages[script]
    stages = numbers.scripts[script].stages
    return {name: stage.dwell_s for name, stage in stages.items()}
