"""How long looking back on a log takes, and how much memory.

    python -m benchmarks.review [--rows 10000 5000000] [--runs 3] [--seed 1] [--json]

Made-up logs with the columns of San Francisco's export, one row per unit and call.
Each run is a process of its own, as a user starts it: `dispatch review`, by the mapping
that ships and by what is recognised, with all that it writes. Medians. Writing the log
is not counted. Linux and macOS; five million rows want 2 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.machine import machine
from benchmarks.review_log import write_log

_DISPATCH = "from dispatch.cli import main; main()"
_ZONE = "America/Los_Angeles"
_BYTES_PER_MAXRSS = 1 if sys.platform == "darwin" else 1024
WAYS = {
    "by the preset": ("--mapping", "sf-fire"),
    "recognised": ("--tz", _ZONE),
    "anonymised": ("--mapping", "sf-fire", "--anonymise"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one way of reading a log took: medians, and the longest.

    peak_mb : the largest resident set, MB (10^6).
    """

    what: str
    rows: int
    file_mb: float
    runs: int
    wall_s: float
    longest_s: float
    peak_mb: float


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            row
            for n in arguments.rows
            for row in measure(
                n, runs=arguments.runs, seed=arguments.seed, folder=Path(folder)
            )
        ]
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review")
    sizes = [10_000, 5_000_000]
    parser.add_argument("--rows", nargs="*", type=int, default=sizes, help="of the log")
    parser.add_argument("--runs", type=int, default=3, help="of each (3)")
    parser.add_argument("--seed", type=int, default=1, help="of the logs (1)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def measure(n_rows: int, *, runs: int, seed: int, folder: Path) -> Iterator[Row]:
    """Measure each way of reading a log of so many rows."""
    file = folder / f"log_{n_rows}.csv"
    write_log(file, n_rows, seed)
    for what, words in WAYS.items():
        done = [_run([str(file), *words], folder) for _ in range(runs)]
        walls = [wall_s for wall_s, _ in done]
        yield Row(
            what=what,
            rows=n_rows,
            file_mb=round(file.stat().st_size / 1e6, 1),
            runs=runs,
            wall_s=round(median(walls), 2),
            longest_s=round(max(walls), 2),
            peak_mb=round(median(peak_mb for _, peak_mb in done)),
        )
    file.unlink()


def _run(words: Sequence[str], folder: Path) -> tuple[float, float]:
    """Run the command; return wall seconds and its peak memory, MB."""
    command = [_DISPATCH, "review", *words, "-o", str(folder / "out")]
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", *command],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DISPATCH_ANONYMISE_KEY": "of this benchmark alone"},
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall_s = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return wall_s, usage.ru_maxrss * _BYTES_PER_MAXRSS / 1e6


def _table(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| rows | file MB | what | runs | median s | longest s | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        about = f"{row.rows:,} | {row.file_mb:.0f} | {row.what} | {row.runs}"
        took = f"{row.wall_s:.2f} | {row.longest_s:.2f} | {row.peak_mb:.0f}"
        lines.append(f"| {about} | {took} |")
    return lines


if __name__ == "__main__":
    main()
