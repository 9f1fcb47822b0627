"""Little shifts on the street, where all times are known by hand.

Chance has nothing in store but a visit of `on_scene_s`; see `tests.street` for the
rest: told 90 s after the alert, moving 60 s later, a second for every ten metres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from dispatch.policy import Policy
from dispatch.simulation.luck import AlertLuck, Luck
from dispatch.simulation.rules.rule import Rule
from dispatch.simulation.simulate import SimulatedShift, simulate
from maps.travel_times import TurnGraph
from scenarios.alert import Alert
from scenarios.loads.load import Load, Shift
from scenarios.unit import Unit
from tests.street import LEVELS, METRES_PER_DEGREE, START, alert, policy, street, unit

GRAPH = TurnGraph(street(), keep=False)
DAY_S = 86_400.0


def load_of_rows(
    *rows: Unit | Alert, spans: Mapping[str, tuple[float, float]] | None = None
) -> Load:
    """Make a load; units are on duty all day unless said otherwise."""
    units = tuple(row for row in rows if isinstance(row, Unit))
    alerts = tuple(row for row in rows if isinstance(row, Alert))
    said = spans or {}
    times = (said.get(unit.id, (0.0, DAY_S)) for unit in units)
    return Load(
        name="street",
        start=START,
        length_s=DAY_S,
        alerts=alerts,
        units=units,
        shifts=tuple(
            Shift(unit_id=unit.id, start_s=start_s, end_s=end_s)
            for unit, (start_s, end_s) in zip(units, times, strict=True)
        ),
    )


def lucky(on_scene_s: float = 600.0, **fields: object) -> Luck:
    """Return luck that is the same for all."""
    luck = replace(AlertLuck(on_scene_s=on_scene_s), **fields)  # type: ignore[arg-type]
    return lambda _: luck


def run(
    load: Load,
    rule: Rule | str = "closest_idle",
    *,
    luck: Luck | None = None,
    rules: Policy | None = None,
    **fields: object,
) -> SimulatedShift:
    """Simulate on the street."""
    return simulate(
        load,
        GRAPH,
        rule,
        policy=rules or policy(zones_at_most=0),
        luck=luck or lucky(),
        **{"between": "stay", **fields},  # type: ignore[arg-type]
    )


def rows_of(shift: SimulatedShift) -> list[dict[str, object]]:
    """Return the rows of the log, without what is missing."""
    return [
        {name: value for name, value in row.items() if not _missing(value)}
        for row in shift.log.table.to_dict("records")
    ]


def _missing(value: object) -> bool:
    return value is None or value != value or str(value) == "<NA>"  # noqa: PLR0124


def random_load(seed: int, units: int = 5, alerts: int = 25) -> Load:
    """Two hours on the street, at times with more alerts than units can serve.

    Some units are single officers, some begin late or end early.
    """
    rng = np.random.default_rng(seed)
    places = rng.integers(0, 2000, units + alerts) * 10.0
    crew = [
        unit(
            f"P{row}",
            float(places[row]),
            officers=1 if rng.random() < 0.3 else 2,
            rolling=bool(rng.random() < 0.3),
        )
        for row in range(units)
    ]
    asked = [
        alert(
            f"A{row:02}",
            float(places[units + row]),
            received_s=float(rng.integers(0, 7200)),
            level=LEVELS[int(rng.integers(3))],
            officers=int(rng.integers(1, 4)),
            access_s=int(rng.integers(0, 100)),
        )
        for row in range(alerts)
    ]
    spans = {
        row.id: (float(rng.integers(0, 2) * 900), float(rng.integers(5000, 9000)))
        for row in crew
    }
    return load_of_rows(*crew, *asked, spans=spans)


def metres_of(lon: float) -> float:
    """Metres from the street's western end."""
    return (lon - 120.0) * METRES_PER_DEGREE
