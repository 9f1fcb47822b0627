"""What stands beside a review's own numbers, in the terminal.

Another log or period, what plans foretold, what could have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.review.review import Review
from dispatch.review.texts import Texts
from dispatch.terminal_words import clock, in_a_cell

if TYPE_CHECKING:
    from dispatch.review.calibration import Calibration
    from dispatch.review.could_have_been import CouldHaveBeen

_WHO = {"first": "who was first", "closest": "closest idle", "best": "best for all"}

Row = dict[str, Any]


def print_beside(review: Review, texts: Texts, console: Console) -> None:
    """Print what there is of these."""
    _print_against(review, texts, console)
    if review.calibration is not None:
        _print_calibration(review.calibration, console)
    if review.could_have_been is not None:
        console.print(_who_table(review.could_have_been))


def _print_calibration(found: Calibration, console: Console) -> None:
    foretold = found.on_time
    if foretold is not None:
        console.print(
            f"on time, foretold and come true: {foretold.foretold:.1%} and "
            f"{foretold.share:.1%} of {foretold.n:,} visits, Brier score "
            f"{foretold.brier:.3f}"
        )
    drives = found.travel.get("all")
    if drives is not None:
        console.print(
            f"drives took {drives.ratio:.2f} times what was foretold, in the middle of "
            f"{drives.n:,}"
        )


def _who_table(found: CouldHaveBeen) -> Table:
    table = Table(title="what could have been, all times modelled")
    for heading in ("who is sent", "median to scene", "within target"):
        table.add_column(heading, justify="left" if "who" in heading else "right")
    for who, words in _WHO.items():
        middle, within = found.median_s(who), found.within_target(who)
        times = "–" if middle is None else clock(round(middle))
        table.add_row(words, times, "–" if within is None else f"{within:.1%}")
    if found.at_most_within is not None:
        table.add_row("at most, in hindsight", "", f"{found.at_most_within:.1%}")
    table.caption = f"Of {len(found.calls):,} calls; the same roads for all."
    return table


def _print_against(review: Review, texts: Texts, console: Console) -> None:
    found = review.against
    if found is None or found.differences.is_empty():
        return
    before, after = in_a_cell(found.before), in_a_cell(found.after)
    table = Table(title=Text(f"{before} → {after}"))
    table.add_column("all calls")
    for heading in ("median", "90th percentile", "late"):
        table.add_column(heading, justify="right")
    rows = found.differences.filter(pl.col("group") == "all")
    for row in rows.iter_rows(named=True):
        times = (_time_change(row, each) for each in ("median", "p90"))
        table.add_row(texts["interval"][row["interval"]], *times, _late_change(row))
    table.caption = "Changes with their 95 % bootstrap intervals."
    console.print(table)


def _time_change(row: Row, name: str) -> str:
    before, after = (row[f"{name}_{when}_s"] for when in ("before", "after"))
    change = (row[f"{name}_{part}_s"] for part in ("difference", "low", "high"))
    return f"{clock(round(before))} → {clock(round(after))}\n{_signed(change)}"


def _signed(values: Iterable[float]) -> str:
    value, low, high = (f"{each:+.0f}" for each in values)
    return f"{value} s ({low} to {high})"


def _late_change(row: Row) -> str:
    change = (100 * row[f"late_{part}"] for part in ("difference", "low", "high"))
    value, low, high = (f"{each:+.1f}" for each in change)
    before, after = row["late_before"], row["late_after"]
    return f"{before:.1%} → {after:.1%}\n{value} points ({low} to {high})"
