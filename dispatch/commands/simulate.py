"""`dispatch simulate`: shifts by some rules, and how the rules compare."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from dispatch.commands.plan import load_roads
from dispatch.commands.simulate_cases import CaseReader
from dispatch.commands.simulate_tables import print_report
from dispatch.page.look import Look
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.simulation.rule_error import RuleError
from dispatch.sweep.bounds import bounds_of
from dispatch.sweep.case import Case
from dispatch.sweep.executors.cluster import Cluster
from dispatch.sweep.executors.executor import Executor
from dispatch.sweep.executors.in_process import InProcess
from dispatch.sweep.executors.processes import Processes
from dispatch.sweep.named_rules import check_rule
from dispatch.sweep.outputs import RUNS, check_outputs, save_report, save_so_far
from dispatch.sweep.report import SweepReport, report_form
from dispatch.sweep.simulator import Simulator, WholeShift
from dispatch.sweep.store import Store
from dispatch.sweep.sweep import Progress as Told
from dispatch.sweep.sweep import run_sweep
from dispatch.sweep.task import tasks_of
from maps.errors import FieldError

_LOOK = Look()
_MOST_REPLICATIONS = 100_000  # *assumed*


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateRequest:
    """What the user asked for; None where he left it to us."""

    scenarios: tuple[str, ...]
    rules: tuple[str, ...] = ("full",)
    replications: int = 1
    workers: int = 1
    scheduler: str | None = None
    seed: int = 1
    roads: str | None = None
    policy: Path | None = None
    warm_up_min: float = 0.0
    hindsight: bool = False
    output: Path | None = None
    as_json: bool = False
    look: Look = _LOOK

    @property
    def seeds(self) -> range:
        """Of the replications."""
        return range(self.seed, self.seed + self.replications)


def run_simulate(request: SimulateRequest) -> None:
    """Read, simulate, compare, write, print.

    Raises
    ------
    InputError : anything wrong with what was given, a rule at fault among it.
    """
    _check(request)
    notes = Console(stderr=True)
    policy = Policy() if request.policy is None else read_policy(request.policy)
    reader = CaseReader(
        policy=policy,
        warm_up_s=60.0 * request.warm_up_min,
        roads=request.roads,
        load_roads=lambda name: load_roads(name, notes),
    )
    cases = reader.cases(request.scenarios)
    with _keeping_so_far(request.output):
        report = _report(request, cases, notes)
        whole = _single(request, cases)
    if request.output is not None:
        paths = save_report(report, request.output, whole=whole, look=request.look)
    if request.as_json:
        form = report_form(report)
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=1) + "\n")
    else:
        print_report(report, Console(highlight=False))
    if request.output is not None:
        wrote = f"wrote {', '.join(str(path) for path in paths)}"
        notes.print(wrote, style="dim", markup=False)


def _check(request: SimulateRequest) -> None:
    """Refuse what could only fail after all the work."""
    if not 1 <= request.replications <= _MOST_REPLICATIONS:
        problem = f"{request.replications} is out of range"
        mend = f"write 1 to {_MOST_REPLICATIONS}"
        raise FieldError(problem, field="--replications", mend=mend)
    if request.seed < 0:
        raise FieldError(f"{request.seed} is below 0", field="--seed")
    if not 0 <= request.warm_up_min < float("inf"):
        problem = f"{request.warm_up_min:g} is no number of minutes"
        raise FieldError(problem, field="--warm-up")
    if request.scheduler is not None and request.workers != 1:
        problem, mend = "a scheduler has workers of its own", "leave --workers out"
        raise FieldError(problem, field="--scheduler", mend=mend)
    for rule in request.rules:
        check_rule(rule)
    _executor(request)
    if request.output is not None:
        check_outputs(request.output)


def _executor(request: SimulateRequest) -> Executor:
    if request.scheduler is not None:
        return Cluster(address=request.scheduler)
    return InProcess() if request.workers == 1 else Processes(workers=request.workers)


def _report(
    request: SimulateRequest, cases: tuple[Case, ...], notes: Console
) -> SweepReport:
    store = None if request.output is None else Store(request.output / RUNS)
    with _progress(notes) as told:
        results = run_sweep(
            cases,
            request.rules,
            request.seeds,
            executor=_executor(request),
            store=store,
            progress=told,
        )
        bounds = bounds_of(cases, request.seeds, told) if request.hindsight else ()
    return SweepReport(
        cases=cases,
        rules=request.rules,
        replications=request.replications,
        seed=request.seed,
        policy="default" if request.policy is None else request.policy.stem,
        results=results,
        bounds=bounds,
    )


def _single(request: SimulateRequest, cases: tuple[Case, ...]) -> WholeShift | None:
    """Simulate the only shift once more, for its course; None where there are several.

    The same input gives the same shift, and a stored result has its log alone.
    """
    many = len(cases) * len(request.rules) * request.replications
    if many > 1 or request.output is None:
        return None
    (task,) = tasks_of(cases, request.rules, request.seeds)
    return Simulator(cases).whole(task)


@contextmanager
def _keeping_so_far(folder: Path | None) -> Iterator[None]:
    """Keep the shift of a rule that fails, up to then, and say where."""
    try:
        yield
    except RuleError as fault:
        if folder is not None and fault.so_far is not None:
            kept = save_so_far(fault.so_far, folder)
            more = f"the log up to then is in {kept}"
            fault.mend = f"{fault.mend}; {more}" if fault.mend else more
        raise


@contextmanager
def _progress(notes: Console) -> Iterator[Told]:
    """Show how many shifts are done, where a person is looking."""
    if not notes.is_terminal:
        yield lambda _done, _all: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("shifts", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
