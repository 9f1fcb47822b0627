"""Reading `plan.json` again, and making the same plan from what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from os import PathLike
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

import maps
from dispatch.difference import Visit, visits_of_rows
from dispatch.plan import Plan, plan
from dispatch.plan_rows import Assignment
from dispatch.policy import Policy
from dispatch.policy_file import policy_from_file_form
from maps.errors import FieldError, FileError
from maps.osm import SHIPPED
from maps.road_network import RoadNetwork
from maps.text_file import is_there, read_text
from scenarios.file_form import from_file_form
from scenarios.scenario import Scenario
from scenarios.text_file import parse_json

_FRAME = "wgs84"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInputs:
    """What a plan was made from, and who went where in it.

    roads, fingerprint : name of the roads, and what tells others apart.
    """

    scenario: Scenario
    policy: Policy
    roads: str
    fingerprint: str
    now_s: float
    visits: dict[str, Visit]


class _Roads(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str
    fingerprint: str


class _Inputs(BaseModel):
    model_config = ConfigDict(extra="ignore")
    scenario: dict[str, object]
    policy: dict[str, object]
    roads: _Roads


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore")
    # Plans of versions that did not say it are in it too.
    frame: str = _FRAME
    inputs: _Inputs
    now: AwareDatetime
    assignments: tuple[Assignment, ...]


def read_plan(source: str | PathLike[str]) -> PlanInputs:
    """Read what a `plan.json` was made from.

    Raises
    ------
    FileError : a file that cannot be read, is no plan, or is in another frame.
    FieldError : inputs that are damaged.
    """
    path = Path(source)
    data = parse_json(read_text(path), path)
    try:
        file = _File.model_validate(data)
    except ValidationError as fault:
        where = ".".join(str(part) for part in fault.errors()[0]["loc"])
        raise FileError(
            f"is no plan: {where} is missing or wrong",
            file=str(path),
            mend="give a plan.json that `dispatch plan` wrote",
        ) from fault
    if file.frame != _FRAME:
        raise FileError(
            f"its points are in {file.frame!r:.40}, not in {_FRAME}",
            file=str(path),
            mend="give the plan.json as `dispatch plan` wrote it",
        )
    scenario = from_file_form(file.inputs.scenario, file=str(path))
    return PlanInputs(
        scenario=scenario,
        policy=policy_from_file_form(file.inputs.policy, file=str(path)),
        roads=file.inputs.roads.name,
        fingerprint=file.inputs.roads.fingerprint,
        now_s=_seconds(file.now, scenario),
        visits=visits_of_rows(file.assignments),
    )


def _seconds(moment: datetime, scenario: Scenario) -> float:
    return (moment - scenario.start).total_seconds()


def same_roads(
    inputs: PlanInputs,
    source: str | None,
    progress: Callable[[str], None] = lambda _: None,
) -> RoadNetwork:
    """Load the roads that a plan was made on.

    source : where they are, if they are no shipped city.

    Raises
    ------
    FieldError : other roads.
    FileError, OfflineError, PlaceError : as `maps.load`.
    """
    if source is None and not (inputs.roads in SHIPPED or is_there(Path(inputs.roads))):
        raise FieldError(
            f"the plan was made on {inputs.roads!r}, which is not here",
            field="--roads",
            mend="name the road file, or the place, that it was made on",
        )
    roads = maps.load(source or inputs.roads, progress=progress)
    if roads.fingerprint != inputs.fingerprint:
        raise FieldError(
            f"{roads.name} are not the roads that the plan was made on",
            field="--roads",
            mend=f"give the file that was {inputs.roads} then",
        )
    return roads


def make_again(inputs: PlanInputs, roads: RoadNetwork) -> Plan:
    """Make a plan from what it was made from."""
    return plan(
        inputs.scenario,
        roads,
        inputs.policy,
        now_s=inputs.now_s,
    )
