"""`plan.json`: what it holds, and its schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any, Literal

from pydantic import AwareDatetime, TypeAdapter

from dispatch.difference import PlanDifference
from dispatch.move_up_rows import MoveUp
from dispatch.overrides import OverridePrice
from dispatch.plan import Plan
from dispatch.plan_rows import (
    Assignment,
    GoalRow,
    Located,
    Score,
    SolverNote,
    Unserved,
)
from dispatch.policy_file import policy_schema, policy_to_file_form
from dispatch.track_rows import Tracks
from scenarios.attended import attended_by
from scenarios.files import schema as scenario_schema
from scenarios.files import to_file_form

DISTRIBUTION = "officer-dispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsUsed:
    """Which roads a plan was made on; the fingerprint tells others apart."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that the plan can be made again from."""

    scenario: dict[str, Any]
    policy: dict[str, Any]
    roads: RoadsUsed
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where units and alerts were put on the roads, by id."""

    units: dict[str, Located]
    alerts: dict[str, Located]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """The whole of `plan.json`.

    frame : of all its points. attended : units on scene, by the alert that needs nobody
    else. since : what is another than at a moment before, move_up : where free units
    should wait, where these were asked for.
    """

    frame: Literal["wgs84"]
    inputs: Inputs
    now: AwareDatetime
    target_s: int
    assignments: tuple[Assignment, ...]
    unserved: tuple[Unserved, ...]
    score: Score
    closest_idle_score: Score
    solver: SolverNote
    goals: tuple[GoalRow, ...]
    coverage: float | None
    closest_idle_coverage: float | None
    override: OverridePrice | None
    attended: dict[str, tuple[str, ...]]
    since: PlanDifference | None
    move_up: MoveUp | None
    tracks: Tracks | None
    places: Places
    warnings: tuple[str, ...]
    attribution: str


def to_plan_file(plan: Plan, *, with_names: bool = False) -> PlanFile:
    """Put a plan into the file's words; victims' names only where asked for."""
    return PlanFile(
        frame="wgs84",
        inputs=Inputs(
            scenario=to_file_form(plan.scenario, with_names=with_names),
            policy=policy_to_file_form(plan.policy),
            roads=RoadsUsed(name=plan.roads.name, fingerprint=plan.roads.fingerprint),
            version=version(DISTRIBUTION),
        ),
        now=now_of(plan),
        target_s=plan.policy.target_s,
        assignments=plan.assignments,
        unserved=plan.unserved,
        score=plan.score,
        closest_idle_score=plan.closest_idle_score,
        solver=plan.solver,
        goals=plan.goals,
        coverage=plan.coverage,
        closest_idle_coverage=plan.closest_idle_coverage,
        override=plan.override,
        attended=attended_by(plan.scenario.units, plan.scenario.alerts),
        since=plan.since,
        move_up=plan.move_up,
        tracks=plan.tracks,
        places=Places(units=dict(plan.units_at), alerts=dict(plan.alerts_at)),
        warnings=plan.warnings,
        attribution="roads and addresses © OpenStreetMap contributors, ODbL 1.0",
    )


def plan_text(plan: Plan, *, with_names: bool = False) -> str:
    """Return the bytes of `plan.json` as text."""
    rows = to_plan_file(plan, with_names=with_names)
    data = _adapter().dump_python(rows, mode="json")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def now_of(plan: Plan) -> datetime:
    """Return the moment of planning, aware."""
    return plan.scenario.start + timedelta(seconds=plan.now_s)


def plan_schema() -> dict[str, Any]:
    """JSON Schema of `plan.json`."""
    schema = _adapter().json_schema(mode="serialization")
    inputs = schema["$defs"]["Inputs"]["properties"]
    # An $id of its own makes each one's references point into itself.
    inputs["scenario"] = {"$id": "urn:officer-dispatch:scenario", **scenario_schema()}
    inputs["policy"] = {"$id": "urn:officer-dispatch:policy", **policy_schema()}
    return schema


@cache
def _adapter() -> TypeAdapter[PlanFile]:
    return TypeAdapter(PlanFile)
