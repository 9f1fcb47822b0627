"""`plan_page`: a plan as one HTML file that needs no network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.plan.plan_data import plan_data
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
from dispatch.plan import Plan

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "figures_above",
    "alert_list",
    "unit_list",
    "notes",
    "legend",
    "other_layers",
    "routes",
    "markers",
    "stories",
    "focus",
    "crowding",
    "search",
    "play",
    "plan_board",
    "board",
)
_DEFAULT = Look()

PLAN_PARTS = PageParts(
    folder=_FOLDER,
    template="plan.html.jinja",
    show="showPlan",
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
        _FOLDER / "styles" / "plan.css",
    ),
    layers=("reach", "closest_idle", "meeting", "routes", "units", "alerts"),
    hidden=frozenset({"closest_idle"}),
)


def plan_page(plan: Plan, look: Look = _DEFAULT) -> str:
    """Return the page of a plan; the same plan gives the same text."""
    advised = () if plan.move_up is None else ("move_up",)
    return page_frame(
        replace(PLAN_PARTS, layers=(*PLAN_PARTS.layers, *advised)),
        title=plan.scenario.title or plan.scenario.name,
        data=plan_data(plan),
        roads=plan.roads,
        look=look,
    )
