"""What figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """Processor, cores, memory, system, Python and our version, in one line."""
    return ", ".join(
        (
            _processor(),
            f"{os.cpu_count()} cores",
            f"{_memory_gb():.0f} GB",
            f"{platform.system()} {platform.machine()}",
            f"Python {platform.python_version()}",
            f"officer-dispatch {version('officer-dispatch')}",
        )
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
