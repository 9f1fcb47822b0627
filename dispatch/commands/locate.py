"""`dispatch locate`: what an address may mean, or a file of them."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

import maps
from dispatch.terminal_words import in_a_cell, shown
from maps.coordinates import Frame, frame_name, from_wgs84, to_wgs84
from maps.errors import FieldError
from maps.places.answer import Answer, Candidate
from maps.places.apart import Point
from maps.places.gazetteer import Gazetteer
from maps.places.place_file import read_places, table_rows
from maps.places.place_kind import place_kind

_TEXT_COLUMNS = ("text", "address")
_COLUMNS = (
    *("text", "verdict", "kind", "place", "lon", "lat", "frame", "score"),
    *("matched", "hints", "others"),
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but tab and line feed
_MOST_LON, _MOST_LAT = 180.0, 90.0
_VERDICTS = {
    "exact": "found",
    "ambiguous": "several places: which one?",
    "unsure": "not as written; like it:",
    "none": "nothing is like it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocateRequest:
    """What the user asked for; None where he left it to us.

    frame : of near and of the answers.
    """

    text: str | None = None
    batch: Path | None = None
    roads: str = "reykjavik"
    places: tuple[Path, ...] = ()
    near: str | None = None
    frame: Frame = "wgs84"
    top: int = 5
    as_json: bool = False


def run_locate(request: LocateRequest) -> None:
    """Look up, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    texts = _texts(request)
    near = None if request.near is None else _point(request.near, request.frame)
    if request.top < 1:
        raise FieldError(f"{request.top} is below 1", field="--top")
    own = [*chain.from_iterable(read_places(file) for file in request.places)]
    with _progress() as progress:
        roads = maps.load(request.roads, progress=progress)
        progress("places")
        gazetteer = Gazetteer.open(roads, own)
    try:
        answers = [gazetteer.find(text, near=near, top=request.top) for text in texts]
    finally:
        gazetteer.close()
    _print(answers, request)


def _texts(request: LocateRequest) -> list[str]:
    if (request.text is None) == (request.batch is None):
        mend = "give one of the two"
        raise FieldError("a text or a file of texts", field="--batch", mend=mend)
    if request.batch is None:
        return [request.text or ""]
    rows = table_rows(request.batch)
    named = [name for name in _TEXT_COLUMNS if name in rows[0]]
    column = next(iter(named or rows[0]))
    return [row[column] for row in rows]


def _point(text: str, frame: Frame) -> Point:
    """Read a place in a frame, and give it in WGS-84."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon, lat = _MOST_LON + 1, _MOST_LAT + 1
    if not (abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT):
        mend = f"write LON,LAT in {frame_name(frame)} degrees, as -21.94,64.15"
        raise FieldError(f"{text!r:.40} is no place", field="--near", mend=mend)
    (lon,), (lat,) = to_wgs84(np.array([lon]), np.array([lat]), frame)
    return float(lon), float(lat)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show the step that runs where a person is looking."""
    notes = Console(stderr=True)
    if not notes.is_terminal:
        yield lambda _: None
        return
    with notes.status("reading the roads") as status:
        yield lambda step: status.update(f"reading the roads: {step}")


def _print(answers: list[Answer], request: LocateRequest) -> None:
    frame = request.frame
    answers = [_in_frame(answer, frame) for answer in answers]
    if request.as_json:
        forms = [answer_form(answer, frame) for answer in answers]
        form = forms if request.batch else forms[0]
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=1) + "\n")
    elif request.batch:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(_COLUMNS)
        table.writerows(batch_row(answer, frame) for answer in answers)
    else:
        _print_answer(answers[0], frame, Console(highlight=False))


def _in_frame(answer: Answer, frame: Frame) -> Answer:
    """Bring the candidates of an answer from WGS-84 to a frame, to be shown."""
    found = answer.candidates
    lon, lat = from_wgs84(
        np.array([each.lon for each in found]),
        np.array([each.lat for each in found]),
        frame,
    )
    moved = zip(found, lon.tolist(), lat.tolist(), strict=True)
    candidates = tuple(replace(each, lon=x, lat=y) for each, x, y in moved)
    return replace(answer, candidates=candidates)


def answer_form(answer: Answer, frame: Frame) -> dict[str, Any]:
    """Answer as JSON has it, its candidates in a frame."""
    return {
        "text": answer.text,
        "verdict": answer.verdict,
        "frame": frame,
        "hints": dict(answer.hints),
        "candidates": [_candidate_form(each, answer) for each in answer.candidates],
    }


def _candidate_form(candidate: Candidate, answer: Answer) -> dict[str, Any]:
    form = asdict(candidate)
    form["place_kind"] = place_kind(
        candidate.kind, candidate.building, candidate.levels, answer.hints
    )
    form["place"] = form.pop("text")
    form["lon"], form["lat"] = round(candidate.lon, 7), round(candidate.lat, 7)
    if candidate.distance_m is not None:
        form["distance_m"] = round(candidate.distance_m, 1)
    dropped = {"door"} | {name for name, value in form.items() if value in {None, ""}}
    return {name: value for name, value in form.items() if name not in dropped}


def batch_row(answer: Answer, frame: Frame) -> list[object]:
    """Answer as a row of CSV: its first candidate, and the others in one cell."""
    hints = "; ".join(f"{name} {value}" for name, value in answer.hints.items())
    others = " | ".join(each.text for each in answer.candidates[1:])
    if not answer.candidates:
        return [cell(answer.text), answer.verdict, *[""] * 7, cell(hints), ""]
    first = answer.candidates[0]
    return [
        *(cell(answer.text), answer.verdict, first.kind, cell(first.text)),
        *(round(first.lon, 7), round(first.lat, 7), frame, first.score),
        *(cell("; ".join(first.matched)), cell(hints), cell(others)),
    ]


def cell(text: str) -> str:
    r"""Text that no spreadsheet takes for a formula, and that steers no terminal.

    >>> cell("=1+1"), cell("Laugavegur 22"), cell("a\x1b[2J")
    ("'=1+1", 'Laugavegur 22', 'a�[2J')
    """
    plain = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{plain}" if text.startswith(_FORMULA_STARTS) else plain


def _print_answer(answer: Answer, frame: Frame, console: Console) -> None:
    console.print(Text(f"{in_a_cell(answer.text)}: {_VERDICTS[answer.verdict]}"))
    if answer.hints:
        parts = (f"{name} {value}" for name, value in answer.hints.items())
        console.print(Text(f"at the place: {shown(', '.join(parts))}"))
    if answer.candidates:
        console.print(_table(answer, frame))


def _table(answer: Answer, frame: Frame) -> Table:
    with_distance = answer.candidates[0].distance_m is not None
    table = Table()
    table.add_column("place", overflow="fold")
    table.add_column("kind")
    table.add_column(f"lon, lat ({frame_name(frame)})", no_wrap=True)
    table.add_column("score", justify="right")
    table.add_column("matched", overflow="fold")
    if with_distance:
        table.add_column("away", justify="right")
    for each in answer.candidates:
        away = f"{(each.distance_m or 0.0) / 1000:.1f} km"
        table.add_row(
            Text(in_a_cell(each.text)),
            each.kind,
            f"{each.lon:.5f}, {each.lat:.5f}",
            f"{each.score:.2f}",
            Text(shown("; ".join(each.matched))),
            *([away] if with_distance else []),
        )
    return table
