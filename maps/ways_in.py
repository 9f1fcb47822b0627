"""`WaysIn`: gates and entrances, and the walls that they lead through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaysIn:
    """Where people come through walls, by what the source has; seldom all of them.

    tag : of each gate and entrance, "barrier=gate", "entrance=main". lon, lat : where
    it is, WGS-84 degrees. behind : shapely Polygons, lon, lat, of what has walls:
    buildings whose entrances are known, and compounds whose gates are. is_building :
    which of the two each is. first, way : [polygons + 1], rows
    way[first[i]:first[i + 1]] lead into polygon i; of a building's entrances the best
    kind alone.
    """

    tag: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    behind: NDArray[np.object_]
    is_building: NDArray[np.bool_]
    first: NDArray[np.int64]
    way: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the gates and entrances."""
        return len(self.tag)

    def into(self, row: int) -> list[int]:
        """Gates or entrances of one polygon."""
        rows: list[int] = self.way[self.first[row] : self.first[row + 1]].tolist()
        return rows


def no_ways_in() -> WaysIn:
    """Neither gates nor entrances, as of a source that has none."""
    return WaysIn(
        tag=(),
        lon=np.zeros(0),
        lat=np.zeros(0),
        behind=np.zeros(0, np.object_),
        is_building=np.zeros(0, np.bool_),
        first=np.zeros(1, np.int64),
        way=np.zeros(0, np.int32),
    )
