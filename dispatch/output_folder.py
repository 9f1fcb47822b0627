"""A folder of outputs: all of its files are written, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from maps.errors import FileError


@contextmanager
def all_or_none(folder: Path) -> Iterator[Path]:
    """Give a folder nearby; its files move into the one asked for if all went well.

    They are readable by their owner alone (mode 0600).

    Raises
    ------
    FileError : the folder cannot be made or written to.
    """
    try:
        with tempfile.TemporaryDirectory(dir=_nearest(folder), prefix=".made-") as name:
            yield Path(name)
            made = sorted(Path(name).iterdir())
            for file in made:
                _check_no_folder(folder, file.name)
                file.chmod(0o600)
            folder.mkdir(parents=True, exist_ok=True)
            for file in made:
                file.replace(folder / file.name)
    except OSError as fault:
        raise _not_writable(folder, fault.strerror or "no reason given") from fault


def write_text(file: Path, text: str) -> None:
    """Write a text as it is, whatever the platform."""
    file.write_text(text, encoding="utf-8", newline="\n")


def check_folder(folder: Path, files: Iterable[str] = ()) -> None:
    """Refuse a folder that cannot be written to, before anything is worked out.

    Raises
    ------
    FileError : it is a file, or its owner does not let us write, or a folder
        stands where one of the files is to go.
    """
    nearest = _nearest(folder)
    if not nearest.is_dir():
        raise _not_writable(folder, f"{nearest} is a file")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _not_writable(folder, "permission denied")
    for file in files:
        _check_no_folder(folder, file)


def _check_no_folder(folder: Path, file: str) -> None:
    if (folder / file).is_dir():
        raise _not_writable(folder, f"{file} in it is a folder")


def _nearest(folder: Path) -> Path:
    """Return the folder, else the nearest above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _not_writable(folder: Path, why: str) -> FileError:
    return FileError(
        f"the folder cannot be written to ({why})",
        file=folder,
        mend="name another one with -o DIR",
    )
