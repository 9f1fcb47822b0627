"""How much faster two processes are at many shifts than one.

    python -m benchmarks.sweep [--replications 80] [--runs 3] [--workers 2] [--json]

Four hours on the embedded city by two rules, each replication with its own alerts: in
this process, and in `--workers` of them, in turns, the same work each time. Wall
seconds, the processes' start among them, and processor seconds of all together, which
say what the work costs on a machine that others use too; the ratio is that of the
medians of the wall seconds. Both have to come to the same figures.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from statistics import median

import maps
from benchmarks.machine import machine
from dispatch.sweep.case import Case, DrawnLoads
from dispatch.sweep.executors.executor import Executor
from dispatch.sweep.executors.in_process import InProcess
from dispatch.sweep.executors.processes import Processes
from dispatch.sweep.sweep import run_sweep
from scenarios.loads.load_spec import DUTIES, LoadSpec
from scenarios.loads.town_demand import town_demand

_RULES = ("closest_idle", "full")
_HOURS = 4.0
_PER_HOUR = 12.0
_UNITS = 20
_HEADINGS = ("processes", "runs", "median s", "least s", "longest s", "cpu s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number of processes: wall seconds over its runs; cpu_s : the median."""

    processes: int
    runs: int
    median_s: float
    least_s: float
    longest_s: float
    cpu_s: float


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    rows = measure(
        city_case(),
        replications=arguments.replications,
        runs=arguments.runs,
        workers=arguments.workers,
    )
    ratio = round(rows[0].median_s / rows[1].median_s, 2)
    if arguments.json:
        table = [asdict(row) for row in rows]
        told = {"machine": machine(), "rows": table, "ratio": ratio}
        print(json.dumps(told, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)
    print(f"\nratio of medians: {ratio:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep")
    parser.add_argument("--replications", type=int, default=80, help="(80)")
    parser.add_argument("--runs", type=int, default=3, help="of each (3)")
    parser.add_argument("--workers", type=int, default=2, help="(2)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def city_case() -> Case:
    """Return four hours of an even load on the embedded city."""
    roads = maps.load("reykjavik")
    duty = replace(DUTIES[0], start_s=0, end_s=24 * 3600, units=_UNITS)
    plain = LoadSpec()
    spec = replace(
        plain,
        length_s=3600.0 * _HOURS,
        rates=0.0 * plain.rates + _PER_HOUR,
        duties=(duty,),
    )
    demand, _ = town_demand(roads)
    return Case(name="city", loads=DrawnLoads(spec=spec, demand=demand), where=roads)


def measure(case: Case, *, replications: int, runs: int, workers: int) -> list[Row]:
    """Measure this process and several, in turns.

    Raises
    ------
    RuntimeError : they came to different figures.
    """
    executors: Mapping[int, Executor] = {
        1: InProcess(),
        workers: Processes(workers=workers),
    }
    taken: dict[int, list[tuple[float, float]]] = {number: [] for number in executors}
    results = set()
    for _ in range(runs):
        for number, executor in executors.items():
            begin_s, begin_cpu_s = time.perf_counter(), _cpu_s()
            found = run_sweep([case], _RULES, range(replications), executor=executor)
            wall_s, cpu_s = time.perf_counter() - begin_s, _cpu_s() - begin_cpu_s
            taken[number].append((wall_s, cpu_s))
            results.add(found)
    if len(results) > 1:
        msg = "the processes came to different figures"
        raise RuntimeError(msg)
    return [_row(number, seconds) for number, seconds in taken.items()]


def _cpu_s() -> float:
    """Processor seconds of this process, and of those that it has ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _row(processes: int, taken: list[tuple[float, float]]) -> Row:
    seconds = [wall_s for wall_s, _ in taken]
    return Row(
        processes=processes,
        runs=len(seconds),
        median_s=round(median(seconds), 2),
        least_s=round(min(seconds), 2),
        longest_s=round(max(seconds), 2),
        cpu_s=round(median(cpu_s for _, cpu_s in taken), 2),
    )


def _table(rows: list[Row]) -> list[str]:
    lines = ["| " + " | ".join(_HEADINGS) + " |", "|" + "---|" * len(_HEADINGS)]
    for row in rows:
        cells = (str(value) for value in asdict(row).values())
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
