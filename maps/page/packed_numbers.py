"""Whole numbers as short text: zigzag, variable length, base64.

Small numbers of either sign take one byte: 0, -1, 1, -2 … become 0, 1, 2, 3 …,
written seven bits at a time, least first, the eighth bit saying that more follow.
`packed_numbers.js` reads them.
"""

from __future__ import annotations

import base64

import numpy as np
from numpy.typing import ArrayLike, NDArray

_BITS = 7
_LONGEST = 5


def packed(numbers: ArrayLike) -> str:
    """Return whole numbers, [k], each within 31 bits and sign, as text."""
    values = _zigzag(np.asarray(numbers, dtype=np.int64).ravel())
    septets = values[:, None] >> (_BITS * np.arange(_LONGEST, dtype=np.uint64))
    following = septets >= 1 << _BITS
    wanted = np.column_stack((np.ones(len(values), bool), following[:, :-1]))
    octets = (septets & 0x7F) | (following.astype(np.uint64) << _BITS)
    return base64.b64encode(octets[wanted].astype(np.uint8).tobytes()).decode("ascii")


def steps(numbers: ArrayLike) -> NDArray[np.int64]:
    """Return each number's difference from the one before it, the first from 0."""
    values = np.array(numbers, dtype=np.int64)
    values[1:] -= values[:-1].copy()
    return values


def _zigzag(values: NDArray[np.int64]) -> NDArray[np.uint64]:
    return ((values << 1) ^ (values >> 63)).astype(np.uint64)
