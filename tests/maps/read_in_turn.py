"""Reads road files in turn and says how each went; run in a process of its own.

Their paths come in, a line each; "read", "refused" or the fault goes out. Where a
file takes over two seconds of the processor, the process ends by a signal.
"""

from __future__ import annotations

import signal
import sys

import osmnx  # noqa: F401 - takes a second that belongs to no file

import maps
from maps.errors import InputError

MOST_S = 2.0


def outcome(path: str) -> str:
    try:
        maps.load(path, cache=False)
    except InputError as refused:
        return "refused" if "\n" not in str(refused) else f"two lines: {refused!r}"
    except Exception as fault:  # noqa: BLE001 - it is what the test looks for
        return repr(fault)
    return "read"


if __name__ == "__main__":
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, MOST_S)
        told = outcome(line.rstrip("\n"))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(ascii(told) + "\n")
        sys.stdout.flush()
