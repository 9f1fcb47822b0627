"""`Area`: a part of town that units belong to and alerts lie in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A jurisdiction, a beat or a district; units and alerts name it by its id.

    least_free : how many of its units are to stay free, alerts or not.
    """

    id: str
    least_free: int = 0
