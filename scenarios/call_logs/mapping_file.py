"""A mapping to and from TOML, and the presets that ship.

tz = "America/Los_Angeles"
frame = "wgs84"                               # of places in mainland China

[columns]
call_id = "Call Number"
received = ["Call Date", "Call Time"]     # joined with a space

[durations]
on_scene = { column = "response_time", since = "received", unit = "s" }

[formats]
received = "%m/%d/%Y %I:%M:%S %p"

[called_off]
column = "Disposition"
texts = ["Cancelled"]
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from importlib.resources import files
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from maps.coordinates import FRAMES, Frame, known_frame
from maps.errors import FieldError, FileError
from maps.safe_file import writing
from maps.text_file import read_text
from scenarios.call_logs.log_mapping import (
    FIELDS,
    TIMES,
    UNITS_S,
    Cancelled,
    Duration,
    LogMapping,
)
from scenarios.nearest_word import hint
from scenarios.text_file import parse_toml

PRESETS = ("sf-fire", "seattle-police", "officer-dispatch")
_TABLES = ("tz", "frame", "optional", "columns", "durations", "formats", "called_off")
_ENDING = ".toml"


def mapping_of(name: str | PathLike[str]) -> LogMapping:
    """Read a mapping: one that ships, or a file.

    Raises
    ------
    FileError : no preset and no file of this name, or not TOML.
    FieldError : a field that a log does not have, or not of its form.
    """
    word = str(name)
    if word in PRESETS:
        file = files("scenarios.call_logs") / "presets" / f"{word}{_ENDING}"
        return parse_mapping(file.read_text(encoding="utf-8"), word)
    path = Path(name)
    if not path.suffix and not path.exists():
        problem = f"{word!r} is no mapping that ships"
        mend = hint(word, PRESETS) or f"known: {', '.join(PRESETS)}, or a TOML file"
        raise FileError(problem, mend=mend)
    return parse_mapping(read_text(path), path)


def parse_mapping(text: str, file: object) -> LogMapping:
    """Read a mapping from its TOML.

    Raises
    ------
    FileError, FieldError : as `mapping_of`.
    """
    table = parse_toml(text, file)
    _check_keys(table, _TABLES, file)
    return LogMapping(
        name=str(file),
        columns=_columns(_table(table, "columns", file), file),
        durations=_durations(_table(table, "durations", file), file),
        formats=_formats(_table(table, "formats", file), file),
        tz=_text(table["tz"], file, "tz") if "tz" in table else None,
        frame=_frame(table.get("frame"), file),
        called_off=_called_off(_table(table, "called_off", file), file),
        optional=_texts(table.get("optional", []), file, "optional"),
    )


def write_mapping(mapping: LogMapping, file: str | PathLike[str]) -> None:
    """Write a mapping, to be read again or corrected.

    Raises
    ------
    FileError : not writable.
    """
    target = Path(file)
    try:
        with writing(target, suffix=_ENDING) as path:
            path.write_text(mapping_text(mapping), encoding="utf-8")
    except OSError as error:
        problem = f"cannot be written: {error.strerror}"
        raise FileError(problem, file=file) from None


def mapping_text(mapping: LogMapping) -> str:
    """Return a mapping as TOML."""
    lines = ["# Which column of the log holds what. Correct it, and give it again with"]
    lines += ["# --mapping. Fields that may stand here:"]
    lines += [f"# {', '.join(FIELDS)}"]
    if mapping.tz is not None:
        lines += [f"tz = {_quoted(mapping.tz)}"]
    if mapping.frame is not None:
        lines += [f"frame = {_quoted(mapping.frame)}"]
    if mapping.optional:
        lines += [f"optional = {_listed(mapping.optional)}"]
    lines += ["", "[columns]"]
    for name, columns in mapping.columns.items():
        said = _quoted(columns[0]) if len(columns) == 1 else _listed(columns)
        why = f"  # {mapping.why[name]}" if name in mapping.why else ""
        lines += [f"{name} = {said}{why}"]
    lines += _duration_lines(mapping)
    if mapping.formats:
        lines += ["", "[formats]"]
        lines += [f"{name} = {_quoted(of)}" for name, of in mapping.formats.items()]
    if mapping.called_off is not None:
        lines += ["", "[called_off]", f"column = {_quoted(mapping.called_off.column)}"]
        lines += [f"texts = {_listed(mapping.called_off.texts)}"]
    return "\n".join(lines) + "\n"


def _duration_lines(mapping: LogMapping) -> list[str]:
    if not mapping.durations:
        return []
    lines = ["", "[durations]"]
    for name, each in mapping.durations.items():
        parts = f"column = {_quoted(each.column)}, since = {_quoted(each.since)}"
        why = f"  # {mapping.why[name]}" if name in mapping.why else ""
        lines += [f"{name} = {{ {parts}, unit = {_quoted(each.unit)} }}{why}"]
    return lines


def _quoted(text: str) -> str:
    """Write a text as TOML does, of whose escapes JSON's are a part."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(texts: Collection[str]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"


def _columns(
    given: Mapping[str, object], file: object
) -> Mapping[str, tuple[str, ...]]:
    _check_keys(given, FIELDS, file, within="columns")
    columns = {
        name: _texts([value] if isinstance(value, str) else value, file, name)
        for name, value in given.items()
    }
    for name, names in columns.items():
        if not names:
            mend = "name its column, or take the line out"
            raise FieldError("no column", file=file, field=name, mend=mend)
    return MappingProxyType(columns)


def _durations(given: Mapping[str, object], file: object) -> Mapping[str, Duration]:
    _check_keys(given, TIMES[1:], file, within="durations")
    made = {name: _duration(value, name, file) for name, value in given.items()}
    for name in made:
        _check_chain(name, made, file)
    return MappingProxyType(made)


def _duration(given: object, name: str, file: object) -> Duration:
    parts = ("column", "since", "unit")
    if not isinstance(given, dict) or "column" not in given:
        mend = 'write { column = "...", since = "received", unit = "s" }'
        raise FieldError("no duration", file=file, field=name, mend=mend)
    _check_keys(given, parts, file, within=name)
    texts = {part: _text(value, file, name) for part, value in given.items()}
    made = Duration(
        column=texts["column"],
        since=texts.get("since", "received"),
        unit=texts.get("unit", "s"),
    )
    _check_word(made.since, TIMES, file, f"{name}.since")
    _check_word(made.unit, UNITS_S, file, f"{name}.unit")
    return made


def _check_chain(name: str, durations: Mapping[str, Duration], file: object) -> None:
    """Refuse durations that are since each other."""
    at, seen = name, {name}
    while at in durations:
        at = durations[at].since
        if at in seen:
            mend = "have one of them since received"
            problem = "durations that are since each other"
            raise FieldError(problem, file=file, field=name, mend=mend)
        seen.add(at)


def _formats(given: Mapping[str, object], file: object) -> Mapping[str, str]:
    _check_keys(given, TIMES, file, within="formats")
    return MappingProxyType(
        {name: _text(value, file, name) for name, value in given.items()}
    )


def _frame(given: object, file: object) -> Frame | None:
    if given is None:
        return None
    word = _text(given, file, "frame")
    _check_word(word, FRAMES, file, "frame")
    return known_frame(word)


def _called_off(given: Mapping[str, object], file: object) -> Cancelled | None:
    if not given:
        return None
    _check_keys(given, ("column", "texts"), file, within="called_off")
    column = _text(given.get("column"), file, "called_off.column")
    return Cancelled(column=column, texts=_texts(given.get("texts"), file, "texts"))


def _table(
    table: Mapping[str, object], name: str, file: object
) -> Mapping[str, object]:
    given = table.get(name, {})
    if not isinstance(given, dict):
        mend = f"write [{name}] above its lines"
        raise FieldError("not a table", file=file, field=name, mend=mend)
    return given


def _texts(given: object, file: object, name: str) -> tuple[str, ...]:
    if not isinstance(given, list):
        mend = 'write ["...", "..."]'
        raise FieldError("not a list of texts", file=file, field=name, mend=mend)
    return tuple(_text(each, file, name) for each in given)


def _text(given: object, file: object, name: str) -> str:
    if not isinstance(given, str) or not given:
        raise FieldError("not a text", file=file, field=name, mend='write "..."')
    return given


def _check_keys(
    given: Mapping[str, object], known: Collection[str], file: object, within: str = ""
) -> None:
    for key in given:
        _check_word(key, known, file, f"{within}.{key}" if within else key)


def _check_word(word: str, known: Collection[str], file: object, field: str) -> None:
    if word not in known:
        mend = hint(word, known) or f"known: {', '.join(known)}"
        raise FieldError("not known", file=file, field=field, mend=mend)
