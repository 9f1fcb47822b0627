"""The figures of all runs as one table."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dispatch.sweep.figure_names import FIGURES
from dispatch.sweep.simulator import RunResult

_COUNT = "n_alerts"


def figure_table(results: Iterable[RunResult]) -> pl.DataFrame:
    """Write a row per run: scenario, rule, seed, and the figures in their order."""
    listed = [*results]
    types: dict[str, type[pl.DataType]] = {
        "scenario": pl.String,
        "rule": pl.String,
        "seed": pl.Int64,
        **dict.fromkeys(FIGURES, pl.Float64),
        _COUNT: pl.Int64,
    }
    columns = {
        "scenario": [result.case for result in listed],
        "rule": [result.rule for result in listed],
        "seed": [result.seed for result in listed],
        **{
            name: [getattr(result.figures, name) for result in listed]
            for name in FIGURES
        },
    }
    return pl.DataFrame(columns, schema=types)
