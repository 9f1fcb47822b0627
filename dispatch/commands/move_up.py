"""`dispatch move-up`: where free units should wait, as a table or JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.commands.plan import (
    PlanRequest,
    load_roads,
    make_plan,
    rules_of,
    scenario_at,
)
from dispatch.plan_rows import Located
from dispatch.terminal_words import clock, in_a_cell, shown
from dispatch.waiting_places.move_up import MoveUp, move_up
from dispatch.waiting_places.moves import MODELS, Model, MoveRule, Readiness
from maps.errors import FieldError
from scenarios import files
from scenarios.nearest_word import hint


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUpRequest:
    """What the user asked for; None where he left it to us."""

    scenario: str
    roads: str | None = None
    policy: Path | None = None
    at: str | None = None
    model: str = "mexclp"
    units: int | None = None
    as_json: bool = False


def run_move_up(request: MoveUpRequest) -> None:
    """Read, plan for the moment, choose, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    if request.units is not None and request.units < 1:
        raise FieldError(f"{request.units} is below 1", field="--units")
    model = model_of(request.model)
    notes = Console(stderr=True)
    asked = PlanRequest(
        scenario=request.scenario,
        output=Path(),
        roads=request.roads,
        policy=request.policy,
        at=request.at,
    )
    scenario = scenario_at(asked, files.read(request.scenario))
    rules = rules_of(asked)
    roads = load_roads(request.roads or scenario.roads or "reykjavik", notes)
    made = make_plan(asked, rules, scenario, roads, notes)
    rule = MoveRule(model=model, cap_s=rules.policy.cut_off_s)
    found = move_up(made, rule, most_moves=request.units)
    if request.as_json:
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_move_up(found, Console(highlight=False))


def model_of(name: str) -> Model:
    """Return a model by its name.

    Raises
    ------
    FieldError : there is none of that name.
    """
    for model in MODELS:
        if name == model:
            return model
    mend = hint(name, MODELS)
    raise FieldError(f"there is no model {name!r}", field="--model", mend=mend)


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
