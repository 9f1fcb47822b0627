"""Position logs: where units were last, from GPX and NMEA files.

gpx_fixes, nmea_fixes ──► read_positions ──► with_positions ──► Scenario
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

from maps.errors import FieldError, FileError
from scenarios.feeds.fix import Fix
from scenarios.feeds.gpx import gpx_fixes
from scenarios.feeds.nmea import nmea_fixes
from scenarios.nearest_word import hint
from scenarios.place import Place
from scenarios.row_faults import shown
from scenarios.scenario import Scenario
from scenarios.unit import Unit

LOG_ENDINGS = (".gpx", ".nmea")


def is_log(path: Path) -> bool:
    """Whether a path is a position log, by its name, or a folder of such."""
    return path.suffix.lower() in LOG_ENDINGS or is_folder(path)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, however odd the path."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def read_positions(path: Path) -> tuple[Fix, ...]:
    """Read the last fix of each unit from a log, or from all those in a folder.

    A unit is called as its GPX track, else as its file. Where several logs tell of
    one, the latest fix counts.

    Raises
    ------
    FileError : not to be read, broken, of another kind, or without a fix.
    FieldError : a point or a time that is none.
    """
    return tuple(fix for _, fix in _last_of_each(_told(path)))


def with_positions(scenario: Scenario, paths: Iterable[Path]) -> Scenario:
    """Put a scenario's units where their logs saw them last.

    A track whose name is no unit's is of the unit that its file is called after.
    Units without a log stay as they are, as do those whose own position is known to
    be later.

    Raises
    ------
    FileError, FieldError : as `read_positions`; or a log of no unit.
    """
    told = chain.from_iterable(_told(path) for path in paths)
    fixes, strays = fixes_of_units(scenario, told)
    for stray in strays:
        raise stray
    return with_fixes(scenario, fixes)


def fixes_of_units(
    scenario: Scenario, told: Iterable[tuple[Path, Fix]]
) -> tuple[dict[str, Fix], list[FieldError]]:
    """Sort what logs tell by the units that they are of.

    told : each fix with its file. A track whose name is no unit's is of the unit that
    its file is called after.

    Returns
    -------
    The latest fix of each unit that has any, and a fault for each that is no unit's.
    """
    unit_ids = [unit.id for unit in scenario.units]
    named = (
        (file, fix if fix.unit_id in unit_ids else replace(fix, unit_id=file.stem))
        for file, fix in told
    )
    fixes, strays = dict[str, Fix](), list[FieldError]()
    for file, fix in _last_of_each(named):
        if fix.unit_id in unit_ids:
            fixes[fix.unit_id] = fix
        else:
            problem = f"no unit is called {shown(fix.unit_id)}"
            mend = hint(fix.unit_id, unit_ids) or "call the log as its unit"
            strays.append(FieldError(problem, file=file, mend=mend))
    return fixes, strays


def with_fixes(scenario: Scenario, fixes: Mapping[str, Fix]) -> Scenario:
    """Put units where they were seen, those apart that were measured later.

    fixes : by the unit's id.
    """
    units = tuple(_moved(unit, fixes.get(unit.id), scenario) for unit in scenario.units)
    return replace(scenario, units=units)


def log_fixes(file: Path, *, growing: bool = False) -> tuple[Fix, ...]:
    """Read the last fix of each track of a log.

    growing : somebody still writes there: half a line at its end is left out, and
    there may be no fix as yet.

    Raises
    ------
    FileError : not to be read, broken, or without a fix.
    FieldError : a point or a time that is none.
    """
    read = gpx_fixes if file.suffix.lower() == ".gpx" else nmea_fixes
    fixes = read(file, growing=growing)
    if not fixes and not growing:
        raise FileError("no track has a point with a time", file=file)
    return fixes


def _told(path: Path) -> Iterator[tuple[Path, Fix]]:
    """Give each fix with its file."""
    for file in _logs(path):
        yield from ((file, fix) for fix in log_fixes(file))


def _logs(path: Path) -> list[Path]:
    """List the logs in a folder, or the one that is given."""
    if not is_folder(path):
        if path.suffix.lower() in LOG_ENDINGS:
            return [path]
        raise FileError("a position log is a .gpx or a .nmea file", file=path)
    try:
        logs = logs_in(path)
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}", file=path) from None
    if not logs:
        raise FileError("there is no .gpx or .nmea file in this folder", file=path)
    return logs


def logs_in(folder: Path) -> list[Path]:
    """List the logs in a folder by their names; hidden files are left out.

    Raises
    ------
    OSError : it cannot be read.
    """
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in LOG_ENDINGS and not file.name.startswith(".")
    )


def _last_of_each(told: Iterable[tuple[Path, Fix]]) -> list[tuple[Path, Fix]]:
    """Keep the latest fix of each unit."""
    last = dict[str, tuple[Path, Fix]]()
    for file, fix in told:
        if fix.unit_id not in last or fix.at >= last[fix.unit_id][1].at:
            last[fix.unit_id] = file, fix
    return list(last.values())


def _moved(unit: Unit, fix: Fix | None, scenario: Scenario) -> Unit:
    """Put a unit where it was seen, unless it was measured elsewhere since."""
    if fix is None:
        return unit
    at_s = (fix.at - scenario.start) / timedelta(seconds=1)
    if unit.position_s is not None and unit.position_s > at_s:
        return unit
    return replace(unit, place=Place(lon=fix.lon, lat=fix.lat), position_s=at_s)
