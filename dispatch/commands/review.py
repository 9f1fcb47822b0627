"""`dispatch review`: what a log's response times were, as tables, JSON and a page."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from dispatch.commands.review_tables import print_review
from dispatch.output_folder import check_folder
from dispatch.page.look import Look
from dispatch.review.against import Against, against
from dispatch.review.counted import Counted, counted, last_moment
from dispatch.review.few import without_few
from dispatch.review.form import review_text
from dispatch.review.outputs import JSON, MAPPING, PAGE, save_review
from dispatch.review.review import Review
from dispatch.review.review_of import review_counted
from dispatch.review.texts import languages
from maps.errors import FieldError
from scenarios.call_logs.call_log import CallLog
from scenarios.call_logs.mapping_file import mapping_text
from scenarios.call_logs.read import read_call_log

if TYPE_CHECKING:
    from maps.coordinates import Frame
    from maps.road_network import RoadNetwork

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """What the user asked for; None where he left it to us."""

    log: str
    mapping: str | None = None
    tz: str | None = None
    target_s: float | None = None
    where: str | None = None
    query: str | None = None
    frame: Frame | None = None
    against: str | None = None
    split: str | None = None
    roads: str | None = None
    units: Path | None = None
    anonymise: bool = False
    look: Look = field(default_factory=Look)
    output: Path | None = None
    as_json: bool = False


def run_review(request: ReviewRequest) -> None:
    """Read, count, compare, write, print.

    Raises
    ------
    InputError : anything wrong with what was given; nothing is written then.
    """
    _check(request)
    with _progress() as say:
        log = _read(request, request.log, say)
        roads = _roads(request, say)
        review = made_review(request, log, roads, say)
        if request.output is not None:
            say("writing the files")
            _save(request, review, log, roads)
    if request.as_json:
        sys.stdout.write(review_text(review))
    else:
        shows_mapping = request.mapping is None
        print_review(
            review,
            Console(highlight=False),
            languages=_languages(request.look),
            with_mapping=shows_mapping,
        )
    if request.output is not None:
        notes = Console(stderr=True)
        notes.print(f"wrote {request.output}", style="dim", markup=False)


def made_review(
    request: ReviewRequest, log: CallLog, roads: RoadNetwork | None, say: Say
) -> Review:
    """Look back on a log as was asked.

    Raises
    ------
    InputError : no call has two moments, or nothing is to be compared.
    """
    say("counting intervals")
    of = counted(log, request.target_s)
    beside = _beside(request, of, say)
    review = review_counted(of, say, beside)
    review = _with_calibration(review, log)
    if roads is not None:
        review = _with_roads(review, log, roads, request.units, say)
    return without_few(review) if request.anonymise else review


def _check(request: ReviewRequest) -> None:
    """Refuse what could only fail after all the work."""
    target = request.target_s
    if target is not None and not (target > 0 and math.isfinite(target)):
        problem = f"{target:g} is not above 0"
        raise FieldError(problem, field="--target", mend="write seconds, as 480")
    if request.against is not None and request.split is not None:
        mend = "give the one or the other"
        raise FieldError("cannot be had with --against", field="--split", mend=mend)
    if request.units is not None and request.roads is None:
        mend = "say by which roads they go with --roads"
        raise FieldError("is of use with roads alone", field="--units", mend=mend)
    if request.roads is not None and request.anonymise:
        mend = "leave one of them out"
        raise FieldError("cannot be had with --anonymise", field="--roads", mend=mend)
    if request.split is not None:
        _moment(request.split)
    if request.output is not None:
        check_folder(request.output)


def _languages(look: Look) -> tuple[str, ...]:
    """Return the languages in which the terminal says its sentences."""
    return languages() if look.language == "both" else (look.language,)


def _read(request: ReviewRequest, source: str, say: Say) -> CallLog:
    say("reading the log")
    log = read_call_log(
        source,
        mapping=request.mapping,
        tz=request.tz,
        where=request.where,
        query=request.query,
        frame=request.frame,
    )
    if not request.anonymise:
        return log
    from dispatch.review.anonymise import anonymised  # noqa: PLC0415 - seldom asked for

    return anonymised(log)


def _roads(request: ReviewRequest, say: Say) -> RoadNetwork | None:
    if request.roads is None:
        return None
    import maps  # noqa: PLC0415 - takes long, and most reviews need no roads

    say("reading the roads")
    return maps.load(request.roads, progress=lambda step: say(f"the roads: {step}"))


def _beside(request: ReviewRequest, of: Counted, say: Say) -> Against | None:
    """Compare with another log, or the one half of a log with the other."""
    if request.against is not None:
        other = counted(_read(request, request.against, say), request.target_s)
        say("comparing")
        names = Path(other.log.name).name, Path(of.log.name).name
        return against(other, of, names)
    if request.split is None:
        return None
    say("comparing")
    moment = _moment(request.split, of.log.tz)
    end = last_moment(of.log)
    before, after = (
        counted(each, request.target_s, end=end) for each in _halves(of.log, moment)
    )
    at = moment.isoformat(sep=" ", timespec="minutes")
    return against(before, after, (f"before {at}", f"from {at}"))


def _halves(log: CallLog, moment: datetime) -> tuple[CallLog, CallLog]:
    # A call's rows stay together, also one that lacks the moment of receipt.
    received = pl.col("received").min().over("call_id")
    earlier = received < moment.astimezone(UTC)
    found = log.table.filter(earlier), log.table.filter(~earlier)
    if found[0].is_empty() or found[1].is_empty():
        side = "before" if found[0].is_empty() else "after"
        raise FieldError(f"no call was received {side} it", field="--split")
    return replace(log, table=found[0]), replace(log, table=found[1])


def _moment(text: str, tz: ZoneInfo | None = None) -> datetime:
    """Read a day or a time, on the clocks of the log's zone where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        problem = f"{text!r:.40} is neither a day nor a time"
        mend = "write it like 2026-03-21, or 2026-03-21T17:00"
        raise FieldError(problem, field="--split", mend=mend) from None
    return moment.replace(tzinfo=tz) if moment.tzinfo is None else moment


def _with_calibration(review: Review, log: CallLog) -> Review:
    planned = log.table.select("planned_travel_s", "planned_on_time")
    if all(planned[name].null_count() == planned.height for name in planned.columns):
        return review
    from dispatch.review.calibration import (  # noqa: PLC0415 - only of our own logs
        calibration_of,
    )

    found = calibration_of(log, target_s=review.target_s)
    return replace(review, calibration=found)


def _with_roads(
    review: Review, log: CallLog, roads: RoadNetwork, units: Path | None, say: Say
) -> Review:
    from dispatch.review.could_have_been import (  # noqa: PLC0415 - needs roads
        could_have_been,
    )

    found = could_have_been(
        log, roads, units=units, target_s=review.target_s, progress=say
    )
    return replace(review, could_have_been=found)


def _save(
    request: ReviewRequest, review: Review, log: CallLog, roads: RoadNetwork | None
) -> None:
    if request.output is None:
        return
    from dispatch.page.review.review_page import (  # noqa: PLC0415 - takes long
        review_page,
    )

    texts = {
        PAGE: review_page(review, request.look, roads=roads),
        JSON: review_text(review),
        MAPPING: mapping_text(log.mapping),
    }
    save_review(review, texts, request.output)


@contextmanager
def _progress() -> Iterator[Say]:
    """Show the step that runs where a person is looking."""
    notes = Console(stderr=True)
    if not notes.is_terminal:
        yield lambda _: None
        return
    columns = BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=notes, transient=True) as shown:
        task = shown.add_task("looking back", total=None)
        yield lambda step: shown.update(task, description=step)
