"""`Visits`: what each alert asks of whoever comes, at best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from dispatch.intervals import Floats, Longs
from dispatch.policy import Policy
from dispatch.simulation.luck import AlertLuck
from dispatch.simulation.terrain import Terrain
from dispatch.situation.situation import target_s
from scenarios.alert import Alert
from scenarios.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Visits:
    """Visits of a shift, [alerts] each, by when a unit may first be at the gate.

    alerts, lucks : what they are of. rows : of their doors. gate_s : since the shift's
    start, the soonest that somebody who was told can be there. access_s : gate to
    door. target_s, cut_off_s : of time to door. A unit that is at the gate at t is
    free again at the later of t + hold_s and until_s. crew : how many units are
    needed at least.
    """

    alerts: tuple[Alert, ...]
    lucks: tuple[AlertLuck, ...]
    rows: Longs
    gate_s: Floats
    access_s: Floats
    target_s: Floats
    cut_off_s: Floats
    hold_s: Floats
    until_s: Floats
    crew: Longs

    @property
    def received_s(self) -> Floats:
        """When the alerts came, seconds since the shift's start."""
        return np.array([alert.received_s for alert in self.alerts])


def visits_of(terrain: Terrain, policy: Policy, lucks: tuple[AlertLuck, ...]) -> Visits:
    """Look at every alert of a shift as if nothing stood in the way.

    lucks : of the alerts, in their order.
    """
    alerts = terrain.alerts
    told_s = max(policy.dispatch_s, policy.least_dispatch_s)
    gate_s = np.array([alert.received_s + told_s for alert in alerts])
    medians_s = np.array([float(alert.access_s or 0) for alert in alerts])
    access_s = medians_s * [luck.access for luck in lucks]
    whole_s = access_s + [luck.search_s + luck.on_scene_s for luck in lucks]
    crew = np.array([_least_crew(alert, terrain.units) for alert in alerts], np.int64)
    # Of several, the last may be at its door as all have done.
    several = crew > 1
    return Visits(
        alerts=alerts,
        lucks=lucks,
        rows=np.array([terrain.doors[alert.id] for alert in alerts], np.int64),
        gate_s=gate_s,
        access_s=access_s,
        target_s=np.array([float(target_s(alert, policy)) for alert in alerts]),
        cut_off_s=np.array([float(_cut_off_s(alert, policy)) for alert in alerts]),
        hold_s=np.where(several, access_s, whole_s),
        until_s=np.where(several, gate_s + whole_s, -np.inf),
        crew=crew,
    )


def by_first(visits: Visits) -> Visits:
    """Leave of each visit the first unit at the gate, and let nobody else be needed.

    It stays from its own arrival to the end.
    """
    stays_s = [luck.search_s + luck.on_scene_s for luck in visits.lucks]
    return replace(
        visits,
        hold_s=visits.access_s + stays_s,
        until_s=np.full(len(visits.alerts), -np.inf),
        crew=np.ones(len(visits.alerts), np.int64),
    )


def luckiest_drive(lucks: Sequence[AlertLuck]) -> float:
    """Return the least multiple of its median that any drive may take.

    Orders may take a unit towards any alert, as any of those sent there; drives that
    are no orders take their median.
    """
    return min((min(luck.travel) for luck in lucks), default=1.0)


def _least_crew(alert: Alert, units: tuple[Unit, ...]) -> int:
    """How many units are needed, if all were the largest and had every skill."""
    most = max((unit.officers for unit in units), default=1)
    return max(1, ceil(alert.officers / max(1, most)))


def _cut_off_s(alert: Alert, policy: Policy) -> int:
    return policy.cut_off_s if alert.cut_off_s is None else alert.cut_off_s
