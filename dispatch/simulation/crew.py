"""Whether units together are enough for an alert."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.alert import Alert
from scenarios.attended import skills_lacking
from scenarios.unit import Unit


def enough(units: Sequence[Unit], alert: Alert) -> bool:
    """Whether they have the officers and the skills that it asks for."""
    if not units or sum(unit.officers for unit in units) < alert.officers:
        return False
    return not alert.skills or not skills_lacking(alert, {alert.id: units})
