"""A review as files: review.html, review.json, and every number as CSV and Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from dispatch.output_folder import all_or_none, check_folder, write_text
from dispatch.review.review import Review

PAGE, JSON, MAPPING = "review.html", "review.json", "mapping.toml"
_MOMENT = "%Y-%m-%dT%H:%M:%S%:z"


def save_review(
    review: Review, texts: Mapping[str, str], folder: Path
) -> tuple[Path, ...]:
    """Write a review's files, all or none, and return their paths.

    They are made in a folder nearby and moved when all are whole; readable by their
    owner alone (mode 0600). texts : files that are made already, by name.

    Raises
    ------
    FileError : the folder cannot be made or written to.
    """
    check_folder(folder)
    with all_or_none(folder) as made:
        for name, text in texts.items():
            write_text(made / name, text)
        for name, table in review_tables(review).items():
            _write(table, made / name)
        names = sorted(file.name for file in made.iterdir())
    return tuple(folder / name for name in names)


def review_tables(review: Review) -> dict[str, pl.DataFrame]:
    """Return a review's tables by the names of their files."""
    tables = {
        "intervals": review.measures,
        "quality": review.quality,
        "histogram": review.histogram,
        "load": review.load,
        "cells": review.cells,
        "streets": review.streets,
        "calls": review.calls,
    }
    if review.against is not None:
        tables["against"] = review.against.differences
    for part in (review.calibration, review.could_have_been):
        if part is not None:
            tables |= part.tables()
    return tables


def _write(table: pl.DataFrame, path: Path) -> None:
    table.write_csv(path.with_name(f"{path.name}.csv"), datetime_format=_MOMENT)
    table.write_parquet(path.with_name(f"{path.name}.parquet"))
