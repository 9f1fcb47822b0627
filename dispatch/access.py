"""Access: how long each door is from the kerb, as far as its place is known."""

from __future__ import annotations

from dataclasses import replace

from dispatch.locate import Spots
from dispatch.policy import Policy
from scenarios.alert import Alert, PlaceKind
from scenarios.scenario import Scenario


def with_access(scenario: Scenario, spots: Spots, policy: Policy) -> Scenario:
    """Give every alert its access interval, where it does not say one itself.

    That of its kind of place, or of what the source of the roads says of its address;
    and the walk from the road, where the door is farther from it than `kerb_m`. A
    meeting point is outdoors, whatever the place it replaces.
    """
    alerts = tuple(_with_access(alert, spots, policy) for alert in scenario.alerts)
    return replace(scenario, alerts=alerts)


def _with_access(alert: Alert, spots: Spots, policy: Policy) -> Alert:
    met = alert.meeting_point is not None
    if alert.access_s is not None and not met:
        return alert
    kind: PlaceKind = "outdoors" if met else alert.place_kind
    if kind == "unknown":
        kind = spots.kinds.get(alert.id, "unknown")
    walk_s = walking_s(spots.alerts[alert.id].distance_m, policy)
    seconds = policy.access_s[kind] + walk_s
    return replace(alert, place_kind=kind, access_s=seconds)


def walking_s(off_road_m: float, policy: Policy) -> int:
    """Seconds on foot from where the car is left, beyond what access includes."""
    return round(max(0.0, off_road_m - policy.kerb_m) / policy.walking_mps)
