"""`FolderScenario`: what a watched folder says, and from which of its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatch.watching.folder_look import Seen
from dispatch.watching.position_logs import LogTold
from maps.coordinates import Frame
from maps.errors import FileError
from scenarios import files
from scenarios.feeds.mapping import ColumnMapping
from scenarios.feeds.positions import fixes_of_units, with_fixes
from scenarios.row_faults import shown
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a folder is read.

    base : the scenario to take where the folder has none of its own; None: nothing.
    frame, mapping : of its tables.
    """

    folder: Path
    base: str | None
    frame: Frame | None
    mapping: ColumnMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderScenario:
    """What a folder says.

    kinds : of its files. logged : ids of units that stand where a log saw them.
    warnings : what of the logs does not count.
    """

    scenario: Scenario
    kinds: frozenset[str]
    logged: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def read_folder(how: Reading, seen: Seen, logs: Sequence[LogTold]) -> FolderScenario:
    """Read the scenario, units and alerts of a folder, and where its logs see units.

    A log without a fix, or of a unit that is not on duty, is a warning.

    Raises
    ------
    InputError : a file that is not right, two of a kind, or too few of them.
    """
    scenario = _of_tables(how, seen, any_log=bool(logs))
    for log in logs:
        if log.fault is not None:
            raise FileError(log.fault)
    told = ((log.file, fix) for log in logs for fix in log.fixes)
    fixes, strays = fixes_of_units(scenario, told)
    silent = (f"{log.file.name}: no fix as yet" for log in logs if not log.fixes)
    return FolderScenario(
        scenario=with_fixes(scenario, fixes),
        kinds=seen.kinds,
        logged=frozenset(fixes),
        warnings=(*silent, *map(str, strays)),
    )


def check_tables(before: FolderScenario, seen: Seen, folder: Path) -> None:
    """Refuse to make up for a table that a plan was made by and that is gone.

    Raises
    ------
    FileError : one is gone.
    """
    for gone in sorted(before.kinds - seen.kinds):
        raise FileError(f"the file of {gone} is gone", file=folder, mend="put it back")


def check_logs(before: FolderScenario, now: FolderScenario, folder: Path) -> None:
    """Refuse to make up for a log that told where a unit is and that is gone.

    Raises
    ------
    FileError : one is gone, and nothing else says when its unit was where.
    """
    for unit in now.scenario.units:
        if unit.id in before.logged - now.logged and unit.position_s is None:
            problem = f"the log of {shown(unit.id)} is gone"
            mend = "put it back, or give the unit its position_at"
            raise FileError(problem, file=folder, mend=mend)


def _of_tables(how: Reading, seen: Seen, *, any_log: bool) -> Scenario:
    """Read the scenario, units and alerts."""
    own = seen.path_of("scenario")
    units, alerts = seen.path_of("units"), seen.path_of("alerts")
    base, frame, mapping = own or how.base, how.frame, how.mapping
    if base is None and units and alerts:
        return files.read_tables(units, alerts, frame=frame, mapping=mapping)
    if base is None or not (seen.files or any_log):
        raise FileError(
            "there are not both units and alerts",
            file=how.folder,
            mend="put units.csv and alerts.csv or scenario.toml there",
        )
    scenario = files.read(base)
    return files.with_tables(scenario, units, alerts, frame=frame, mapping=mapping)
