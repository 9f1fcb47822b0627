"""Instances with a published optimum, solved by the product's own solver.

    python -m benchmarks.known_optima DIR [--optima FILE.json] [--json]

DIR holds files of OR-Library (https://people.brunel.ac.uk/~mastjjb/jeb/info.html), as
they come: `assign*`, a number n and then n x n costs, row by row; `pmed*`, numbers of
vertices and edges and p, then edges, two vertices and a length each. Others are passed
over. Only after all are solved, FILE is read, {NAME: value}, and compared; NAME is a
file's name without its ending. With --json: {NAME: {found, optimum, match, time_s}};
optimum and match are null where FILE does not tell. Seconds are those of building
and solving, reading left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.machine import machine
from dispatch.assignment.problem import Longs, Problem
from dispatch.assignment.solve import solve
from dispatch.waiting_places.least_time import least_time
from maps.errors import FieldError, FileError, InputError

_ENDINGS = ("", ".txt")
_DIGITS = 10
_LARGEST = 10**9
"""Of a cost; sums of thousands of those still fit into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of one file; optimum and match are None where nothing is known."""

    found: int
    optimum: int | None = None
    match: bool | None = None
    time_s: float


Task = Callable[[], int]
"""Builds and solves one instance, and says what it comes to."""


def main() -> None:
    """Solve, compare, and print a table or JSON; exit 2 for bad input."""
    arguments = _arguments()
    try:
        rows = known_optima(arguments.folder, arguments.optima)
    except InputError as fault:
        print(f"error: {fault}", file=sys.stderr)
        sys.exit(2)
    if arguments.json:
        print(json.dumps({name: asdict(row) for name, row in rows.items()}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.known_optima")
    parser.add_argument("folder", type=Path, metavar="DIR", help="of the instances")
    parser.add_argument(
        "--optima", type=Path, metavar="FILE.json", help="{NAME: value}"
    )
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def known_optima(folder: Path, optima: Path | None) -> dict[str, Found]:
    """Solve all instances of a folder, then compare them with a file of optima.

    Raises
    ------
    FileError, FieldError
        A folder without instances; a file that is not what its name says.
    """
    tasks = {name: read(path) for name, read, path in _instances(folder)}
    rows = {name: _timed(task) for name, task in tasks.items()}
    known = {} if optima is None else read_optima(optima)
    return {name: _compared(row, known.get(name)) for name, row in rows.items()}


def _timed(task: Task) -> Found:
    begin = time.perf_counter()
    found = task()
    return Found(found=found, time_s=round(time.perf_counter() - begin, 4))


def _compared(row: Found, optimum: int | None) -> Found:
    if optimum is None:
        return row
    match = row.found == optimum
    return Found(found=row.found, optimum=optimum, match=match, time_s=row.time_s)


# --- Files -------------------------------------------------------------------------


def _instances(folder: Path) -> Iterator[tuple[str, Callable[[Path], Task], Path]]:
    """Name, reader and path of each file that some kind begins the name of."""
    seen: dict[str, Path] = {}
    for path in _files(folder):
        for kind, read in KINDS.items():
            if _is_instance(path, kind):
                if path.stem in seen:
                    other = seen[path.stem].name
                    raise FileError(f"has the name of {other}", file=path)
                seen[path.stem] = path
                yield path.stem, read, path
    if not seen:
        kinds = ", ".join(f"{kind}*" for kind in KINDS)
        raise FileError(f"holds no file named {kinds}", file=folder)


def _is_instance(path: Path, kind: str) -> bool:
    """Whether it is named so; but for the library's own list of optima."""
    named = path.name.startswith(kind) and path.suffix in _ENDINGS
    return named and path.stem != f"{kind}opt"


def _files(folder: Path) -> list[Path]:
    """List files, 9 before 10."""
    try:
        files = [path for path in folder.iterdir() if path.is_file()]
    except OSError as fault:
        raise FileError(f"cannot be read ({fault.strerror})", file=folder) from fault
    return sorted(files, key=lambda path: [*map(_sortable, _PARTS.split(path.name))])


_PARTS = re.compile(r"(\d+)")


def _sortable(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as fault:
        raise FileError(f"cannot be read ({fault.strerror})", file=path) from fault
    except UnicodeDecodeError as fault:
        raise FileError("is no text", file=path) from fault


def _numbers(path: Path) -> list[int]:
    """Read whole numbers, from 0 on, divided by blanks and line ends."""
    return [
        _number(word, path, row)
        for row, line in enumerate(_text(path).splitlines(), start=1)
        for word in line.split()
    ]


def _number(word: str, path: Path, row: int) -> int:
    is_number = word.isascii() and word.isdigit() and len(word) <= _DIGITS
    if not is_number or int(word) > _LARGEST:
        raise FieldError(
            f"{word[: 2 * _DIGITS]!r} is not a whole number from 0 to {_LARGEST:,}",
            file=path,
            row=f"line {row}",
        )
    return int(word)


def read_optima(path: Path) -> dict[str, int]:
    """Read published values, {NAME: value}.

    Raises
    ------
    FileError
        A file that cannot be read, or is not such a table.
    """
    mend = 'write {"NAME": value}, whole numbers'
    text = _text(path)
    try:
        table = json.loads(text)
    except ValueError as fault:
        raise FileError("is not JSON", file=path, mend=mend) from fault
    if not isinstance(table, dict):
        raise FileError("is not one table", file=path, mend=mend)
    for name, optimum in table.items():
        if type(optimum) is not int:
            raise FieldError(f"{optimum!r} is not a value", file=path, field=name)
    return table


# --- Kinds of instances ------------------------------------------------------------


def read_assignment(path: Path) -> Task:
    """Read n and n x n costs: everybody takes one thing, at the least sum.

    Raises
    ------
    FileError, FieldError
        A file that does not hold just that.
    """
    size, *costs = _numbers(path) or [0]
    if size < 1 or len(costs) != size * size:
        raise FileError(
            f"{len(costs)} costs, where its first number, {size}, says {size * size}",
            file=path,
            mend="write n, then n x n costs",
        )
    cost = np.array(costs, np.int64).reshape(size, size)
    return lambda: least_cost(cost)


def least_cost(cost: Longs) -> int:
    """Return the least sum by which every row takes one column of its own.

    Costs are times to door, of alerts that are never late: all are served, and what
    is left to the solver is the sum of their times.
    """
    size = len(cost)
    problem = Problem(
        time_s=cost,
        allowed=np.ones(cost.shape, np.bool_),
        target_s=np.full(size, int(cost.max()), np.int64),
        weight=np.ones(size, np.int64),
        received_order=np.arange(size),
        goals=("on_time", "served", "loss"),
    )
    score = solve(problem).best.score
    if score.unserved:
        msg = f"{score.unserved} rows without a column"
        raise RuntimeError(msg)
    return score.loss


def read_p_median(path: Path) -> Task:
    """Read vertices, edges and p, then the edges: p vertices serve all, at least ways.

    Edges go both ways. Of edges between the same two vertices the last one counts.

    Raises
    ------
    FileError, FieldError
        A file that does not hold just that; vertices that no way joins.
    """
    numbers = _numbers(path)
    vertices, edges, units = (*numbers[:_HEAD], 0, 0, 0)[:_HEAD]
    rows = numbers[_HEAD:]
    if len(numbers) < _HEAD or len(rows) != _EDGE * edges:
        raise FileError(
            f"{len(rows)} numbers of edges, where its second number, {edges}, says "
            f"{_EDGE * edges}",
            file=path,
            mend="write vertices, edges, p, then two vertices and a length for each",
        )
    if not 1 <= units <= vertices <= _MOST_VERTICES:
        problem = f"p is {units} and vertices are {vertices}"
        mend = f"1 <= p <= vertices <= {_MOST_VERTICES}"
        raise FileError(problem, file=path, mend=mend)
    edge = np.array(rows, np.int64).reshape(-1, _EDGE)
    ends = edge[:, :2]
    if len(ends) and not (ends.min() >= 1 and ends.max() <= vertices):
        problem = f"an edge ends at a vertex that is not from 1 to {vertices}"
        raise FileError(problem, file=path)
    return lambda: least_ways(vertices, edge, units, path)


def least_ways(vertices: int, edge: Longs, units: int, path: Path) -> int:
    """Return the least sum of ways from all vertices to the nearest of the chosen.

    edge : [edges, 3] two vertices from 1 on, and a length. path : of the file.
    """
    length = np.full((vertices, vertices), np.inf)
    for one, other, long in edge.tolist():
        length[one - 1, other - 1] = length[other - 1, one - 1] = long
    np.fill_diagonal(length, 0.0)
    for by in range(vertices):
        np.minimum(length, length[:, by, None] + length[by], out=length)
    if not np.isfinite(length).all():
        raise FileError("some vertices are joined by no way", file=path)
    each = np.ones(vertices, np.int64)
    return least_time(length.astype(np.int64), each, units).value


_HEAD = 3
_EDGE = 3
_MOST_VERTICES = 2_000
"""Beyond which ways between all take minutes."""

KINDS: Mapping[str, Callable[[Path], Task]] = MappingProxyType(
    {"assign": read_assignment, "pmed": read_p_median}
)
"""How names begin, and how such a file is read."""


def _table(rows: Mapping[str, Found]) -> Iterator[str]:
    words = {True: "yes", False: "no", None: ""}
    yield "| instance | found | optimum | match | seconds |"
    yield "|---|---|---|---|---|"
    for name, row in rows.items():
        optimum = "" if row.optimum is None else row.optimum
        cells = f"{row.found} | {optimum} | {words[row.match]} | {row.time_s:.4f}"
        yield f"| {name} | {cells} |"


if __name__ == "__main__":
    main()
