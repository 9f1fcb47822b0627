"""How fast many-to-many travel times are, ours beside others' in one run.

    python -m benchmarks.travel_times GRAPH [--units 1000] [--alerts 200] [--seed 1]
                                      [--runs 7] [--engines NAME ...] [--json]

GRAPH is an `.npz` with lon, lat, src, dst, travel_time_s, or anything that
`maps.load` reads: then its edge-based network with turns, in emergency driving.
One thread; medians of runs taken in turn. Errors are the largest difference to
scipy, in the same whole milliseconds, before and after a closure; networkx answers
three columns only, and its time is scaled to all. Memory is what the process grew by
while an engine was made.

Beside the figures that every engine has: `moved_ms`, the same question once more after
ten units have moved, and `close_ms`, closing all arcs into one node (with turns: one
road in one direction), where an engine may change few weights if it can.
"""

from __future__ import annotations

import os

# One thread for everybody: set before any library counts the processors.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse  # noqa: E402 - after the line above
import json  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from dataclasses import asdict, dataclass, field  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

import maps  # noqa: E402
from benchmarks.machine import machine  # noqa: E402
from benchmarks.path_peers import (  # noqa: E402
    LIMIT_MS,
    SAMPLED,
    Maker,
    Peer,
    installed,
)
from maps.geometry import local_m  # noqa: E402
from maps.paths.engine import UNREACHABLE_MS, ArcGraph  # noqa: E402
from maps.road_network import Floats, Longs  # noqa: E402
from maps.travel_times import TravelTimes, TurnGraph  # noqa: E402

_SLOW = {"scipy": 1, "scipy_limit": 3, "igraph": 1, "networkx": 1}
_ROUTES = 20
_MOVED = 10
_THOUSAND = 1000
_SLOW_ROUTES = 3
_COLUMNS = {
    "prepare_s": "prepare s",
    "reweight_ms": "all speeds ms",
    "matrix_ms": "matrix ms",
    "route_ms": "route ms",
    "moved_ms": "ten moved ms",
    "close_ms": "one closed ms",
    "max_error_ms": "error ms",
    "memory_mb": "MB",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One graph and what is asked of it."""

    graph: ArcGraph
    place: Floats
    starts: Longs
    ends: Longs
    weights: tuple[Longs, ...]


@dataclass(slots=True, kw_only=True)
class Figures:
    """What one engine took; lists grow by a run."""

    prepare_s: float
    memory_mb: float
    reweight_ms: list[float] = field(default_factory=list)
    matrix_ms: list[float] = field(default_factory=list)
    route_ms: list[float] = field(default_factory=list)
    moved_ms: list[float] = field(default_factory=list)
    close_ms: list[float] = field(default_factory=list)
    max_error_ms: float = 0.0


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    work = _work(arguments)
    makers = _chosen(arguments.engines)
    peers: dict[str, Peer] = {}
    figures: dict[str, Figures] = {}
    for name, maker in makers.items():
        peers[name], figures[name] = _prepared(maker, work)
    _check(peers, figures, work)
    for peer in peers.values():
        peer.route(int(work.starts[0]), int(work.ends[0]))  # warm
        peer.close(*_closed(work, run=0))
    _check(peers, figures, work)
    for run in range(arguments.runs):
        for name, peer in peers.items():
            if run < _SLOW.get(name, arguments.runs):
                _measure(peer, figures[name], work, run, name)
    _print(arguments, work, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.travel_times")
    parser.add_argument("graph", help=".npz, or what maps.load reads")
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--alerts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument(
        "--engines", nargs="+", metavar="NAME", help="beside ours and scipy; else all"
    )
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def _chosen(names: list[str] | None) -> dict[str, Maker]:
    """Ours and the reference always, of the others those asked for."""
    makers = installed()
    if names is None:
        return makers
    wanted = {"tree_labels", "scipy", *names}
    return {name: maker for name, maker in makers.items() if name in wanted}


def _work(arguments: argparse.Namespace) -> Work:
    given = str(arguments.graph)
    graph, place = graph_file(Path(given)) if given.endswith(".npz") else _roads(given)
    random = np.random.default_rng(arguments.seed)
    starts = random.integers(0, graph.n_nodes, arguments.units)
    ends = random.integers(0, graph.n_nodes, arguments.alerts)
    slower = np.rint(graph.weight_ms * random.uniform(0.7, 1.4, len(graph.tail)))
    weights = (slower.astype(np.int64), graph.weight_ms)
    return Work(graph=graph, place=place, starts=starts, ends=ends, weights=weights)


def graph_file(path: Path) -> tuple[ArcGraph, Floats]:
    """Read a graph of lon, lat, src, dst, travel_time_s, and its places in metres."""
    with np.load(path) as file:
        ms = np.rint(1000 * file["travel_time_s"]).astype(np.int64)
        place = local_m(file["lon"], file["lat"], float(file["lat"].mean()))
        tail, head = file["src"].astype(np.int64), file["dst"].astype(np.int64)
    return _cheapest(tail, head, ms, len(place)), place


def _roads(source: str) -> tuple[ArcGraph, Floats]:
    turns = TurnGraph(maps.load(source), keep=False)
    graph = TravelTimes(turns, emergency=True).graph
    return graph, turns.place


def _cheapest(tail: Longs, head: Longs, ms: Longs, size: int) -> ArcGraph:
    """Keep the cheapest of parallel arcs, and no loops."""
    order = np.lexsort((ms, head, tail))
    tail, head, ms = tail[order], head[order], ms[order]
    fresh = np.ones(len(tail), np.bool_)
    fresh[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    fresh &= tail != head
    return ArcGraph(
        n_nodes=size,
        tail=tail[fresh].astype(np.int32),
        head=head[fresh].astype(np.int32),
        weight_ms=ms[fresh],
    )


def _prepared(maker: Maker, work: Work) -> tuple[Peer, Figures]:
    before, begin = _memory_mb(), time.perf_counter()
    peer = maker(work.graph, work.place)
    took = time.perf_counter() - begin
    grown = max(0.0, _memory_mb() - before)
    return peer, Figures(prepare_s=took, memory_mb=grown)


def _memory_mb() -> float:
    """Resident memory now, MB of 10^6 bytes; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    pages = int(status.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _check(peers: dict[str, Peer], figures: dict[str, Figures], work: Work) -> None:
    """Compare all with the reference; that is not timed, and makes them warm."""
    expected = peers["scipy"].matrix(work.starts, work.ends)
    for name, peer in peers.items():
        error = _error(peer.matrix(work.starts, work.ends), expected, name)
        figures[name].max_error_ms = max(figures[name].max_error_ms, error)


def _error(found: NDArray[np.float64], expected: NDArray[Any], name: str) -> float:
    """Largest difference in milliseconds; any pair that only one can reach: inf."""
    limit = LIMIT_MS if name == "scipy_limit" else np.inf
    near = (expected < UNREACHABLE_MS) & (expected <= limit)
    asked = ~np.isnan(found.astype(float))
    both = near & asked
    wrongly_near = asked & ~near & (found.astype(float) < 2**28)
    apart = np.abs(found[both].astype(float) - expected[both]).max(initial=0.0)
    return float("inf") if wrongly_near.any() else float(apart)


def _measure(peer: Peer, figures: Figures, work: Work, run: int, name: str) -> None:
    # An odd number of changes would leave the engines with other weights.
    for weight in work.weights:
        figures.reweight_ms.append(_ms(partial(peer.reweight, weight)))
    scale = len(work.ends) / SAMPLED if name == "networkx" else 1.0
    matrix = partial(peer.matrix, work.starts, work.ends)
    figures.matrix_ms.append(scale * _ms(matrix))
    if name not in _SLOW:
        moved = partial(peer.matrix, _moved(work, run), work.ends)
        figures.moved_ms.append(_ms(moved))
    for k in range(_SLOW_ROUTES if name in _SLOW else _ROUTES):
        pair = (run * _ROUTES + k) % min(len(work.starts), len(work.ends))
        start, end = int(work.starts[pair]), int(work.ends[pair])
        figures.route_ms.append(_ms(partial(peer.route, start, end)))
    figures.close_ms.append(_ms(partial(peer.close, *_closed(work, run))))


def _moved(work: Work, run: int) -> Longs:
    """Return the starts, ten of them somewhere else."""
    starts = work.starts.copy()
    random = np.random.default_rng(run)
    starts[:_MOVED] = random.integers(0, work.graph.n_nodes, _MOVED)[: len(starts)]
    return starts


def _closed(work: Work, run: int) -> tuple[Longs, Longs]:
    """Return the arcs into a node, and all weights with those closed."""
    graph = work.graph
    node = graph.head[np.random.default_rng(run).integers(0, len(graph.head))]
    arcs = np.flatnonzero(graph.head == node)
    weight = graph.weight_ms.copy()
    weight[arcs] = UNREACHABLE_MS
    return arcs, weight


def _ms(task: Callable[[], object]) -> float:
    begin = time.perf_counter()
    task()
    return 1000 * (time.perf_counter() - begin)


def _medians(figures: Figures) -> dict[str, float]:
    rows = asdict(figures)
    measured = {name: value for name, value in rows.items() if value != []}
    return {k: median(v) if isinstance(v, list) else v for k, v in measured.items()}


def _print(
    arguments: argparse.Namespace, work: Work, figures: dict[str, Figures]
) -> None:
    engines = {name: _medians(each) for name, each in figures.items()}
    ours = engines["tree_labels"]["reweight_ms"] + engines["tree_labels"]["matrix_ms"]
    ratio = {n: (e["reweight_ms"] + e["matrix_ms"]) / ours for n, e in engines.items()}
    if arguments.json:
        graph = {"nodes": work.graph.n_nodes, "edges": len(work.graph.tail)}
        result = {"graph": graph, "engines": engines, "ratio_to_ours": ratio}
        print(json.dumps({**result, "machine": machine()}, indent=1))
        return
    print(machine())
    print(f"{work.graph.n_nodes} nodes, {len(work.graph.tail)} arcs\n")
    print("| engine | " + " | ".join(_COLUMNS.values()) + " |")
    print("|---" * (1 + len(_COLUMNS)) + "|")
    for name, each in engines.items():
        cells = [_shown(each[key]) if key in each else "" for key in _COLUMNS]
        print(f"| {name} ({ratio[name]:.1f}) | " + " | ".join(cells) + " |")


def _shown(figure: float) -> str:
    """Three digits that count; thousands in full."""
    return f"{figure:,.0f}" if abs(figure) >= _THOUSAND else f"{figure:.3g}"


if __name__ == "__main__":
    main()
