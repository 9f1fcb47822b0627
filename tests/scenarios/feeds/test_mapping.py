"""Others' columns become our fields."""

from pathlib import Path

import pytest

from maps.errors import InputError
from scenarios import files
from scenarios.feeds.mapping import ColumnMapping, read_mapping

MAPPING = """
[units]
callsign = "id"
"crew size" = "officers"
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_file(tmp_path: Path) -> None:
    mapping = read_mapping(put(tmp_path, "map.toml", MAPPING))
    assert mapping == ColumnMapping(units={"callsign": "id", "crew size": "officers"})


def test_csv_by_a_mapping(tmp_path: Path) -> None:
    mapping = read_mapping(put(tmp_path, "map.toml", MAPPING))
    table = put(
        tmp_path,
        "u.csv",
        # id is another's here, and colour is nothing to us.
        "id,callsign,crew size,colour,lon,lat,frame\n7,P1,3,blue,-21.9,64.1,wgs84\n",
    )
    (unit,) = files.with_units(files.read("evening"), table, mapping=mapping).units
    assert (unit.id, unit.officers, unit.place.lon) == ("P1", 3, -21.9)


def test_geojson_by_a_mapping(tmp_path: Path) -> None:
    table = put(
        tmp_path,
        "a.geojson",
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        ' {"case": "A1", "at": "2026-03-21T17:00:00Z", "tel": "5", "x": 1},'
        ' "geometry": {"type": "Point", "coordinates": [-21.9, 64.1]}}]}',
    )
    names = {"case": "id", "at": "received", "tel": "victim.phone"}
    mapping = ColumnMapping(alerts=names)
    scenario = files.with_alerts(files.read("evening"), table, mapping=mapping)
    (alert,) = scenario.alerts
    assert alert.id == "A1"
    assert alert.victim is not None
    assert alert.victim.phone == "5"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[unit]\n", "map.toml, unit: unknown table; did you mean 'units'"),
        ("units = 3\n", "map.toml, units: not a table; write [units]"),
        ("[units]\na = 3\n", "map.toml, units.a: 3 is not the name of a field"),
        ("[units]\na.b = 'id'\n", "units.a: a table is not the name of a field"),
        ("[units]\na = 'id'\nb = 'id'\n", "units: 2 columns are to be 'id'; keep one"),
        ("[units\n", "not valid TOML"),
    ],
)
def test_bad_mappings(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InputError) as fault:
        read_mapping(put(tmp_path, "map.toml", text))
    assert line in str(fault.value)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ({"call": "id"}, "u.csv, call: the mapping names this column, and it is not"),
        ({"callsign": "ident"}, "u.csv, ident: unknown column"),
        ({"lon": "lat"}, "u.csv, id: no such column"),
    ],
)
def test_mappings_that_do_not_fit(
    tmp_path: Path, names: dict[str, str], line: str
) -> None:
    table = put(tmp_path, "u.csv", "callsign,lon\nP1,1\n")
    mapping = ColumnMapping(units=names)
    with pytest.raises(InputError) as fault:
        files.with_units(files.read("evening"), table, mapping=mapping)
    assert line in str(fault.value)
