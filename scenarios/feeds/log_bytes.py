"""A log's bytes."""

from __future__ import annotations

from pathlib import Path

from maps.errors import FileError
from maps.text_file import file_bytes


def log_bytes(
    path: Path, *, growing: bool = False, at_most: int | None = None
) -> bytes:
    """Read a file whole, or its last bytes.

    growing : it may be empty as yet. at_most : how many bytes.

    Raises
    ------
    FileError : missing, a folder, not readable, or empty.
    """
    content = file_bytes(path, at_most=at_most)
    if not growing and not content.strip():
        raise FileError("the file is empty", file=path)
    return content
