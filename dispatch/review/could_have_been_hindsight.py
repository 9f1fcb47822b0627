"""What no choice of units could have bettered on a whole log, by the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

import numpy as np
import polars as pl

from dispatch.locate import Ground
from dispatch.policy import Policy
from dispatch.review.could_have_been_moments import Moment
from dispatch.review.could_have_been_units import LonLat, Visits, visits_of
from dispatch.simulation.luck import AlertLuck
from maps.errors import PlaceError
from scenarios.alert import Alert
from scenarios.call_logs.call_log import CallLog
from scenarios.loads.load import Load, Shift
from scenarios.place import Place
from scenarios.unit import Unit

MOST_CALLS = 1000
"""Of more no bound is sought: it takes seconds, and then minutes (assumed)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST_ON_SCENE_S = 1.0


def hindsight_share(
    log: CallLog,
    moments: Sequence[Moment],
    homes: Mapping[str, LonLat],
    ground: Ground,
    policy: Policy,
) -> float | None:
    """Return what share of calls could at most have been within the target.

    Each call is told when it was in fact, needs one unit, and holds it as long as the
    first one was on scene. Units are on duty from their first visit to their last, and
    start from their homes, else from their first scenes. The rest is as easy as
    `dispatch.hindsight` makes it: all is known from the start, and free units drive
    ahead. So no choice of units betters it by this model; luckier drives may.

    Parameters
    ----------
    moments : of the calls that count, all within reach of a road.

    Returns
    -------
    None of no calls, of more than `MOST_CALLS`, or where no unit is on the roads.
    """
    if not moments or len(moments) > MOST_CALLS:
        return None
    from dispatch.hindsight.hindsight import (  # noqa: PLC0415 - loads OR-Tools
        hindsight,
    )

    visits = visits_of(log)
    first_s = float(visits.start_s.min())
    units, shifts = _units(visits, homes, ground, first_s)
    alerts = [alert for moment in moments if (alert := _alert(moment, first_s))]
    if not units:
        return None
    load = Load(
        name="log",
        start=_EPOCH + timedelta(seconds=first_s),
        length_s=max(shift.end_s for shift in shifts),
        alerts=tuple(sorted(alerts, key=lambda each: (each.received_s, each.id))),
        units=units,
        shifts=shifts,
    )
    seconds = _on_scene_s(log)
    bound = hindsight(
        load,
        ground.roads,
        policy=_told_at_once(policy),
        luck=lambda alert: AlertLuck(on_scene_s=seconds.get(alert.id, 1.0)),
        between="stay",
        numbers=(),
    )
    return bound.on_time / len(moments)


def _told_at_once(policy: Policy) -> Policy:
    """Return the policy with no time before a unit is told: the log has it."""
    return Policy(
        speeds=policy.speeds,
        emergency=policy.emergency,
        turnout_s=policy.turnout_s,
        dispatch_s=0,
        least_dispatch_s=0,
        zones_at_most=0,
    )


def _alert(moment: Moment, first_s: float) -> Alert | None:
    """Return a call as an alert from when it was told; None where that was too late."""
    call = moment.call
    left_s = call.target_s - (moment.at_s - call.received_s)
    if left_s <= 0:
        return None
    lon, lat = call.place
    return Alert(
        id=call.call_id,
        received_s=moment.at_s - first_s,
        place=Place(lon=lon, lat=lat),
        officers=1,
        target_s=ceil(left_s),
        access_s=0,
    )


def _units(
    visits: Visits, homes: Mapping[str, LonLat], ground: Ground, first_s: float
) -> tuple[tuple[Unit, ...], tuple[Shift, ...]]:
    """Return the units with when they were on duty."""
    units, shifts = list[Unit](), list[Shift]()
    for number, unit_id in enumerate(visits.unit_ids):
        mine = visits.unit == number
        place = homes.get(unit_id) or _first_scene(visits, mine)
        starts_s = float(visits.start_s[mine].min()) - first_s
        ends_s = float(visits.end_s[mine].max()) - first_s
        if place is None or not _on_roads(place, ground) or ends_s <= starts_s:
            continue
        lon, lat = place
        units.append(Unit(id=unit_id, place=Place(lon=lon, lat=lat), officers=1))
        shifts.append(Shift(unit_id=unit_id, start_s=starts_s, end_s=ends_s))
    return tuple(units), tuple(shifts)


def _first_scene(visits: Visits, mine: np.ndarray) -> LonLat | None:
    known = np.flatnonzero(mine & ~np.isnan(visits.scene_s))
    if not len(known):
        return None
    first = known[visits.scene_s[known].argmin()]
    return float(visits.lon[first]), float(visits.lat[first])


def _on_roads(place: LonLat, ground: Ground) -> bool:
    try:
        ground.snapper.snap(*place)
    except PlaceError:
        return False
    return True


def _on_scene_s(log: CallLog) -> Mapping[str, float]:
    """Return how long the first unit was on scene, by call."""
    seconds = (pl.col("clear") - pl.col("on_scene")).dt.total_microseconds() / 1e6
    first = log.table.filter(pl.col("on_scene").is_not_null()).sort("on_scene", "row")
    told = first.group_by("call_id", maintain_order=True).agg(seconds.first())
    return {
        call_id: max(_LEAST_ON_SCENE_S, value or 0.0)
        for call_id, value in told.iter_rows()
    }
