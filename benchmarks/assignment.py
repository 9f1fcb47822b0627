"""How long the best assignment takes, ours beside other solvers in one run.

    python -m benchmarks.assignment [--sizes 100x30,500x100,2000x500,2000x1500]
                                    [--teams] [--zones N] [--runs 7] [--seed 7] [--json]

Sizes are units x alerts, of a made-up city (assignment_city.py). Every solver starts
from the matrix of seconds, so building its model counts; one process, medians of runs
taken in turn, of wall and of processor time. A solver that takes less than a second is
run twice at each turn and the second run counts, for the others leave its caches cold;
`after others` is the median of the first. Ours is all of `solve`: all goals, the
certificate, closest idle and the evaluation; `three goals` is ours asked for what the
others are asked for; `unchanged` gives it the plan from before and the same data;
`regrets` is one alert's, a few alerts each run. Whether a plan is optimal is judged
by `evaluate`. --teams mixes the fleet and --zones asks for reserves: then CP-SAT on
columns is the only other exact solver. MB is by how much memory grew at its peak in
a first run, which counts only where there is no other.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import cycle
from statistics import median
from typing import TypeVar

from benchmarks.assignment_city import (
    THREE_GOALS,
    City,
    city,
    problem_of,
    with_mixed_fleet,
    with_zones,
)
from benchmarks.assignment_columns import count_columns, cp_sat_columns
from benchmarks.assignment_memory import grown_mb
from benchmarks.assignment_peers import PEERS, Peer, greedy
from benchmarks.machine import machine
from dispatch.assignment.evaluate import evaluate, value
from dispatch.assignment.problem import Goal, Problem, Teams
from dispatch.assignment.single.known import Known, known_of
from dispatch.assignment.single.regrets import regrets
from dispatch.assignment.single.solve import SinglePlan
from dispatch.assignment.solve import Solved, limits_of, solve
from dispatch.plan_rows import SolverNote

OURS = "ours"
SIZES = "100x30,500x100,2000x500,2000x1500"

_MOST_COLUMNS = 20_000
_REGRETS_A_RUN = 5
_RUN_TWICE_MS = 1000.0
_HEADINGS = (
    *("solver", "median ms", "least ms", "after others", "cpu ms", "times ours"),
    *("optimal", "certificate", "MB", "how"),
)

Size = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a solver gave: teams, how it found them, and whether it calls them best."""

    teams: Teams
    note: SolverNote | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be timed: how many runs, and how often in each.

    Of a single run the first counts, cold as it is.
    """

    once: Callable[[], Outcome | None]
    runs: int
    each: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What came of one solver; None where it has no such thing.

    cold_ms : median of the runs right after other solvers.
    goals : values of the goals compared, less is better. optimal : None where nobody
    proved the best one. least_ms : of the run that other work disturbed least.
    cpu_ms : the median of what the processor worked. skipped : why it was left out.
    """

    median_ms: float | None = None
    least_ms: float | None = None
    cold_ms: float | None = None
    cpu_ms: float | None = None
    ratio_to_ours: float | None = None
    runs: int = 0
    goals: tuple[int, ...] | None = None
    optimal: bool | None = None
    certified: bool = False
    status: str | None = None
    path: str | None = None
    gap: float | None = None
    grown_mb: float | None = None
    skipped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One city, and the figures of every solver, ours first."""

    units: int
    alerts: int
    pairs: int
    zones: int
    mixed_fleet: bool
    goals: tuple[Goal, ...]
    load: float
    figures: dict[str, Figure]


@dataclass(slots=True, kw_only=True)
class _Taken:
    """What one task gave at first, and the milliseconds of the runs that count.

    cold_ms : of the runs right after other solvers.
    """

    outcome: Outcome | None = None
    grown_mb: float = 0.0
    ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    cold_ms: list[float] = field(default_factory=list)

    def turn(self, once: Callable[[], object], each: int) -> None:
        """Do it as often as it is to be done at a turn; what is quick, once more."""
        self.run(once)
        self.cold_ms.append(self.ms[-1])
        if self.ms[-1] < _RUN_TWICE_MS:
            self.ms.pop()
            self.cpu_ms.pop()
            for _ in range(each):
                self.run(once)

    def run(self, once: Callable[[], T]) -> T:
        """Do it, and add how long it took."""
        cpu, begin = time.process_time(), time.perf_counter()
        result = once()
        self.ms.append(1000 * (time.perf_counter() - begin))
        self.cpu_ms.append(1000 * (time.process_time() - cpu))
        return result


def main() -> None:
    """Measure, and print tables or JSON."""
    arguments = _arguments()
    cases = _cases(arguments)
    if arguments.json:
        rows = [asdict(case) for case in cases]
        about = {"machine": machine(), "seed": arguments.seed, "runs": arguments.runs}
        print(json.dumps({**about, "cases": rows}, indent=1))
        return
    print(machine())
    for case in cases:
        print("", *_table(case), sep="\n", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assignment")
    parser.add_argument("--sizes", type=_sizes, default=_sizes(SIZES), help=SIZES)
    parser.add_argument("--teams", action="store_true", help="mix the fleet")
    parser.add_argument("--zones", type=_count, default=0, help="with reserves (0)")
    parser.add_argument("--runs", type=_count, default=7, help="of each (7)")
    parser.add_argument("--seed", type=_count, default=7, help="of the city (7)")
    parser.add_argument("--json", action="store_true", help="in place of the tables")
    return parser.parse_args()


def _sizes(text: str) -> list[Size]:
    return [_size(word) for word in text.split(",")]


def _size(word: str) -> Size:
    units, _, alerts = word.partition("x")
    if not (_count(units) and _count(alerts)):
        msg = f"{word} is not units x alerts, like 100x30"
        raise argparse.ArgumentTypeError(msg)
    return int(units), int(alerts)


def _count(word: str) -> int:
    if not (word.isascii() and word.isdigit()):
        msg = f"{word!r} is not a whole number, like 7"
        raise argparse.ArgumentTypeError(msg)
    return int(word)


def _cases(arguments: argparse.Namespace) -> Iterator[Case]:
    for units, alerts in arguments.sizes:
        given = city(units, alerts, arguments.seed)
        if arguments.teams:
            given = with_mixed_fleet(given)
        if arguments.zones:
            given = with_zones(given, arguments.zones)
        yield measure(given, max(1, arguments.runs))


def measure(given: City, runs: int) -> Case:
    """Time all solvers that are for a city, in turn."""
    problem = problem_of(given)
    solved = solve(problem)
    tasks = {**_ours(given, problem, solved, runs), **_others(given, problem, runs)}
    taken = {name: _first(task) for name, task in tasks.items()}
    for run in range(runs):
        for name, task in tasks.items():
            if 1 < task.runs > run:
                taken[name].turn(task.once, task.each)
    goals = problem.goals if _is_more_than_pairs(given) else THREE_GOALS
    figures = _figures(problem, goals, solved, taken)
    figures |= {k: Figure(skipped=why) for k, why in _left_out(given, problem).items()}
    return Case(
        units=problem.units,
        alerts=problem.alerts,
        pairs=int(problem.allowed.sum()),
        zones=0 if given.zones is None else len(given.zones.wanted),
        mixed_fleet=given.crew is not None,
        goals=goals,
        load=round(os.getloadavg()[0], 1),
        figures=figures,
    )


# --- What is timed -----------------------------------------------------------------


def _ours(given: City, problem: Problem, solved: Solved, runs: int) -> dict[str, Task]:
    tasks = {OURS: Task(once=partial(_solve, given), runs=runs)}
    plan = solved.single
    if plan is None:
        return tasks
    known = known_of(problem, plan)
    tasks["ours, unchanged"] = Task(once=partial(_solve, given, known), runs=runs)
    if not _is_more_than_pairs(given):
        three = partial(_solve, given, goals=THREE_GOALS)
        tasks["ours, three goals"] = Task(once=three, runs=runs)
    alerts = cycle(range(problem.alerts))
    once = partial(_regret, problem, plan, alerts)
    tasks["ours, regrets of an alert"] = Task(
        once=once, runs=runs, each=min(_REGRETS_A_RUN, problem.alerts)
    )
    return tasks


def _solve(
    given: City, known: Known | None = None, goals: tuple[Goal, ...] | None = None
) -> Outcome:
    problem = problem_of(given) if goals is None else problem_of(given, goals)
    solved = solve(problem, known=known)
    note = solved.note
    return Outcome(teams=solved.best.teams, note=note, proved=note.status == "optimal")


def _regret(problem: Problem, plan: SinglePlan, alerts: Iterator[int]) -> None:
    regrets(problem, plan.unit_of_alert, plan.proof[0], next(alerts))


def _others(given: City, problem: Problem, runs: int) -> dict[str, Task]:
    if not _is_more_than_pairs(given):
        return {
            name: Task(
                once=partial(_peer, peer, given), runs=min(runs, peer.runs or runs)
            )
            for name, peer in PEERS.items()
            if peer.why_not(given) is None
        }
    tasks = {"greedy (closest idle)": Task(once=partial(_greedy, given), runs=runs)}
    if count_columns(problem) <= _MOST_COLUMNS:
        tasks["CP-SAT on columns"] = Task(once=partial(_columns, given), runs=1)
    return tasks


def _left_out(given: City, problem: Problem) -> dict[str, str]:
    if not _is_more_than_pairs(given):
        reasons = {name: peer.why_not(given) for name, peer in PEERS.items()}
        return {name: reason for name, reason in reasons.items() if reason}
    columns = count_columns(problem)
    if columns <= _MOST_COLUMNS:
        return {}
    why = f"{columns:,} columns, left out above {_MOST_COLUMNS:,}: too long"
    return {"CP-SAT on columns": why}


def _peer(peer: Peer, given: City) -> Outcome:
    return Outcome(teams=peer.solve(given))


def _greedy(given: City) -> Outcome:
    return Outcome(teams=greedy(given))


def _columns(given: City) -> Outcome:
    teams, proved = cp_sat_columns(given)
    return Outcome(teams=teams, proved=proved)


def _is_more_than_pairs(given: City) -> bool:
    return given.crew is not None or given.zones is not None


def _first(task: Task) -> _Taken:
    taken = _Taken()
    once = partial(taken.run, task.once)
    taken.outcome, taken.grown_mb = grown_mb(once)
    if task.runs > 1:
        taken.ms.clear()
        taken.cpu_ms.clear()
    return taken


# --- What came of it ---------------------------------------------------------------


def _figures(
    problem: Problem,
    goals: Sequence[Goal],
    solved: Solved,
    taken: Mapping[str, _Taken],
) -> dict[str, Figure]:
    ours_ms = median(taken[OURS].ms)
    limits = limits_of(problem, solved.optima)
    outcomes = {name: each.outcome for name, each in taken.items() if each.outcome}
    values = {k: _values(problem, goals, o.teams) for k, o in outcomes.items()}
    ranks = {name: _rank(goals, v, limits) for name, v in values.items()}
    best = min(ranks.values())
    proved = any(o.proved and ranks[name] == best for name, o in outcomes.items())
    figures = {}
    for name, each in taken.items():
        ms = median(each.ms)
        note = each.outcome.note if each.outcome else None
        figures[name] = Figure(
            median_ms=ms,
            least_ms=min(each.ms),
            cold_ms=median(each.cold_ms or each.ms),
            cpu_ms=median(each.cpu_ms),
            ratio_to_ours=ms / ours_ms,
            runs=len(each.ms),
            goals=values.get(name),
            optimal=_is_best(ranks.get(name), best, proved=proved),
            certified=note is not None and note.certified,
            status=note.status if note else None,
            path=note.path if note else None,
            gap=note.gap if note else None,
            grown_mb=round(each.grown_mb, 1),
        )
    return figures


def _values(problem: Problem, goals: Sequence[Goal], teams: Teams) -> tuple[int, ...]:
    score = evaluate(problem, teams)
    return tuple(value(score, goal) for goal in goals)


def _rank(
    goals: Sequence[Goal], values: Sequence[int], limits: Mapping[Goal, int]
) -> tuple[int, ...]:
    """Values to compare by; within the slack, one loss is as good as another."""
    pairs = zip(goals, values, strict=True)
    return tuple(max(each, limits.get(goal, each)) for goal, each in pairs)


def _is_best(
    rank: tuple[int, ...] | None, best: tuple[int, ...], *, proved: bool
) -> bool | None:
    if rank is None:
        return None
    if rank != best:
        return False
    return True if proved else None


def _table(case: Case) -> Iterator[str]:
    fleet = ", mixed fleet" if case.mixed_fleet else ""
    zones = f", {case.zones} zones" if case.zones else ""
    size = f"{case.units:,} units × {case.alerts:,} alerts, {case.pairs:,} pairs"
    yield f"{size}{fleet}{zones}; load {case.load}"
    yield ""
    yield "| " + " | ".join(_HEADINGS) + " |"
    yield "|" + "---|" * len(_HEADINGS)
    for name, figure in case.figures.items():
        yield "| " + " | ".join((name, *_cells(figure))) + " |"


def _cells(figure: Figure) -> tuple[str, ...]:
    words = {True: "yes", False: "no", None: ""}
    how = [figure.path, figure.status, figure.skipped]
    if figure.gap:
        how.append(f"gap {figure.gap:.2g}")
    return (
        _shown(figure.median_ms),
        _shown(figure.least_ms),
        _shown(figure.cold_ms),
        _shown(figure.cpu_ms),
        _shown(figure.ratio_to_ours),
        words[figure.optimal],
        words[figure.certified] if figure.goals else "",
        _shown(figure.grown_mb),
        ", ".join(word for word in how if word),
    )


def _shown(number: float | None) -> str:
    """Three digits that count; thousands in full."""
    if number is None:
        return ""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004


if __name__ == "__main__":
    main()
