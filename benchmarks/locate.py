"""How often a look-up finds the right building, however the address is written.

    python -m benchmarks.locate [--n 2000] [--seed 1] [--json] [--names FILE]

Addresses of the embedded city whose full text is unique there, each spoiled in one
way; addresses that stand for several doors; addresses that nobody has. The spoiling
touches the street's name alone, never the number. --names takes a road file and
looks up its streets in Chinese forms.
"""

from __future__ import annotations

import argparse
import json
import string
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from types import MappingProxyType
from typing import TypeVar

import numpy as np

import maps
from benchmarks.machine import machine
from maps.address import SAME_DOOR_M
from maps.places.answer import Answer, Candidate
from maps.places.apart import Point, apart_m
from maps.places.folding import folded
from maps.places.gazetteer import Gazetteer
from maps.places.place_rows import PlaceRow, doors
from maps.places.traditional import traditional
from maps.road_network import RoadNetwork

Rng = np.random.Generator
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Meant:
    """A place that is meant: what its door says, and points that are as good."""

    door: str
    points: tuple[Point, ...]


Question = tuple[str, list[Meant]]
"""A text and the places that it means."""
Spoil = Callable[[PlaceRow, Rng], str]

UNTOUCHED = "untouched"
_HEADINGS = (
    *("text", "n", "right first", "all in top 5", "wrongly sure"),
    *("led clearly", "and wrong", "median ms", "p95 ms"),
)
_TOP = 5
_LEAST_LETTERS = 4
_ABBREVIATIONS = (
    *(("vegur", "v."), ("gata", "g."), ("stræti", "str."), ("braut", "br.")),
    *(("stígur", "st."), ("straße", "str."), ("Street", "St"), ("Avenue", "Ave")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of text: how many, and what share was found.

    first, top : a right place first, or all among the five; nan where not asked.
    silent : answers that passed off one place as the one meant, wrongly. best,
    best_wrong : answers whose first led clearly, as --accept-best takes it, and those
    of them that were wrong.
    """

    kind: str
    n: int
    first: float
    top: float
    silent: int
    best: int
    best_wrong: int
    median_ms: float
    p95_ms: float


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    roads = maps.load("reykjavik")
    rows = measure(roads, n=arguments.n, seed=arguments.seed)
    if arguments.names:
        rows += measure_names(maps.load(arguments.names), seed=arguments.seed)
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.locate")
    parser.add_argument("--n", type=int, default=2000, help="addresses (2000)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (1)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    parser.add_argument("--names", type=Path, metavar="FILE", help="Chinese roads")
    return parser.parse_args()


def measure(
    roads: RoadNetwork, *, n: int, seed: int, ambiguous: int = 200, made_up: int = 50
) -> list[Row]:
    """Measure every kind of spoiling on a sample, and the other two questions."""
    rng = np.random.default_rng(seed)
    gazetteer = Gazetteer.open(roads)
    rows = [*doors(roads)]
    gazetteer.find(rows[0].text)
    sample = _sample(_unique(rows), n, rng)
    texts: dict[str, list[Question]] = {UNTOUCHED: []}
    for row in sample:
        texts[UNTOUCHED].append((row.text, [_at(row)]))
        kind, text = _spoiled(row, rng)
        texts.setdefault(kind, []).append((text, [_at(row)]))
    made: list[Question] = [(text, []) for text in _made_up(rows, made_up, rng)]
    texts = dict(sorted(texts.items()))
    texts["all spoiled"] = [
        t for k, each in texts.items() if k != UNTOUCHED for t in each
    ]
    several = _sample(_several(rows), ambiguous, rng)
    return [
        *(_row(kind, each, gazetteer) for kind, each in texts.items()),
        _row("ambiguous", several, gazetteer),
        _row("made up", made, gazetteer),
    ]


def measure_names(roads: RoadNetwork, *, seed: int) -> list[Row]:
    """Look up every Chinese street of some roads, in forms that an address has."""
    rng = np.random.default_rng(seed)
    gazetteer = Gazetteer.open(roads)
    names = [name for name in roads.names if name[-1] in "路街巷弄道"]
    places = {name: _street(roads, name) for name in names}
    forms: Mapping[str, Callable[[str], str]] = {
        "name": lambda name: name,
        "regions and number": lambda name: f"浙江省杭州市拱墅区{name}{_number(rng)}号",
        "wide digits": lambda name: _wide(f"{name}{_number(rng)}号"),
        "traditional": traditional,
        "compound and room": lambda n: f"{n}{_number(rng)}号东方花园3幢2单元1201室",
    }
    return [
        _row(f"street, {kind}", [(form(n), [places[n]]) for n in names], gazetteer)
        for kind, form in forms.items()
    ]


def _number(rng: Rng) -> int:
    return int(rng.integers(1, 900))


def _wide(text: str) -> str:
    wide = {ord(digit): ord(digit) + 0xFEE0 for digit in string.digits}
    return text.translate(wide)


def _street(roads: RoadNetwork, name: str) -> Meant:
    stretches = roads.stretches
    rows = np.flatnonzero(stretches.name == roads.names.index(name)).tolist()
    at = [point for row in rows for point in stretches.line(row).tolist()]
    return Meant(name, tuple((lon, lat) for lon, lat in at))


def _at(row: PlaceRow) -> Meant:
    return Meant(row.door, ((row.lon, row.lat),))


def _sample(things: Sequence[Thing], n: int, rng: Rng) -> list[Thing]:
    order = rng.permutation(len(things))[:n]
    return [things[at] for at in order.tolist()]


def _unique(rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """Doors whose full text no other door has."""
    times = Counter(row.text for row in rows)
    return [row for row in rows if times[row.text] == 1]


def _several(rows: Sequence[PlaceRow]) -> list[Question]:
    """Streets and numbers that stand for two to five doors far apart."""
    groups: dict[str, list[Point]] = {}
    for row in rows:
        groups.setdefault(row.door, []).append((row.lon, row.lat))
    apart = {door: _far_apart(points) for door, points in groups.items()}
    return [
        (door, [Meant(door, (point,)) for point in each])
        for door, each in apart.items()
        if 1 < len(each) <= _TOP
    ]


def _far_apart(points: Iterable[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if all(apart_m(point, other) > SAME_DOOR_M for other in kept):
            kept.append(point)
    return kept


def _made_up(rows: Sequence[PlaceRow], n: int, rng: Rng) -> list[str]:
    """Half with streets that nobody has, half with numbers."""
    names = sorted({row.name for row in rows})
    taken = {folded(name) for name in names}
    taken_doors = {folded(row.door) for row in rows}
    made: list[str] = []
    while len(made) < n:
        one, other = _sample(names, 2, rng)
        name = one[: len(one) // 2] + other[len(other) // 2 :]
        door = f"{name} {_number(rng)}" if len(made) % 2 else f"{one} {_number(rng)}"
        is_new = folded(name) not in taken if len(made) % 2 else True
        if is_new and folded(door) not in taken_doors:
            made.append(door)
    return made


def _spoiled(row: PlaceRow, rng: Rng) -> tuple[str, str]:
    """Spoil in one of the ways that change this address, each as likely."""
    ways = {kind: spoil(row, rng) for kind, spoil in SPOILS.items()}
    changed = [kind for kind, text in ways.items() if text != row.text]
    kind = changed[int(rng.integers(len(changed)))]
    return kind, ways[kind]


def _with_name(row: PlaceRow, name: str) -> str:
    return name + row.text.removeprefix(row.name)


def no_accents(row: PlaceRow, _: Rng) -> str:
    """Write the street's name as on a keyboard without its letters."""
    lower = folded(row.name)
    same = lower == row.name.casefold()
    return row.text if same else _with_name(row, lower.capitalize())


def swapped(row: PlaceRow, rng: Rng) -> str:
    """Swap two letters that stand side by side."""
    if len(row.name) < _LEAST_LETTERS:
        return row.text
    at = int(rng.integers(len(row.name) - 1))
    name = row.name[:at] + row.name[at + 1] + row.name[at] + row.name[at + 2 :]
    return _with_name(row, name)


def missing(row: PlaceRow, rng: Rng) -> str:
    """Leave out a letter."""
    if len(row.name) < _LEAST_LETTERS:
        return row.text
    at = int(rng.integers(len(row.name)))
    return _with_name(row, row.name[:at] + row.name[at + 1 :])


def abbreviated(row: PlaceRow, _: Rng) -> str:
    """Write the end of the name in short, where there is a usual way."""
    for ending, short in _ABBREVIATIONS:
        if row.name.endswith(ending) and len(row.name) > len(ending) + 1:
            return _with_name(row, row.name.removesuffix(ending) + short)
    return row.text


def other_case(row: PlaceRow, rng: Rng) -> str:
    """Write the street's name in capitals, in small letters or the wrong way."""
    forms = (row.name.upper(), row.name.lower(), row.name.swapcase())
    return _with_name(row, forms[int(rng.integers(len(forms)))])


def reversed_order(row: PlaceRow, _: Rng) -> str:
    """Write the town first, or the number where there is none."""
    town = row.text.partition(", ")[2]
    return f"{town}, {row.door}" if town else f"{row.number} {row.name}"


def postcode_for_town(row: PlaceRow, _: Rng) -> str:
    """Leave the town out where a postcode says it too."""
    both = row.postcode and row.town
    return f"{row.door}, {row.postcode}" if both else row.text


SPOILS: Mapping[str, Spoil] = MappingProxyType(
    {
        "accent": no_accents,
        "letters swapped": swapped,
        "letter missing": missing,
        "abbreviation": abbreviated,
        "case": other_case,
        "order": reversed_order,
        "postcode for town": postcode_for_town,
    }
)


def _row(kind: str, texts: Sequence[Question], gazetteer: Gazetteer) -> Row:
    answers, took_ms = [], []
    for text, _ in texts:
        started = time.perf_counter()
        answers.append(gazetteer.find(text, top=_TOP))
        took_ms.append((time.perf_counter() - started) * 1e3)
    pairs = [(answer, true) for answer, (_, true) in zip(answers, texts, strict=True)]
    asked = bool(texts and texts[0][1])
    n = len(texts)
    return Row(
        kind=kind,
        n=n,
        first=sum(_is_first(*pair) for pair in pairs) / n if asked else float("nan"),
        top=sum(_all_among(*pair) for pair in pairs) / n if asked else float("nan"),
        silent=sum(is_silent(*pair) for pair in pairs),
        best=sum(answer.best is not None for answer in answers),
        best_wrong=sum(_is_best_wrong(*pair) for pair in pairs),
        median_ms=round(median(took_ms), 2),
        p95_ms=round(quantiles(took_ms, n=20)[-1], 2),
    )


def _is_first(answer: Answer, meant: Sequence[Meant]) -> bool:
    return bool(answer.candidates) and any(
        _is(answer.candidates[0], place) for place in meant
    )


def _all_among(answer: Answer, meant: Sequence[Meant]) -> bool:
    return all(any(_is(each, place) for each in answer.candidates) for place in meant)


def _is(candidate: Candidate, place: Meant) -> bool:
    """Whether a candidate has the door's text and is at it; text alone is no place."""
    here = (candidate.lon, candidate.lat)
    same = folded(candidate.door) == folded(place.door)
    return same and any(apart_m(here, point) <= SAME_DOOR_M for point in place.points)


def is_silent(answer: Answer, meant: Sequence[Meant]) -> bool:
    """Whether one place is passed off as the one meant, and is not, or not alone."""
    if answer.verdict != "exact":
        return False
    return len(meant) != 1 or not _is_first(answer, meant)


def _is_best_wrong(answer: Answer, meant: Sequence[Meant]) -> bool:
    best = answer.best
    return best is not None and not (len(meant) == 1 and _is(best, meant[0]))


def _table(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| " + " | ".join(_HEADINGS) + " |",
        "|" + "---|" * len(_HEADINGS),
    ]
    for row in rows:
        shares = " | ".join(
            "" if share != share else f"{share:.2%}"  # noqa: PLR0124 - nan
            for share in (row.first, row.top)
        )
        best = f"{row.best} | {row.best_wrong}"
        times = f"{row.median_ms:.2f} | {row.p95_ms:.2f}"
        lines.append(
            f"| {row.kind} | {row.n} | {shares} | {row.silent} | {best} | {times} |"
        )
    return lines


if __name__ == "__main__":
    main()
