"""What makes a move worth its while, and what moves are measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dispatch.intervals import Floats

Model = Literal["mclp", "mexclp", "pmedian"]
MODELS: tuple[Model, ...] = get_args(Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule:
    """What makes a move worth its while; all assumed but the model.

    model : "mclp", demand that some unit reaches in time; "mexclp", the same where
    units may be busy; "pmedian", mean time of the nearest.
    busy_share : 0.3, of the time that a unit is busy.
    least_gain : 0.01, share of the demand that a move has to add, and as much again
    for each `per_drive_s`, 600 s, that it takes.
    least_saving_s : 5, of the mean time, likewise, by "pmedian".
    farthest_s : 900; nobody is to drive longer than that to wait.
    every_s : 600; in the course of a shift moves are thought of no oftener.
    cap_s : 1800; a zone that is farther, or that no road leads to, counts as that.
    """

    model: Model = "mexclp"
    busy_share: float = 0.3
    least_gain: float = 0.01
    least_saving_s: float = 5.0
    per_drive_s: float = 600.0
    farthest_s: float = 900.0
    every_s: float = 600.0
    cap_s: int = 1800

    def price(self, drive_s: Floats) -> Floats:
        """What moves have to bring: a share of the demand, or seconds."""
        least = self.least_saving_s if self.model == "pmedian" else self.least_gain
        price: Floats = least * (1 + drive_s / self.per_drive_s)
        return price


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What free units can do, by all three measures.

    covered : share of the demand that some unit reaches in time. expected : the same
    where each is busy for its share of the time. mean_s : of the nearest unit's time,
    by demand.
    """

    covered: float
    expected: float
    mean_s: float
