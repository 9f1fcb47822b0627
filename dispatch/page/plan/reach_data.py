"""How far the units that stay free come in a few minutes, packed for the page."""

from __future__ import annotations

import numpy as np
import shapely

from dispatch.plan import Plan
from maps.page.packed_numbers import packed, steps
from maps.reach import reach

MINUTES = (4.0, 8.0)

# A step of packed degrees, some eleven metres: the outlines are made of cells of 25 m.
_STEP_DEGREES = 1e-4


def reach_data(plan: Plan) -> dict[str, object] | None:
    """Return the areas that free units reach by driving, the longest time first.

    Of each: minutes, and its rings: counts, points in each, and points, steps in
    `step` degrees of lat and lon from point to point, packed. None for plans made by
    hand, or with nobody free.
    """
    working = plan.working
    if working is None:
        return None
    sent = {unit_id for row in plan.assignments for unit_id in row.unit_ids}
    free = [
        start
        for unit, start in zip(working.case.units, working.starts, strict=True)
        if unit.status == "free" and unit.id not in sent
    ]
    if not free:
        return None
    areas = reach(working.travel, free, MINUTES)
    rows = zip(areas["minutes"], areas.geometry, strict=True)
    return {
        "step": _STEP_DEGREES,
        "areas": [{"minutes": m} | _rings(area) for m, area in rows],
    }


def _rings(area: shapely.Geometry) -> dict[str, object]:
    points, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(area)), return_index=True
    )
    whole = np.rint(points[:, ::-1] / _STEP_DEGREES).astype(np.int64)
    fresh = np.ones(len(whole), np.bool_)
    fresh[1:] = (whole[1:] != whole[:-1]).any(axis=1) | (ring[1:] != ring[:-1])
    counts = np.bincount(ring[fresh])
    return {"counts": packed(counts), "points": packed(steps(whole[fresh]))}
