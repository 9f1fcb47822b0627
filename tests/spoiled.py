"""Readers under spoiled files: each is read or refused with an input error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from maps.errors import InputError
from tests.mutations import mutated
from tests.processor_time import two_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader and whole files of its kind, to be spoiled.

    name : of the file that it is given.
    """

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[Path], object]


def read_seeds(reader: Reader, folder: Path) -> None:
    """Read the whole files; a spoiled one tells nothing where they are refused."""
    for seed in reader.seeds:
        (folder / reader.name).write_bytes(seed)
        reader.read(folder / reader.name)


def read_spoiled(reader: Reader, numbers: Iterable[int], folder: Path) -> int:
    """Return how many were read; a failure names the file and the number.

    No file but the spoiled one may be left behind.
    """
    path, n_read = folder / reader.name, 0
    before = {*folder.iterdir(), path}
    for number in numbers:
        path.write_bytes(mutated(reader.seeds, number))
        try:
            with two_seconds(f"{reader.name} {number}"):
                reader.read(path)
            n_read += 1
        except InputError:
            continue
        except Exception as fault:
            raise AssertionError((reader.name, number)) from fault
    assert {*folder.iterdir()} == before
    return n_read
