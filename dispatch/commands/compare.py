"""`dispatch compare`: two plans from their files, on one page."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.made_again import made_again
from dispatch.comparison.comparison import PlanComparison, PlanSums, compare
from dispatch.comparison.words import (
    cause_words,
    comparison_texts,
    input_words,
    near_words,
)
from dispatch.output_folder import all_or_none, check_folder, write_text
from dispatch.page.compare.compare_page import compare_page
from dispatch.page.look import Look
from dispatch.plan import Plan
from dispatch.story.texts import story_texts
from dispatch.story.words import difference_words
from dispatch.terminal_words import clock, money, percent
from maps.errors import FieldError

PAGE = "compare.html"

_INPUTS_SHOWN = 20
"""Lines of what was given otherwise; the rest stands in `--json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRequest:
    """What the user asked for."""

    before: Path
    after: Path
    output: Path
    roads: str | None = None
    look: Look = field(default_factory=Look)
    as_json: bool = False


def run_compare(request: CompareRequest) -> None:
    """Read both, plan both again, compare, write the page, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    check_folder(request.output, (PAGE,))
    before, after = read_both(request)
    found = compare(before, after)
    with all_or_none(request.output) as made:
        write_text(made / PAGE, compare_page(before, after, found, request.look))
    if request.as_json:
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_comparison(found, request.look.reading, Console())
    Console(stderr=True).print(f"wrote {request.output / PAGE}", style="dim")


def read_both(request: CompareRequest) -> tuple[Plan, Plan]:
    """Make both plans again from their files.

    Raises
    ------
    InputError : a file or roads that are not right, or two kinds of roads.
    """
    before = made_again(request.before, request.roads, "compared")
    after = made_again(request.after, request.roads, "compared")
    if before.roads.fingerprint != after.roads.fingerprint:
        problem = f"it was made on {after.roads.name}, the other on {before.roads.name}"
        mend = "compare plans on the same roads"
        raise FieldError(problem, file=request.after, field="inputs.roads", mend=mend)
    return before, after


def print_comparison(found: PlanComparison, language: str, console: Console) -> None:
    """Print what both come to, what was given otherwise, what is another, and why."""
    texts = comparison_texts(language)
    say = texts["heading"]
    console.print(_table(found, texts["sums"]))
    _print_lines(say["inputs"], _inputs(found, language), console)
    lines = [*difference_words(found.difference, story_texts(language))]
    _print_lines(say["visits"], lines or [say["same"]], console)
    near = [f"{row.alert_id}: {near_words(row, texts)}" for row in found.near]
    for line in near:
        console.print(Text(f"  {line}"), style="dim")
    if found.causes:
        _print_lines(say["causes"], [*cause_words(found, texts)], console)


def _print_lines(heading: str, lines: list[str], console: Console) -> None:
    console.print(Text(heading), style="bold")
    for line in lines:
        console.print(Text(f"  {line}"))


def _inputs(found: PlanComparison, language: str) -> list[str]:
    texts = comparison_texts(language)
    lines = [input_words(change, texts) for change in found.inputs[:_INPUTS_SHOWN]]
    if len(found.inputs) > _INPUTS_SHOWN:
        lines.append(f"… {len(found.inputs) - _INPUTS_SHOWN}")
    return lines or [texts["input"]["none"]]


def _table(found: PlanComparison, say: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("plan", "on_time", "late", "unserved", "worst", "covered", "loss"):
        table.add_column(say[name], justify="left" if name == "plan" else "right")
    table.add_row(say["before"], *_cells(found.before, say["none"]))
    table.add_row(say["after"], *_cells(found.after, say["none"]))
    return table


def _cells(sums: PlanSums, none: str) -> list[str]:
    losses = ", ".join(f"{money(x)} {name}" for name, x in sums.expected_loss.items())
    return [
        f"{sums.score.on_time} / {sums.alerts}",
        str(sums.score.late),
        str(sums.score.unserved),
        none if sums.worst_s is None else clock(sums.worst_s),
        none if sums.coverage is None else percent(sums.coverage),
        losses or none,
    ]
