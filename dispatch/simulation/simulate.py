"""`simulate`: a shift by some rule, event by event.

load = read_load("evening_load.toml")
shift = simulate(load, maps.load("reykjavik"), "full", seed=7)
shift.log.table             # a row per alert and unit, with its times
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from dispatch.policy import Policy
from dispatch.simulation.board import BETWEEN, Between, Board, Progress
from dispatch.simulation.course import Course, Span
from dispatch.simulation.luck import Luck, ModelLuck
from dispatch.simulation.money import expected_loss
from dispatch.simulation.patrol import Patrol
from dispatch.simulation.rule_error import RuleError
from dispatch.simulation.rules.by_name import rule_of
from dispatch.simulation.rules.rule import Rule, looks_at_zones, rule_name
from dispatch.simulation.states import AlertState, Drive
from dispatch.simulation.terrain import Terrain, Where, terrain_of
from dispatch.simulation.to_log import log_of
from maps.errors import FieldError
from scenarios.events.kinds import FiledEvent
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.load import Load
from scenarios.nearest_word import hint
from scenarios.response_log.response_log import ResponseLog
from scenarios.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulatedShift:
    """What came of a shift.

    rule : its name. log : a row per alert and unit. events : in order. drives : in
    order, who drove and how; `drive_traces` says by which way. decisions : how many
    times the rule was asked.
    """

    rule: str
    log: ResponseLog
    events: tuple[FiledEvent, ...]
    drives: tuple[tuple[str, Drive], ...]
    decisions: int


def simulate(  # noqa: PLR0913 - three things, and some that are seldom given
    load: Load,
    where: Where | Terrain,
    rule: Rule | str = "closest_idle",
    *,
    policy: Policy | None = None,
    seed: int = 0,
    luck: Luck | None = None,
    zones: tuple[Zone, ...] = (),
    between: Between = "return",
    patience_s: float | None = None,
    progress: Progress = lambda _done, _all: None,
) -> SimulatedShift:
    """Go through a shift, to the end of its last visit.

    Parameters
    ----------
    where : roads, or a table of times between places; or what `terrain_of` made of
        them for this load and policy, where several rules are compared.
    rule : its name, or any callable from a `Moment` to orders.
    seed : of what is drawn by chance: the same for every rule. luck : in its place,
        what chance has in store for each alert.
    zones : what free units should reach, for rules that are asked to; none: on roads
        they are made of the addresses.
    between : what units do between visits.
    patience_s : an alert to which nobody is on the way is closed after so long;
        None: after its cut-off.
    progress : told after each alert how many of all are closed.

    Raises
    ------
    FieldError : a shift that never starts, or that no unit has; an id that stands
        twice; an alert that never comes; a rule, a seed, or another number or word
        that is none.
    PlaceError : a place that is not on the roads, or not in the table.
    RuleError : the rule raised, or its orders cannot be carried out; the shift up to
        then is in its `so_far`.
    """
    policy = policy or Policy()
    _check_words(between, patience_s)
    asked = rule_of(rule, seed) if isinstance(rule, str) else rule
    spans = _spans(load)
    terrain = where
    if not isinstance(terrain, Terrain):
        terrain = terrain_of(
            load,
            terrain,
            policy,
            zones=zones,
            make_zones=looks_at_zones(asked),
            make_beats=between == "patrol",
        )
    board = Board(terrain, policy, between, _patrol(terrain, between, seed), progress)
    drawn = luck or ModelLuck(seed, policy)
    course = Course(board, drawn, spans, asked, patience_s=patience_s)
    numbers = policy.fraud or shipped_numbers()

    def lost_if_alone(alert: AlertState) -> float | None:
        return expected_loss(board, alert, alert.alert.received_s, None)

    def so_far() -> SimulatedShift:
        return SimulatedShift(
            rule=rule_name(asked),
            log=log_of(board.received, load.start, numbers.horizon_s, lost_if_alone),
            events=tuple(board.events),
            drives=tuple(board.drives),
            decisions=course.decisions,
        )

    try:
        course.run()
    except RuleError as fault:
        fault.so_far = so_far()
        raise
    return so_far()


def _spans(load: Load) -> Mapping[str, Span]:
    """Read when each unit is on duty; refuse what cannot be."""
    _check_once("unit", [unit.id for unit in load.units])
    _check_once("alert", [alert.id for alert in load.alerts])
    _check_once("shift of", [shift.unit_id for shift in load.shifts])
    for alert in load.alerts:
        if not isfinite(alert.received_s):
            problem = f"{alert.received_s} is no moment"
            raise FieldError(problem, row=f"alert {alert.id}", field="received")
    spans = {shift.unit_id: (shift.start_s, shift.end_s) for shift in load.shifts}
    for unit_id, (start_s, end_s) in spans.items():
        if not start_s < end_s:
            problem = f"ends at {end_s:g} s, and starts at {start_s:g} s"
            raise FieldError(
                problem,
                row=f"shift of {unit_id}",
                field="end_s",
                mend="let it end after it starts",
            )
    for unit in load.units:
        if unit.id not in spans:
            raise FieldError("has no shift", row=f"unit {unit.id}", field="shifts")
    unknown = {*spans} - {unit.id for unit in load.units}
    if unknown:
        problem = "there is no such unit"
        raise FieldError(problem, row=f"shift of {min(unknown)}", field="unit_id")
    return spans


def _patrol(terrain: Terrain, between: Between, seed: int) -> Patrol:
    """Make ready for units that patrol; refuse places without their beats."""
    if between == "patrol" and terrain.beats is None:
        problem = "the places of this load were laid out without beats"
        mend = "let terrain_of make them: make_beats=True"
        raise FieldError(problem, field="between", mend=mend)
    return Patrol(terrain.beats or {}, seed)


def _check_words(between: str, patience_s: float | None) -> None:
    """Refuse what units cannot do between visits, and patience that is none."""
    if between not in BETWEEN:
        problem = f"units cannot {between!r} between visits"
        raise FieldError(problem, field="between", mend=hint(between, BETWEEN))
    if patience_s is not None and not patience_s >= 0:
        raise FieldError(f"{patience_s:g} s is no patience", field="patience_s")


def _check_once(kind: str, ids: list[str]) -> None:
    """Refuse an id that stands twice."""
    for id_, count in Counter(ids).items():
        if count > 1:
            raise FieldError("stands twice", row=f"{kind} {id_}", field="id")
