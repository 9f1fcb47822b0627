"""`compare_page`: two plans side by side, what changed and why, as one HTML file."""

from __future__ import annotations

from pathlib import Path

from dispatch.comparison.comparison import PlanComparison
from dispatch.page.compare.compare_data import compare_data
from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.shared.files import (
    BASE_SCRIPTS,
    BASE_STYLES,
    MAP_SCRIPTS,
    MAP_STYLES,
    ROW_SCRIPTS,
    ROW_STYLES,
)
from dispatch.plan import Plan

_FOLDER = Path(__file__).parent
_PLAN = _FOLDER.with_name("plan")
_OF_PLAN = (
    "alert_list",
    "unit_list",
    "routes",
    "markers",
    "stories",
    "focus",
    "plan_board",
)
_SCRIPTS = ("sums", "second_map", "sides", "change_list", "board")
_DEFAULT = Look()

COMPARE_PARTS = PageParts(
    folder=_FOLDER,
    takes=(_PLAN,),
    template="compare.html.jinja",
    show="showComparison",
    scripts=(
        *BASE_SCRIPTS,
        *ROW_SCRIPTS,
        *MAP_SCRIPTS,
        *(_PLAN / "scripts" / f"{name}.js" for name in _OF_PLAN),
        *(_FOLDER / "scripts" / f"{name}.js" for name in _SCRIPTS),
    ),
    styles=(
        *BASE_STYLES,
        *ROW_STYLES,
        *MAP_STYLES,
        _FOLDER / "styles" / "compare.css",
    ),
    layers=("routes", "units", "alerts"),
)


def compare_page(
    before: Plan, after: Plan, found: PlanComparison, look: Look = _DEFAULT
) -> str:
    """Return the page of a comparison; the same plans give the same text.

    found : what `compare` says of the two.
    """
    return page_frame(
        COMPARE_PARTS,
        title=after.scenario.title or after.scenario.name,
        data=compare_data(before, after, found),
        roads=after.roads,
        look=look,
    )
