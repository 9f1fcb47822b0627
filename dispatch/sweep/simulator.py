"""`Simulator`: runs tasks, and keeps what they share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from dispatch.simulation.expected_loss import ExpectedLoss
from dispatch.simulation.figures import ShiftFigures, shift_figures
from dispatch.simulation.rule_error import RuleError
from dispatch.simulation.rules.rule import looks_at_zones
from dispatch.simulation.simulate import SimulatedShift, simulate
from dispatch.simulation.terrain import Terrain, terrain_of
from dispatch.simulation.times_table import TimesTable
from dispatch.sweep.case import Case
from dispatch.sweep.named_rules import named_rule
from dispatch.sweep.task import Task
from maps.travel_times import TurnGraph
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.load import Load
from scenarios.response_log.response_log import ResponseLog

if TYPE_CHECKING:
    from dispatch.hindsight.hindsight import HindsightBound

_LATEST = 4  # loads whose places are kept: two, with zones and without

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What came of a task. case : its name. log : None where it was not asked for."""

    case: str
    rule: str
    seed: int
    figures: ShiftFigures
    log: ResponseLog | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeShift:
    """A shift, and what it was simulated on."""

    shift: SimulatedShift
    load: Load
    terrain: Terrain


class Simulator:
    """Runs the tasks of some cases, one at a time.

    Roads are made ready once; the places of a load, once for all rules.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = {case.name: _with_numbers(case) for case in cases}
        self._graphs: dict[str, TurnGraph] = {}
        self._losses: dict[str, ExpectedLoss] = {}
        self._frauds: dict[str, FraudModel] = {}
        self._loads: OrderedDict[object, Load] = OrderedDict()
        self._terrains: OrderedDict[object, Terrain] = OrderedDict()

    def run(self, task: Task) -> RunResult:
        """Simulate a shift and work out its figures.

        Raises
        ------
        InputError : as `whole`.
        """
        case = self._cases[task.case]
        try:
            whole = self.whole(task)
        except RuleError as fault:
            if fault.so_far is not None:  # drives hold on to the roads
                fault.so_far = replace(fault.so_far, drives=())
            raise
        figures = shift_figures(
            whole.shift.log,
            whole.load,
            warm_up_s=case.warm_up_s,
            losses=self._losses_of(case),
        )
        return RunResult(
            case=task.case,
            rule=task.rule,
            seed=task.seed,
            figures=figures,
            log=whole.shift.log,
        )

    def whole(self, task: Task) -> WholeShift:
        """Simulate a shift, with its events and drives.

        Raises
        ------
        RuleError : the rule is at fault; the shift up to then is in its `so_far`.
        InputError : a load that cannot be drawn, or a place that is not on the roads.
        """
        case, rule = self._cases[task.case], named_rule(task.rule, task.seed)
        load = self._load(case, task.seed)
        terrain = self._terrain(case, task.seed, zones=looks_at_zones(rule))
        try:
            shift = simulate(load, terrain, rule, policy=case.policy, seed=task.seed)
        except RuleError as fault:
            fault.file = f"{task.case}, seed {task.seed}"
            raise
        return WholeShift(shift=shift, load=load, terrain=terrain)

    def bound(self, case_name: str, seed: int) -> HindsightBound:
        """Bound what any rule could have had on time in a replication.

        Raises
        ------
        InputError : a load that cannot be drawn, or a place that is not on the roads.
        """
        from dispatch.hindsight.hindsight import (  # noqa: PLC0415 - seldom asked for
            hindsight,
        )

        case = self._cases[case_name]
        return hindsight(
            self._load(case, seed),
            self._terrain(case, seed, zones=False),
            policy=case.policy,
            seed=seed,
            warm_up_s=case.warm_up_s,
            numbers=(),
        )

    def _load(self, case: Case, seed: int) -> Load:
        key = (case.name, None if case.loads.always_same else seed)
        return _kept(self._loads, key, lambda: case.loads.load(seed))

    def _terrain(self, case: Case, seed: int, *, zones: bool) -> Terrain:
        load = self._load(case, seed)
        key = (case.name, None if case.loads.always_same else seed, zones)
        return _kept(
            self._terrains,
            key,
            lambda: self._with_known_fraud(
                case,
                terrain_of(
                    load,
                    self._ground(case),
                    case.policy,
                    zones=case.zones,
                    make_zones=zones,
                ),
            ),
        )

    def _with_known_fraud(self, case: Case, terrain: Terrain) -> Terrain:
        """Put the case's own model in, which keeps tables that take a while to make."""
        if terrain.fraud is None:
            return terrain
        known = self._frauds.setdefault(case.name, terrain.fraud)
        return replace(terrain, fraud=known)

    def _ground(self, case: Case) -> TurnGraph | TimesTable:
        if isinstance(case.where, TimesTable):
            return case.where
        key = case.where.fingerprint
        if key not in self._graphs:
            self._graphs[key] = TurnGraph(case.where)
        return self._graphs[key]

    def _losses_of(self, case: Case) -> ExpectedLoss:
        if case.name not in self._losses:
            self._losses[case.name] = ExpectedLoss(case.policy)
        return self._losses[case.name]


def _with_numbers(case: Case) -> Case:
    """Read the numbers of the fraud once, and not for each shift."""
    numbers = case.policy.fraud or shipped_numbers()
    return replace(case, policy=replace(case.policy, fraud=numbers))


def _kept(
    latest: OrderedDict[object, _Made], key: object, make: Callable[[], _Made]
) -> _Made:
    """Return what was made lately, else make it."""
    if key not in latest:
        latest[key] = make()
        if len(latest) > _LATEST:
            latest.popitem(last=False)
    latest.move_to_end(key)
    return latest[key]
