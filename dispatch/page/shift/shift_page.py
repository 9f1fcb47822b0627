"""`shift_page`: a simulated shift that plays, as one HTML file without network."""

from __future__ import annotations

from pathlib import Path

from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.shared.files import (
    BASE_SCRIPTS,
    BASE_STYLES,
    MAP_SCRIPTS,
    MAP_STYLES,
    PACKED_NUMBERS,
    ROW_SCRIPTS,
    ROW_STYLES,
    TIME_SCRIPTS,
    TIME_STYLES,
)
from dispatch.page.shift.shift_data import shift_data
from dispatch.simulation.road_travel import RoadTravel
from dispatch.simulation.simulate import SimulatedShift
from dispatch.simulation.terrain import Terrain
from scenarios.loads.load import Load

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "decode",
    "figures_above",
    "alert_rows",
    "open_alerts",
    "moving_units",
    "gantt_rows",
    "board",
)
_DEFAULT = Look()

SHIFT_PARTS = PageParts(
    folder=_FOLDER,
    template="shift.html.jinja",
    show="showShift",
    scripts=(
        *BASE_SCRIPTS,
        *ROW_SCRIPTS,
        *MAP_SCRIPTS,
        *TIME_SCRIPTS,
        PACKED_NUMBERS,
        *(_FOLDER / "scripts" / f"{name}.js" for name in _SCRIPTS),
    ),
    styles=(
        *BASE_STYLES,
        *ROW_STYLES,
        *MAP_STYLES,
        *TIME_STYLES,
        _FOLDER / "styles" / "shift.css",
    ),
    layers=("routes", "units", "alerts"),
)


def shift_page(
    shift: SimulatedShift, load: Load, terrain: Terrain, look: Look = _DEFAULT
) -> str:
    """Return the page of a shift; the same shift gives the same text.

    load, terrain : that it was simulated on.

    Raises
    ------
    TypeError : it was simulated on a table of times, which has no roads.
    """
    if not isinstance(terrain.travel, RoadTravel):
        msg = "a shift on a table of times has no roads to draw"
        raise TypeError(msg)
    return page_frame(
        SHIFT_PARTS,
        title=load.title or load.name,
        data=shift_data(shift, load, terrain, terrain.travel),
        roads=terrain.travel.roads,
        look=look,
    )
