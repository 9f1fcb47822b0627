"""Which column of a log holds what: by the columns' names, and by what they hold.

A name counts only where the cells can be what it says. Columns whose names say nothing
are known by their cells: times by which comes first in the rows, and by how long the
steps between them are; a call's id by that its rows were received at one moment, a
unit's by that a call has it once; degrees by where they lie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from maps.errors import FieldError
from scenarios.call_logs.column_content import (
    free_clocks,
    id_by_content,
    in_order,
    place_by_content,
    priority_by_content,
    times_by_content,
    unit_by_content,
)
from scenarios.call_logs.column_look import Look, looks
from scenarios.call_logs.column_words import (
    DURATIONS,
    LIKELY,
    PLAIN_TIME,
    WORDS,
    is_plain_time,
    likeness,
    said,
    says_anything,
)
from scenarios.call_logs.log_mapping import FIELDS, TIMES, Duration, LogMapping
from scenarios.call_logs.mapping_file import mapping_of
from scenarios.call_logs.raw_log import RawLog

BY_NAME, BY_CONTENT = "by its name", "by what it holds"
_OWN = "officer-dispatch"
_OWN_COLUMNS = {"alert_id", "unit_id", "received", "notified", "at_door", "ended"}
_MOST_PRIORITIES = 50
_MOST_LON, _MOST_LAT = 180.0, 90.0
_OF_TIMES = (*TIMES, "not used")
_EMPTY = 0.4  # what a column without a cell is behind another of its name
_MINUTES = {"min", "mins", "minute", "minutes"}
_HOUR_MIN = 60.0
_LEAST_IDS = 0.02  # share of the rows: of fewer ids none is a call's; *assumed*


def recognised(raw: RawLog) -> LogMapping:
    """Find out which column holds what.

    Raises
    ------
    FieldError : no column of times.
    """
    if {*raw.names} >= _OWN_COLUMNS:
        return mapping_of(_OWN)
    seen = looks(raw)
    named = _by_name(seen)
    columns: dict[str, tuple[str, ...]]
    columns = {name: (look.name,) for name, look in named.items()}
    why = dict.fromkeys(columns, BY_NAME)
    for name, look in _by_content(seen, named).items():
        columns[name] = (look.name,)
        why[name] = BY_CONTENT
    if len({"lon", "lat"} & {*columns}) == 1:  # half a place is none
        columns = {n: c for n, c in columns.items() if n not in {"lon", "lat"}}
    if "received" not in columns:
        columns |= _date_and_clock(seen)
        why["received"] = BY_NAME
    if "received" not in columns:
        raise _no_times(raw)
    durations = _durations(seen, columns)
    why |= dict.fromkeys(durations, BY_NAME)
    ordered = {name: columns[name] for name in FIELDS if name in columns}
    return LogMapping(
        name="recognised",
        columns=MappingProxyType(ordered),
        durations=MappingProxyType(durations),
        why=MappingProxyType(why),
    )


def _no_times(raw: RawLog) -> FieldError:
    some = ", ".join(raw.names[:8]) + (", …" if len(raw.names) > 8 else "")  # noqa: PLR2004 - as many as fit a line
    problem = f"no column of times is recognised among {some}"
    mend = 'write a mapping, [columns] received = "...", and give it with --mapping'
    return FieldError(problem, file=raw.name, mend=mend)


def _by_name(seen: Sequence[Look]) -> dict[str, Look]:
    """Give fields the columns whose names are most like theirs, each one field."""
    scores = sorted(
        (
            (-score, at, name, look)
            for name in (*FIELDS, "not used")
            for at, look in enumerate(seen)
            if says_anything(look.name) and (score := _score(name, look)) > 0
        ),
        key=lambda each: each[:3],
    )
    named: dict[str, Look] = {}
    taken: set[str] = set()
    for _, _, name, look in scores:
        if look.name in taken or name in named:
            continue
        taken.add(look.name)
        if name != "not used":
            named[name] = look
    return named


def _score(name: str, look: Look) -> float:
    """Say how much a column is like a field, by its name; 0 where it cannot be it."""
    words = WORDS.get(name, ())
    score = likeness(look.name, words, is_time=name in _OF_TIMES)
    if not score and name == "received" and is_plain_time(look.name):
        score = PLAIN_TIME
    if not score or not _can_be(name, look):
        return 0.0
    if not look.filled:
        return score - _EMPTY
    if name == "unit_id" and look.numbers is not None:
        score -= 0.2 * ("number" in said(look.name) or "units" in said(look.name))
    return score


def _can_be(name: str, look: Look) -> bool:
    """Tell whether a column's cells can be what a field is."""
    if name in TIMES:
        return look.is_time or (name != "received" and not look.filled)
    if not look.filled:
        return False
    text = not look.is_time and not look.is_date and not look.clock
    ids = not look.fine and not look.points and (text or look.by_number)
    can: Mapping[str, bool] = {
        "lon": look.within(_MOST_LON),
        "lat": look.within(_MOST_LAT),
        "point": look.points,
        "amount": look.numbers is not None and text,
        "priority": text and look.n_unique <= _MOST_PRIORITIES,
        "call_id": ids and look.n_unique >= _LEAST_IDS * len(look.cells),
        "unit_id": ids and not look.flags,
        "not used": True,
    }
    return can.get(name, text and not look.points)


def _by_content(seen: Sequence[Look], named: Mapping[str, Look]) -> dict[str, Look]:
    """Give fields that no name says the columns whose names say nothing."""
    free = [look for look in seen if _says_nothing(look)]
    times = _times_of(free, named)
    received = named.get("received", times[0] if times else None)
    if received is None:
        return {}
    found: dict[str, Look] = {}
    if "call_id" not in named:
        found |= id_by_content([each for each in free if each not in times], received)
    call = named.get("call_id", found.get("call_id"))
    for name, look in times_by_content(times, call).items():
        if name not in named and look in free:
            found[name] = look
    rest = [look for look in free if look not in (*found.values(), *times)]
    if "unit_id" not in named and call is not None:
        found |= unit_by_content(rest, call)
    if not {"lon", "lat", "point"} & {*named}:
        found |= place_by_content(rest)
    if "priority" not in named:
        found |= priority_by_content(
            [each for each in rest if each not in found.values()], call
        )
    return found


def _times_of(free: Sequence[Look], named: Mapping[str, Look]) -> list[Look]:
    """Return columns of times, in order; of bare numbers if there are no others."""
    known = [each for name, each in named.items() if name in TIMES and each.is_time]
    times = [look for look in free if look.is_time and not look.by_number]
    if not known and not times:
        times = [look for look in free if look.is_time]
    return in_order([*known, *times])


def _says_nothing(look: Look) -> bool:
    """Tell whether a name is like no field's and no duration's."""
    if not says_anything(look.name):
        return True
    every = [*WORDS.values(), *DURATIONS.values()]
    return not is_plain_time(look.name) and not any(
        likeness(look.name, words, is_time=look.is_time) >= LIKELY for words in every
    )


def _date_and_clock(seen: Sequence[Look]) -> dict[str, tuple[str, ...]]:
    """Take a date and a time of day for the receipt; a date alone has no times."""
    pairs = [*free_clocks(seen)]
    if not pairs:
        return {}
    words = WORDS["received"]
    date, clock = max(
        pairs, key=lambda pair: sum(likeness(p.name, words, is_time=True) for p in pair)
    )
    return {"received": (date.name, clock.name)}


def _durations(
    seen: Sequence[Look], columns: Mapping[str, tuple[str, ...]]
) -> dict[str, Duration]:
    """Find columns of numbers that say how long something took, and since when."""
    taken = {column for parts in columns.values() for column in parts}
    free = [
        look
        for look in seen
        if look.name not in taken and (look.numbers is not None or look.clock)
    ]
    found: dict[str, Duration] = {}
    for (name, since), words in DURATIONS.items():
        if name in columns or name in found or not {since} & {*columns, *found}:
            continue
        best = max(free, key=lambda look: _duration_score(look, words), default=None)
        if best is not None and _duration_score(best, words):
            unit = _unit_of(best)
            found[name] = Duration(column=best.name, since=since, unit=unit)
            free.remove(best)
    return found


def _duration_score(look: Look, words: tuple[str, ...]) -> float:
    """Like a name, and the more for the first of several units."""
    score = likeness(look.name, words)
    return score + 0.1 * ("first" in said(look.name)) if score else 0.0


def _unit_of(look: Look) -> str:
    """Return the unit: as the name says, else by the numbers.

    Decimals of a median below an hour are minutes; *assumed*, and shown.
    """
    whole = said(look.name)
    if look.clock or look.numbers is None or {"s", "sec", "secs", "seconds"} & {*whole}:
        return "s"
    if {*whole[1:]} & _MINUTES:
        return "min"
    known = look.numbers[np.isfinite(look.numbers)]
    parts = float((known % 1 != 0).mean()) if len(known) else 0.0
    return "min" if parts > 0.5 and np.median(known) < _HOUR_MIN else "s"  # noqa: PLR2004 - most
