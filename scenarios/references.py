"""Ids by which a scenario's rows name one another: that they exist and agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from maps.errors import InputError
from scenarios.events.order import faults_of_events
from scenarios.nearest_word import hint
from scenarios.row_faults import Spot, raise_first, shown
from scenarios.scenario import Pair, Scenario

RowKind = TypeVar("RowKind")
Spotted = Sequence[tuple[Spot, RowKind]]


class HasId(Protocol):
    """A row with an id."""

    @property
    def id(self) -> str:
        """By which other rows name it."""


class AlertLike(HasId, Protocol):
    """An alert, or its row of a file."""

    @property
    def area(self) -> str | None:
        """Where it lies."""


class UnitLike(AlertLike, Protocol):
    """A unit, or its row of a file."""

    @property
    def assigned(self) -> str | None:
        """The alert that it was told to go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows that name one another, each with the spot where it stands."""

    units: Spotted[UnitLike]
    alerts: Spotted[AlertLike]
    locks: Spotted[Pair]
    forbidden: Spotted[Pair]
    areas: Spotted[HasId]


def check_references(scenario: Scenario) -> None:
    """Check a scenario that was put together by hand.

    Raises
    ------
    FieldError : an id that no row has, a unit that is locked twice, a pair that is
    locked and forbidden, an area that is not listed where areas are, an event that
    cannot be.
    """
    faults = list(reference_faults(_rows_of(scenario)))
    raise_first(faults or list(faults_of_events(scenario)))


def reference_faults(rows: Rows) -> Iterator[InputError]:
    """Find ids that no row has, and pairs that contradict each other."""
    units = {unit.id for _, unit in rows.units}
    alerts = {alert.id for _, alert in rows.alerts}
    for spot, unit in rows.units:
        yield from _unknown(spot, "assigned", "alert", unit.assigned, alerts)
    for spot, pair in (*rows.locks, *rows.forbidden):
        yield from _unknown(spot, "unit", "unit", pair.unit_id, units)
        yield from _unknown(spot, "alert", "alert", pair.alert_id, alerts)
    mend = "keep one of the locks"
    yield from twice(rows.locks, lambda pair: pair.unit_id, "unit", mend)
    yield from _contradictions(rows)
    areas = {area.id for _, area in rows.areas}
    for spot, row in (*rows.units, *rows.alerts) if areas else ():
        yield from _unknown(spot, "area", "area", row.area, areas)


def twice(
    rows: Spotted[RowKind], key: Callable[[RowKind], str], field: str, mend: str
) -> Iterator[InputError]:
    """Find rows whose field says what an earlier row's said."""
    first: dict[str, Spot] = {}
    for spot, row in rows:
        earlier = first.setdefault(key(row), spot)
        if earlier is not spot:
            problem = f"{shown(key(row))} stands in {earlier.row} already"
            yield spot.fault(problem, field=field, mend=mend)


def _contradictions(rows: Rows) -> Iterator[InputError]:
    """Find pairs that are locked and forbidden."""
    locked = {pair for _, pair in rows.locks}
    for spot, pair in rows.forbidden:
        if pair in locked:
            both = f"{shown(pair.unit_id)} to {shown(pair.alert_id)}"
            problem = f"{both} is locked and forbidden"
            yield spot.fault(problem, mend="take one of the two out")


def _unknown(
    spot: Spot, field: str, kind: str, name: str | None, known: set[str]
) -> Iterator[InputError]:
    """Find an id that no row of that kind has."""
    if name is not None and name not in known:
        problem = f"there is no {kind} {shown(name)}"
        yield spot.fault(problem, field=field, mend=hint(name, known))


def _rows_of(scenario: Scenario) -> Rows:
    """Call each row of a scenario by its id."""
    return Rows(
        units=[(Spot(row=f"unit {unit.id}"), unit) for unit in scenario.units],
        alerts=[(Spot(row=f"alert {alert.id}"), alert) for alert in scenario.alerts],
        locks=[(_spot_of("lock", pair), pair) for pair in scenario.locks],
        forbidden=[(_spot_of("forbidden", pair), pair) for pair in scenario.forbidden],
        areas=[(Spot(row=f"area {area.id}"), area) for area in scenario.areas],
    )


def _spot_of(kind: str, pair: Pair) -> Spot:
    """Call a pair by its ids, as it is written where it is asked for."""
    return Spot(row=f"{kind} {pair.unit_id}={pair.alert_id}")
