"""`review_page`: a review as one HTML file that needs no network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dispatch.page.frame import PageParts, page_frame
from dispatch.page.look import Look
from dispatch.page.review.review_data import review_data
from dispatch.page.shared.files import (
    BASE_SCRIPTS,
    BASE_STYLES,
    MAP_SCRIPTS,
    MAP_STYLES,
    ROW_STYLES,
)
from dispatch.review.review import Review
from maps.road_network import RoadNetwork

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "figures",
    "bands",
    "drawing",
    "tables",
    "choices",
    "tabs",
    "overview",
    "histogram",
    "cells",
    "hours",
    "measures",
    "worst",
    "load",
    "predictions",
    "could_have_been",
    "against",
    "quality",
)
_STYLES = ("theme", "sheets", "charts", "print")
_DEFAULT = Look()


def _own(kind: str, names: tuple[str, ...], ending: str) -> tuple[Path, ...]:
    return tuple(_FOLDER / kind / f"{name}.{ending}" for name in names)


_PLAIN = PageParts(
    folder=_FOLDER,
    template="review.html.jinja",
    show="showReview",
    scripts=(
        *BASE_SCRIPTS,
        *_own("scripts", (*_SCRIPTS, "ground_view", "plain_map", "review"), "js"),
    ),
    styles=(*BASE_STYLES, *ROW_STYLES, *_own("styles", _STYLES, "css")),
)
_ON_ROADS = replace(
    _PLAIN,
    scripts=(
        *BASE_SCRIPTS,
        *MAP_SCRIPTS,
        *_own("scripts", (*_SCRIPTS, "road_map", "review"), "js"),
    ),
    styles=(*BASE_STYLES, *ROW_STYLES, *MAP_STYLES, *_own("styles", _STYLES, "css")),
    layers=("cells", "longest"),
)


def review_page(
    review: Review, look: Look = _DEFAULT, *, roads: RoadNetwork | None = None
) -> str:
    """Return the page of a review; the same review gives the same text.

    roads : under the cells; None: they stand on plain ground.
    """
    on_roads = roads is not None and not review.cells.is_empty()
    return page_frame(
        _ON_ROADS if on_roads else _PLAIN,
        title=review.name,
        data=review_data(review),
        roads=roads if on_roads else None,
        look=look,
    )
