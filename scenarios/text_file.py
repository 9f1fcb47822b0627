"""TOML and JSON: from text to tables, and one line for what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from typing import Any

from maps.errors import FileError

_TOML_APART = re.compile(
    # Texts of many lines, texts of one, remarks.
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
_LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){20}")
_TOML_PLACE = re.compile(r" \(at (?P<place>[^()]*)\)$")


def parse_toml(text: str, file: object) -> dict[str, Any]:
    """Turn TOML into a table.

    Raises
    ------
    FileError : broken, with the line where it breaks.
    """
    try:
        _check_keys(text)
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


def _check_keys(text: str) -> None:
    """Refuse keys of very many parts, over which the reader takes hours."""
    if _LONG_KEY.search(_TOML_APART.sub("x", text)):
        message = "a key of too many parts"
        raise ValueError(message)


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
        uses = Counter(name for name, _ in pairs)
        twice = next(name for name, n in uses.items() if n > 1)
        message = f"{twice!r:.40} is given twice in one object"
        raise ValueError(message)
    return table
