"""`sweep_page`: a comparison of rules as one HTML file that needs no network."""

from __future__ import annotations

from pathlib import Path

from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.shared.files import BASE_SCRIPTS, BASE_STYLES
from dispatch.page.sweep.sweep_data import sweep_data
from dispatch.sweep.report import SweepReport

_FOLDER = Path(__file__).parent
_SCRIPTS = ("amounts", "rule_table", "interval_chart", "sweep")
_DEFAULT = Look()

SWEEP_PARTS = PageParts(
    folder=_FOLDER,
    template="sweep.html.jinja",
    show="showSweep",
    scripts=(
        *BASE_SCRIPTS,
        *(_FOLDER / "scripts" / f"{name}.js" for name in _SCRIPTS),
    ),
    styles=(*BASE_STYLES, _FOLDER / "styles" / "sweep.css"),
)


def sweep_page(report: SweepReport, look: Look = _DEFAULT) -> str:
    """Return the page of a sweep; the same report gives the same text."""
    data = sweep_data(report)
    return page_frame(SWEEP_PARTS, title=data["title"], data=data, look=look)
