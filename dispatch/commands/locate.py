"""`dispatch locate`: what an address may mean, or a file of them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

import maps
from dispatch.table import shown
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
_FRAME = "wgs84"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MOST_LON, _MOST_LAT = 180.0, 90.0
_VERDICTS = {
    "exact": "found",
    "ambiguous": "several places: which one?",
    "unsure": "not as written; like it:",
    "none": "nothing is like it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocateRequest:
    """What the user asked for; None where he left it to us."""

    text: str | None = None
    batch: Path | None = None
    roads: str = "reykjavik"
    places: tuple[Path, ...] = ()
    near: str | None = None
    top: int = 5
    as_json: bool = False


def run_locate(request: LocateRequest) -> None:
    """Look up, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    texts = _texts(request)
    near = None if request.near is None else _point(request.near)
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


def _point(text: str) -> Point:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon, lat = _MOST_LON + 1, _MOST_LAT + 1
    if not (abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT):
        mend = "write LON,LAT in WGS-84 degrees, as -21.94,64.15"
        raise FieldError(f"{text!r:.40} is no place", field="--near", mend=mend)
    return lon, lat


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
    if request.as_json:
        forms = [answer_form(answer) for answer in answers]
        form = forms if request.batch else forms[0]
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=1) + "\n")
    elif request.batch:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(_COLUMNS)
        table.writerows(batch_row(answer) for answer in answers)
    else:
        _print_answer(answers[0], Console(highlight=False))


def answer_form(answer: Answer) -> dict[str, Any]:
    """Answer as JSON has it."""
    return {
        "text": answer.text,
        "verdict": answer.verdict,
        "frame": _FRAME,
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


def batch_row(answer: Answer) -> list[object]:
    """Answer as a row of CSV: its first candidate, and the others in one cell."""
    hints = "; ".join(f"{name} {value}" for name, value in answer.hints.items())
    others = " | ".join(each.text for each in answer.candidates[1:])
    if not answer.candidates:
        return [cell(answer.text), answer.verdict, *[""] * 7, cell(hints), ""]
    first = answer.candidates[0]
    return [
        *(cell(answer.text), answer.verdict, first.kind, cell(first.text)),
        *(round(first.lon, 7), round(first.lat, 7), _FRAME, first.score),
        *(cell("; ".join(first.matched)), cell(hints), cell(others)),
    ]


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell("Laugavegur 22")
    ("'=1+1", 'Laugavegur 22')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _print_answer(answer: Answer, console: Console) -> None:
    console.print(Text(f"{shown(answer.text)}: {_VERDICTS[answer.verdict]}"))
    if answer.hints:
        parts = (f"{name} {value}" for name, value in answer.hints.items())
        console.print(Text(f"at the place: {shown(', '.join(parts))}"))
    if answer.candidates:
        console.print(_table(answer))


def _table(answer: Answer) -> Table:
    with_distance = answer.candidates[0].distance_m is not None
    table = Table()
    table.add_column("place", overflow="fold")
    table.add_column("kind")
    table.add_column("lon, lat (WGS-84)", no_wrap=True)
    table.add_column("score", justify="right")
    table.add_column("matched", overflow="fold")
    if with_distance:
        table.add_column("away", justify="right")
    for each in answer.candidates:
        away = f"{(each.distance_m or 0.0) / 1000:.1f} km"
        table.add_row(
            Text(shown(each.text)),
            each.kind,
            f"{each.lon:.5f}, {each.lat:.5f}",
            f"{each.score:.2f}",
            Text(shown("; ".join(each.matched))),
            *([away] if with_distance else []),
        )
    return table
