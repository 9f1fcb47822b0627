"""`meeting_points`: places to meet near a door, by when both are likely there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from dispatch.access import walking_s
from dispatch.intervals import whole
from dispatch.locate import locate
from dispatch.meeting.later_of_two import Coming, mean_later_s
from dispatch.meeting.spots import Spot, spots_around
from dispatch.plan import Plan
from dispatch.policy import Policy
from dispatch.situation.situation import target_s
from dispatch.working import Working
from maps.errors import FieldError
from maps.places.place_kind import PlaceKind
from maps.snapping import RoadPoint
from scenarios.alert import Alert
from scenarios.fraud.numbers import FraudNumbers
from scenarios.nearest_word import hint

DETOUR = 1.3
"""By how much a way on foot is longer than a straight line (assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One place to meet; moments are seconds since the alert was received.

    both_s : mean of when both are there. officers_s, victim_s : medians of when each
    is. officers_on_time, both_on_time : chances of being there within the target.
    """

    spot: Spot
    both_s: float
    officers_s: int
    victim_s: int
    officers_on_time: float
    both_on_time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Places where one unit and the victim of one alert may meet, the best first.

    now_s : since the scenario's start; elapsed_s : since the alert was received.
    place_kind : of the door. door_s, door_on_time : when officers would be there
    instead, by median, and their chance of being on time, as a plan has them.
    """

    alert_id: str
    unit_id: str
    now_s: float
    elapsed_s: int
    target_s: int
    place_kind: PlaceKind
    door_s: int
    door_on_time: float
    rows: tuple[MeetingRow, ...]


def meeting_points(
    plan: Plan,
    alert_id: str,
    numbers: FraudNumbers,
    *,
    unit_id: str | None = None,
    top: int = 5,
) -> Meeting:
    """Rank places near an alert's door by E[max(officers' arrival, victim's walk)].

    Officers are there after what of dispatch and turnout lies ahead, a lognormal
    drive, and access as outdoors, as in any plan with that meeting point. The victim
    leaves now: down from the flat as long as officers take up, lognormal (Silverman
    et al.: sigma 0.60), then 1.3 times the straight way at a walk. The two do not
    hang on each other.

    Parameters
    ----------
    plan : made for the moment of asking; it may have a meeting point already.
    numbers : of which the spread of access is taken.
    unit_id : whose way counts; else of those that the plan sends the last needed.
    top : how many rows to give.

    Raises
    ------
    FieldError : no such alert or unit, nobody is sent, or no road leads there.
    """
    if plan.working is None:
        msg = "only a plan that was worked out knows its drives"
        raise ValueError(msg)
    case = plan.working.case
    column = _row("ALERT", alert_id, [alert.id for alert in case.alerts])
    sent = unit_id or _sent(plan, alert_id)
    row = _row("--unit", sent, [unit.id for unit in case.units])
    return _Ranking(plan, plan.working, row, column, numbers).made(top)


def _row(field: str, wanted: str, ids: list[str]) -> int:
    if wanted in ids:
        return ids.index(wanted)
    what = "unit" if field == "--unit" else "alert that waits for officers"
    mend = hint(wanted, ids) or "see the scenario"
    raise FieldError(f"there is no {what} {wanted!r}", field=field, mend=mend)


def _sent(plan: Plan, alert_id: str) -> str:
    """Of the units that go to an alert the one that brings the last officer needed."""
    for row in plan.assignments:
        if row.alert_id == alert_id:
            return next(
                unit.unit_id
                for unit in row.units
                if unit.time_to_door_s == row.time_to_door_s
            )
    raise FieldError(
        f"nobody is sent to {alert_id}", field="ALERT", mend="name a unit with --unit"
    )


class _Ranking:
    """One unit and one alert of one plan."""

    def __init__(
        self,
        plan: Plan,
        working: Working,
        unit: int,
        alert: int,
        numbers: FraudNumbers,
    ) -> None:
        case = working.case
        self._plan, self._working, self._policy = plan, working, plan.policy
        self._unit, self._column = unit, alert
        self._spread = numbers.access.sigma
        self._alert = _without_meeting(plan, case.alerts[alert].id)
        self._elapsed_s = int(case.intervals.elapsed_s[alert])
        self._target_s = target_s(self._alert, plan.policy)

    def made(self, top: int) -> Meeting:
        working = self._working
        door, kind = self._door()
        spots = spots_around(self._plan.roads, working.ground.approaches, door)
        find = working.ground.approaches.find
        points = [find(spot.lon, spot.lat) for spot in spots]
        here, *there = self._officers((door, *points), kind)
        rows = [
            self._row(spot, officers, self._victim(spot, kind))
            for spot, officers in zip(spots, there, strict=True)
            if officers is not None
        ]
        if here is None or not rows:
            raise FieldError("no road leads there", field="ALERT", row=self._alert.id)
        return Meeting(
            alert_id=self._alert.id,
            unit_id=working.case.units[self._unit].id,
            now_s=self._plan.now_s,
            elapsed_s=self._elapsed_s,
            target_s=self._target_s,
            place_kind=kind,
            door_s=int(here.middle_s),
            door_on_time=here.chance_by(self._target_s),
            rows=tuple(sorted(rows, key=_order)[:top]),
        )

    def _door(self) -> tuple[RoadPoint, PlaceKind]:
        """The place that she leaves, whatever was agreed on, and its kind."""
        alone = replace(self._plan.scenario, units=(), alerts=(self._alert,), zones=())
        found, id_ = locate(alone, self._working.ground), self._alert.id
        kind = self._alert.place_kind
        return found.alerts[id_], found.kinds[id_] if kind == "unknown" else kind

    def _officers(
        self, points: Sequence[RoadPoint], kind: PlaceKind
    ) -> list[Coming | None]:
        """When officers are at the door, first of the points, or at a meeting point."""
        case, policy = self._working.case, self._policy
        start = self._working.starts[self._unit]
        driven = self._working.travel.seconds([start], points)[0]
        row, column = self._unit, self._column
        ahead_s = int(case.intervals.dispatch_s[row, column])
        ahead_s += int(case.intervals.turnout_s[row, column])
        access = [self._access_s(kind), *[policy.access_s["outdoors"]] * len(points)]
        return [
            Coming(
                fixed_s=self._elapsed_s + ahead_s + access_s + _walk_s(point, policy),
                median_s=float(whole(drive_s)),
                sigma=policy.sigma,
            )
            if isfinite(drive_s)
            else None
            for point, drive_s, access_s in zip(points, driven, access, strict=False)
        ]

    def _access_s(self, kind: PlaceKind) -> int:
        own_s = self._alert.access_s
        return self._policy.access_s[kind] if own_s is None else own_s

    def _victim(self, spot: Spot, kind: PlaceKind) -> Coming:
        """When she is there who sets out now: down, and along."""
        walk_s = DETOUR * spot.foot_m / self._policy.walking_mps
        return Coming(
            fixed_s=self._elapsed_s + walk_s,
            median_s=self._access_s(kind),
            sigma=self._spread,
        )

    def _row(self, spot: Spot, officers: Coming, victim: Coming) -> MeetingRow:
        on_time = officers.chance_by(self._target_s)
        return MeetingRow(
            spot=spot,
            both_s=round(mean_later_s(officers, victim), 1),
            officers_s=round(officers.middle_s),
            victim_s=round(victim.middle_s),
            officers_on_time=round(on_time, 4),
            both_on_time=round(on_time * victim.chance_by(self._target_s), 4),
        )


def _without_meeting(plan: Plan, alert_id: str) -> Alert:
    asked = next(a for a in plan.scenario.alerts if a.id == alert_id)
    return replace(asked, meeting_point=None)


def _walk_s(point: RoadPoint, policy: Policy) -> int:
    return walking_s(point.distance_m, policy)


def _order(row: MeetingRow) -> tuple[float, str, str, float, float]:
    spot = row.spot
    return row.both_s, spot.kind, spot.name, spot.lon, spot.lat
