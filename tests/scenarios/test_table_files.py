"""CSV and GeoJSON tables."""

import json

import pytest

from scenarios import files
from scenarios.place import Place

ALERTS = "id,received,address\na,2026-03-21T17:05:00+08:00,x\n"
POINT = {"type": "Point", "coordinates": [-21.93, 64.14]}


@pytest.fixture
def read_units(tmp_path):
    """Read a table of units given by its text, beside a table of one alert."""

    def read(text, suffix=".csv", frame=None):
        alerts, units = tmp_path / "alerts.csv", tmp_path / f"units{suffix}"
        alerts.write_text(ALERTS, encoding="utf-8")
        units.write_bytes(text.encode())
        return files.read_tables(units, alerts, frame=frame).units

    return read


def collection(*features, **members):
    table = {"type": "FeatureCollection", "features": list(features), **members}
    return json.dumps(table)


def feature(properties=None, geometry=POINT, **members):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry,
        **members,
    }


def test_cells_become_what_their_fields_are(read_units):
    text = (
        "id,lon,lat,frame,officers,status,free_at,rolling\n"
        "7,-21.93,64.14,wgs84,3,on_scene,2026-03-21 17:06:00+08:00,yes\n"
    )
    (unit,) = read_units(text)
    assert unit.id == "7"
    assert unit.place == Place(lon=-21.93, lat=64.14)
    assert (unit.officers, unit.status, unit.rolling) == (3, "on_scene", True)
    # The alert, and so the start, is at 17:05.
    assert unit.free_at_s == 60.0


@pytest.mark.parametrize("cell", ["first_aid mandarin", '"first_aid, mandarin"'])
def test_a_list_is_words_in_one_cell(read_units, cell):
    (unit,) = read_units(f"id,address,skills\nu,x,{cell}\n")
    assert unit.skills == ("first_aid", "mandarin")


@pytest.mark.parametrize("skills", [["first_aid", "mandarin"], "first_aid mandarin"])
def test_a_list_in_geojson_is_a_list_or_words_in_one_text(read_units, skills):
    text = collection(feature({"id": "u", "skills": skills}))
    (unit,) = read_units(text, ".geojson")
    assert unit.skills == ("first_aid", "mandarin")


def test_an_order_and_a_position_have_their_times(read_units):
    text = (
        "id,address,assigned,notified_at,position_at\n"
        "u,x,a,2026-03-21 17:05:30+08:00,2026-03-21 17:06:00+08:00\n"
    )
    (unit,) = read_units(text)
    # The alert, and so the start, is at 17:05.
    assert (unit.assigned, unit.notified_s, unit.position_s) == ("a", 30.0, 60.0)


def test_empty_cells_and_rows_are_left_out(read_units):
    text = "id,address,officers,rolling,\n\nu,x,,,\n,,,,\nv,y\n"
    assert [(u.id, u.officers) for u in read_units(text)] == [("u", 2), ("v", 2)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_line_ends_and_marks(read_units, separator, line_end, mark):
    rows = [["id", "address"], ["u", '"Main Street 1, rear; left"']]
    text = mark + line_end.join(separator.join(row) for row in rows)
    (unit,) = read_units(text)
    assert unit.place.address == "Main Street 1, rear; left"


def test_a_frame_for_the_whole_table(read_units):
    (unit,) = read_units("id,lon,lat\nu,1,2\n", frame="wgs84")
    assert unit.place == Place(lon=1.0, lat=2.0)


def test_the_frame_of_a_row_goes_before_the_tables(read_units):
    text = "id,lon,lat,frame\nu,121.53,31.17,\nv,121.53,31.17,wgs84\n"
    shifted, plain = read_units(text, frame="gcj02")
    assert plain.place.lon == 121.53
    assert shifted.place.lon < 121.53


def test_a_table_within_a_row_has_columns_with_dots(tmp_path):
    heading = "id,received,address,victim.name,meeting_point.address,meeting_point.note"
    alerts, units = tmp_path / "alerts.csv", tmp_path / "units.csv"
    alerts.write_text(f"{heading}\na,2026-03-21T17:05:00Z,x,N,y,gate\n")
    units.write_text("id,address\nu,x\n")
    (alert,) = files.read_tables(units, alerts).alerts
    assert alert.victim.name == "N"
    assert alert.meeting_point.place == Place(address="y")
    assert alert.meeting_point.note == "gate"


@pytest.mark.parametrize("suffix", [".geojson", ".json"])
def test_geojson_is_wgs84_by_its_standard(read_units, suffix):
    text = collection(feature({"id": "u", "officers": 1, "rolling": None}))
    (unit,) = read_units(text, suffix)
    assert unit.place == Place(lon=-21.93, lat=64.14)
    assert unit.officers == 1


def test_geojson_may_say_another_frame(read_units):
    point = {"type": "Point", "coordinates": [121.53, 31.17]}
    mine = feature({"id": "u"}, point)
    its_own = feature({"id": "v", "frame": "wgs84"}, point)
    first, second = read_units(collection(mine, its_own, frame="gcj02"), ".geojson")
    assert first.place.lon < 121.53
    assert second.place.lon == 121.53


def test_a_frame_told_with_geojson_holds_where_the_file_tells_none(read_units):
    point = {"type": "Point", "coordinates": [121.53, 31.17]}
    (unit,) = read_units(
        collection(feature({"id": "u"}, point)), ".geojson", frame="gcj02"
    )
    assert unit.place.lon < 121.53


@pytest.mark.parametrize(("given", "read"), [("u", "u"), (12, "12")])
def test_a_features_own_id_serves(read_units, given, read):
    (unit,) = read_units(collection(feature({}, id=given)), ".geojson")
    assert unit.id == read


def test_height_is_passed_over(read_units):
    point = {"type": "Point", "coordinates": [-21.93, 64.14, 12.0]}
    (unit,) = read_units(collection(feature({"id": "u"}, point)), ".geojson")
    assert unit.place == Place(lon=-21.93, lat=64.14)


def test_a_feature_without_geometry_may_have_an_address(read_units):
    text = collection(feature({"id": "u", "address": "x"}, None))
    (unit,) = read_units(text, ".geojson")
    assert unit.place == Place(address="x")


def test_columns_that_repeat_the_geometry_may_stay(read_units):
    properties = {"id": "u", "lon": -21.93, "lat": 64.14}
    (unit,) = read_units(collection(feature(properties)), ".geojson")
    assert unit.place == Place(lon=-21.93, lat=64.14)


def test_the_old_crs_member_may_say_wgs84(read_units):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    (unit,) = read_units(collection(feature({"id": "u"}), crs=crs), ".geojson")
    assert unit.place.lon == -21.93
