"""Spoiled tables in packed formats: each is read or refused with an input error.

They are read in a process of its own, for what reads them is C and may end it by a
signal.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from tests.mutations import mutated
from tests.read_in_turn import outcomes

ARROW = pytest.mark.skipif(
    importlib.util.find_spec("pyarrow") is None, reason="PyArrow is not installed"
)
ENDINGS = [".gpkg", pytest.param(".parquet", marks=ARROW)]


def table() -> gpd.GeoDataFrame:
    rows = {
        "id": ["car-1", "车-2"],
        "officers": [2, None],
        "free_at": pd.to_datetime(["2026-03-21T17:00:00Z", None]),
        "skills": ["a b", ""],
        "rolling": [True, False],
    }
    points = gpd.points_from_xy([-21.93, -21.94], [64.14, 64.15])
    return gpd.GeoDataFrame(rows, geometry=points, crs=4326)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Make a whole file of each kind that can be made here."""
    folder = tmp_path_factory.mktemp("seeds")
    table().to_file(folder / "units.gpkg", driver="GPKG")
    made = {".gpkg": (folder / "units.gpkg").read_bytes()}
    if importlib.util.find_spec("pyarrow") is not None:
        table().to_parquet(folder / "units.parquet")
        made[".parquet"] = (folder / "units.parquet").read_bytes()
    return made


def read_spoiled(
    seed: bytes, ending: str, numbers: Iterable[int], folder: Path
) -> list[str]:
    """Read the whole file and spoiled ones; a failure names the number of the file."""
    spoiled = {number: mutated((seed,), number) for number in numbers}
    paths = [folder / f"{number}{ending}" for number in (-1, *spoiled)]
    for path, content in zip(paths, (seed, *spoiled.values()), strict=True):
        path.write_bytes(content)
    told = outcomes("units", paths, folder)
    for number, outcome in zip((-1, *spoiled), told, strict=False):
        assert outcome in {"read", "refused"}, (ending, number)
    assert len(told) == len(paths)
    assert {*folder.iterdir()} == {*paths, folder / "scratch"}
    assert told[0] == "read"
    return told


@pytest.mark.parametrize("ending", ENDINGS)
def test_spoiled_files(seeds: dict[str, bytes], ending: str, tmp_path: Path) -> None:
    told = read_spoiled(seeds[ending], ending, range(30), tmp_path)
    assert "refused" in told


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("ending", ENDINGS)
def test_many_spoiled_files(
    seeds: dict[str, bytes], ending: str, part: int, tmp_path: Path
) -> None:
    numbers = range(100 + 170 * part, 100 + 170 * (part + 1))
    read_spoiled(seeds[ending], ending, numbers, tmp_path)
