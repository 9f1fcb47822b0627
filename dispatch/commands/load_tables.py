"""A drawn load in the terminal, and how well it fits its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.terminal_words import in_a_cell, money, shown
from maps.week_hours import HOURS
from scenarios.loads.fit_report import QUANTILES, FitReport
from scenarios.loads.load import Load

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_IN_A_DAY = 24
_AT_ONCE = 6  # hours in a row of the table
_LOW_P = 0.05
_TESTS = {
    "hours": "counts by clock hours, chi-square",
    "gaps": "gaps in stretched time, KS",
    "moments": "moments in stretched time, KS",
    "cells": "counts by cell, chi-square",
    "hour_place": "places by day and by night, chi-square",
    "exposure": "exposure, KS",
}


def print_load(load: Load, console: Console) -> None:
    """Print what the alerts are about, and the units by shift."""
    table = Table()
    table.add_column("")
    table.add_column("number", overflow="fold")
    for name, counts in load_counts(load).items():
        words = ", ".join(f"{in_a_cell(key)} {n}" for key, n in counts.items())
        table.add_row(name.replace("_", " "), Text(words))
    shares = exposure_quantiles(load).items()
    words = ", ".join(f"{float(share):.0%} {money(each)}" for share, each in shares)
    table.add_row("exposure below", Text(words))
    console.print(table)


def print_report(report: FitReport, console: Console) -> None:
    """Print how well a fit describes its log."""
    for line in _heading(report):
        console.print(Text(line))
    console.print(_tests_table(report))
    console.print(_hours_table(report))
    console.print(_cells_table(report))
    if report.quantiles:
        console.print(_quantiles_table(report))
    for note in report.notes:
        console.print(Text(shown(note)))


def load_counts(load: Load) -> dict[str, dict[str, int]]:
    """Count alerts by what they are about, and units by shift."""
    alerts = load.alerts
    by = {
        "by_level": Counter(str(alert.level) for alert in alerts),
        "by_script": Counter(alert.script or "none" for alert in alerts),
        "by_officers": Counter(str(alert.officers) for alert in alerts),
        "by_shift": Counter(unit.id.rsplit("-", 2)[0] for unit in load.units),
    }
    return {name: dict(sorted(counts.items())) for name, counts in by.items()}


def exposure_quantiles(load: Load) -> dict[str, float]:
    """Money that shares of the alerts are below; none without alerts."""
    amounts = [a.exposure for a in load.alerts if a.exposure is not None]
    if not amounts:
        return {}
    values = np.quantile(amounts, QUANTILES).tolist()
    told = zip(QUANTILES, values, strict=True)
    return {f"{share:g}": round(value) for share, value in told}


def _heading(report: FitReport) -> Iterator[str]:
    by_h, by_m = report.hour_bandwidth_h, report.place_bandwidth_m
    yield (
        f"fitted to {report.alerts} alerts in {report.hours_long:g} h, smoothed by "
        f"{by_h:g} h and {by_m:.0f} m"
    )
    yield (
        f"{report.unplaced} without a place; {report.repeated} rows repeat an alert, "
        f"{report.unreadable} cannot be read"
    )
    if report.exposure is not None:
        numbers = asdict(report.exposure).items()
        words = ", ".join(f"{name} {value:.4g}" for name, value in numbers)
        yield f"exposure: {type(report.exposure).__name__}, {words}"


def _hours_table(report: FitReport) -> Table:
    table = Table("the week's hours", "in the log", "expected")
    for first in range(0, HOURS, _AT_ONCE):
        rows = report.hours[first : first + _AT_ONCE]
        day, hour = _DAYS[first // _IN_A_DAY], first % _IN_A_DAY
        observed = sum(row.observed for row in rows)
        expected = sum(row.expected for row in rows)
        span = f"{day} {hour:02d}-{hour + _AT_ONCE:02d}"
        table.add_row(span, str(observed), f"{expected:.1f}")
    return table


def _cells_table(report: FitReport) -> Table:
    table = Table("cells farthest off", "in the log", "expected")
    for cell in report.cells:
        at = f"{cell.lon:.4f}, {cell.lat:.4f}"
        table.add_row(at, str(cell.observed), f"{cell.expected:.1f}")
    return table


def _quantiles_table(report: FitReport) -> Table:
    table = Table("exposure below", "in the log", "fitted")
    for each in report.quantiles:
        amounts = (money(each.observed), money(each.fitted))
        table.add_row(f"{each.share:.0%}", *amounts)
    return table


def _tests_table(report: FitReport) -> Table:
    table = Table("test", "statistic", "of", "p", "")
    for test in report.tests:
        said = "does not fit" if test.p < _LOW_P else ""
        value = f"{test.value:.3f}"
        table.add_row(_TESTS[test.name], value, str(test.n), f"{test.p:.3f}", said)
    table.caption = (
        "Fitted to the same log, p is too high: a low one says that the model does "
        "not fit, a high one proves nothing."
    )
    return table
