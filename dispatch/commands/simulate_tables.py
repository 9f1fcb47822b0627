"""A comparison of rules in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.sweep.case import Case
from dispatch.sweep.comparison import Compared
from dispatch.sweep.figure_names import FIGURES, Unit
from dispatch.sweep.paired import Interval
from dispatch.sweep.report import SweepReport
from dispatch.terminal_words import clock, in_a_cell, money

_SPREAD = (
    "± half of the 95 % interval over replications (Student's t); below, how much more "
    "than {first}, in the same replications. * : the interval leaves 0 out."
)


def print_report(report: SweepReport, console: Console) -> None:
    """Print a table for each scenario: figures by rules."""
    for case in report.cases:
        console.print(_table(report, case))
        for line in _in_hindsight(report, case):
            console.print(Text(line))
    if report.replications == 1:
        console.print(Text("One replication: no intervals.", style="dim"))


def _in_hindsight(report: SweepReport, case: Case) -> Iterator[str]:
    """Say what could have been on time at most, and what each rule lacks of it."""
    found = report.gaps(case.name)
    if found is None or found.bound is None:
        return
    yield f"No rule could have had more than {_told(found.bound, 'share')} on time, in"
    lacking = (
        f"{in_a_cell(rule)} {_told(gap, 'share', difference=True)}"
        for rule, gap in found.gaps.items()
        if gap is not None
    )
    yield f"hindsight and with much left out; of that lack {', '.join(lacking)}."


def _table(report: SweepReport, case: Case) -> Table:
    table = Table(title=Text(_title(report, case)), title_justify="left")
    table.add_column("of the crew at the door")
    for rule in report.rules:
        table.add_column(Text(in_a_cell(rule)), justify="right", overflow="fold")
    for figure in FIGURES:
        rows = [report.row(case.name, rule, figure) for rule in report.rules]
        cells = ("\n".join(_lines(row)) for row in rows)
        table.add_row(FIGURES[figure].words, *cells)
    if report.replications > 1 and len(report.rules) > 1:
        table.caption = _SPREAD.format(first=in_a_cell(report.rules[0]))
    return table


def _title(report: SweepReport, case: Case) -> str:
    n = report.replications
    luck = "other luck each" if case.loads.always_same else "other alerts each"
    many = f"{n} replications, {luck}" if n > 1 else "1 replication"
    warm_up = f", after {case.warm_up_s / 60:g} min" if case.warm_up_s else ""
    return f"{in_a_cell(case.name)}: {many}, from seed {report.seed}{warm_up}"


def _lines(row: Compared) -> Iterator[str]:
    """Write a figure: its mean, and below it the difference from the first rule."""
    figure = FIGURES[row.figure]
    yield "–" if row.value is None else _told(row.value, figure.unit)
    if row.difference is not None and figure.better != "neither":
        star = "*" if row.difference.tells else ""
        yield f"{_told(row.difference, figure.unit, difference=True)}{star}"


def _told(told: Interval, unit: Unit, *, difference: bool = False) -> str:
    mean, half = _amount(told.mean, unit), told.half_width
    sign = "+" if difference and told.mean > 0 else ""
    spread = "" if half is None else f" ± {_amount(half, unit)}"
    named = (" points" if difference else " %") if unit == "share" else ""
    return f"{sign}{mean}{spread}{named}"


def _amount(value: float, unit: Unit) -> str:
    """Write a number without its unit, but for times and money."""
    if unit == "share":
        return f"{100 * value:.1f}"
    if unit == "s":
        return clock(round(value))
    if unit == "money":
        return money(value)
    return f"{value:.2f}" if unit == "per alert" else f"{value:.1f}"
