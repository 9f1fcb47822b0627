"""Texts of a `.osm.pbf` file that the decoder cannot take.

The decoder ends texts at a zero byte and looks for the next one behind it: where a
text holds a zero, it reads past the end of its memory. So they are looked for first.
Forms are those of the OSM wiki, PBF Format, and of Protocol Buffers' encoding.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

_LENGTH_BYTES = 4
_MOST_BLOCK_BYTES = 32 * 2**20  # the format's own limit
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_FIXED_SIZES = {_FIXED_64: 8, _FIXED_32: 4}
_TYPE, _DATA_SIZE = 1, 3  # fields of a blob's header
_RAW, _ZLIB = 1, 3  # of a blob
_TEXTS, _TEXT = 1, 1  # of a block, and of its table of texts
_FIRST = b"\n\0"  # a table begins with an empty text


def holds_zero_byte(path: Path) -> bool:
    """Tell whether a text of the file holds a zero byte.

    A file is looked through to where it is damaged, which the decoder will find.
    """
    try:
        return any(_has_zero(table) for table in _tables(path))
    except (ValueError, IndexError, OSError, zlib.error):
        return False


def _has_zero(table: bytes) -> bool:
    start = len(_FIRST) if table.startswith(_FIRST) else 0
    if table.find(b"\0", start) < 0:
        return False
    return any(b"\0" in text for text in _bytes_of(table, _TEXT))


def _tables(path: Path) -> Iterator[bytes]:
    """Give each block's table of texts."""
    with path.open("rb") as file:
        while length := file.read(_LENGTH_BYTES):
            header = dict(_fields(file.read(int.from_bytes(length, "big"))))
            size = header.get(_DATA_SIZE)
            if not isinstance(size, int) or size > _MOST_BLOCK_BYTES:
                raise ValueError
            blob = file.read(size)
            if header.get(_TYPE) == b"OSMData":
                yield from _bytes_of(_unpacked(blob), _TEXTS)


def _unpacked(blob: bytes) -> bytes:
    fields = dict(_fields(blob))
    if _ZLIB in fields:
        return zlib.decompressobj().decompress(
            _as_bytes(fields[_ZLIB]), _MOST_BLOCK_BYTES
        )
    return _as_bytes(fields.get(_RAW))


def _as_bytes(value: bytes | int | None) -> bytes:
    return value if isinstance(value, bytes) else b""


def _bytes_of(message: bytes, number: int) -> Iterator[bytes]:
    """Give every value of a field that holds bytes."""
    for field, value in _fields(message):
        if field == number and isinstance(value, bytes):
            yield value


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    """Give a message's fields by their numbers.

    Raises
    ------
    ValueError, IndexError : it is cut short, or no message.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size, at = (
            _varint(message, at) if kind == _BYTES else (_FIXED_SIZES.get(kind, -1), at)
        )
        if size < 0 or at + size > len(message):
            raise ValueError
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, and where it ends."""
    value, shift = 0, 0
    while message[at] & 0x80:
        value |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return value | message[at] << shift, at + 1
