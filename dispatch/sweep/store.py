"""`Store`: results on disk, a Parquet file each, found again by their keys.

A file holds a run's log; its figures stand in the file's metadata, so that it is all
there or not at all.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import polars as pl

from dispatch.simulation.figures import ShiftFigures
from dispatch.sweep.log_frame import log_frame
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.task import Task
from maps.errors import FileError
from maps.safe_file import writing

_FIGURES = "figures"


class Store:
    """A folder of results.

    Raises
    ------
    FileError : it cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise _not_writable(folder, fault) from fault

    def find(self, task: Task) -> RunResult | None:
        """Return what came of a task, without its log; None: nothing that is whole."""
        try:
            told = pl.read_parquet_metadata(self.file(task))
            figures = ShiftFigures(**json.loads(told[_FIGURES]))
        except (OSError, pl.exceptions.PolarsError, ValueError, KeyError, TypeError):
            return None
        return RunResult(
            case=task.case, rule=task.rule, seed=task.seed, figures=figures
        )

    def keep(self, task: Task, result: RunResult) -> None:
        """Write what came of a task; under its own name once it is whole.

        Raises
        ------
        FileError : it cannot be written.
        """
        if result.log is None:
            msg = "a result is kept with its log"
            raise ValueError(msg)
        told = {
            "case": result.case,
            "rule": result.rule,
            "seed": str(result.seed),
            _FIGURES: json.dumps(asdict(result.figures)),
        }
        file = self.file(task)
        try:
            with writing(file) as path:
                log_frame(result.log).write_parquet(path, metadata=told)
        except OSError as fault:
            raise _not_writable(file, fault) from fault

    def file(self, task: Task) -> Path:
        """Where a task's result stands."""
        return self._folder / f"{task.key}.parquet"


def _not_writable(file: Path, fault: OSError) -> FileError:
    why = fault.strerror or str(fault)
    return FileError(f"cannot be written to ({why})", file=file)
