"""The shared scripts and styles, by what a page needs of them.

Scripts of a page are joined into one function, in the order given: each may use what
those before it have defined, and what its functions use is found when they run.
"""

from __future__ import annotations

from pathlib import Path

import maps.page

_FOLDER = Path(__file__).parent


def _scripts(*names: str) -> tuple[Path, ...]:
    return tuple(_FOLDER / "scripts" / f"{name}.js" for name in names)


def _styles(*names: str) -> tuple[Path, ...]:
    return tuple(_FOLDER / "styles" / f"{name}.css" for name in names)


BASE_SCRIPTS = _scripts(
    "elements",
    "words",
    "figures",
    "languages",
    "theme",
    "help",
    "print",
    "kpi_bar",
    "frame",
)
BASE_STYLES = _styles("theme", "languages", "page", "help", "print")

# unpackNumbers, for what maps.page.packed_numbers writes.
PACKED_NUMBERS = Path(maps.page.__file__).with_name("packed_numbers.js")

# Shapes and rows of alerts and units, on a map or not.
ROW_SCRIPTS = _scripts("glyphs", "alert_rows")
ROW_STYLES = _styles("glyphs", "panel")

# What stands on a map.
MAP_SCRIPTS = _scripts("map_view", "map_markers", "badge_places", "unit_places")
MAP_STYLES = _styles("map")

# A moment that runs over a gantt: player.html.jinja and player_keys.html.jinja.
TIME_SCRIPTS = _scripts("ways", "courses", "gantt", "player")
TIME_STYLES = _styles("gantt")
