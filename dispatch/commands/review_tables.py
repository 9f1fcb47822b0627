"""A review in the terminal: three sentences, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.review_beside import print_beside
from dispatch.review.review import Review
from dispatch.review.texts import Texts, review_texts
from dispatch.terminal_words import clock, in_a_cell, shown

_MOST_GROUPS = 12  # of a dimension, the worst; *assumed*: the rest is in the files
_MOST_PLACES, _MOST_CALLS, _MOST_FINDINGS = 6, 6, 15
_DIMENSIONS = ("priority", "zone", "hour", "weekday")
_UNBOUNDED, _UNKNOWN = "unbounded", "–"

Row = dict[str, Any]


def print_review(
    review: Review,
    console: Console,
    *,
    languages: Sequence[str] = ("en",),
    with_mapping: bool = True,
) -> None:
    """Print a review.

    languages : of the sentences; tables are in English. with_mapping : show which
    column was read as what.
    """
    texts = review_texts("en")
    for line in _heading(review):
        console.print(Text(line), style="dim")
    for language in languages:
        for sentence in review.sentences[language]:
            console.print(Text(shown(sentence)))
    if with_mapping and not review.mapping.is_empty():
        console.print(_mapping_table(review))
    if not review.quality.is_empty():
        console.print(_quality_table(review))
    console.print(_intervals_table(review, texts))
    console.print(_censored_table(review, texts))
    for dimension in _DIMENSIONS:
        _print_groups(review, dimension, console)
    _print_load(review, console)
    _print_places(review, console)
    if not review.calls.is_empty():
        console.print(_calls_table(review))
    print_beside(review, texts, console)


def _heading(review: Review) -> Iterator[str]:
    first, end = (f"{moment:%Y-%m-%d %H:%M}" for moment in (review.first, review.end))
    counts = f"{review.n_calls:,} calls, {review.n_units:,} units"
    yield f"{in_a_cell(review.name)} · {counts}"
    yield f"{first} to {end}, {review.tz}"


def _mapping_table(review: Review) -> Table:
    table = Table("column of the log", "read as", title="columns recognised")
    for row in review.mapping.iter_rows(named=True):
        table.add_row(Text(in_a_cell(row["column"])), row["of"])
    table.caption = "Wrong? -o DIR writes DIR/mapping.toml: correct it, give it again."
    return table


def _quality_table(review: Review) -> Table:
    table = Table("found in the log", title="quality of the log")
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("what was done")
    table.add_column("as in row", overflow="fold")
    for row in review.quality.head(_MOST_FINDINGS).iter_rows(named=True):
        table.add_row(row["meaning"], f"{row['n']:,}", row["done"], row["examples"])
    return table


def _intervals_table(review: Review, texts: Texts) -> Table:
    table = Table("of calls that were reached", title="response times")
    for heading in ("n", "median", "90th percentile", f"within {_target(review)}"):
        table.add_column(heading, justify="right")
    for row in _of_all(review):
        table.add_row(_name(row, texts), *_numbers(row), style=_style(row, review))
    table.caption = "In parentheses 95 % intervals."
    return table


def _censored_table(review: Review, texts: Texts) -> Table:
    table = Table("of all calls", title="with those that were not reached")
    headings = ("n", "over", "open", "median", "90th")
    for heading in (*headings, f"within {_target(review)}"):
        table.add_column(heading, justify="right")
    for row in _of_all(review):
        table.add_row(_name(row, texts), *_censored(row), style=_style(row, review))
    table.caption = (
        "Over: before an arrival; open: to the end of the log. Median and 90th "
        "percentile: had none been over (Kaplan-Meier); within: those over count as "
        "never reached (Aalen-Johansen)."
    )
    return table


def _of_all(review: Review) -> Iterator[Row]:
    rows = review.measures.filter(pl.col("group") == "all")
    return rows.iter_rows(named=True)


def _name(row: Row, texts: Texts) -> str:
    return texts["interval"][row["interval"]]


def _style(row: Row, review: Review) -> str:
    return "bold" if row["interval"] == review.main else ""


def _numbers(row: Row) -> tuple[str, ...]:
    return (
        f"{row['n']:,}",
        _with_bounds(row, "median_s", "median_low_s", "median_high_s"),
        _with_bounds(row, "p90_s", "p90_low_s", "p90_high_s"),
        _share(row["within_target"], row["within_low"], row["within_high"]),
    )


def _censored(row: Row) -> tuple[str, ...]:
    share = row["cumulative_incidence_at_target"]
    return (
        f"{row['n_calls']:,}",
        f"{row['n_cancelled']:,}",
        f"{row['n_censored']:,}",
        _clock(row["median_censored_s"], "not reached"),
        _clock(row["p90_censored_s"], "not reached"),
        _UNKNOWN if share is None else f"{share:.1%}",
    )


def _with_bounds(row: Row, value: str, low: str, high: str) -> str:
    if row[value] is None:
        return _UNKNOWN
    bounds = (_clock(row[name], _UNBOUNDED) for name in (low, high))
    return f"{_clock(row[value], _UNKNOWN)} ({' to '.join(bounds)})"


def _share(share: float | None, low: float | None, high: float | None) -> str:
    if share is None or low is None or high is None:
        return _UNKNOWN
    return f"{share:.1%} ({low:.1%} to {high:.1%})"


def _clock(seconds: float | None, otherwise: str) -> str:
    return otherwise if seconds is None else clock(round(seconds))


def _target(review: Review) -> str:
    return "its target" if review.own_targets else clock(round(review.target_s))


def _print_groups(review: Review, dimension: str, console: Console) -> None:
    of = (pl.col("interval") == review.main) & (pl.col("dimension") == dimension)
    rows = review.measures.filter(of & (pl.col("n") > 0))
    if rows.height <= 1:
        return
    chosen = rows
    if rows.height > _MOST_GROUPS:
        worst = rows.sort("within_high").head(_MOST_GROUPS)
        chosen = rows.filter(pl.col("group").is_in(worst["group"].implode()))
    title = f"by {dimension}"
    if chosen.height < rows.height:
        title += f", the worst {chosen.height} of {rows.height}"
    table = Table(title=title)
    table.add_column(dimension, overflow="fold")
    for heading in ("n", "median", "90th percentile", f"within {_target(review)}"):
        table.add_column(heading, justify="right")
    for row in chosen.iter_rows(named=True):
        name = row["group"].partition("=")[2]
        table.add_row(Text(in_a_cell(name)), *_numbers(row))
    console.print(table)


def _print_load(review: Review, console: Console) -> None:
    if review.load.is_empty():
        return
    table = Table(title="lateness by load")
    for heading in ("units busy at receipt", "n", "median", "late"):
        table.add_column(heading, justify="right")
    for row in review.load.iter_rows(named=True):
        one, other = row["busy_from"], row["busy_to"]
        span = f"{one}" if one == other else f"{one} to {other}"
        table.add_row(span, f"{row['n']:,}", _clock(row["median_s"], ""), _late(row))
    console.print(table)


def _print_places(review: Review, console: Console) -> None:
    for name, places in (("cell", review.cells), ("street", review.streets)):
        rows = places.filter(~pl.col("faint")).head(_MOST_PLACES)
        if rows.is_empty():
            continue
        table = Table(title=f"worst {name}s")
        table.add_column(name, overflow="fold")
        for heading in ("n", "median", "90th percentile", "late"):
            table.add_column(heading, justify="right")
        for row in rows.iter_rows(named=True):
            times = (_clock(row[each], "") for each in ("median_s", "p90_s"))
            place = Text(_place(row, name))
            table.add_row(place, f"{row['n']:,}", *times, _late(row))
        table.caption = "By what the share late is at least; from 5 calls on."
        console.print(table)


def _place(row: Row, name: str) -> str:
    if name == "cell":
        return f"{row['lon']:.4f}, {row['lat']:.4f}"
    return in_a_cell(row[name])


def _late(row: Row) -> str:
    return _share(row["late"], row["late_low"], row["late_high"])


def _calls_table(review: Review) -> Table:
    table = Table(title="calls that waited longest")
    for heading in ("call", "received", "priority", "zone", "unit"):
        table.add_column(heading, overflow="fold")
    table.add_column("time", justify="right", no_wrap=True)
    for row in review.calls.head(_MOST_CALLS).iter_rows(named=True):
        received = row["received"]
        at = "" if received is None else f"{received:%Y-%m-%d %H:%M}"
        words = (row[name] or "" for name in ("priority", "zone", "unit_id"))
        cells = (row["call_id"], at, *words)
        texts = (Text(in_a_cell(cell)) for cell in cells)
        table.add_row(*texts, _clock(row["time_s"], ""))
    return table
