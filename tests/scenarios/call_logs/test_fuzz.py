"""Spoiled logs and mappings: each makes a sound table or is refused in one line."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from scenarios.call_logs.call_log import MOMENTS, SCHEMA, CallLog
from scenarios.call_logs.mapping_file import mapping_of, mapping_text
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.exports import EXPORTS
from tests.scenarios.call_logs.fire_log import fire_log
from tests.spoiled import Reader, read_seeds, read_spoiled

LOGS = (
    fire_log(12).write_csv().encode(),
    fire_log(12).write_csv(separator=";").encode("utf-16"),
    gzip.compress(fire_log(12).write_csv().encode()),
    *(export.table(6).write_csv().encode() for export in EXPORTS.values()),
)
MAPPINGS = tuple(
    mapping_text(mapping_of(name)).encode()
    for name in ("sf-fire", "seattle-police", "officer-dispatch")
)


def _log(path: Path) -> None:
    check(read_call_log(path, tz="America/Los_Angeles"))


def check(log: CallLog) -> None:
    """Check what holds of every log."""
    table = log.table
    assert table.schema == log.others.schema == dict(SCHEMA)
    assert table["call_id"].null_count() == table["doubtful"].null_count() == 0
    assert table["row"].is_sorted()
    latest = pl.lit(None, dtype=pl.Datetime("us", "UTC"))
    for name in MOMENTS:
        early = table.select((pl.col(name) < latest).fill_null(value=False))
        assert not early.to_series().any()
        latest = pl.max_horizontal(latest, name)
    places = table.drop_nulls("lon")
    assert places["lat"].null_count() == 0
    assert places["lon"].abs().max() is None or places["lon"].abs().max() <= 180
    assert all(finding.n > 0 and finding.rows for finding in log.findings)


READERS = {
    "log": Reader(name="log.csv", seeds=LOGS, read=_log),
    "mapping": Reader(name="mapping.toml", seeds=MAPPINGS, read=mapping_of),
}


@pytest.mark.parametrize("kind", READERS)
def test_the_seeds_are_good(kind: str, tmp_path: Path) -> None:
    read_seeds(READERS[kind], tmp_path)


@pytest.mark.parametrize("kind", READERS)
def test_a_few(kind: str, tmp_path: Path) -> None:
    assert read_spoiled(READERS[kind], range(10), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_many(kind: str, tmp_path: Path) -> None:
    assert read_spoiled(READERS[kind], range(100, 400), tmp_path)
