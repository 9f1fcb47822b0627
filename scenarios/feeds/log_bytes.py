"""A log's bytes."""

from __future__ import annotations

from pathlib import Path

from maps.errors import FileError


def log_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises
    ------
    FileError : missing, a folder, not readable, or empty.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError("there is no such file", file=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(f"cannot be read: {why}", file=path) from None
    if not content.strip():
        raise FileError("the file is empty", file=path)
    return content
