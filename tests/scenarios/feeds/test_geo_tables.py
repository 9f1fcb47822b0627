"""GeoPackage and GeoParquet, read as CSV is."""

import importlib.util
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from maps.errors import FileError, InputError
from scenarios import files
from scenarios.feeds.mapping import ColumnMapping
from scenarios.scenario import Scenario

UNITS = {
    "id": ["P1", "P2"],
    "officers": [3, None],
    "skills": ["mandarin first_aid", None],
    "rolling": [True, False],
    "position_at": [pd.Timestamp("2026-03-21T18:00:00Z"), pd.NaT],
    "frame": [None, None],
}
AT = [Point(-21.9, 64.14), Point(-21.8, 64.1)]
HAS_ARROW = importlib.util.find_spec("pyarrow") is not None


def frame_of(
    columns: dict[str, list[object]] | None = None,
    points: list[object] | None = None,
    crs: int | None = 4326,
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns or UNITS, geometry=points or AT, crs=crs)


def package(folder: Path, layer: str = "units", **fields: object) -> Path:
    path = folder / "tables.gpkg"
    frame_of(**fields).to_file(path, layer=layer)  # type: ignore[arg-type]
    return path


def with_units(file: Path, **names: str) -> Scenario:
    mapping = ColumnMapping(units=names)
    return files.with_units(files.read("evening"), file, mapping=mapping)


def fault_of(file: Path, **names: str) -> str:
    with pytest.raises(InputError) as fault:
        with_units(file, **names)
    return str(fault.value)


def check_units(scenario: Scenario) -> None:
    first, second = scenario.units
    assert (first.id, first.officers, first.rolling) == ("P1", 3, True)
    assert first.skills == ("mandarin", "first_aid")
    assert first.position_s is not None
    assert (first.place.lon, first.place.lat) == (-21.9, 64.14)
    assert (second.officers, second.skills, second.position_s) == (2, (), None)


def test_a_geopackage(tmp_path: Path) -> None:
    check_units(with_units(package(tmp_path)))


def test_units_and_alerts_in_one_geopackage(tmp_path: Path) -> None:
    received = pd.to_datetime(["2026-03-21T17:00:00Z", "2026-03-21T17:05:00Z"])
    alerts = {"id": [1, 2], "received": list(received), "victim.phone": ["5", None]}
    path = package(tmp_path)
    package(tmp_path, "alerts", columns=alerts)
    scenario = files.read_tables(path, path)
    assert [unit.id for unit in scenario.units] == ["P1", "P2"]
    assert [alert.id for alert in scenario.alerts] == ["1", "2"]
    assert [alert.received_s for alert in scenario.alerts] == [0, 300]
    assert scenario.alerts[0].victim is not None


def test_points_of_another_system_become_degrees(tmp_path: Path) -> None:
    # EPSG:3857 of lon 9: 6378137 x 9 pi / 180 = 1001875.417 m; of lat 0: 0.
    points = [Point(1001875.417, 0), Point(0, 0)]
    first, second = with_units(package(tmp_path, points=points, crs=3857)).units
    assert first.place.lon == pytest.approx(9, abs=1e-8)
    assert (second.place.lon, second.place.lat) == pytest.approx((0, 0), abs=1e-12)


def test_points_of_no_system_need_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "tables.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        frame_of(crs=None).to_file(path, layer="units")
    assert "row 1, frame" in fault_of(path)
    read = files.with_units(files.read("evening"), path, frame="wgs84")
    assert read.units[0].place.lon == -21.9


def test_columns_by_a_mapping(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {"name": ["P1", "P2"], "colour": ["red", ""]}
    path = package(tmp_path, columns=columns)
    assert [unit.id for unit in with_units(path, name="id").units] == ["P1", "P2"]
    assert "name: unknown column" in fault_of(path)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"columns": {"id": ["P1", None]}}, "row 2, id: not given"),
        ({"columns": {"id": ["P1", "P1"]}}, "id"),
        ({"columns": {"id": ["P1", "P2"], "officers": [2, 1.5]}}, "row 2, officers"),
        ({"columns": {"name": ["P1", "P2"]}}, "name: unknown column"),
        ({"points": [AT[0], LineString([(0, 0), (1, 1)])]}, "row 2, geometry: not a P"),
        ({"points": [AT[0], None]}, "row 2"),
        ({"points": [AT[0], Point()]}, "row 2"),
        ({"points": [AT[0], Point(500, 0)]}, "row 2, lon: longitude 500"),
    ],
)
def test_bad_rows(tmp_path: Path, fields: dict[str, object], line: str) -> None:
    said = fault_of(package(tmp_path, **fields))
    assert "tables.gpkg" in said
    assert line in said


def test_layers_of_which_none_is_meant(tmp_path: Path) -> None:
    package(tmp_path, "cars")
    assert fault_of(package(tmp_path, "vans")).endswith(
        "tables.gpkg: none of its 2 layers is called 'units'; rename the layer of units"
    )


@pytest.mark.parametrize("name", ["u.gpkg", "u.parquet"])
@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(99)])
def test_broken_files(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as fault:
        with_units(path)
    assert len(str(fault.value)) < 400 + len(str(tmp_path))


def test_other_formats_under_the_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "u.gpkg"
    path.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="units"><SrcDataSource>'
        "/vsicurl/http://localhost/units.csv</SrcDataSource></OGRVRTLayer>"
        "</OGRVRTDataSource>"
    )
    assert fault_of(path).endswith("u.gpkg: not a GeoPackage")


def test_no_such_file(tmp_path: Path) -> None:
    assert "there is no such file" in fault_of(tmp_path / "u.gpkg")


@pytest.mark.skipif(HAS_ARROW, reason="PyArrow is installed")
def test_parquet_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "u.parquet").write_bytes(b"PAR1")
    said = fault_of(tmp_path / "u.parquet")
    assert said.endswith("Parquet needs PyArrow; install it with: pip install pyarrow")


@pytest.mark.skipif(not HAS_ARROW, reason="PyArrow is not installed")
def test_geoparquet(tmp_path: Path) -> None:
    table = frame_of({**UNITS, "skills": [["mandarin", "first_aid"], None]})
    table.to_parquet(tmp_path / "u.parquet")
    check_units(with_units(tmp_path / "u.parquet"))


@pytest.mark.skipif(not HAS_ARROW, reason="PyArrow is not installed")
def test_parquet_without_geometries(tmp_path: Path) -> None:
    points = {"lon": [-21.9, -21.8], "lat": [64.14, 64.1], "frame": ["wgs84"] * 2}
    pd.DataFrame({**UNITS, **points}).to_parquet(tmp_path / "u.parquet")
    check_units(with_units(tmp_path / "u.parquet"))
