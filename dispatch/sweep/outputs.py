"""A sweep as files: all of them or none."""

from __future__ import annotations

import json
from pathlib import Path

from dispatch.output_folder import all_or_none, check_folder, write_text
from dispatch.page.look import Look
from dispatch.simulation.event_lines import write_events
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift
from dispatch.sweep.figure_table import figure_table
from dispatch.sweep.log_frame import log_frame
from dispatch.sweep.report import SweepReport, report_form
from dispatch.sweep.simulator import WholeShift
from scenarios.response_log.log_files import write_log

RUNS = "runs"
"""Folder of the results, run by run, inside that of the files."""

_LOOK = Look()
_REPORT = ("figures.csv", "figures.parquet", "comparison.json")
_PLOTS = ("comparison.svg", "comparison.png")
_PAGE = "simulate.html"
_SHIFT = ("log.parquet", "log.csv", "events.jsonl")
_SHIFT_PAGE = "shift.html"
_SO_FAR = "so_far_"


def save_report(
    report: SweepReport,
    folder: Path,
    *,
    whole: WholeShift | None = None,
    look: Look = _LOOK,
) -> tuple[Path, ...]:
    """Write the files of a sweep.

    Parameters
    ----------
    whole : its shift, where it is of one alone. look : of the pages to begin with.

    Returns
    -------
    Their paths.

    Raises
    ------
    FileError : the folder cannot be written to.
    """
    from dispatch.page.sweep.sweep_page import (  # noqa: PLC0415 - Folium is slow to load
        sweep_page,
    )
    from dispatch.sweep.comparison_plot import (  # noqa: PLC0415 - as is Matplotlib
        save_plots,
    )

    with all_or_none(folder) as made:
        figures = figure_table(report.results)
        figures.write_csv(made / _REPORT[0])
        figures.write_parquet(made / _REPORT[1])
        form = json.dumps(report_form(report), ensure_ascii=False, indent=1)
        write_text(made / _REPORT[2], form + "\n")
        save_plots(report, made / _PLOTS[0], made / _PLOTS[1])
        write_text(made / _PAGE, sweep_page(report, look))
        if whole is not None:
            _write_whole(whole, made, look)
        names = sorted(file.name for file in made.iterdir())
    for name in _SHIFT:  # of a sweep that came to nothing before
        (folder / f"{_SO_FAR}{name}").unlink(missing_ok=True)
    return tuple(folder / name for name in names)


def save_so_far(shift: SimulatedShift, folder: Path) -> Path:
    """Write the log and the events of a shift whose rule failed; return the log's.

    Raises
    ------
    FileError : the folder cannot be written to.
    """
    with all_or_none(folder) as made:
        _write_shift(shift, made, _SO_FAR)
    return folder / f"{_SO_FAR}{_SHIFT[1]}"


def check_outputs(folder: Path) -> None:
    """Refuse a folder that cannot be written to, before any shift is begun.

    Raises
    ------
    FileError : it is a file, or its owner does not let us write, or a folder stands
        where a file is to go.
    """
    check_folder(folder, (*_REPORT, *_PLOTS, _PAGE, *_SHIFT, _SHIFT_PAGE))


def _write_whole(whole: WholeShift, folder: Path, look: Look) -> None:
    """Write all of a shift; its page, where it was on roads."""
    from dispatch.page.shift.shift_page import (  # noqa: PLC0415 - as above
        shift_page,
    )

    _write_shift(whole.shift, folder, "")
    if isinstance(whole.terrain.travel, RoadTravel):
        page = shift_page(whole.shift, whole.load, whole.terrain, look)
        write_text(folder / _SHIFT_PAGE, page)


def _write_shift(shift: SimulatedShift, folder: Path, prefix: str) -> None:
    parquet, csv, events = (folder / f"{prefix}{name}" for name in _SHIFT)
    log_frame(shift.log).write_parquet(parquet)
    write_log(shift.log, csv)
    write_events(shift.events, shift.log.start, events)
