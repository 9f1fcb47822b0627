"""The position logs of a watched folder, and what counts of them at each look.

Logs stand beside the tables or in the folder `positions`. A receiver writes into its
log all the time, so nobody waits until it is still: what stands there in whole lines
counts. A log that has changed counts at once if it tells of no earlier fix than
before; a new one, one that tells less or one that is broken must first stand still
from one look to the next, for somebody may be writing it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maps.errors import InputError
from scenarios.feeds.fix import Fix
from scenarios.feeds.positions import log_fixes, logs_in

FOLDER = "positions"

_Stood = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogTold:
    """What a log tells: the last fix of each of its tracks, or what is wrong with it.

    Without both there is no fix in it as yet.
    """

    file: Path
    fixes: tuple[Fix, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A log at the last look.

    stood : size and time then. told : what counts. told_of : how it stood when that
    was read.
    """

    stood: _Stood
    told: LogTold | None = None
    told_of: _Stood = None


class PositionLogs:
    """Looks at the logs of a folder again and again."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder, folder / FOLDER)
        self._known: dict[Path, _Known] = {}

    def look(self) -> tuple[LogTold, ...]:
        """Return what the logs tell now, in the order of their names.

        A log that goes away counts as it was until the next look.
        """
        here = [file for folder in self._folders for file in _logs(folder)]
        left = [
            file
            for file, known in self._known.items()
            if file not in here and known.stood is not None
        ]
        self._known = {file: self._looked_at(file) for file in (*here, *left)}
        counts = (known.told for known in self._known.values())
        return tuple(told for told in counts if told is not None)

    def _looked_at(self, file: Path) -> _Known:
        """Look at one log."""
        before, stood = self._known.get(file), _stood(file)
        if before is None:
            return _Known(stood=stood)
        if stood is None or before.told_of == stood:
            return _Known(stood=stood, told=before.told, told_of=before.told_of)
        told = _read(file)
        still = stood == before.stood and stood == _stood(file)
        if still or _grew(before.told, told):
            return _Known(stood=stood, told=told, told_of=stood)
        return _Known(stood=stood, told=before.told, told_of=before.told_of)


def _grew(before: LogTold | None, after: LogTold) -> bool:
    """Tell whether a log tells of fixes, and of none that is earlier than before."""
    if after.fault is not None or not after.fixes:
        return False
    last = {fix.unit_id: fix.at for fix in after.fixes}
    held = before.fixes if before is not None else ()
    return all(fix.unit_id in last and last[fix.unit_id] >= fix.at for fix in held)


def _read(file: Path) -> LogTold:
    """Read what stands in a log."""
    try:
        return LogTold(file=file, fixes=log_fixes(file, growing=True))
    except InputError as fault:
        return LogTold(file=file, fault=str(fault))


def _logs(folder: Path) -> list[Path]:
    """List the logs in a folder that may not be there; what is no file is left out."""
    try:
        return [file for file in logs_in(folder) if file.is_file()]
    except OSError:
        return []


def _stood(file: Path) -> _Stood:
    """Take down how a file stands, None where it does not."""
    try:
        stood = file.stat()
    except OSError:
        return None
    return stood.st_size, stood.st_mtime_ns
