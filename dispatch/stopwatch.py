"""How long each step took."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maps.errors import FileError
from maps.safe_file import writing


class Stopwatch:
    """Seconds by step, in the order in which steps ended."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step."""
        begin = time.perf_counter()
        yield
        self._seconds[name] = round(time.perf_counter() - begin, 4)

    def line(self) -> str:
        """All steps in one line."""
        return ", ".join(f"{name} {s:.2f} s" for name, s in self._seconds.items())

    def save(self, path: Path) -> None:
        """Write the seconds as JSON.

        Raises
        ------
        FileError : the path cannot be written to.
        """
        try:
            with writing(path) as temporary:
                temporary.write_text(json.dumps(self._seconds, indent=1) + "\n")
        except OSError as fault:
            raise FileError(
                f"cannot be written ({fault.strerror})",
                file=path,
                mend="name another file with --timings FILE",
            ) from fault
