"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writing(target: Path, *, suffix: str = "") -> Iterator[Path]:
    """Give a temporary path beside the target, and rename it when all went well.

    The file is readable by its owner alone (mode 0600). Where the block raises,
    the target stays as it was. suffix: of the temporary name, for writers that
    choose a format by it.
    """
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name}.", suffix=suffix
    )
    os.close(handle)
    path = Path(name)
    try:
        # Some writers want to make the file themselves.
        path.unlink()
        yield path
        path.chmod(0o600)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)
