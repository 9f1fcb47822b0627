"""Text files as their user wrote them: UTF-8, TOML, JSON; tables' own encodings."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
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
_LAST_COMMON = 0xD7  # first byte of the last letter of GB 2312's level 1
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
    return _not_empty(_utf8(_bytes(path), path), path)


def read_table_text(path: Path) -> str:
    """Read a table as spreadsheets save it.

    UTF-8, UTF-16 with its byte order mark, or GB18030, which Excel writes in China.
    What is no UTF-8 is taken for GB18030 where most of its foreign letters are then
    common Chinese ones (GB 2312, level 1); of most other encodings it would make
    rare ones, and they are refused.

    Raises
    ------
    FileError : missing, a folder, not readable, empty, or in another encoding.
    """
    raw = _bytes(path)
    try:
        text = _utf16(raw) or _chinese(raw)
    except UnicodeDecodeError:
        text = None
    return _not_empty(_utf8(raw, path) if text is None else text, path)


def _utf16(raw: bytes) -> str | None:
    """Read UTF-16 that says so, None for what does not."""
    said = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16") if said else None


def _chinese(raw: bytes) -> str | None:
    """Read GB18030, None for UTF-8 and for what does not look Chinese."""
    as_utf8 = _foreign(raw.decode("utf-8", "replace"))
    if len(as_utf8) >= 2 * as_utf8.count("\N{REPLACEMENT CHARACTER}"):
        return None  # UTF-8, whole or damaged
    text = raw.decode("gb18030")
    foreign = _foreign(text)
    leads = foreign.encode("gb2312", "ignore")[::2]
    n_common = sum(lead <= _LAST_COMMON for lead in leads)
    return text if 2 * n_common > len(foreign) else None


def _foreign(text: str) -> str:
    """Return the letters that are not ASCII's."""
    return "".join(letter for letter in text if not letter.isascii())


def _bytes(path: Path) -> bytes:
    """Read a file's bytes."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError("there is no such file", file=path) from None
    except IsADirectoryError:
        raise FileError("this is a folder, not a file", file=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(f"cannot be read: {why}", file=path) from None


def _utf8(raw: bytes, path: Path) -> str:
    """Read UTF-8, with or without a byte order mark."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        mend = "save the file as UTF-8"
        raise FileError("not UTF-8", file=path, row=where, mend=mend) from None


def _not_empty(text: str, path: Path) -> str:
    """Refuse a file of nothing but spaces."""
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
