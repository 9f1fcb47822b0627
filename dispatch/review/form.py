"""A review as JSON."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import datetime
from typing import Any

import polars as pl

from dispatch.review.against import Against
from dispatch.review.review import Review

_S_DIGITS, _OTHER_DIGITS = 3, 6
_KEPT = ("n_calls", "n", "n_cancelled", "n_censored")
_VALUES = (
    ("median_s", "median_low_s", "median_high_s", "median_ci_s"),
    ("p90_s", "p90_low_s", "p90_high_s", "p90_ci_s"),
    ("within_target", "within_low", "within_high", "within_target_ci"),
    (
        "median_censored_s",
        "median_censored_low_s",
        "median_censored_high_s",
        "median_censored_ci_s",
    ),
    (
        "p90_censored_s",
        "p90_censored_low_s",
        "p90_censored_high_s",
        "p90_censored_ci_s",
    ),
)
"""A value, its bounds, and what the bounds are called together."""

Form = dict[str, Any]


def review_text(review: Review) -> str:
    """Return a review as JSON, a line a part: the same review, the same bytes."""
    parts = (
        f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False, allow_nan=False)}"
        for name, part in review_form(review).items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def review_form(review: Review) -> Form:
    """Write a review as JSON-ready tables; null: not known, of a bound: unbounded."""
    form: Form = {
        "name": review.name,
        "tz": review.tz,
        "first": review.first.isoformat(),
        "end": review.end.isoformat(),
        "target_s": review.target_s,
        "own_targets": review.own_targets,
        "main": review.main,
        "n_rows": review.n_rows,
        "n_calls": review.n_calls,
        "n_units": review.n_units,
        "sentences": {name: list(said) for name, said in review.sentences.items()},
        "quality": _quality(review),
        "mapping": _mapping(review),
        "intervals": _intervals(review.measures),
        "histogram": rows_form(review.histogram),
        "load": rows_form(review.load),
        "cells": rows_form(review.cells),
        "streets": rows_form(review.streets),
        "calls": rows_form(review.calls),
    }
    if review.against is not None:
        form["against"] = _against(review.against)
    if review.calibration is not None:
        form["calibration"] = review.calibration.form()
    if review.could_have_been is not None:
        form["could_have_been"] = review.could_have_been.form()
    return form


def rows_form(table: pl.DataFrame) -> list[Form]:
    """Write a table as a list of rows."""
    return [
        {name: _rounded(name, value) for name, value in row.items()}
        for row in table.iter_rows(named=True)
    ]


def _quality(review: Review) -> Form:
    return {
        row["kind"]: {name: row[name] for name in ("n", "meaning", "done", "examples")}
        for row in review.quality.iter_rows(named=True)
    }


def _mapping(review: Review) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in review.mapping.iter_rows(named=True):
        found.setdefault(row["of"], []).append(row["column"])
    return found


def _intervals(measures: pl.DataFrame) -> dict[str, dict[str, Form]]:
    found: dict[str, dict[str, Form]] = {}
    for row in measures.iter_rows(named=True):
        found.setdefault(row["interval"], {})[row["group"]] = _measured(row)
    return found


def _measured(row: Form) -> Form:
    form: Form = {name: row[name] for name in _KEPT}
    for value, low, high, both in _VALUES:
        form[value] = _rounded(value, row[value])
        form[both] = [_rounded(low, row[low]), _rounded(high, row[high])]
    name = "cumulative_incidence_at_target"
    return form | {name: _rounded(name, row[name])}


def _against(against: Against) -> Form:
    form = asdict(against)
    return form | {"differences": rows_form(against.differences)}


def _rounded(name: str, value: object) -> object:
    """Round times to milliseconds, shares and degrees to six digits."""
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    return round(value, _S_DIGITS if name.endswith("_s") else _OTHER_DIGITS)
