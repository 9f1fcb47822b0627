"""Access: how long each door is from the kerb, as far as its place is known."""

from __future__ import annotations

from dataclasses import replace

from dispatch.intervals import access_s
from dispatch.locate import Spots
from dispatch.policy import Policy
from scenarios.alert import Alert
from scenarios.scenario import Scenario


def with_access(scenario: Scenario, spots: Spots, policy: Policy) -> Scenario:
    """Give every alert its access interval, where it does not say one itself.

    That of its kind of place, or of what the source of the roads says of its address;
    and the walk from the road, where the door is farther from it than `kerb_m`.
    """
    alerts = tuple(_with_access(alert, spots, policy) for alert in scenario.alerts)
    return replace(scenario, alerts=alerts)


def _with_access(alert: Alert, spots: Spots, policy: Policy) -> Alert:
    if alert.access_s is not None:
        return alert
    kind = alert.place_kind
    if kind == "unknown":
        kind = spots.kinds.get(alert.id, "unknown")
    walk_s = walking_s(spots.alerts[alert.id].distance_m, policy)
    seconds = access_s(replace(alert, place_kind=kind), policy) + walk_s
    return replace(alert, place_kind=kind, access_s=seconds)


def walking_s(off_road_m: float, policy: Policy) -> int:
    """Seconds on foot from where the road is nearest, beyond what access includes."""
    return round(max(0.0, off_road_m - policy.kerb_m) / policy.walking_mps)
