"""`Choice`: places chosen, and how good they are known to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Places chosen, and what they come to, in whole numbers.

    sites : rising; one stands as often as units wait there. value : what they come
    to. bound : nothing is better than that.
    """

    sites: tuple[int, ...]
    value: int
    bound: int

    @property
    def is_best(self) -> bool:
        """Whether it is proved that nothing is better."""
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """How far off the best may be, as a share of the value."""
        return abs(self.value - self.bound) / max(1, abs(self.value))


def check_units(units: int, room: int) -> None:
    """Refuse to place more units than there is room for, or none.

    Raises
    ------
    ValueError
        If so.
    """
    if not 1 <= units <= room:
        msg = f"{units} units, where 1 to {room} have room"
        raise ValueError(msg)


def check_rows(name: str, values: NDArray[Any], kind: type, *shape: int) -> None:
    """Refuse an array of another kind or shape.

    Raises
    ------
    TypeError, ValueError
        If so.
    """
    if values.dtype != np.dtype(kind):
        msg = f"{name} is {values.dtype}, not {np.dtype(kind)}"
        raise TypeError(msg)
    if values.shape != shape:
        msg = f"{name} has shape {values.shape}, not {shape}"
        raise ValueError(msg)
    if values.dtype != np.bool_ and (values < 0).any():
        msg = f"{name} has a number below 0"
        raise ValueError(msg)
