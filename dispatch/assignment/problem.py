"""`Problem`: what the solver is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

WAITS = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Units, alerts, and the seconds between them.

    Parameters
    ----------
    time_s : [units, alerts] time to door, whole seconds; without meaning where
        the pair is not allowed.
    allowed : [units, alerts] whether the unit may be sent to the alert.
    target_s : [alerts] longest time to door that is on time.
    weight : [alerts] positive.
    received_order : [alerts] alerts as closest idle takes them.

    Raises
    ------
    TypeError
        An array that is not int64 (or bool): OR-Tools would cut floats short.
    ValueError
        Shapes that do not fit, a negative time, a weight below 1, an order that
        is not one.
    """

    time_s: Longs
    allowed: Bools
    target_s: Longs
    weight: Longs
    received_order: Longs

    def __post_init__(self) -> None:
        """Refuse what the solver could not rely on."""
        self._check_types()
        self._check_shapes()
        self._check_values()

    @property
    def units(self) -> int:
        """Count the units."""
        return len(self.time_s)

    @property
    def alerts(self) -> int:
        """Count the alerts."""
        return len(self.target_s)

    def _check_types(self) -> None:
        for name in ("time_s", "target_s", "weight", "received_order"):
            _check_type(name, getattr(self, name), np.dtype(np.int64))
        _check_type("allowed", self.allowed, np.dtype(np.bool_))

    def _check_shapes(self) -> None:
        if self.time_s.ndim != 2:  # noqa: PLR2004 - units and alerts
            msg = f"time_s has {self.time_s.ndim} dimensions, not units and alerts"
            raise ValueError(msg)
        _check_shape("allowed", self.allowed.shape, self.time_s.shape)
        for name in ("target_s", "weight", "received_order"):
            _check_shape(name, getattr(self, name).shape, self.time_s.shape[1:])

    def _check_values(self) -> None:
        if ((self.time_s < 0) & self.allowed).any():
            msg = "time_s has a negative time to door"
            raise ValueError(msg)
        if (self.target_s < 0).any():
            msg = "target_s has a negative target"
            raise ValueError(msg)
        if (self.weight < 1).any():
            msg = "weight has a weight below 1"
            raise ValueError(msg)
        if not np.array_equal(np.sort(self.received_order), np.arange(self.alerts)):
            msg = "received_order does not name every alert once"
            raise ValueError(msg)


def _check_type(name: str, values: object, wanted: np.dtype[np.generic]) -> None:
    if not isinstance(values, np.ndarray) or values.dtype != wanted:
        kind = getattr(values, "dtype", type(values).__name__)
        msg = f"{name} is {kind}, not an array of {wanted}"
        raise TypeError(msg)


def _check_shape(name: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    if shape != wanted:
        msg = f"{name} has shape {shape}, not {wanted}"
        raise ValueError(msg)
