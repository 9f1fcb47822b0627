"""`dispatch move-up`: where free units should wait, as a table or JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from dispatch.commands.move_up_table import print_move_up
from dispatch.commands.plan import (
    PlanRequest,
    load_roads,
    make_plan,
    rules_of,
    scenario_at,
)
from dispatch.move_up_rows import move_up_values
from dispatch.waiting_places.move_rule import MODELS, Model, MoveRule
from dispatch.waiting_places.move_up import move_up
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
        json.dump(move_up_values(found), sys.stdout, ensure_ascii=False, indent=1)
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
