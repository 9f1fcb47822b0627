"""Points on the roads by edge and fraction, where no point has to be searched for."""

from __future__ import annotations

import numpy as np

from maps.geometry import local_m
from maps.road_network import Floats, RoadNetwork
from maps.snapping import RoadPoint


class EdgePoints:
    """Makes points of a network, once the edges of each stretch are known."""

    def __init__(self, roads: RoadNetwork) -> None:
        self._roads = roads
        stretch = roads.edges.stretch
        self._by_stretch = np.argsort(stretch, kind="stable")
        count = np.arange(len(roads.stretches) + 1)
        self._first = np.searchsorted(stretch[self._by_stretch], count)

    def point(self, edge: int, fraction: float) -> RoadPoint:
        """Return the point so far along a directed edge, 0 to 1 of its length.

        On a two-way street it is on both directions, as a point that was snapped: a
        unit there may turn.
        """
        forward = self._roads.edges.forward
        stretch = int(self._roads.edges.stretch[edge])
        along = fraction if forward[edge] else 1.0 - fraction
        lon, lat = _at_share(self._roads.stretches.line(stretch), along)
        rows = self._by_stretch[self._first[stretch] : self._first[stretch + 1]]
        return RoadPoint(
            lon=lon,
            lat=lat,
            road_lon=lon,
            road_lat=lat,
            distance_m=0.0,
            stretch=stretch,
            fraction=along,
            edges=tuple(
                (row, along if forward[row] else 1.0 - along) for row in rows.tolist()
            ),
        )

    def line(self, edge: int, begin: float, end: float) -> tuple[Floats, Floats]:
        """Return a part of a directed edge, 0 to 1 of its length, begin up to end.

        Returns
        -------
        Points, [k, 2] as lon, lat, and the share of the edge at which each one is.
        """
        forward = self._roads.edges.forward[edge]
        points = self._roads.stretches.line(int(self._roads.edges.stretch[edge]))
        if not forward:
            points = points[::-1]
        share = _shares(points)
        inside = (share > begin) & (share < end)
        at = np.concatenate(([begin], share[inside], [end]))
        lonlat = [np.interp(at, share, points[:, column]) for column in (0, 1)]
        return np.column_stack(lonlat), at


def _shares(line: Floats) -> Floats:
    """Share of a line's length at each of its points, 0 to 1."""
    flat = local_m(line[:, 0], line[:, 1], float(line[0, 1]))
    until_m = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))))
    return until_m / until_m[-1] if until_m[-1] > 0 else until_m


def _at_share(line: Floats, share: float) -> tuple[float, float]:
    """Lon and lat at a share of a line's length."""
    until = _shares(line)
    return (
        float(np.interp(share, until, line[:, 0])),
        float(np.interp(share, until, line[:, 1])),
    )
