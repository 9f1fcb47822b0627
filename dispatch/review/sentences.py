"""Three sentences on a review in plain words.

The first says how many came in time, the second when and where it was worst, the third
what to be careful about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dispatch.review.cells import middle_of
from dispatch.review.groups import OTHERS, UNKNOWN
from dispatch.review.review import Review
from dispatch.review.shares import wilson
from dispatch.review.texts import Texts, languages, review_texts
from dispatch.terminal_words import clock, in_a_cell

FEW = 36  # calls, below which a 90th percentile has no upper bound
_CHANCE = 0.05
_HARMLESS = (
    *("null_text", "no_unit_id", "no_call_id", "no_place", "zero_place"),
    *("no_arrival", "arrival_at_dispatch", "unit_on_two_calls", "unit_twice"),
    *("duplicate", "repeated_hour_known", "impossible_place", "extra_cells"),
    *("empty_row", "unknown_frame"),
)
"""Findings that change no time."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worst:
    """The group of a dimension that is late most, and whether chance may do as much."""

    words: str
    late: float
    n: int
    by_chance: bool


def sentences(review: Review) -> dict[str, tuple[str, ...]]:
    """Return three sentences in each language that there is."""
    return {name: _three(review, review_texts(name)) for name in languages()}


def _three(review: Review, texts: Texts) -> tuple[str, ...]:
    row = _rows_of_main(review, "all").row(0, named=True)
    return (
        _first(review, row, texts),
        _second(review, row, texts),
        _third(review, row, texts),
    )


def _first(review: Review, row: Row, texts: Texts) -> str:
    say, who = texts["first"], texts["who"]
    interval = texts["interval"][review.main]
    target = say["own_target"] if review.own_targets else clock(round(review.target_s))
    return say["share"].format(
        share=_percent(row["within_target"]),
        n=_count(row["n"]),
        who=who.get(review.main, who["other"].format(interval=interval)),
        target=target,
        low=_percent(row["within_low"]),
        high=_percent(row["within_high"]),
        median=clock(round(row["median_s"])),
        p90=clock(round(row["p90_s"])),
        bounds=_bounds(row, texts),
    )


def _bounds(row: Row, texts: Texts) -> str:
    say, low, high = texts["first"], row["p90_low_s"], row["p90_high_s"]
    n = _count(row["n"])
    if low is None:
        return say["unsaid"].format(n=n)
    if high is None:
        return say["unbounded"].format(low=clock(round(low)), n=n)
    return say["bounds"].format(low=clock(round(low)), high=clock(round(high)))


def _second(review: Review, row: Row, texts: Texts) -> str:
    say, late = texts["second"], 1 - row["within_target"]
    if late == 0:
        return say["no_late"]
    when, where = _worst_hour(review, late, texts), _worst_place(review, late, texts)
    names: Row = {"late": _percent(late), "doubt": ""}
    if when is not None:
        names |= {"when": when.words, "when_late": _percent(when.late)}
        names |= {"when_n": _count(when.n)}
    if where is not None:
        names |= {"where": where.words, "where_late": _percent(where.late)}
        names |= {"where_n": _count(where.n)}
    names["doubt"] = _doubt(when, where, say)
    if when is None and where is None:
        return say["none"].format(few=FEW)
    kind = "where" if when is None else "when" if where is None else "both"
    return say[kind].format(**names)


def _doubt(when: _Worst | None, where: _Worst | None, say: dict[str, str]) -> str:
    doubtful = [each is not None and each.by_chance for each in (when, where)]
    if not any(doubtful):
        return ""
    if when is None or where is None:
        return say["doubt_one"]
    if all(doubtful):
        return say["doubt_both"]
    return say["doubt_when" if doubtful[0] else "doubt_where"]


def _worst_hour(review: Review, late: float, texts: Texts) -> _Worst | None:
    def words(group: str) -> str:
        return texts["second"]["hour"].format(hour=int(group))

    return _worst(_rows_of_main(review, "hour"), late, words)


def _worst_place(review: Review, late: float, texts: Texts) -> _Worst | None:
    say = texts["second"]

    def zone(group: str) -> str:
        return say["zone"].format(name=in_a_cell(group))

    def cell(group: str) -> str:
        lon, lat = middle_of(group)
        return say["cell"].format(lon=lon, lat=lat)

    zones = _rows_of_main(review, "zone")
    if zones.is_empty():
        return _worst(_rows_of_main(review, "cell"), late, cell)
    return _worst(zones, late, zone)


def _worst(
    rows: pl.DataFrame, late: float, words: Callable[[str], str]
) -> _Worst | None:
    """Return the group late most, by what its share is at least; None without a choice.

    Chance is shared out among the groups (Bonferroni): of 24 hours one is always worst.
    """
    name = pl.col("group").str.split_exact("=", 1).struct[1]
    known = ~name.is_in([UNKNOWN, OTHERS])
    rows = rows.filter((pl.col("n") >= FEW) & known)
    if rows.height <= 1:
        return None
    worst = rows.sort("within_high", "group").row(0, named=True)
    share = 1 - worst["within_target"]
    n = worst["n"]
    low, _ = wilson(
        np.array([round(share * n)]), np.array([n]), 1 - _CHANCE / rows.height
    )
    return _Worst(
        words=words(worst["group"].partition("=")[2]),
        late=share,
        n=n,
        by_chance=bool(low[0] <= late),
    )


def _third(review: Review, row: Row, texts: Texts) -> str:
    say = texts["third"]
    things = list(_cares(review, row, say))
    if not things:
        return say["fine"]
    return say["care"].format(things=say["joined"].join(things))


def _cares(review: Review, row: Row, say: dict[str, str]) -> Iterator[str]:
    if row["n"] < FEW:
        yield say["few"].format(n=row["n"])
    without = row["n_cancelled"] + row["n_censored"]
    if without:
        share = row["cumulative_incidence_at_target"]
        yield say["missing_unknown" if share is None else "missing"].format(
            n=_count(row["n_calls"]),
            without=_count(without),
            over=_count(row["n_cancelled"]),
            open=_count(row["n_censored"]),
            share="" if share is None else _percent(share),
        )
        if not row["n_cancelled"] and not _knows_ends(review):
            yield say["unended"]
    unseen = review.n_calls - row["n_calls"]
    if unseen:
        yield say["unseen"].format(n=_count(unseen))
    harmful = review.quality.filter(~pl.col("kind").is_in(_HARMLESS))
    if harmful["n"].sum():
        yield say["found"].format(n=_count(int(harmful["n"].sum())))


def _knows_ends(review: Review) -> bool:
    """Tell whether the log says when units were clear."""
    return bool((review.measures["interval"] == "on_scene_to_clear").any())


def _rows_of_main(review: Review, dimension: str) -> pl.DataFrame:
    rows = review.measures
    of = (pl.col("interval") == review.main) & (pl.col("dimension") == dimension)
    return rows.filter(of & (pl.col("n") > 0))


def _percent(share: float) -> str:
    """A share to a tenth of a percent; neither certain nor hopeless unless it is."""
    tenths = round(1000 * share)
    if 0 < share < 1:
        tenths = min(999, max(1, tenths))
    return f"{tenths / 10:.1f}%"


def _count(number: int) -> str:
    return f"{number:,}"
