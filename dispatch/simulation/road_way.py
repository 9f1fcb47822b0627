"""`RoadWay`: one drive edge by edge, and where the unit is in its course."""

from __future__ import annotations

import numpy as np

from dispatch.intervals import Floats
from dispatch.simulation.edge_points import EdgePoints
from dispatch.simulation.travel import Spot
from maps.road_network import Longs, Rows
from maps.snapping import RoadPoint
from maps.speeds import RoadTimes
from maps.turns import Turns


class DriveTimes:
    """What edges and the turns between them take, at one set of speeds.

    edge_ms : [edges], from end to end; what stands along one is spread over it.
    """

    def __init__(self, turns: Turns, times: RoadTimes) -> None:
        self.edge_ms = times.edge_ms.astype(float)
        key = _pairs(turns.from_edge, turns.to_edge, len(self.edge_ms))
        self._order = np.argsort(key, kind="stable")
        self._key = key[self._order]
        self._turn_ms = times.turn_ms

    def turns_ms(self, edges: Longs) -> Floats:
        """Milliseconds for the turn out of each edge of a way, 0 after the last."""
        key = _pairs(edges[:-1], edges[1:], len(self.edge_ms))
        rows = self._order[np.searchsorted(self._key, key)]
        return np.append(self._turn_ms[rows].astype(float), 0.0)


def _pairs(from_edge: Rows, to_edge: Rows, n_edges: int) -> Longs:
    """Return one number for each pair of edges."""
    return from_edge.astype(np.int64) * n_edges + to_edge


class RoadWay:
    """A drive from a point on its first edge to one on its last."""

    def __init__(  # noqa: PLR0913 - what a drive is made of
        self,
        on_edges: EdgePoints,
        times: DriveTimes,
        edges: tuple[int, ...],
        *,
        start: RoadPoint,
        end: RoadPoint,
        end_row: int,
    ) -> None:
        """Take edges in order; end_row : what the end is called."""
        rows = np.array(edges, np.int64)
        whole_ms = times.edge_ms[rows]
        driven_ms = whole_ms.copy()
        self._begin = dict(start.edges)[edges[0]]
        driven_ms[-1] = dict(end.edges)[edges[-1]] * whole_ms[-1]
        driven_ms[0] -= self._begin * whole_ms[0]
        spent_ms = np.concatenate(([0.0], driven_ms + times.turns_ms(rows)))
        self._on_edges, self._edges, self._start = on_edges, edges, start
        self._end_row, self._whole_ms = end_row, whole_ms
        self._driven_ms, self._until_ms = driven_ms, np.cumsum(spent_ms)

    def spot(self, share: float) -> Spot:
        """Where the unit is on its edge, once a share of its driving is over."""
        if share >= 1:
            return self._end_row
        if share <= 0:
            return self._start
        done_ms = share * self._until_ms[-1]
        step = int(np.searchsorted(self._until_ms[1:-1], done_ms, side="right"))
        # Of the time on an edge the last is for the turn, at its end.
        part_ms = min(done_ms - self._until_ms[step], self._driven_ms[step])
        whole_ms = self._whole_ms[step]
        part = float(part_ms / whole_ms) if whole_ms else 0.0
        begin = self._begin if step == 0 else 0.0
        return self._on_edges.point(self._edges[step], min(1.0, begin + part))

    def trace(self) -> tuple[Floats, Floats]:
        """Return the points of the way, and the share of the driving over at each.

        Returns
        -------
        Points, [k, 2] as lon, lat; shares, [k], from 0 up to 1.
        """
        points, times_ms = [], []
        for step, edge in enumerate(self._edges):
            begin = self._begin if step == 0 else 0.0
            whole_ms = self._whole_ms[step]
            part = self._driven_ms[step] / whole_ms if whole_ms else 0.0
            line, at = self._on_edges.line(edge, begin, min(1.0, begin + part))
            points.append(line)
            times_ms.append(self._until_ms[step] + (at - begin) * whole_ms)
        all_ms = np.concatenate(times_ms)
        end_ms = self._until_ms[-1]
        share = all_ms / end_ms if end_ms > 0 else np.zeros(len(all_ms))
        return np.concatenate(points), np.clip(share, 0.0, 1.0)
