"""A comparison of rules as a picture: means and differences, with their intervals."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture
from matplotlib.font_manager import fontManager

from dispatch.sweep.comparison import Compared
from dispatch.sweep.figure_names import FIGURES, Unit
from dispatch.sweep.report import SweepReport

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SHOWN = ("on_time", "median_s", "p90_s", "redirects", "unserved", "expected_loss")
_CHINESE = ("Noto Sans CJK SC", "WenQuanYi Zen Hei", "PingFang SC", "Microsoft YaHei")
_SCALES: Mapping[Unit, tuple[str, float]] = MappingProxyType(
    {
        "share": ("%", 100.0),
        "s": ("min", 1 / 60),
        "per alert": ("per alert", 1.0),
        "money": ("thousands", 1 / 1000),
        "alerts": ("", 1.0),
    }
)
_WIDTH_IN, _LEAST_HEIGHT_IN, _RULE_IN = 2.3, 1.1, 0.26  # *assumed*: well to read
_TICKS = 4
_INK, _TELLS, _QUIET = "#1f2a37", "#0f766e", "#6b7280"


def save_plots(report: SweepReport, svg: Path, png: Path) -> None:
    """Draw a report; the same report gives the same bytes.

    For each scenario a row of means; with several rules, below it one of differences
    from the first. Intervals that leave 0 out stand out.
    """
    with _settled():
        picture = _picture(report)
        picture.savefig(svg, format="svg", metadata={"Date": None})
        picture.set_layout_engine("none")  # it is laid out by now
        picture.savefig(png, format="png", dpi=150, metadata={"Software": None})


@contextmanager
def _settled() -> Iterator[None]:
    """Let nothing of the user's settings or of chance into a picture."""
    known = {*fontManager.get_font_names()}
    settings: dict[Any, Any] = {
        "svg.hashsalt": "officer-dispatch",
        "svg.fonttype": "none",
        "font.family": ["DejaVu Sans", *(name for name in _CHINESE if name in known)],
        "font.size": 8,
        "axes.edgecolor": _QUIET,
        "text.color": _INK,
        "text.parse_math": False,  # names of rules are no formulas
    }
    with mpl.rc_context(), warnings.catch_warnings():
        # A letter that no font has is drawn as a box.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


def _picture(report: SweepReport) -> Picture:
    several = len(report.rules) > 1
    n_rows = len(report.cases) * (2 if several else 1)
    height_in = _LEAST_HEIGHT_IN + _RULE_IN * len(report.rules)
    picture = Picture(
        figsize=(_WIDTH_IN * len(_SHOWN), height_in * n_rows), layout="constrained"
    )
    FigureCanvasAgg(picture)
    axes = picture.subplots(n_rows, len(_SHOWN), squeeze=False, sharey="row")
    rows = iter(axes)
    for case in report.cases:
        _values(next(rows), report, case.name)
        if several:
            _differences(next(rows), report, case.name)
    return picture


def _values(axes: Sequence[Axes], report: SweepReport, case: str) -> None:
    """Fill a row with the rules' means."""
    _dress(axes, report.rules, case)
    for axis, name in zip(axes, _SHOWN, strict=True):
        for height, rule in enumerate(report.rules):
            _draw(axis, height, report.row(case, rule, name), _INK)


def _differences(axes: Sequence[Axes], report: SweepReport, case: str) -> None:
    """Fill a row with how much more than the first the rules have."""
    _dress(axes, report.rules, f"less {report.rules[0]}")
    for axis, name in zip(axes, _SHOWN, strict=True):
        axis.axvline(0, color=_QUIET, linewidth=0.8)
        if FIGURES[name].unit == "share":
            axis.set_xlabel("points")
        for height, rule in enumerate(report.rules):
            row = report.row(case, rule, name)
            tells = row.difference is not None and row.difference.tells
            shown = replace(row, value=row.difference)
            _draw(axis, height, shown, _TELLS if tells else _INK)


def _dress(axes: Sequence[Axes], rules: Sequence[str], title: str) -> None:
    axes[0].set_ylabel(title)
    for axis, name in zip(axes, _SHOWN, strict=True):
        axis.set_title(FIGURES[name].words, fontsize=8)
        axis.set_xlabel(_SCALES[FIGURES[name].unit][0])
        axis.set_yticks(range(len(rules)), rules)
        axis.set_ylim(len(rules) - 0.5, -0.5)
        axis.margins(x=0.15)
        axis.locator_params(axis="x", nbins=_TICKS)


def _draw(axis: Axes, height: int, row: Compared, colour: str) -> None:
    """Draw a row's value: a dot, and its interval as a line."""
    told, scale = row.value, _SCALES[FIGURES[row.figure].unit][1]
    if told is None:
        return
    axis.plot([told.mean * scale], [height], "o", color=colour, markersize=4)
    if told.low is not None and told.high is not None:
        ends = [told.low * scale, told.high * scale]
        axis.plot(ends, [height, height], color=colour, linewidth=1.6)
