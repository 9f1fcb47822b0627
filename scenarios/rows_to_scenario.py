"""Rows of files become a `Scenario`: all that takes more than one row to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from maps.coordinates import Frame
from maps.errors import InputError
from scenarios.alert import Alert, MeetingPoint, OnSceneStep, Victim
from scenarios.area import Area
from scenarios.call import Call
from scenarios.events.order import event_faults
from scenarios.events.rows import EventRows, event_rows, to_events
from scenarios.file_places import check_place, to_places
from scenarios.file_rows import (
    AlertRow,
    AreaRow,
    PairRow,
    ScenarioFile,
    UnitRow,
    VictimRow,
    ZoneRow,
)
from scenarios.place import Place
from scenarios.references import Rows, reference_faults, twice
from scenarios.row_faults import Spot, add_faults, raise_first
from scenarios.scenario import Pair, Scenario
from scenarios.sheet import NO_ROWS, Sheet
from scenarios.unit import Unit
from scenarios.zone import Zone

_OWN_ID = "give each its own id"
_NO_TIME_AT_ALL = datetime(1970, 1, 1, tzinfo=UTC)

UnitRows = list[tuple[Spot, UnitRow]]
AlertRows = list[tuple[Spot, AlertRow]]
AreaRows = list[tuple[Spot, AreaRow]]
ZoneRows = list[tuple[Spot, ZoneRow]]
Pairs = list[tuple[Spot, Pair]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The rows of a scenario, by kind."""

    units: Sheet
    alerts: Sheet
    locks: Sheet = NO_ROWS
    forbidden: Sheet = NO_ROWS
    areas: Sheet = NO_ROWS
    zones: Sheet = NO_ROWS
    events: Sheet = NO_ROWS


def to_scenario(
    head: ScenarioFile | None, name: str, sheets: Sheets, faults: list[InputError]
) -> Scenario:
    """Check all rows and make a scenario of them.

    head : what stands above the rows; None where it is wrong, and then `faults`
    say so. name : of a scenario that gives itself none.

    Raises
    ------
    InputError : the first of the faults, with the number of the others.
    """
    units, alerts = unit_rows(sheets.units, faults), alert_rows(sheets.alerts, faults)
    areas, zones = _area_rows(sheets.areas, faults), _zone_rows(sheets.zones, faults)
    locks, forbidden = _pairs(sheets.locks, faults), _pairs(sheets.forbidden, faults)
    events = event_rows(sheets.events, faults)
    if not faults:
        rows = Rows(
            units=units, alerts=alerts, locks=locks, forbidden=forbidden, areas=areas
        )
        add_faults(faults, reference_faults(rows))
    if head is not None:
        file = sheets.units.spot.file
        add_faults(faults, _early_faults(head, alerts, events, file))
    raise_first(faults)
    head = head or ScenarioFile()
    start = head.start or start_of(units, alerts, head.now)
    scenario = Scenario(
        name=head.name or name,
        title=head.title,
        description=head.description,
        start=start,
        now_s=seconds(start, head.now),
        roads=head.roads,
        units=to_units(units, sheets.units.frame, start),
        alerts=to_alerts(alerts, sheets.alerts.frame, start),
        locks=tuple(pair for _, pair in locks),
        forbidden=tuple(pair for _, pair in forbidden),
        areas=_areas(areas),
        zones=_zones(zones, sheets.zones.frame),
        events=to_events(events, sheets.events.frame, start),
    )
    told = zip(events, scenario.events, strict=True)
    spotted = ((spot, event, row.alert) for (spot, row), event in told)
    add_faults(faults, event_faults(scenario, spotted))
    raise_first(faults)
    return scenario


def unit_rows(sheet: Sheet, faults: list[InputError]) -> UnitRows:
    """Check the rows of units, of which there is at least one."""
    rows = sheet.check(UnitRow, faults)
    for spot, row in rows:
        check_place(row, sheet.frame, spot, faults)
    add_faults(faults, twice(rows, lambda row: row.id, "id", _OWN_ID))
    if not sheet.rows and not faults:
        faults.append(sheet.spot.fault("no units", mend="give at least one"))
    return rows


def alert_rows(sheet: Sheet, faults: list[InputError]) -> AlertRows:
    """Check the rows of alerts."""
    rows = sheet.check(AlertRow, faults)
    for spot, row in rows:
        check_place(row, sheet.frame, spot, faults)
        if row.meeting_point is not None:
            frame = row.frame or sheet.frame
            meeting = "meeting_point."
            check_place(row.meeting_point, frame, spot, faults, within=meeting)
        add_faults(faults, _limit_faults(spot, row))
    add_faults(faults, twice(rows, lambda row: row.id, "id", _OWN_ID))
    return rows


def _area_rows(sheet: Sheet, faults: list[InputError]) -> AreaRows:
    """Check the rows of areas."""
    rows = sheet.check(AreaRow, faults)
    add_faults(faults, twice(rows, lambda row: row.id, "id", _OWN_ID))
    return rows


def _zone_rows(sheet: Sheet, faults: list[InputError]) -> ZoneRows:
    """Check the rows of zones."""
    rows = sheet.check(ZoneRow, faults)
    for spot, row in rows:
        check_place(row, sheet.frame, spot, faults)
    add_faults(faults, twice(rows, lambda row: row.id, "id", _OWN_ID))
    return rows


def _pairs(sheet: Sheet, faults: list[InputError]) -> Pairs:
    """Check the rows of pairs."""
    rows = sheet.check(PairRow, faults)
    return [(spot, Pair(unit_id=row.unit, alert_id=row.alert)) for spot, row in rows]


def to_units(rows: UnitRows, frame: Frame | None, start: datetime) -> tuple[Unit, ...]:
    """Turn checked rows into units."""
    places = to_places([row for _, row in rows], [frame] * len(rows))
    return tuple(
        Unit(
            id=row.id,
            place=place,
            officers=row.officers,
            status=row.status,
            free_at_s=seconds(start, row.free_at),
            rolling=row.rolling,
            skills=tuple(row.skills),
            area=row.area,
            assigned=row.assigned,
            notified_s=seconds(start, row.notified_at),
            position_s=seconds(start, row.position_at),
        )
        for (_, row), place in zip(rows, places, strict=True)
    )


def to_alerts(
    rows: AlertRows, frame: Frame | None, start: datetime
) -> tuple[Alert, ...]:
    """Turn checked rows into alerts."""
    places = to_places([row for _, row in rows], [frame] * len(rows))
    meetings = _meeting_points(rows, frame)
    return tuple(
        _alert(row, place, meeting, start)
        for (_, row), place, meeting in zip(rows, places, meetings, strict=True)
    )


def start_of(units: UnitRows, alerts: AlertRows, now: datetime | None) -> datetime:
    """Choose the zero of all seconds where a file names none.

    The earliest received time, or the moment of planning where that is earlier;
    without both, when the first busy unit is free, else the first of January 1970.
    """
    moments = [row.received for _, row in alerts] + ([now] if now else [])
    free = [row.free_at for _, row in units if row.free_at is not None]
    return min(moments or free, default=_NO_TIME_AT_ALL)


def seconds(start: datetime, moment: datetime | None) -> float | None:
    """Seconds from start to moment, to the microsecond."""
    return None if moment is None else (moment - start).total_seconds()


def _alert(
    row: AlertRow, place: Place, meeting: MeetingPoint | None, start: datetime
) -> Alert:
    """Turn one checked row into an alert."""
    return Alert(
        id=row.id,
        received_s=(row.received - start).total_seconds(),
        place=place,
        title=row.title,
        level=row.level,
        officers=row.officers,
        skills=tuple(row.skills),
        skills_by=row.skills_by,
        area=row.area,
        target_s=row.target_s,
        cut_off_s=row.cut_off_s,
        place_kind=row.place_kind,
        access_s=row.access_s,
        script=row.script,
        stage=row.stage,
        stage_since_s=seconds(start, row.stage_since),
        exposure=row.exposure,
        currency=row.currency,
        cards=row.cards,
        phone_contact=row.phone_contact,
        calls=tuple(
            Call(at_s=(call.at - start).total_seconds(), outcome=call.outcome)
            for call in row.calls
        ),
        meeting_point=meeting,
        accepted_s=seconds(start, row.accepted_at),
        contact_s=seconds(start, row.contact_at),
        stop_requested_s=seconds(start, row.stop_requested_at),
        loss_reported=row.loss_reported,
        on_scene=tuple(
            OnSceneStep(step=done.step, at_s=(done.at - start).total_seconds())
            for done in row.on_scene
        ),
        victim=_victim(row.victim),
    )


def _victim(row: VictimRow | None) -> Victim | None:
    """Turn a checked row into a victim."""
    return None if row is None else Victim(name=row.name, phone=row.phone)


def _meeting_points(
    rows: AlertRows, frame: Frame | None
) -> Iterator[MeetingPoint | None]:
    """Give each alert's meeting point or None; its frame may be its alert's."""
    given = [(row, row.meeting_point) for _, row in rows]
    held = [(row, meeting) for row, meeting in given if meeting is not None]
    frames = [row.frame or frame for row, _ in held]
    places = iter(to_places([meeting for _, meeting in held], frames))
    for _, meeting in given:
        if meeting is None:
            yield None
        else:
            yield MeetingPoint(place=next(places), note=meeting.note)


def _areas(rows: AreaRows) -> tuple[Area, ...]:
    """Turn checked rows into areas."""
    return tuple(Area(id=row.id, least_free=row.least_free) for _, row in rows)


def _zones(rows: ZoneRows, frame: Frame | None) -> tuple[Zone, ...]:
    """Turn checked rows into zones."""
    places = to_places([row for _, row in rows], [frame] * len(rows))
    return tuple(
        Zone(id=row.id, place=place, weight=row.weight, wanted=row.wanted)
        for (_, row), place in zip(rows, places, strict=True)
    )


def _limit_faults(spot: Spot, row: AlertRow) -> Iterator[InputError]:
    """Find a cut-off that leaves no time for the target."""
    if row.target_s and row.cut_off_s and row.cut_off_s < row.target_s:
        problem = f"{row.cut_off_s} is below target_s, {row.target_s}"
        mend = f"write at least {row.target_s}"
        yield spot.fault(problem, field="cut_off_s", mend=mend)


def _early_faults(
    head: ScenarioFile, alerts: AlertRows, events: EventRows, file: str | None
) -> Iterator[InputError]:
    """Find moments before the scenario's start."""
    if head.start is None:
        return
    before = f"before the scenario's start, {head.start.isoformat()}"
    mend = "leave start out, or write an earlier one"
    if head.now and head.now < head.start:
        spot, problem = Spot(file=file), f"{head.now.isoformat()} is {before}"
        yield spot.fault(problem, field="now", mend=mend)
    for spot, row in alerts:
        if row.received < head.start:
            problem = f"{row.received.isoformat()} is {before}"
            yield spot.fault(problem, field="received", mend=mend)
    for spot, event in events:
        if event.at < head.start:
            problem = f"{event.at.isoformat()} is {before}"
            yield spot.fault(problem, field="at", mend=mend)
