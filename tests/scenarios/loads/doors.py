"""Addresses by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maps.address import Addresses


def doors(points: Sequence[tuple[float, float]], *, building: str = "") -> Addresses:
    """Make addresses at lon, lat: "Street 1", "Street 2", ..., of one tag."""
    count = len(points)
    at = np.array(points, np.float64).reshape(-1, 2)
    return Addresses(
        street=("Street",) * count,
        number=tuple(str(number) for number in range(1, count + 1)),
        postcode=("",) * count,
        city=("",) * count,
        building=(building,) * count,
        levels=("",) * count,
        lon=at[:, 0].copy(),
        lat=at[:, 1].copy(),
    )


def block(columns: int, rows: int, step: float = 0.002) -> Addresses:
    """Make addresses on a grid from 10 east, 50 north, `step` degrees apart."""
    return doors(
        [(10 + step * x, 50 + step * y) for y in range(rows) for x in range(columns)]
    )
