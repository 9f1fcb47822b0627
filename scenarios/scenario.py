"""`Scenario`: everything that is known when a plan is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scenarios.alert import Alert
from scenarios.area import Area
from scenarios.events.event import Event
from scenarios.unit import Unit
from scenarios.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A unit and an alert, named by their ids."""

    unit_id: str
    alert_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Units and alerts at a moment.

    start : aware; the zero of all seconds. now_s : the moment of planning, None
    takes the latest received time. roads : the network it is meant for, where the
    user names none. locks : pairs that stay; forbidden : pairs that never form.
    areas : those that keep units free; where any are listed, all that are named are.
    zones : what free units should reach in time.
    events : what happens, past and to come, in any order; units and alerts are as
    they were before all of it. `known_at` folds in what has happened at a moment.
    """

    name: str
    start: datetime
    units: tuple[Unit, ...]
    alerts: tuple[Alert, ...]
    title: str = ""
    description: str = ""
    now_s: float | None = None
    roads: str | None = None
    locks: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    areas: tuple[Area, ...] = ()
    zones: tuple[Zone, ...] = ()
    events: tuple[Event, ...] = ()
