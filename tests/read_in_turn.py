"""Reads files in turn and says how each went; run in a process of its own.

The kind of file is its argument. Paths come in, a line each; "read", "refused" or the
fault goes out. Where a file takes over two seconds of the processor, the process ends
by a signal, as it does where a decoder dies of it.
"""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_S = 2.0
LONGEST_S = 300  # of a child that waits for ever


def outcomes(kind: str, paths: list[Path], folder: Path) -> list[str]:
    """Read files in a child; one that it dies of is the last."""
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    child = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-W", "error", "-m", "tests.read_in_turn", kind],
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(scratch)},
        timeout=LONGEST_S,
    )
    assert not list(scratch.iterdir())
    told = [ast.literal_eval(line) for line in child.stdout.splitlines()]
    if child.returncode:
        told.append(f"ended with {child.returncode}: {child.stderr[-500:]}")
    return told


def _roads() -> Callable[[str], object]:
    """Make a reader of road files."""
    import osmnx  # noqa: F401, PLC0415 - takes a second that belongs to no file

    import maps  # noqa: PLC0415 - only here

    return lambda path: maps.load(path, cache=False)


def _units() -> Callable[[str], object]:
    """Make a reader of tables of units."""
    from scenarios import files  # noqa: PLC0415 - only here

    one = files.from_file_form({"units": [{"id": "a", "address": "x"}]})
    return lambda path: files.with_units(one, path, frame="wgs84")


READERS = {"roads": _roads, "units": _units}


def _outcome(read: Callable[[str], object], path: str) -> str:
    from maps.errors import InputError  # noqa: PLC0415 - takes its time

    try:
        read(path)
    except InputError as refused:
        return "refused" if "\n" not in str(refused) else f"two lines: {refused!r}"
    except Exception as fault:  # noqa: BLE001 - it is what the test looks for
        return repr(fault)
    return "read"


if __name__ == "__main__":
    reader = READERS[sys.argv[1]]()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, MOST_S)
        told = _outcome(reader, line.rstrip("\n"))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(ascii(told) + "\n")
        sys.stdout.flush()
