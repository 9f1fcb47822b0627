"""Large matrices, a block of rows at a time: a block stays in the cache."""

from __future__ import annotations

from collections.abc import Iterator

_CELLS = 1 << 15
"""Of a block: 256 KB of 64-bit numbers."""


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Cut rows into blocks of about as many cells."""
    height = max(1, _CELLS // max(1, columns))
    for first in range(0, rows, height):
        yield slice(first, min(first + height, rows))
