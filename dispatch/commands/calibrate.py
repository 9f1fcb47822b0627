"""`dispatch calibrate`: a speed profile fitted to observed trips, or judged on them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

import maps
from dispatch.profile_file import profile_to_file_form, read_profile, save_profile
from dispatch.profile_notes import heading, number_lines, number_notes
from dispatch.terminal_words import shown
from maps.calibration import Calibration, Progress, calibrate, check
from maps.coordinates import Frame
from maps.errors import FieldError, FileError
from maps.fitting.fit_quality import Quality
from maps.fitting.trip_file import Columns, read_trips
from maps.fitting.trips import LeftOut, Trips
from maps.road_network import RoadNetwork

_IN_SAMPLE = (
    "The shipped class speeds, turns and start-stop constant come from 1,200 taxi "
    "trips in Manhattan of January 2013: on those trips, before is in-sample."
)
_REASONS = {
    "unreadable": "could not be read",
    "not_sampled": "beyond the sample (--sample)",
    "bad_coordinates": "are nowhere on Earth, or at 0, 0",
    "repeated": "repeat an earlier row",
    "absurd_duration": "took under 30 s or over 2 h",
    "same_place": "end within 50 m of where they start",
    "absurd_speed": "are faster than 130 km/h in a straight line",
    "far_from_roads": "start or end over 100 m from the roads",
    "no_route": "have no way on the roads",
}
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrateRequest:
    """What the user asked for; None where he left it to us."""

    trips: Path
    roads: str
    output: Path | None = None
    check: Path | None = None
    folds: int = 5
    seed: int = 1
    sample: int = 5000
    zone: str | None = None
    frame: Frame | None = None
    columns: Columns = field(default_factory=Columns)
    as_json: bool = False


def run_calibrate(request: CalibrateRequest) -> None:
    """Read, fit or check, write, print.

    Raises
    ------
    InputError : anything wrong with what was given; nothing is written then.
    """
    _check_output(request)
    notes = Console(stderr=True)
    profile = None if request.check is None else read_profile(request.check)
    trips, left_out = _trips(request)
    with _progress(notes) as (step, ways):
        roads = maps.load(request.roads, progress=step)
        if profile is None:
            made = _calibrated(trips, roads, request, ways)
        else:
            made = check(trips, roads, profile, progress=ways)
    made_of = {**left_out, **made.left_out}
    if request.as_json:
        sys.stdout.write(json.dumps(_form(made, made_of), indent=1) + "\n")
    else:
        _print(request, made, made_of, Console(highlight=False))
    if request.output is not None:
        _save(request, made, roads)
        notes.print(f"wrote {request.output}", style="dim", markup=False)


def _check_output(request: CalibrateRequest) -> None:
    """Refuse what could only fail after all the work."""
    if request.output is None:
        return
    if request.check is not None:
        problem = "with --check nothing is fitted, so there is nothing to write"
        raise FieldError(problem, field="--output", mend="leave one of the two out")
    if request.output.is_dir():
        raise FileError("this is a folder, not a file", file=request.output)
    if not request.output.absolute().parent.is_dir():
        raise FileError("there is no such folder", file=request.output.parent)


def _trips(request: CalibrateRequest) -> tuple[Trips, LeftOut]:
    """Read the trips, and take a sample where they are many."""
    if request.sample < 1:
        raise FieldError(f"{request.sample} is below 1", field="--sample")
    trips, left_out = read_trips(
        request.trips, request.columns, zone=request.zone, frame=request.frame
    )
    more = max(0, len(trips) - request.sample)
    if more:
        order = np.random.default_rng(request.seed).permutation(len(trips))
        trips = trips.rows(np.sort(order[: request.sample]))
    return trips, {**left_out, "not_sampled": more}


def _calibrated(
    trips: Trips, roads: RoadNetwork, request: CalibrateRequest, progress: Progress
) -> Calibration:
    return calibrate(
        trips, roads, folds=request.folds, seed=request.seed, progress=progress
    )


@contextmanager
def _progress(notes: Console) -> Iterator[tuple[Callable[[str], None], Progress]]:
    """Show the step that runs, and how many ways were found, where a person is looking.

    Gives what is told the step, and what is told the ways.
    """
    from rich.progress import BarColumn, TimeRemainingColumn  # noqa: PLC0415 - as below
    from rich.progress import Progress as Bar  # noqa: PLC0415 - not for --help

    columns = ("{task.description}", BarColumn(), TimeRemainingColumn())
    hidden = not notes.is_terminal
    with Bar(*columns, console=notes, transient=True, disable=hidden) as bar:
        task = bar.add_task("reading the roads", total=None)
        yield (
            lambda step: bar.update(task, description=f"reading the roads: {step}"),
            lambda done, total: bar.update(
                task, description="driving the trips", completed=done, total=total
            ),
        )


def _save(request: CalibrateRequest, made: Calibration, roads: RoadNetwork) -> None:
    if request.output is not None:
        top = heading(made, trips=request.trips.name, roads=roads.name)
        notes = number_notes(made.drives)
        save_profile(made.profile, request.output, heading=top, notes=notes)


def _form(made: Calibration, left_out: LeftOut) -> dict[str, Any]:
    return {
        "n": made.n,
        "left_out": dict(left_out),
        "before": _quality_form(made.before),
        "after": _quality_form(made.after),
        "folds": [{"n": fold.n, **_quality_form(fold)} for fold in made.folds],
        "start_stop_s": {
            "before": made.start_stop_before_s,
            "after": made.profile.start_stop_s,
        },
        "profile": profile_to_file_form(made.profile),
        "notes": [_IN_SAMPLE, _after_note(made)],
    }


def _quality_form(measured: Quality) -> dict[str, float | None]:
    numbers: Mapping[str, float] = asdict(measured)
    return {
        name: round(value, _DECIMALS) if isfinite(value) else None
        for name, value in numbers.items()
        if name != "n"
    }


def _print(
    request: CalibrateRequest, made: Calibration, left_out: LeftOut, console: Console
) -> None:
    console.print(Text(f"{made.n} trips of {shown(request.trips.name)}"))
    for reason, count in left_out.items():
        if count:
            console.print(Text(f"left out: {count} that {_REASONS[reason]}"))
    console.print(_table(made))
    console.print(
        f"start-stop constant: {made.start_stop_before_s:g} s before, "
        f"{made.profile.start_stop_s:g} s after; in no plan, for a patrol's is "
        "turnout and access"
    )
    for line in number_lines(made.profile):
        console.print(line)
    for note in (_IN_SAMPLE, _after_note(made)):
        console.print(note, style="dim")


def _after_note(made: Calibration) -> str:
    if made.folds:
        return (
            f"After: {len(made.folds)} folds, each predicted by a fit to the others. "
            "The profile is fitted to all."
        )
    return "After: the profile that is checked; nothing was fitted."


def _table(made: Calibration) -> Table:
    table = Table()
    table.add_column("predicted/actual")
    for column in ("trips", "median", "p10", "p90", "r", "median error"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_row(*_row("before", made.before))
    table.add_row(*_row("after", made.after), style="bold")
    for number, fold in enumerate(made.folds, start=1):
        table.add_row(*_row(f"  fold {number}", fold), style="dim")
    return table


def _row(name: str, measured: Quality) -> tuple[str, ...]:
    return (
        name,
        str(measured.n),
        f"{measured.median_ratio:.3f}",
        f"{measured.p10:.3f}",
        f"{measured.p90:.3f}",
        f"{measured.r:.3f}",
        f"{measured.median_abs_error_s:.0f} s",
    )
