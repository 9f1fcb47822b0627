"""The figures of a shift: their names, their units, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Unit = Literal["share", "s", "per alert", "money", "alerts"]
Better = Literal["more", "less", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of them. words : how it is called in a table."""

    words: str
    unit: Unit
    better: Better


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "n_alerts": Figure(words="alerts", unit="alerts", better="neither"),
        "on_time": Figure(words="on time", unit="share", better="more"),
        "median_s": Figure(words="median", unit="s", better="less"),
        "p90_s": Figure(words="90th percentile", unit="s", better="less"),
        "mean_s": Figure(words="mean", unit="s", better="less"),
        "worst_s": Figure(words="worst", unit="s", better="less"),
        "redirects": Figure(words="redirects", unit="per alert", better="less"),
        "unserved": Figure(words="unserved", unit="share", better="less"),
        "expected_loss": Figure(words="expected loss", unit="money", better="less"),
        "loss": Figure(words="loss", unit="money", better="less"),
        "load": Figure(words="load", unit="share", better="neither"),
    }
)
"""By the names that `ShiftFigures` has, in its order."""
