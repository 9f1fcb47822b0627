"""The old rule: first come, first served, by whoever is nearest. The yardstick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from dispatch.intervals import access_s
from dispatch.simulation.crew import enough
from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders
from dispatch.situation.eligibility import other_area
from scenarios.alert import Alert
from scenarios.unit import Unit

Choice = Callable[[Alert, Sequence[int], Sequence[float]], list[int]]
"""Of units that could go, by rows, with their seconds to the kerb: in which order
they are taken until they are enough."""


class ClosestIdle:
    """Gives each alert that waits the idle units that are enough soonest.

    By the time to the kerb, turnout and driving; equal times: the lowest id. Who was
    sent stays sent. Nobody is sent whose time to door would be beyond the cut-off.
    """

    name = "closest_idle"
    redirects = False
    prepared = False

    def __call__(self, moment: Moment, /) -> Orders:
        """Send them."""
        return by_choice(moment, _nearest_first)


def by_choice(moment: Moment, choice: Choice) -> Orders:
    """Serve alerts that wait, in order of receipt, by units chosen one by one."""
    if not moment.waiting or not moment.idle:
        return {}
    idle = list(moment.idle)
    columns = {alert.id: column for column, alert in enumerate(moment.alerts)}
    orders: dict[str, str | None] = {}
    for alert in moment.waiting:
        able, kerb_s = _able(moment, idle, alert, columns[alert.id])
        sent = [u for u in moment.units if u.assigned == alert.id]
        team = _team(moment, choice(alert, able, kerb_s), alert, sent)
        for row in team:
            orders[moment.units[row].id] = alert.id
            idle.remove(row)
    return orders


def _nearest_first(
    alert: Alert, rows: Sequence[int], kerb_s: Sequence[float]
) -> list[int]:
    del alert
    return [row for _, row in sorted(zip(kerb_s, rows, strict=True))]


def _able(
    moment: Moment, idle: list[int], alert: Alert, column: int
) -> tuple[list[int], list[float]]:
    """Idle units that would be at a door before the cut-off, with times to the kerb."""
    policy = moment.policy
    units = [moment.units[row] for row in idle]
    turnout_s = np.array([0.0 if u.rolling else policy.turnout_s for u in units])
    kerb_s = turnout_s + moment.seconds(idle, [column])[:, 0]
    elapsed_s = moment.now_s - alert.received_s
    told_s = max(elapsed_s + policy.least_dispatch_s, policy.dispatch_s)
    cut_off_s = policy.cut_off_s if alert.cut_off_s is None else alert.cut_off_s
    can = told_s + kerb_s + access_s(alert, policy) <= cut_off_s
    if policy.areas == "rule" and units:
        can &= ~other_area(units, [alert])[:, 0]
    rows = np.flatnonzero(can & np.isfinite(kerb_s)).tolist()
    return [idle[row] for row in rows], kerb_s[rows].tolist()


def _team(
    moment: Moment, order: list[int], alert: Alert, sent: list[Unit]
) -> list[int]:
    """Take units in an order until they are enough, and leave whom nobody needs."""
    team: list[int] = []
    for row in order:
        team.append(row)
        if enough([*sent, *(moment.units[row] for row in team)], alert):
            break
    else:
        return []
    for row in team[-2::-1]:
        rest = [other for other in team if other != row]
        if enough([*sent, *(moment.units[other] for other in rest)], alert):
            team = rest
    return team
