"""What has to stay behind: units for their areas, and for zones to be reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Areas, Bools, Zones
from dispatch.intervals import Floats, wait_s, whole
from dispatch.policy import Policy
from dispatch.situation.eligibility import known_to_be_free
from dispatch.situation.positions import fresh
from dispatch.situation.situation import Situation
from scenarios.unit import Unit
from scenarios.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ZoneDrives:
    """Zones, and how long units drive there.

    driving_s : [units, zones] median seconds, units by id; inf without a road.
    """

    zones: Sequence[Zone]
    driving_s: Floats


def free_now(units: Sequence[Unit], policy: Policy, now_s: float) -> Bools:
    """Whether each unit can be sent without waiting for it, [units]."""
    free = [known_to_be_free(unit) and wait_s(unit, now_s) == 0 for unit in units]
    return np.array(free, np.bool_) & fresh(units, policy, now_s)


def area_minimum(now: Situation, free: Bools, locked: Collection[int]) -> Areas | None:
    """Count the units that may leave each area; None where no area keeps any.

    Of an area count the units that are free now and have not been sent anywhere yet:
    least_free of them stay. Units that are locked, under way, or still busy are not
    among those and may go.

    Parameters
    ----------
    free : [units] as `free_now`. locked : rows of units.
    """
    areas = now.scenario.areas
    if not any(area.least_free for area in areas):
        return None
    number = {area.id: row for row, area in enumerate(areas)}
    of_unit = np.full(len(now.units), -1, np.int64)
    for row, unit in enumerate(now.units):
        if unit.area and free[row] and not unit.under_way and row not in locked:
            of_unit[row] = number[unit.area]
    there = np.bincount(of_unit[of_unit >= 0], minlength=len(areas))
    keeps = np.array([area.least_free for area in areas], np.int64)
    return Areas(of_unit=of_unit, spare=np.maximum(0, there - keeps))


def zones_to_reach(
    units: Sequence[Unit], drives: ZoneDrives | None, free: Bools, policy: Policy
) -> Zones | None:
    """Say which zones each unit that is free now reaches within `coverage_s`.

    It would be told (`least_dispatch_s`), turn out, and drive. None without zones,
    or where the policy does not ask for preparedness.
    """
    if drives is None or not drives.zones or "preparedness" not in policy.goals:
        return None
    turnout = whole([0 if unit.rolling else policy.turnout_s for unit in units])
    before = policy.least_dispatch_s + turnout
    in_time = drives.driving_s + before[:, None] <= policy.coverage_s
    return Zones(
        reaches=in_time & free[:, None],
        weight=np.array([zone.weight for zone in drives.zones], np.int64),
        wanted=np.array([zone.wanted for zone in drives.zones], np.int64),
    )
