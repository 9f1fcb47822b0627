"""How much of the money at risk counts: so that yuan alone starve no small victim."""

from __future__ import annotations

from math import log1p

from dispatch.policy import Policy
from scenarios.alert import Alert


def exposure_of(alert: Alert, policy: Policy) -> float:
    """Money at risk, or what a policy assumes where nobody knows."""
    return policy.exposure_unknown if alert.exposure is None else alert.exposure


def counted_share(exposure: float, policy: Policy) -> float:
    """Share of an exposure that counts when alerts are compared.

    "capped": min(exposure, cap); "log": cap x ln(1 + exposure / cap), which is little
    less for small sums and grows on for large ones; "plain": all of it.

    >>> counted_share(4_000_000, Policy())
    0.25
    """
    cap = policy.exposure_cap
    if exposure <= 0 or policy.exposure_counts == "plain":
        return 1.0
    if policy.exposure_counts == "log":
        return cap * log1p(exposure / cap) / exposure
    return min(exposure, cap) / exposure
