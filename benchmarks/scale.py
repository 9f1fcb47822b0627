"""How time and memory of a planning cycle grow with units, alerts and nodes.

    python -m benchmarks.scale [--graphs FILE ...] [--sizes 125x31,...] [--runs 5]
                               [--seed 1] [--json]

A cycle: all speeds are new, all units and alerts are elsewhere; times from every unit
to every alert, the case with its rules, and the certified plan with closest idle
beside it. Graphs: the embedded city and, of the folder that `DISPATCH_DATA` names,
northern Hangzhou, both with turns, and New York of two sizes; or those given, `.npz` or
what `maps.load` reads. One thread, a process for each graph, sizes rising, so that what
memory has peaked at by then belongs to the size. Medians of processor time, which
holds where other work shares the machine.

The exponent in pairs (units x alerts) is the slope of log time over log pairs by least
squares, for each graph; that in nodes is the same over graphs at one size. Small sizes
have costs that do not grow, so the exponent of the upper half of sizes stands beside.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.travel_times import graph_file  # first: it sets one thread

import maps  # isort: skip
import numpy as np  # isort: skip

from benchmarks.machine import machine
from benchmarks.path_peers import TreeLabels
from dispatch.assignment.solve import solve
from dispatch.policy import Policy
from dispatch.situation.case import make_case
from maps.paths.engine import UNREACHABLE_MS, ArcGraph
from maps.road_network import Floats
from maps.travel_times import TravelTimes, TurnGraph
from scenarios.alert import Alert, Level
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit

SIZES = ((125, 31), (250, 62), (500, 125), (1000, 250), (2000, 500), (4000, 1000))
STEPS = ("speeds", "matrix", "case", "plan")

_EMBEDDED = "reykjavik"
_FILES = ("osm/hangzhou_north.graphml.gz", "osm/mid_ny.npz", "osm/large_ny.npz")
_LEVELS: tuple[Level, ...] = ("high", "medium", "low")
_DIGITS = 6
_BYTES_PER_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cycle of one size: medians, ms. peak_mb : of the process up to then."""

    graph: str
    nodes: int
    units: int
    alerts: int
    speeds_ms: float
    matrix_ms: float
    case_ms: float
    plan_ms: float
    cycle_ms: float
    peak_mb: float


def main() -> None:
    """Measure, and print tables or JSON."""
    arguments = _arguments()
    sizes = [_size(word) for word in arguments.sizes] if arguments.sizes else SIZES
    rows = [
        row
        for graph in arguments.graphs or _graphs(os.environ.get("DISPATCH_DATA"))
        for row in _in_a_process(graph, sizes, arguments.runs, arguments.seed)
    ]
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _tables(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--graphs", nargs="+", metavar="FILE", help="else all there")
    parser.add_argument("--sizes", type=lambda words: words.split(","), metavar="UxA")
    parser.add_argument("--runs", type=int, default=5, help="of each size (5)")
    parser.add_argument("--seed", type=int, default=1, help="of places and speeds (1)")
    parser.add_argument("--json", action="store_true", help="in place of the tables")
    return parser.parse_args()


def _size(word: str) -> tuple[int, int]:
    units, _, alerts = word.partition("x")
    return int(units), int(alerts)


def _graphs(data: str | None) -> list[str]:
    files = [Path(data) / name for name in _FILES] if data else []
    return [_EMBEDDED, *(str(file) for file in files if file.is_file())]


def _in_a_process(
    graph: str, sizes: Sequence[tuple[int, int]], runs: int, seed: int
) -> list[Row]:
    """Measure one graph where no other has been."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, graph, sizes, runs, seed).result()


def measure(
    graph: str, sizes: Sequence[tuple[int, int]], runs: int, seed: int
) -> list[Row]:
    """Measure cycles of all sizes on one graph."""
    arcs, place = _read(graph)
    engine = TreeLabels(arcs, place)
    rng = np.random.default_rng(seed)
    _cycle(engine, arcs, rng, *sizes[0])  # compiled, and warm
    rows = []
    for size in sorted(sizes):
        taken = [_cycle(engine, arcs, rng, *size) for _ in range(runs)]
        rows.append(_row(graph, arcs.n_nodes, size, taken))
    return rows


def _read(graph: str) -> tuple[ArcGraph, Floats]:
    if graph.endswith(".npz"):
        return graph_file(Path(graph))
    turns = TurnGraph(maps.load(graph), keep=False)
    return TravelTimes(turns, emergency=True).graph, turns.place


def _row(
    graph: str, nodes: int, size: tuple[int, int], taken: Sequence[Sequence[float]]
) -> Row:
    steps = [round(median(ms), 2) for ms in zip(*taken, strict=True)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_PER_MAXRSS
    return Row(
        graph=Path(graph).name.partition(".")[0],
        nodes=nodes,
        units=size[0],
        alerts=size[1],
        speeds_ms=steps[0],
        matrix_ms=steps[1],
        case_ms=steps[2],
        plan_ms=steps[3],
        cycle_ms=round(median(sum(ms) for ms in taken), 2),
        peak_mb=round(peak / 1e6),
    )


def _cycle(
    engine: TreeLabels,
    arcs: ArcGraph,
    rng: np.random.Generator,
    units: int,
    alerts: int,
) -> list[float]:
    """Plan once, everything moved; return the milliseconds of the steps."""
    slower = np.rint(arcs.weight_ms * rng.uniform(0.7, 1.4, len(arcs.tail)))
    starts = rng.integers(0, arcs.n_nodes, units)
    ends = rng.integers(0, arcs.n_nodes, alerts)
    scenario, policy = _scenario(units, alerts, rng), Policy()
    laps = _Laps()
    engine.reweight(slower.astype(np.int64))
    laps.end()
    matrix_ms = engine.matrix(starts, ends)
    driving_s = np.where(matrix_ms >= UNREACHABLE_MS, np.inf, matrix_ms / 1e3)
    laps.end()
    case = make_case(scenario, driving_s, policy, 300.0)
    laps.end()
    solve(case.problem)
    laps.end()
    return laps.ms


class _Laps:
    """A clock that says how long each step took, ms."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self._began_s = time.process_time()

    def end(self) -> None:
        """End a step, and begin the next."""
        now_s = time.process_time()
        self.ms.append(1e3 * (now_s - self._began_s))
        self._began_s = now_s


def _scenario(units: int, alerts: int, rng: np.random.Generator) -> Scenario:
    """Cars with two officers, all free; alerts of the last five minutes."""
    somewhere = Place(lon=0.0, lat=0.0)  # times come from the matrix
    levels = rng.integers(0, len(_LEVELS), alerts).tolist()
    received = rng.uniform(0.0, 300.0, alerts).round().tolist()
    return Scenario(
        name="scale",
        start=datetime(2026, 3, 23, tzinfo=UTC),
        units=tuple(Unit(id=f"U{row:05}", place=somewhere) for row in range(units)),
        alerts=tuple(
            Alert(
                id=f"A{row:05}",
                received_s=received[row],
                place=somewhere,
                level=_LEVELS[levels[row]],
                access_s=90,
            )
            for row in range(alerts)
        ),
    )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Slope of log value over log size, by least squares.

    >>> round(exponent([1, 10, 100], [3, 300, 30_000]), 6)
    2.0
    """
    slope = np.polyfit(np.log(sizes), np.log(values), 1)[0]
    return round(float(slope), _DIGITS) + 0.0  # no -0.00


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    yield "| graph, nodes | units x alerts | " + " | ".join(
        [*(f"{step} ms" for step in STEPS), "cycle ms", "peak MB |"]
    )
    yield "|---" * 8 + "|"
    for row in rows:
        cells = [f"{getattr(row, f'{step}_ms'):,.1f}" for step in STEPS]
        yield (
            f"| {row.graph}, {row.nodes:,} | {row.units:,} x {row.alerts:,} | "
            f"{' | '.join(cells)} | {row.cycle_ms:,.1f} | {row.peak_mb:,.0f} |"
        )
    yield ""
    yield "| exponent | " + " | ".join([*STEPS, "cycle |"])
    yield "|---" * 6 + "|"
    for name, own, size in _series(rows):
        yield f"| {name} | " + " | ".join(_exponents(own, size)) + " |"


def _pairs(row: Row) -> float:
    return row.units * row.alerts


def _nodes(row: Row) -> float:
    return row.nodes


def _series(
    rows: Sequence[Row],
) -> Iterator[tuple[str, list[Row], Callable[[Row], float]]]:
    """Give rows that differ in one thing: pairs on a graph, nodes at a size."""
    for graph in dict.fromkeys(row.graph for row in rows):
        own = [row for row in rows if row.graph == graph]
        yield f"in pairs, {graph}", own, _pairs
        yield f"in pairs, {graph}, upper half", own[len(own) // 2 :], _pairs
    for size in dict.fromkeys((row.units, row.alerts) for row in rows):
        same = [row for row in rows if (row.units, row.alerts) == size]
        yield f"in nodes, {size[0]:,} x {size[1]:,}", same, _nodes


def _exponents(rows: Sequence[Row], size: Callable[[Row], float]) -> list[str]:
    """Fit each step's exponent; empty where there are no two sizes."""
    sizes = [size(row) for row in rows]
    names = [*(f"{step}_ms" for step in STEPS), "cycle_ms"]
    if len(set(sizes)) < 2:  # noqa: PLR2004 - a slope needs two points
        return [""] * len(names)
    values = ([max(getattr(row, name), 1e-3) for row in rows] for name in names)
    return [f"{exponent(sizes, own):.2f}" for own in values]


if __name__ == "__main__":
    main()
