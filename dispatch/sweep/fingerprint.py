"""Keys of results: hashes of all that a result hangs on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np

import dispatch
import maps
import scenarios
from dispatch.simulation.times_table import TimesTable
from maps.road_network import RoadNetwork

_BYTES = 16
_FACES = ("cli", "commands", "page")  # of `dispatch`: they change no result
_SUFFIXES = (".py", ".toml")


def fingerprint(*values: object) -> str:
    """Hash values by what they hold, as hexadecimal digits.

    Plain values, tables, sequences, arrays, dataclasses of such; roads go by the hash
    of their source. The order of tables counts, as it does where shares are drawn.

    Raises
    ------
    TypeError : a value of another kind.

    >>> fingerprint({"a": 1}) == fingerprint({"a": 1})
    True
    >>> fingerprint("1", 2) == fingerprint(1, "2")
    False
    """
    digest = blake2b(digest_size=_BYTES)
    for part in _parts(values):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


@cache
def program() -> str:
    """Hash the program: its version, and all of its source that a result hangs on.

    A program that was changed without a new version finds none of its results again.
    """
    texts: list[tuple[str, bytes]] = []
    for package in (dispatch, maps, scenarios):
        root = Path(str(package.__file__)).parent
        texts += [
            (f"{root.name}/{file.relative_to(root)}", file.read_bytes())
            for file in sorted(root.rglob("*"))
            if file.suffix in _SUFFIXES
            and file.relative_to(root).parts[0] not in _FACES
        ]
    return fingerprint(version("officer-dispatch"), texts)


def _parts(value: object) -> Iterator[bytes]:
    """Write a value as bytes, its kind before it."""
    yield type(value).__qualname__.encode()
    if value is None or isinstance(value, str | int | float):
        yield repr(value).encode()
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, datetime):
        yield f"{value.isoformat()} {value.tzinfo}".encode()
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype.str} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, RoadNetwork):
        yield value.fingerprint.encode()
    elif isinstance(value, tuple | list) and all(type(each) is str for each in value):
        yield json.dumps(value).encode()  # of a town's addresses there are many
    else:
        yield from _parts_of_many(_inside(value))


def _parts_of_many(values: tuple[object, ...]) -> Iterator[bytes]:
    yield str(len(values)).encode()
    for value in values:
        yield from _parts(value)


def _inside(value: object) -> tuple[object, ...]:
    """List what a value is made of."""
    if isinstance(value, Mapping):
        return tuple(value.items())
    if isinstance(value, tuple | list):
        return tuple(value)
    if isinstance(value, TimesTable):
        return value.names, value.seconds
    if is_dataclass(value):
        return tuple((f.name, getattr(value, f.name)) for f in fields(value))
    msg = f"no hash of a {type(value).__name__}"
    raise TypeError(msg)
