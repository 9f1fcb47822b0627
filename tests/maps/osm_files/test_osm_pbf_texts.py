"""Zero bytes in the texts of a `.osm.pbf` file, by hand."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

import maps
from maps.errors import FileError
from maps.osm_files.osm_pbf_texts import holds_zero_byte


def field(number: int, value: bytes) -> bytes:
    """One field of under 128 bytes: number and kind, length, bytes."""
    return bytes([number << 3 | 2, len(value)]) + value


def file_of(*texts: bytes, packed: bool = False, kind: bytes = b"OSMData") -> bytes:
    """A file of one block that holds nothing but texts."""
    block = field(1, b"".join(field(1, text) for text in texts))
    blob = field(3, zlib.compress(block)) if packed else field(1, block)
    header = field(1, kind) + bytes([3 << 3, len(blob)])
    return len(header).to_bytes(4, "big") + header + blob


GOOD = file_of(b"", b"name", b"\n")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("text", [b"\0", b"a\0", b"\0a", b"\n\0"])
def test_a_zero_byte_in_a_text(tmp_path: Path, text: bytes, *, packed: bool) -> None:
    path = tmp_path / "zero.osm.pbf"
    path.write_bytes(GOOD + file_of(b"", b"name", text, packed=packed))
    assert holds_zero_byte(path)
    with pytest.raises(FileError, match="a zero byte in a text"):
        maps.load(path, cache=False)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        # An empty text is no zero byte, nor is what is no text of the map's.
        file_of(b"", b"name", b"", b"x"),
        file_of(b"", b"a\0", kind=b"OSMHeader"),
        # Damage is for the decoder to find.
        b"",
        b"\xff\xff\xff\xff",
        GOOD[:9],
        GOOD[:-1],
        GOOD[:-2] + b"\xff",
        b"\0\0\0\x01\x80" + GOOD,
        file_of(b"", b"a", packed=True)[:-6],
    ],
)
def test_no_zero_byte(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.osm.pbf"
    path.write_bytes(content)
    assert not holds_zero_byte(path)


def test_no_such_file(tmp_path: Path) -> None:
    assert not holds_zero_byte(tmp_path / "missing.osm.pbf")
