"""The key under which ids are hashed: the user's, or one made and kept.

Whoever has the key can tell which id a hash stands for, by trying; without it nobody
can. It is kept, so that two exports of one control room can be laid side by side.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from maps.errors import FileError
from maps.text_file import file_bytes

VARIABLE = "DISPATCH_ANONYMISE_KEY"
_BYTES = 32  # as long as the hash (RFC 2104, section 3)
_SHORTEST = 16  # *assumed*: shorter keys can be tried out


def anonymous_key(environment: Mapping[str, str] = os.environ) -> bytes:
    """Return the key: what `VARIABLE` holds, else that of the user's own file.

    Raises
    ------
    FileError : too short, or the file can neither be read nor made.
    """
    given = environment.get(VARIABLE)
    if given is not None:
        return _long_enough(given.strip().encode(), VARIABLE)
    folder = user_config_path("officer-dispatch", appauthor=False)
    return key_of(folder / "anonymise.key")


def key_of(file: Path) -> bytes:
    """Read a key, or make one that only its owner can read.

    Raises
    ------
    FileError : as `anonymous_key`.
    """
    if not file.exists():
        _make(file)
    return _long_enough(file_bytes(file).strip(), file)


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_hex(_BYTES) + "\n")
    except OSError as error:
        if file.exists():  # another made it in this moment
            return
        problem = f"cannot be made: {error.strerror}"
        mend = f"set {VARIABLE} to a long secret"
        raise FileError(problem, file=file, mend=mend) from None


def _long_enough(key: bytes, source: object) -> bytes:
    if len(key) < _SHORTEST:
        problem = f"a key of {len(key)} signs, too short"
        mend = f"give {_SHORTEST} or more that nobody can guess"
        raise FileError(problem, file=source, mend=mend)
    return key
