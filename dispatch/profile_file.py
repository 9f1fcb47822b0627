"""Speed profiles in files: TOML with the fields of `SpeedProfile`, and back.

A file as `dispatch calibrate` writes it and as a policy names it; what it leaves out
keeps its default. `maps/data/speed_profile.toml` has all of them, with their source.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from dispatch.record_form import plain, record_of
from maps.errors import FileError, InputError
from maps.safe_file import writing
from maps.speeds import SpeedProfile
from maps.text_file import read_text
from scenarios.row_faults import Spot, raise_first
from scenarios.text_file import parse_toml

Notes = Mapping[str, str]


def read_profile(source: str | PathLike[str]) -> SpeedProfile:
    """Read a speed profile from a TOML file.

    Raises
    ------
    FileError : a file that cannot be read.
    FieldError : a field that is unknown or wrong.
    """
    path = Path(source)
    faults: list[InputError] = []
    data = parse_toml(read_text(path), path)
    profile = record_of(SpeedProfile, data, Spot(file=str(path)), faults)
    raise_first(faults)
    return profile


def save_profile(
    profile: SpeedProfile, path: Path, *, heading: Sequence[str], notes: Notes
) -> None:
    """Write a profile with all its numbers; as `profile_text`.

    Raises
    ------
    FileError : the file cannot be written.
    """
    text = profile_text(profile, heading=heading, notes=notes)
    try:
        with writing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(f"cannot be written: {why}", file=path) from None


def profile_to_file_form(profile: SpeedProfile) -> dict[str, Any]:
    """Write a profile, with all its defaults, as a JSON-ready table."""
    form: dict[str, Any] = plain(profile)
    return form


def profile_text(profile: SpeedProfile, *, heading: Sequence[str], notes: Notes) -> str:
    """Write a profile as TOML.

    heading : lines of comment at the top. notes : a comment to a number, by its
    field or by "field.key".
    """
    lines = [f"# {line}".rstrip() for line in heading]
    lines += ["", *_lines("", profile_to_file_form(profile), notes)]
    return "\n".join(lines) + "\n"


def _lines(place: str, table: Mapping[str, Any], notes: Notes) -> Iterator[str]:
    """Give a table's own values, and then the tables within it."""
    own = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    if place and own:
        yield from ("", f"[{place}]")
    for key, value in own.items():
        note = notes.get(f"{place}.{key}" if place else key)
        yield f"{_key(key)} = {json.dumps(value)}" + (f"  # {note}" if note else "")
    for key in (key for key in table if key not in own):
        yield from _lines(f"{place}.{key}" if place else key, table[key], notes)


def _key(name: str) -> str:
    """Write a key, in quotes where TOML wants them."""
    bare = name.isascii() and name.replace("_", "").isalnum()
    return name if bare else json.dumps(name)
