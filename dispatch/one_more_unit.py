"""The same situation with one more unit at an alert's kerb."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dispatch.plan import Plan
from dispatch.situation.case import Case
from dispatch.working import Working, case_on
from scenarios.place import Place
from scenarios.unit import Unit

_LAST = "\U0010ffff"
"""Id that comes after every other: the rows of the others stay."""


def with_one_more_unit(plan: Plan, working: Working, alert: int) -> Case:
    """Add a free unit with all that an alert asks for, at its kerb.

    alert : its column.
    """
    asks, door = working.case.alerts[alert], working.doors[alert]
    unit = Unit(
        id=_LAST,
        place=Place(lon=door.road_lon, lat=door.road_lat),
        officers=asks.officers,
        skills=asks.skills,
    )
    places = [*working.doors, *working.spots.zones_at]
    driving_s = np.vstack((working.driving_s, working.travel.seconds([door], places)))
    return case_on(
        replace(plan.scenario, units=(*plan.scenario.units, unit)),
        plan.policy,
        plan.now_s,
        spots=working.spots,
        driving_s=driving_s,
        loss=working.loss,
    )
