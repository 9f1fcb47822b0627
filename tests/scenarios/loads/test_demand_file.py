"""Demand rasters and zone tables in files."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from maps.errors import InputError
from scenarios.loads.demand_file import read_demand
from scenarios.loads.town_demand import no_addresses
from tests.scenarios.loads.doors import doors


def written(folder: Path, text: str, name: str = "zones.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_points_of_csv(tmp_path):
    file = written(tmp_path, "lon;lat;weight\n10;50;1\n10.1;50.1;2.5\n")
    demand = read_demand(file, no_addresses(), None)
    assert demand.weight.tolist() == [1, 2.5]
    assert demand.lon.tolist() == [10, 10.1]


def test_points_of_another_frame_are_turned(tmp_path):
    row = "113.9171764808363,22.540796131694766,1,gcj02"
    file = written(tmp_path, f"lon,lat,weight,frame\n{row}\n")
    demand = read_demand(file, no_addresses(), None)
    assert demand.lon[0] == pytest.approx(113.912316, abs=1e-6)
    assert demand.lat[0] == pytest.approx(22.543847, abs=1e-6)


def test_polygons_of_a_geopackage(tmp_path):
    # Two squares of weights 3 and 1; the first holds two doors, the second none.
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    table = gpd.GeoDataFrame({"weight": [3, 1]}, geometry=squares, crs=4326)
    file = tmp_path / "zones.gpkg"
    table.to_file(file)
    demand = read_demand(file, doors([(0.2, 0.2), (0.8, 0.8), (5, 5)]), None)
    assert demand.door.tolist() == [0, 1, -1]
    assert demand.weight.tolist() == [1.5, 1.5, 1]
    assert 1 < demand.lon[2] < 2
    bare = read_demand(file, no_addresses(), None)
    assert bare.weight.tolist() == [3, 1]


def test_an_address_belongs_to_the_first_polygon_that_covers_it(tmp_path):
    squares = [shapely.box(0, 0, 1, 1), shapely.box(0, 0, 2, 2)]
    table = gpd.GeoDataFrame({"weight": [1, 10]}, geometry=squares, crs=4326)
    file = tmp_path / "zones.gpkg"
    table.to_file(file)
    demand = read_demand(file, doors([(0.5, 0.5), (1.5, 1.5)]), None)
    assert demand.weight.tolist() == [1, 10]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lon,lat\n10,50\n", "weight: no column for the weight; call it weight"),
        ("lat,weight\n50,1\n", "no column for the longitude"),
        ("lon,lat,weight\n10,50,-1\n", "row 1, weight: '-1' is no weight"),
        ("lon,lat,weight\n10,50,1\n10,50,\n", "row 2, weight: '' is no weight"),
        ("lon,lat,weight\n10,50,inf\n", "'inf' is no weight"),
        ("lon,lat,weight\n10,50,0\n", "weight: all weights are 0"),
        ("lon,lat,weight\n10,950,1\n", "row 1, lon, lat: no point in degrees"),
        ("lon,lat,weight,frame\n10,50,1,wgs85\n", "row 1, frame: 'wgs85' is not"),
        ("lon,lat,weight\n120.2,30.2,1\n", "frame: places in China without a frame"),
        ("lon,lat,weight\n", "there are no rows below the heading"),
        ('""\n', "there are no rows below the heading"),
    ],
)
def test_tables_that_cannot_be(tmp_path, text, words):
    with pytest.raises(InputError) as fault:
        read_demand(written(tmp_path, text), no_addresses(), None)
    assert words in str(fault.value)


@pytest.mark.parametrize(
    ("columns", "crs", "words"),
    [
        ({"weight": [0.0]}, 4326, "all weights are 0"),
        ({"weight": [np.nan]}, 4326, "row 1, weight: nan is no weight"),
        ({"people": [1.0]}, 4326, "weight: no such column"),
    ],
)
def test_geopackages_that_cannot_be(tmp_path, columns, crs, words):
    table = gpd.GeoDataFrame(columns, geometry=[shapely.box(0, 0, 1, 1)], crs=crs)
    file = tmp_path / "zones.gpkg"
    table.to_file(file)
    with pytest.raises(InputError) as fault:
        read_demand(file, no_addresses(), None)
    assert words in str(fault.value)


def test_the_layer_of_the_zones(tmp_path):
    table = gpd.GeoDataFrame(
        {"weight": [1.0]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326
    )
    file = tmp_path / "zones.gpkg"
    table.to_file(file, layer="a")
    table.to_file(file, layer="b")
    with pytest.raises(InputError, match="none of its 2 layers is called 'zones'"):
        read_demand(file, no_addresses(), None)
    table.to_file(file, layer="zones")
    assert len(read_demand(file, no_addresses(), None)) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zones.txt", "a table of places is a .csv or a .gpkg file"),
        ("zones.gpkg", "not a GeoPackage"),
    ],
)
def test_files_of_another_kind(tmp_path, name, words):
    with pytest.raises(InputError, match=words):
        read_demand(written(tmp_path, "x", name), no_addresses(), None)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_demand(tmp_path / "zones.gpkg", no_addresses(), None)
