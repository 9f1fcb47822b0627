"""What every other choice for one alert would cost, all of them at once.

In the network of a cheapest plan, sending unit i to alert j pushes one unit of flow
along that pair, and it has to come back to j: whoever had i takes another unit, or
waits, and so on, until someone takes the unit that j had. The cheapest way back is a
shortest path, and with the plan's prices taken off no step of it costs less than
nothing. One search from j backwards finds it for every unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.crews import usable_alone
from dispatch.assignment.problem import FAR, WAITS, Bools, Goal, Longs, Problem
from dispatch.assignment.single.costs import Merged, costs_of, merged
from dispatch.assignment.single.proof import Step


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regrets:
    """Of one alert: what plans cost more in which another unit goes there.

    of_unit : [units], 0 of the one that goes, FAR where none may. of_waiting : if
    nobody goes. group : the goals that these numbers merge.
    """

    of_unit: Longs
    of_waiting: int
    group: Merged

    def steps(self, unit: int) -> Mapping[Goal, int]:
        """Return by how much each goal would be worse with a unit; less is better."""
        return self.group.steps(int(self.of_unit[unit]))


def regrets(problem: Problem, unit_of_alert: Longs, step: Step, alert: int) -> Regrets:
    """Work out what every other choice for an alert would cost.

    Exact in the goals of a plan's first step; every other alert may change too.

    Parameters
    ----------
    unit_of_alert : [alerts] a plan that is best in the step's goals.
    step : its first step.
    """
    group = merged(problem, step.goals)[0]
    above = _above(problem, group, step)
    waiting = costs_of(problem, group, *_none()).waiting - step.alert_price
    back, from_sink = _ways_back(above, waiting, unit_of_alert, step.unit_price, alert)
    owner = np.full(problem.units, WAITS, np.int64)
    served = np.flatnonzero(unit_of_alert != WAITS)
    owner[unit_of_alert[served]] = served
    way = np.where(owner == WAITS, from_sink, back[owner])
    may = above[:, alert] < FAR
    return Regrets(
        of_unit=np.where(may, above[:, alert] + np.where(may, way, 0), FAR),
        of_waiting=int(waiting[alert] + from_sink),
        group=group,
    )


def _above(problem: Problem, group: Merged, step: Step) -> Longs:
    """What pairs cost above their prices, [units, alerts]; FAR where none may be."""
    above = np.full(problem.time_s.shape, FAR)
    unit, alert = np.nonzero(usable_alone(problem))
    cost = costs_of(problem, group, unit, alert).pair
    above[unit, alert] = cost - step.alert_price[alert] - step.unit_price[unit]
    return above


def _none() -> tuple[Longs, Longs]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64)


def _ways_back(
    above: Longs, waiting: Longs, unit_of_alert: Longs, unit_price: Longs, alert: int
) -> tuple[Longs, int]:
    """Cheapest ways back to an alert: from whoever loses a unit, and from the sink.

    The sink is where units without work and alerts that wait come together.
    Dijkstra's search, against the arrows.
    """
    alerts = len(waiting)
    served = unit_of_alert != WAITS
    to_own = _to_units_of(above, unit_of_alert, served)
    to_sink = _to_sink(above, waiting, unit_of_alert, served)
    # The last place is the sink.
    way = np.full(alerts + 1, FAR)
    way[alert] = 0
    done = np.zeros(alerts + 1, np.bool_)
    while True:
        here = int(np.where(done, FAR, way).argmin())
        if done[here] or way[here] == FAR:
            return way[:-1], int(way[-1])
        done[here] = True
        if here == alerts:
            _relax(way[:-1], to_sink, way[here])
        elif served[here]:
            _relax(way[:-1], to_own[here], way[here])
            freed = -unit_price[unit_of_alert[here]]
            way[-1] = min(way[-1], way[here] + freed)
        else:
            way[-1] = min(way[-1], way[here])


def _relax(way: Longs, step: Longs, onward: np.int64) -> None:
    reachable = step < FAR
    way[reachable] = np.minimum(way[reachable], step[reachable] + onward)


def _to_units_of(above: Longs, unit_of_alert: Longs, served: Bools) -> Longs:
    """What it costs each alert (column) to take the unit of another (row)."""
    taking = np.full((len(served), len(served)), FAR)
    taking[served] = above[unit_of_alert[served]]
    return taking


def _to_sink(
    above: Longs, waiting: Longs, unit_of_alert: Longs, served: Bools
) -> Longs:
    """What it costs each alert to wait, or to take a unit without work, [alerts]."""
    idle = np.ones(len(above), np.bool_)
    idle[unit_of_alert[served]] = False
    least: Longs = above[idle].min(axis=0, initial=FAR)
    return np.minimum(least, np.where(served, waiting, 0))
