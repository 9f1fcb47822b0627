"""One straight street, so that every time to door is known by hand.

Units drive 10 m/s. An alert's door is at its kerb (`access_s` 0), and all is received
at the moment of planning unless said otherwise: 90 s dispatch and 60 s turnout, 150 s,
and a second for every ten metres.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from dispatch.policy import Policy
from maps.road_network import ROAD_CLASSES, RoadNetwork
from maps.speeds import SpeedProfile
from scenarios.alert import Alert, Level
from scenarios.area import Area
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit
from scenarios.zone import Zone
from tests.towns import METRES_PER_DEGREE, grid_town

START = datetime(2026, 3, 21, 17, tzinfo=UTC)
LEVELS: tuple[Level, ...] = ("high", "medium", "low")
_SPEEDS = SpeedProfile(class_kph=dict.fromkeys(ROAD_CLASSES, 36.0))


def street(length_m: int = 20_000) -> RoadNetwork:
    """Make the street: along the equator, a junction every 1000 m."""
    return grid_town(length_m // 1000 + 1, 1, 1000.0, origin=(120.0, 0.0))


def at(metres: float) -> Place:
    """Return the place so far from the street's western end."""
    return Place(lon=120.0 + metres / METRES_PER_DEGREE, lat=0.0)


def unit(id_: str, metres: float, **fields: object) -> Unit:
    """Put a unit on the street."""
    return Unit(id=id_, place=at(metres), **fields)  # type: ignore[arg-type]


def alert(id_: str, metres: float, **fields: object) -> Alert:
    """Put an alert on the street."""
    return replace(
        Alert(id=id_, received_s=0.0, place=at(metres), access_s=0),
        **fields,  # type: ignore[arg-type]
    )


def zone(id_: str, metres: float, **fields: object) -> Zone:
    """Put a zone on the street."""
    return Zone(id=id_, place=at(metres), **fields)  # type: ignore[arg-type]


def pairs(*words: str) -> tuple[Pair, ...]:
    """Return pairs of a unit and an alert, "P1=A"."""
    split = (word.split("=") for word in words)
    return tuple(
        Pair(unit_id=unit_id, alert_id=alert_id) for unit_id, alert_id in split
    )


def scene(*rows: Unit | Alert | Zone, **fields: object) -> Scenario:
    """Make a scenario of rows; it is planned at its start."""
    return replace(
        Scenario(
            name="street",
            start=START,
            now_s=0.0,
            units=tuple(row for row in rows if isinstance(row, Unit)),
            alerts=tuple(row for row in rows if isinstance(row, Alert)),
            zones=tuple(row for row in rows if isinstance(row, Zone)),
        ),
        **fields,  # type: ignore[arg-type]
    )


def policy(**fields: object) -> Policy:
    """Return a policy by which ten metres are a second."""
    return Policy(speeds=_SPEEDS, emergency=False, **fields)  # type: ignore[arg-type]


def random_scene(seed: int) -> Scenario:
    """Four units and three alerts; some teams, busy units, zones and areas.

    It is planned at 300 s, up to 300 s after the alerts were received.
    """
    rng = np.random.default_rng(seed)
    officers = rng.integers(1, 3, 4) if rng.random() < 0.4 else np.full(4, 2)
    in_areas = bool(rng.random() < 0.3)
    busy = rng.random(4) < 0.2

    def place() -> float:
        return float(rng.integers(0, 200) * 100)

    def area() -> str | None:
        return str(rng.choice(["n", "s"])) if in_areas else None

    units = [
        unit(
            f"P{row}",
            place(),
            officers=int(officers[row]),
            rolling=bool(rng.random() < 0.2),
            area=area(),
            status="on_scene" if busy[row] else "free",
            free_at_s=float(rng.integers(300, 900)) if busy[row] else None,
        )
        for row in range(4)
    ]
    alerts = [
        alert(
            f"A{column}",
            place(),
            level=LEVELS[int(rng.integers(3))],
            received_s=float(rng.integers(0, 300)),
            area=area(),
        )
        for column in range(3)
    ]
    zones = [zone(f"Z{row}", place()) for row in range(3) if rng.random() < 0.3]
    kept = (Area(id="n", least_free=1), Area(id="s"))
    rows: tuple[Unit | Alert | Zone, ...] = (*units, *alerts, *zones)
    return scene(*rows, areas=kept if in_areas else (), now_s=300.0)
