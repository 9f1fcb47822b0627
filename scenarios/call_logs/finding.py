"""`Finding`: one kind of dirt in a log: how many rows, and what was done with them.

Nothing is left out in silence: what is not counted here stands as the log has it. A
moment that cannot be is made empty, and its row is marked `doubtful`; the rest of the
row stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, int] = MappingProxyType({})

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "null_text": (
            "cells that hold a word for nothing, as NULL or N/A",
            "read as empty",
        ),
        "unreadable": ("cells that cannot be read as what they are", "made empty"),
        "extra_cells": ("rows with more cells than headings", "what is over left out"),
        "empty_row": ("rows without a cell that is read", "left out"),
        "duplicate": ("rows the same as an earlier one", "left out"),
        "no_call_id": ("rows without a call's id", "each taken for a call of its own"),
        "no_unit_id": ("rows without a unit's id", "kept, of an unknown unit"),
        "no_received": ("rows without the moment of receipt", "kept, without times"),
        "no_place": ("rows without a place", "kept, not on the map"),
        "zero_place": ("rows at 0, 0", "place made empty"),
        "impossible_place": (
            "rows whose place is not in degrees on Earth",
            "place made empty",
        ),
        "unknown_frame": (
            "rows in mainland China whose frame of coordinates nobody says",
            "place made empty; say the frame: wgs84, gcj02 or bd09",
        ),
        "missing_hour": (
            "rows at an hour that the clocks skipped",
            "that moment made empty",
        ),
        "repeated_hour_known": (
            "rows at an hour that came twice, told apart by the row's other moments",
            "taken so that the moments follow each other",
        ),
        "repeated_hour_first": (
            "rows at an hour that came twice, and nothing tells which",
            "taken as the first",
        ),
        "far_date": (
            "rows with a moment far from the log's others or from the call",
            "that moment made empty",
        ),
        "negative_duration": ("rows with a duration below zero", "made empty"),
        "out_of_order": (
            "rows with a moment before one that comes first",
            "the fewest moments made empty that leave an order",
        ),
        "arrival_at_dispatch": (
            "rows where the unit was there when it was sent",
            "kept: begun by the unit itself, or pressed late",
        ),
        "no_arrival": ("rows without an arrival on scene", "kept as not arrived"),
        "unit_on_two_calls": (
            "rows that begin while their unit is still on another call",
            "kept",
        ),
        "unit_twice": ("rows of a unit that its call has already", "kept"),
        "received_differs": (
            "rows whose call was received at another moment by its other rows",
            "the call's earliest counts",
        ),
    }
)
"""By kind, what the rows are and what is done with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of dirt.

    n : rows concerned. rows : the numbers of up to five of them, from 1, headings
    apart. by_field : how many by column of ours, where a row may have it in several.
    """

    kind: str
    n: int
    rows: tuple[int, ...]
    by_field: Mapping[str, int] = field(default_factory=lambda: _NONE)

    @property
    def meaning(self) -> str:
        """What these rows are."""
        return KINDS[self.kind][0]

    @property
    def done(self) -> str:
        """What was done with them."""
        return KINDS[self.kind][1]
