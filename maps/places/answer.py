"""What a look-up answers: candidates, and how sure the first of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maps.places.place_rows import STREET

Verdict = Literal["exact", "ambiguous", "unsure", "none"]

CLEAR_MARGIN, CLEAR_SCORE = 0.05, 0.75
"""By how much the first must lead, and what it must have, to be taken where the
user lets us choose (assumed; benchmarks/locate.py counts how often that is wrong)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a text may mean.

    kind : "address", "interpolated", "street", "crossing", "own", or a landmark's
    tag ("amenity=police"). text : how it is written in full; door : without the
    town. lon, lat : WGS-84.
    score : 0 to 1. matched : what agrees and what does not, a few words each.
    exact : name and number are the ones asked for, but for case, accents, width.
    distance_m : from the place that the asker is near, where one was given.
    building, levels : the tags of those names, "" where not known.
    """

    kind: str
    text: str
    door: str
    lon: float
    lat: float
    score: float
    matched: tuple[str, ...]
    exact: bool = False
    distance_m: float | None = None
    building: str = ""
    levels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a text may mean, the likeliest first.

    verdict : "exact", one place is what was asked for; "ambiguous", several are;
    "unsure", none is but some are like it; "none".
    hints : what the text says of the way from the kerb: building, unit, room.
    """

    text: str
    verdict: Verdict
    candidates: tuple[Candidate, ...]
    hints: Mapping[str, str] = field(default_factory=dict)

    @property
    def best(self) -> Candidate | None:
        """The first candidate where it leads clearly, else None.

        A street alone is no place to send anybody to.
        """
        if not self.candidates or self.verdict == "ambiguous":
            return None
        first, *others = self.candidates
        if first.kind == STREET:
            return None
        lead = first.score - max((other.score for other in others), default=0.0)
        clear = lead >= CLEAR_MARGIN and first.score >= CLEAR_SCORE
        return first if self.verdict == "exact" or clear else None
