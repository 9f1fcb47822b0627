"""A folder that is looked at again and again: which input files it holds."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from maps.errors import FileError

TABLE_ENDINGS = (".csv", ".geojson", ".gpkg", ".parquet", ".geoparquet")
# What is read, by the name of its file; of each there is one at most.
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "scenario": (".toml", ".json"),
        "units": TABLE_ENDINGS,
        "alerts": TABLE_ENDINGS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file as it stood; digest is of its bytes, empty where they are not to be had.

    kind : scenario, units or alerts. changed_ns : its modification time.
    """

    kind: str
    path: Path
    size: int
    changed_ns: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a folder held at one look. Two equal looks: nobody writes there now."""

    files: tuple[SeenFile, ...] = ()

    @property
    def contents(self) -> tuple[tuple[Path, bytes], ...]:
        """What the files say, whenever they were written."""
        return tuple((file.path, file.digest) for file in self.files)

    @property
    def kinds(self) -> frozenset[str]:
        """Which of scenario, units and alerts are there."""
        return frozenset(file.kind for file in self.files)

    def path_of(self, kind: str) -> Path | None:
        """Return the file of a kind, None without one.

        Raises
        ------
        FileError : there are two of them.
        """
        paths = [file.path for file in self.files if file.kind == kind]
        if len(paths) > 1:
            problem = f"{paths[0].name} stands beside it"
            raise FileError(problem, file=paths[1], mend="keep one of the two")
        return paths[0] if paths else None


def look_at(folder: Path) -> Seen:
    """Take down the input files that stand in a folder."""
    found = (
        _seen_file(kind, folder / f"{kind}{ending}")
        for kind, endings in ENDINGS.items()
        for ending in endings
    )
    return Seen(files=tuple(file for file in found if file is not None))


def _seen_file(kind: str, path: Path) -> SeenFile | None:
    """Take down a file; None where there is none."""
    try:
        stood = path.stat()
        # Anything else, a pipe for one, might keep us waiting for its bytes.
        plain = stat.S_ISREG(stood.st_mode)
        content = path.read_bytes() if plain else None
    except FileNotFoundError:
        return None
    except OSError:
        stood, content = None, None
    return SeenFile(
        kind=kind,
        path=path,
        size=stood.st_size if stood else 0,
        changed_ns=stood.st_mtime_ns if stood else 0,
        digest=b"" if content is None else hashlib.sha256(content).digest(),
    )
