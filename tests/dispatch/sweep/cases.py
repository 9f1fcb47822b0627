"""Little cases between four places, where a drive takes some minutes."""

from __future__ import annotations

from datetime import UTC, datetime

from dispatch.policy import Policy
from dispatch.simulation.figures import ShiftFigures
from dispatch.simulation.times_table import TimesTable
from dispatch.sweep.case import Case, FixedLoad
from dispatch.sweep.simulator import RunResult
from scenarios.alert import Alert
from scenarios.loads.load import Load, Shift
from scenarios.place import Place
from scenarios.unit import Unit

START = datetime(2026, 3, 21, 17, tzinfo=UTC)
_PLACES = ("north", "east", "south", "west")
TABLE = TimesTable(
    _PLACES,
    [[0, 200, 400, 300], [200, 0, 250, 350], [400, 250, 0, 150], [300, 350, 150, 0]],
)


def little_load(alerts: int = 6, exposure: float | None = None) -> Load:
    """Two units, and an alert every five minutes, each at the next place."""
    units = [Unit(id=f"P{n}", place=Place(address=_PLACES[n])) for n in (0, 2)]
    return Load(
        name="little",
        start=START,
        length_s=3600.0,
        alerts=tuple(
            Alert(
                id=f"A{n}",
                received_s=300.0 * n,
                place=Place(address=_PLACES[n % 4]),
                exposure=exposure,
            )
            for n in range(alerts)
        ),
        units=tuple(units),
        shifts=tuple(Shift(unit_id=u.id, start_s=0.0, end_s=7200.0) for u in units),
    )


def little_case(name: str = "little", **policy: object) -> Case:
    """Return a case that takes milliseconds."""
    return Case(
        name=name,
        loads=FixedLoad(known=little_load()),
        where=TABLE,
        policy=Policy(**policy),  # type: ignore[arg-type]
    )


def result(rule: str, seed: int, case: str = "little", **figures: object) -> RunResult:
    """Return what came of a run that nobody made."""
    return RunResult(
        case=case,
        rule=rule,
        seed=seed,
        figures=ShiftFigures(**{"n_alerts": 10, **figures}),  # type: ignore[arg-type]
    )
