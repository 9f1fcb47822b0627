"""What was found in a log's file, and how it was read, as tables."""

from __future__ import annotations

import polars as pl

from scenarios.call_logs.call_log import CallLog


def quality_table(log: CallLog) -> pl.DataFrame:
    """Return kind, n, meaning, done, examples of what was found, the most first."""
    rows = [
        (
            finding.kind,
            finding.n,
            finding.meaning,
            finding.done,
            ", ".join(str(row) for row in finding.rows),
        )
        for finding in sorted(log.findings, key=lambda each: (-each.n, each.kind))
    ]
    schema = {
        "kind": pl.String,
        "n": pl.Int64,
        "meaning": pl.String,
        "done": pl.String,
        "examples": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def mapping_table(log: CallLog) -> pl.DataFrame:
    """Return of, column, why: which column of the file was read as what."""
    why = log.mapping.why
    rows = [(name, column, why.get(name, "")) for name, column in log.mapping.named()]
    names = {"of": pl.String, "column": pl.String, "why": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row")
