"""How long a plan takes from the command line, and how much memory.

    python -m benchmarks.planning [--runs 5] [--json] [--roads FILE ...]

Each run is a process of its own, as a user starts it: `dispatch plan` for the
scenarios that ship, with the roads kept from before and without; then reading and
building the roads of each FILE, nothing kept. Medians. Linux and macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.machine import machine

SCENARIOS = ("one_step_away", "evening", "surge")

_DISPATCH = "from dispatch.cli import main; main()"
_LOAD = "import sys, maps; maps.load(sys.argv[1], cache=False)"
_BYTES_PER_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process took: wall seconds, and its peak memory in MB (10^6)."""

    wall_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question's answer: medians over its runs, and the longest."""

    what: str
    runs: int
    wall_s: float
    longest_s: float
    peak_mb: float


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure(arguments.runs, arguments.roads, Path(folder))
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planning")
    parser.add_argument("--runs", type=int, default=5, help="of each (5)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    parser.add_argument(
        "--roads", nargs="*", type=Path, default=[], metavar="FILE", help="to be read"
    )
    return parser.parse_args()


def _measure(runs: int, roads: Sequence[Path], folder: Path) -> list[Row]:
    kept = folder / "kept"
    _run(_plan("evening", folder), kept)
    questions: dict[str, Callable[[], Run]] = {
        f"plan {name}, roads kept": partial(_run, _plan(name, folder), kept)
        for name in SCENARIOS
    }
    questions["plan evening, first run"] = partial(_first_run, folder)
    for file in roads:
        questions[f"load {file.name}"] = partial(_run, [_LOAD, str(file)], kept)
    return [_row(what, runs, once) for what, once in questions.items()]


def _first_run(folder: Path) -> Run:
    with tempfile.TemporaryDirectory(dir=folder) as empty:
        return _run(_plan("evening", folder), Path(empty))


def _plan(scenario: str, folder: Path) -> list[str]:
    return [_DISPATCH, "plan", scenario, "-o", str(folder / "out")]


def _row(what: str, runs: int, once: Callable[[], Run]) -> Row:
    done = [once() for _ in range(runs)]
    return Row(
        what=what,
        runs=runs,
        wall_s=round(median(run.wall_s for run in done), 2),
        longest_s=round(max(run.wall_s for run in done), 2),
        peak_mb=round(median(run.peak_mb for run in done)),
    )


def _run(command: Sequence[str], cache: Path) -> Run:
    """Run Python code with its arguments, its cache in a folder of ours."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(cache),
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall_s = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return Run(wall_s=wall_s, peak_mb=usage.ru_maxrss * _BYTES_PER_MAXRSS / 1e6)


def _environment(cache: Path) -> Mapping[str, str]:
    """Where the platform's cache folder follows from, and the rest as it is."""
    return {**os.environ, "HOME": str(cache), "XDG_CACHE_HOME": str(cache)}


def _table(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| what | runs | median s | longest s | peak MB |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        seconds = f"{row.wall_s:.2f} | {row.longest_s:.2f}"
        lines.append(f"| {row.what} | {row.runs} | {seconds} | {row.peak_mb:.0f} |")
    return lines


if __name__ == "__main__":
    main()
