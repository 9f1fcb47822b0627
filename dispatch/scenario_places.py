"""Places for a scenario's addresses, by users' own places or as they likely mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from maps.errors import PlaceError
from maps.places.finder import AddressFinder
from maps.places.place_rows import PlaceRow
from maps.road_network import RoadNetwork
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit

Row = TypeVar("Row", Unit, Alert)


def with_places(
    scenario: Scenario,
    roads: RoadNetwork,
    own: Sequence[PlaceRow] = (),
    *,
    accept_best: bool = False,
) -> tuple[Scenario, tuple[str, ...]]:
    """Give every address of units and alerts its place.

    own : users' places beside the roads'. accept_best : take the likeliest where it
    leads clearly.

    Returns
    -------
    The scenario with points beside the addresses, and what was taken as something
    that is written otherwise, a sentence each.

    Raises
    ------
    PlaceError : an address that nothing or several places are; it names the row.
    """
    finder = AddressFinder(roads, own, accept_best=accept_best)
    notes = list[str]()

    def placed(row: Row, name: str) -> Row:
        place, note = _placed(row.place, name, finder)
        notes.extend(note)
        return replace(row, place=place)

    def met(alert: Alert) -> Alert:
        meeting = alert.meeting_point
        if meeting is None:
            return alert
        place, note = _placed(meeting.place, f"alert {alert.id}", finder)
        notes.extend(note)
        return replace(alert, meeting_point=replace(meeting, place=place))

    changed = replace(
        scenario,
        units=tuple(placed(unit, f"unit {unit.id}") for unit in scenario.units),
        alerts=tuple(
            met(placed(alert, f"alert {alert.id}")) for alert in scenario.alerts
        ),
    )
    return changed, tuple(notes)


def _placed(
    place: Place, name: str, finder: AddressFinder
) -> tuple[Place, tuple[str, ...]]:
    if place.has_point:
        return place, ()
    try:
        found = finder.find(place.address or "")
    except PlaceError as fault:
        fault.row, fault.field = name, "address"
        raise
    lon, lat = found.point
    notes = (f"{name}: {found.note}",) if found.note else ()
    return replace(place, lon=lon, lat=lat), notes
