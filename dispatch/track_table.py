"""The phone plan, and what phone and door save, as a table for the terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.terminal_words import clock, money, percent, shown
from dispatch.track_rows import AlertLoss, Tracks

_ROWS = 10
"""Alerts that are told of, those that lose most; plan.json has all."""


def print_tracks(tracks: Tracks, console: Console) -> None:
    """Print who calls whom, and what is lost with the plan and without."""
    console.print(_table(tracks))
    left = len(tracks.losses) - _ROWS
    if left > 0:
        console.print(f"and {left} more that lose less", style="dim")
    for caller, calls in groupby(tracks.calls, key=lambda call: call.caller_id):
        queue = ", ".join(f"{shown(c.alert_id)} {clock(c.start_s)}" for c in calls)
        console.print(Text(f"{caller} phones, from now: {queue}"))
    if tracks.not_called and tracks.callers:
        console.print(Text(_not_called(tracks.not_called)), style="dim")
    proof = "proved best" if tracks.calls_proved else "NOT proved best"
    how = f"{tracks.how}; order of calls {proof} for these visits"
    console.print(Text(how), style="dim")
    console.print("Losses rest on assumed numbers: dispatch assumptions.", style="dim")


def _not_called(alert_ids: tuple[str, ...]) -> str:
    more = len(alert_ids) - _ROWS
    words = ", ".join(map(shown, alert_ids[:_ROWS]))
    return f"phoned by nobody: {words}{f' and {more} more' if more > 0 else ''}"


def _table(tracks: Tracks) -> Table:
    table = Table(title="lost without phone and door, and with them, by the model")
    for heading in ("alert", "stage"):
        table.add_column(heading, overflow="fold")
    for heading in ("at risk", "without", "with", "no loss", "in time"):
        table.add_column(heading, justify="right", no_wrap=True)
    losses = sorted(tracks.losses, key=lambda row: (-row.expected_loss, row.alert_id))
    for row in losses[:_ROWS]:
        table.add_row(*_cells(row))
    return table


def _cells(row: AlertLoss) -> tuple[Text, ...]:
    assumed = "" if row.exposure_known else " assumed"
    cells = (
        shown(row.alert_id),
        shown(row.stage.replace("_", " ")),
        f"{money(row.exposure)} {shown(row.currency)}{assumed}",
        money(row.expected_loss_without_plan),
        money(row.expected_loss),
        percent(row.no_loss_probability),
        percent(row.contact_probability),
    )
    return tuple(Text(cell) for cell in cells)
