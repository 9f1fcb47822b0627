"""Text files as their user wrote them: UTF-8, and tables' own encodings."""

from __future__ import annotations

import codecs
from os import SEEK_END
from pathlib import Path

from maps.errors import FileError

_LAST_COMMON = 0xD7  # first byte of the last letter of GB 2312's level 1


def is_there(path: Path) -> bool:
    """Tell whether a path is a file, however odd the path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def file_bytes(path: Path, *, at_most: int | None = None) -> bytes:
    """Read a file's bytes, or the last of them.

    at_most : how many.

    Raises
    ------
    FileError : missing, a folder, or not readable.
    """
    try:
        with path.open("rb") as file:
            if at_most is not None:
                file.seek(max(0, file.seek(0, SEEK_END) - at_most))
            return file.read()
    except FileNotFoundError:
        raise FileError("there is no such file", file=path) from None
    except IsADirectoryError:
        raise FileError("this is a folder, not a file", file=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(f"cannot be read: {why}", file=path) from None


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Raises
    ------
    FileError : missing, a folder, not readable, empty, or not UTF-8.
    """
    return _not_empty(_utf8(file_bytes(path), path), path)


def read_table_text(path: Path) -> str:
    """Read a table as spreadsheets save it.

    UTF-8, UTF-16 with its byte order mark, or GB18030, which Excel writes in China.
    What is no UTF-8, by half of its foreign letters or more, is taken for GB18030
    where most of them are then common Chinese ones (GB 2312, level 1); of most other
    encodings it would make rare ones, and they are refused.

    Raises
    ------
    FileError : missing, a folder, not readable, empty, or in another encoding.
    """
    raw = file_bytes(path)
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
    if len(as_utf8) > 2 * as_utf8.count("\N{REPLACEMENT CHARACTER}"):
        return None  # UTF-8, whole or damaged
    text = raw.decode("gb18030").removeprefix("\ufeff")
    foreign = _foreign(text)
    leads = foreign.encode("gb2312", "ignore")[::2]
    n_common = sum(lead <= _LAST_COMMON for lead in leads)
    return text if 2 * n_common > len(foreign) else None


def _foreign(text: str) -> str:
    """Return the letters that are not ASCII's."""
    return "".join(letter for letter in text if not letter.isascii())


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
