"""Text files as their user wrote them: UTF-8, TOML, JSON."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from maps.errors import FileError

_TOML_PLACE = re.compile(r" \(at (?P<place>[^()]*)\)$")


def is_there(path: Path) -> bool:
    """Tell whether a path is a file, however odd the path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Raises
    ------
    FileError : missing, a folder, not readable, empty, or not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise FileError("there is no such file", file=path) from None
    except IsADirectoryError:
        raise FileError("this is a folder, not a file", file=path) from None
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        mend = "save the file as UTF-8"
        raise FileError("not UTF-8", file=path, row=where, mend=mend) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(f"cannot be read: {why}", file=path) from None
    if not text.strip():
        raise FileError("the file is empty", file=path)
    return text


def parse_toml(text: str, file: object) -> dict[str, Any]:
    """Turn TOML into a table.

    Raises
    ------
    FileError : broken, with the line where it breaks.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, where = _what_and_where(str(error), text)
        raise FileError(f"not valid TOML: {what}", file=file, row=where) from None
    except (ValueError, RecursionError) as error:
        raise FileError(f"not valid TOML: {error}", file=file) from None


def parse_json(text: str, file: object) -> object:
    """Turn JSON into a value; a name given twice is refused.

    Raises
    ------
    FileError : broken, with the line where it breaks.
    """
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}"
        problem = f"not valid JSON: {error.msg}"
        raise FileError(problem, file=file, row=where) from None
    except (ValueError, RecursionError) as error:
        raise FileError(f"not valid JSON: {error}", file=file) from None


def _what_and_where(message: str, text: str) -> tuple[str, str]:
    """Split the reader's message into what is wrong and on which line."""
    found = _TOML_PLACE.search(message)
    place = found["place"] if found else ""
    if place.startswith("line"):
        return message[: -len(f" (at {place})")], place
    return message, f"line {text.count(chr(10)) + 1}"


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a table of pairs, none of which may come twice."""
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"{twice!r:.40} is given twice in one object"
        raise ValueError(message)
    return table
