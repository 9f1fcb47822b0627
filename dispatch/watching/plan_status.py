"""`status.json` beside a watched plan: whether the plan still holds.

::

    {
     "state": "good",                        good, stale, or none: no plan as yet
     "since": "2026-03-21T17:04:10+00:00",   since when, by the wall clock
     "reason": null,                         why it is not good
     "planned_for": "2026-03-21T17:04:00+00:00"   the plan's own moment
    }

Whoever watches sets the file's modification time at every look, so an old one tells
that nobody watches any more.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from maps.errors import FileError
from maps.safe_file import writing

NAME = "status.json"

State = Literal["good", "stale", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStatus:
    """Whether the plan in a folder still holds; times are ISO texts."""

    state: State
    since: str
    reason: str | None = None
    planned_for: str | None = None


def save_status(status: PlanStatus, folder: Path) -> None:
    """Write it, whole or not at all.

    Raises
    ------
    FileError : the folder cannot be written to.
    """
    target = folder / NAME
    text = json.dumps(asdict(status), ensure_ascii=False, indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(target) as path:
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        why = fault.strerror or "no reason given"
        raise FileError(f"cannot be written ({why})", file=target) from fault


def touch_status(folder: Path) -> None:
    """Tell that somebody still watches, where that can be told."""
    try:
        os.utime(folder / NAME)
    except OSError:
        return
