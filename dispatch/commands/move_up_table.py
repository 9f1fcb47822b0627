"""Advice where free units should wait, in the terminal: as a table, or in a line."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.move_up_rows import MoveUp
from dispatch.plan_rows import Located
from dispatch.terminal_words import clock, in_a_cell, shown
from dispatch.waiting_places.move_rule import Model, Readiness


def move_up_line(found: MoveUp) -> str:
    """Say in a line who should wait where, and what the town gains by it."""
    if not found.free:
        return "move up: no unit stays free"
    if not found.moves:
        return "move up: no move is worth its while, all wait where they are"
    moves = ", ".join(
        f"{shown(row.unit_id)} to {_named(row.to)} ({clock(row.drive_s)})"
        for row in found.moves
    )
    return f"move up: {moves}; {_gain(found)}"


def _named(place: Located) -> str:
    return in_a_cell(place.address) or _point(place)


def _gain(found: MoveUp) -> str:
    """What counts, before and after."""
    before, after = found.before, found.after
    if found.rule.model == "pmedian":
        seconds = (clock(round(told.mean_s)) for told in (before, after))
        return f"nearest unit {' → '.join(seconds)} on average"
    name = "covered" if found.rule.model == "mclp" else "expected"
    shares = (f"{getattr(told, name):.1%}" for told in (before, after))
    busy = "" if name == "covered" else " with busy units counted"
    return f"{' → '.join(shares)} of demand in reach{busy}"


def print_move_up(found: MoveUp, console: Console) -> None:
    """Print who moves where, and what the town gains by it."""
    if not found.free:
        console.print("No unit stays free: there is nobody to move.")
        return
    many = len(found.free)
    console.print(f"{many} unit{'s' * (many != 1)} free")
    if found.moves:
        console.print(_table(found))
    else:
        console.print("No move is worth its while: all wait where they are.")
    console.print(Text(_readiness_line("now", found.before, found.within_s)))
    if found.moves:
        line = _readiness_line("then", found.after, found.within_s)
        console.print(Text(line))
        drive = f"{clock(found.drive_s)} in all, {found.drive_m / 1000:.1f} km"
        console.print(Text(f"driven: {drive}"))
    if found.gap:
        gap = f"The places may be {found.gap:.2%} from the best."
        console.print(Text(gap), style="yellow")


def _table(found: MoveUp) -> Table:
    table = Table(title="where free units should wait, what adds most first")
    table.add_column("unit", overflow="fold")
    table.add_column("from", overflow="fold")
    table.add_column("to (lon, lat in WGS-84)", overflow="fold", min_width=19)
    table.add_column("drive", justify="right", no_wrap=True)
    adds = "saves" if found.rule.model == "pmedian" else "adds"
    table.add_column(adds, justify="right", no_wrap=True)
    for row in found.moves:
        table.add_row(
            Text(shown(row.unit_id)),
            Text(_called(row.start)),
            Text(f"{_called(row.to)}\n{_point(row.to)}"),
            clock(row.drive_s),
            _adds(row.adds, found.rule.model),
        )
    return table


def _called(place: Located) -> str:
    return in_a_cell(place.address) or "at the road"


def _point(place: Located) -> str:
    return f"{place.lon:.5f}, {place.lat:.5f}"


def _adds(adds: float, model: Model) -> str:
    return f"{adds:.0f} s" if model == "pmedian" else f"{adds:+.1%}"


def _readiness_line(when: str, told: Readiness, within_s: int) -> str:
    return (
        f"{when}: {told.covered:.1%} of demand in reach within {clock(within_s)}, "
        f"{told.expected:.1%} with busy units counted, nearest unit "
        f"{clock(round(told.mean_s))} on average"
    )
