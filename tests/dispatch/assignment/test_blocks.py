"""Rows cut into blocks: all of them, each once."""

from __future__ import annotations

import pytest

from dispatch.assignment.blocks import blocks


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(0, 0), (0, 5), (5, 0), (1, 1), (7, 1), (3, 10**6), (2000, 500), (1000, 33)],
)
def test_every_row_is_in_one_block(rows: int, columns: int) -> None:
    cut = [range(rows)[some] for some in blocks(rows, columns)]
    assert [row for some in cut for row in some] == list(range(rows))
    assert all(some for some in cut)


def test_a_block_is_small_unless_a_row_is_not() -> None:
    sizes = {(some.stop - some.start) * 500 for some in blocks(2000, 500)}
    assert max(sizes) <= 1 << 15
    assert [some.stop - some.start for some in blocks(3, 10**6)] == [1, 1, 1]
