"""How much memory a task needs on top of what is there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_PROCESS = Path("/proc/self")
_RESET_PEAK = "5"  # as Linux's proc(5) says
_BYTES_PER_KB = 1024

Result = TypeVar("Result")


def grown_mb(task: Callable[[], Result]) -> tuple[Result, float]:
    """Do a task, and say by how much memory grew at its peak.

    Returns
    -------
    The task's result, and MB of 10^6 bytes: the peak of resident memory above what
    was resident before; nan where the system does not say (elsewhere than on Linux).
    Memory that the process had given back to nobody is not counted again.
    """
    can = _reset_peak()
    before = _resident_mb("VmRSS") if can else float("nan")
    result = task()
    return result, max(0.0, _resident_mb("VmHWM") - before) if can else before


def _reset_peak() -> bool:
    try:
        (_PROCESS / "clear_refs").write_text(_RESET_PEAK, encoding="ascii")
    except OSError:
        return False
    return True


def _resident_mb(name: str) -> float:
    for line in (_PROCESS / "status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * _BYTES_PER_KB / 1e6
    return float("nan")
