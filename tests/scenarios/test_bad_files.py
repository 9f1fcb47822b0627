"""Bad input: each a tiny file whose name says what is wrong, and what is said."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.errors import FieldError, FileError, InputError
from scenarios import files

UNIT = '[[units]]\nid = "car-1"\naddress = "x"\n'
ALERT = '[[alerts]]\nid = "a-1"\naddress = "x"\nreceived = 2026-03-21T17:00:00Z\n'
BOTH = UNIT + ALERT
UNITS_CSV = "id,address\ncar-1,x\n"
ALERTS_CSV = "id,received,address\na-1,2026-03-21T17:00:00Z,x\n"
POINT = {"type": "Point", "coordinates": [-21.93, 64.14]}


def unit(**fields):
    """One unit in TOML, with these fields as they are to be written."""
    lines = {"id": '"car-1"', **fields}
    return "[[units]]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items())


def alert(**fields):
    """One good unit and one alert in TOML."""
    lines = {"id": '"a-1"', "address": '"x"', "received": "2026-03-21T17:00:00Z"}
    body = "".join(f"{k} = {v}\n" for k, v in {**lines, **fields}.items())
    return f"{UNIT}[[alerts]]\n{body}"


def area(name="north", **fields):
    body = "".join(f"{k} = {v}\n" for k, v in fields.items())
    return f'[[areas]]\nid = "{name}"\n{body}'


def zone(**fields):
    body = "".join(f"{k} = {v}\n" for k, v in fields.items())
    return f'[[zones]]\nid = "z"\naddress = "x"\n{body}'


def pair(kind="locks", unit="car-1", alert="a-1"):
    return f'[[{kind}]]\nunit = "{unit}"\nalert = "{alert}"\n'


def features(*given, **members):
    return json.dumps({"type": "FeatureCollection", "features": given, **members})


BAD_SCENARIOS = [
    # files as a whole
    ("empty.toml", "", FileError, ["empty.toml: the file is empty"]),
    ("blank.toml", " \n\n", FileError, ["the file is empty"]),
    ("empty.json", "", FileError, ["the file is empty"]),
    ("not_utf8.toml", b'name = "\xff"', FileError, ["byte 9: not UTF-8; save the"]),
    ("utf16.toml", BOTH.encode("utf-16"), FileError, ["not UTF-8"]),
    ("no_equals.toml", "name = 'x'\ntitle\n", FileError, ["line 2", "not valid TOML"]),
    ("unclosed.toml", 'a = 1\nname = "x', FileError, ["line 2", "not valid TOML"]),
    ("twice.toml", "name = 'x'\nname = 'y'\n", FileError, ["line 2", "overwrite"]),
    ("deep.toml", "a = " + "[" * 5000, FileError, ["not valid TOML"]),
    ("broken.json", '{\n"units": [,]}', FileError, ["line 2: not valid JSON"]),
    ("twice.json", '{"name": "x", "name": "y"}', FileError, ["'name' is given twice"]),
    ("deep.json", "[" * 100_000, FileError, ["not valid JSON"]),
    ("huge_number.json", '{"a": 1' + "0" * 5000 + "}", FileError, ["not valid JSON"]),
    ("a_list.json", "[1]", FieldError, ["a_list.json: a list is not a table"]),
    ("table.csv", UNITS_CSV, FileError, ["a scenario is a .toml or a .json file"]),
    # the top of the file
    (
        "unknown_top.toml",
        "titel='x'\n" + BOTH,
        FieldError,
        ["titel: unknown", "'title'"],
    ),
    ("unit_not_units.toml", BOTH.replace("units", "unit"), FieldError, ["'units'?"]),
    ("no_units.toml", ALERT, FieldError, ["units: no units; give at least one"]),
    ("no_units.json", '{"units": []}', FieldError, ["units: no units"]),
    ("units_a_number.toml", "units = 3\n", FieldError, ["units: 3 is not a list"]),
    (
        "unit_a_text.toml",
        "units = ['x']\n",
        FieldError,
        ["units 1: 'x' is not a table"],
    ),
    (
        "frame_of_file.toml",
        'frame = "gcj2"\n' + BOTH,
        FieldError,
        ["frame:", "'gcj02'?"],
    ),
    ("name_blank.toml", 'name = " "\n' + BOTH, FieldError, ["name: the text is empty"]),
    (
        "now_before_start.toml",
        "start = 2026-03-21T17:00:00Z\nnow = 2026-03-21T16:00:00Z\n" + BOTH,
        FieldError,
        ["now: 2026-03-21T16:00:00+00:00 is before the scenario's start"],
    ),
    (
        "received_before_start.toml",
        "start = 2026-03-21T18:00:00Z\n" + BOTH,
        FieldError,
        ["alerts 1, received: 2026-03-21T17:00:00+00:00 is before the scenario's"],
    ),
    # fields
    ("unknown_field.toml", unit(lng="1"), FieldError, ["units 1, lng: ", "'lon'?"]),
    ("no_id.toml", "[[units]]\naddress='x'\n", FieldError, ["units 1, id: not given"]),
    (
        "no_received.toml",
        UNIT + "[[alerts]]\nid='a'\naddress='x'\n",
        FieldError,
        ["alerts 1, received: not given"],
    ),
    (
        "id_a_number.toml",
        unit(id="7"),
        FieldError,
        ["id: 7 is not a text; write it in"],
    ),
    ("id_empty.toml", unit(id="''"), FieldError, ["id: the text is empty"]),
    ("id_too_long.toml", unit(id=f"'{'x' * 99}'"), FieldError, ["over 80 letters"]),
    ("id_with_a_bell.toml", unit(id='"a\\u0007"'), FieldError, ["id: ", "(U+0007)"]),
    ("id_of_two_lines.toml", unit(id='"a\\nb"'), FieldError, ["id: ", "(U+000A)"]),
    ("id_hidden_space.toml", unit(id='"a\\u200b"'), FieldError, ["(U+200B); take it"]),
    ("id_ends_in_space.toml", unit(id="'a '"), FieldError, ["begins or ends with a"]),
    ("half_a_letter.json", '{"title": "\\ud800"}', FieldError, ["half of a character"]),
    (
        "officers_none.toml",
        unit(address="'x'", officers="0"),
        FieldError,
        ["units 1, officers: 0 is not above 0"],
    ),
    ("officers_negative.toml", alert(officers="-2"), FieldError, ["-2 is not above 0"]),
    ("officers_half.toml", alert(officers="1.5"), FieldError, ["1.5 is not a whole"]),
    ("officers_text.toml", alert(officers="'2'"), FieldError, ["'2' is not a whole"]),
    (
        "officers_true.toml",
        alert(officers="true"),
        FieldError,
        ["true is not a number"],
    ),
    ("officers_huge.toml", alert(officers="1" * 30), FieldError, ["a huge number is"]),
    ("target_zero.toml", alert(target_s="0"), FieldError, ["target_s: 0 is not above"]),
    (
        "cut_off_below_0.toml",
        alert(cut_off_s="-1"),
        FieldError,
        ["cut_off_s: -1 is not"],
    ),
    (
        "access_below_0.toml",
        alert(access_s="-1"),
        FieldError,
        ["access_s: -1 is below"],
    ),
    ("exposure_nan.toml", alert(exposure="nan"), FieldError, ["nan is not a finite"]),
    ("exposure_below_0.toml", alert(exposure="-1.0"), FieldError, ["-1.0 is below 0"]),
    ("cards_below_0.toml", alert(cards="-1"), FieldError, ["cards: -1 is below 0"]),
    (
        "cut_off_below_target.toml",
        alert(target_s="480", cut_off_s="300"),
        FieldError,
        ["alerts 1, cut_off_s: 300 is below target_s, 480; write at least 480"],
    ),
    ("level.toml", alert(level="'hihg'"), FieldError, ["level: 'hihg'", "'high'?"]),
    ("place_kind.toml", alert(place_kind="'flat'"), FieldError, ["place_kind: 'flat'"]),
    (
        "status.toml",
        unit(address="'x'", status="'busy'"),
        FieldError,
        ["status: 'busy' is not known here; known: en_route, free, offline, on_scene"],
    ),
    ("rolling.toml", unit(rolling="'yes'"), FieldError, ["'yes' is neither true nor"]),
    ("victim.toml", alert(victim="{ nmae = 'N' }"), FieldError, ["victim.nmae: "]),
    (
        "victim_text.toml",
        alert(victim="'N'"),
        FieldError,
        ["victim: the value is not a"],
    ),
    # times
    (
        "no_zone.toml",
        alert(received="2026-03-21T17:00:00"),
        FieldError,
        ["received: 2026-03-21T17:00:00 is a time without a zone; add its offset"],
    ),
    (
        "no_zone_in_text.toml",
        alert(received="'2026-03-21T17:00:00'"),
        FieldError,
        ["is a time without a zone"],
    ),
    (
        "a_day.toml",
        alert(received="2026-03-21"),
        FieldError,
        ["2026-03-21 is not a date"],
    ),
    (
        "a_clock.toml",
        alert(received="17:00:00"),
        FieldError,
        ["17:00:00 is not a date"],
    ),
    (
        "time_a_number.toml",
        alert(received="1774083600"),
        FieldError,
        ["1774083600 is not"],
    ),
    (
        "time_a_word.toml",
        alert(received="'soon'"),
        FieldError,
        ["'soon' is not a time"],
    ),
    (
        "year_26.toml",
        alert(received="0026-03-21T17:00:00Z"),
        FieldError,
        ["received: the year 26 cannot be meant"],
    ),
    # places
    ("no_place.toml", unit(), FieldError, ["units 1, lon: neither a point nor an"]),
    ("address_blank.toml", unit(address="' '"), FieldError, ["address: the text is"]),
    (
        "lon_alone.toml",
        unit(lon="1"),
        FieldError,
        ["lat: a point with lon and without"],
    ),
    (
        "lat_alone.toml",
        unit(lat="1", address="'x'"),
        FieldError,
        ["lon: a point with lat and without lon"],
    ),
    (
        "no_frame.toml",
        unit(lon="1", lat="2"),
        FieldError,
        ["units 1, frame: a point without a frame; say frame = ", '"gcj02"'],
    ),
    (
        "frame.toml",
        unit(lon="1", lat="2", frame="'wgs'"),
        FieldError,
        ["units 1, frame: 'wgs' is not known here; did you mean 'wgs84'?"],
    ),
    (
        "swapped.toml",
        unit(lon="30.2", lat="120.3", frame="'wgs84'"),
        FieldError,
        ["lat: latitude 120.3 is not on Earth; lon and lat look swapped; write"],
    ),
    (
        "lat_far.toml",
        unit(lon="120", lat="641.9", frame="'wgs84'"),
        FieldError,
        ["latitude 641.9 is not on Earth; write degrees, lon before lat"],
    ),
    (
        "lon_far.toml",
        unit(lon="-641.9", lat="64", frame="'wgs84'"),
        FieldError,
        ["lon: longitude -641.9 is not on Earth"],
    ),
    (
        "lon_nan.toml",
        unit(lon="nan", lat="1"),
        FieldError,
        ["lon: nan is not a finite"],
    ),
    (
        "lat_inf.toml",
        unit(lon="1", lat="inf"),
        FieldError,
        ["lat: inf is not a finite"],
    ),
    (
        "lon_text.toml",
        unit(lon="'1'", lat="1"),
        FieldError,
        ["lon: '1' is not a number"],
    ),
    (
        "meeting_point_frame.toml",
        alert(meeting_point="{ lon = 1, lat = 2 }"),
        FieldError,
        ["alerts 1, meeting_point.frame: a point without a frame"],
    ),
    # rows together
    (
        "unit_twice.toml",
        UNIT + BOTH,
        FieldError,
        ["units 2, id: 'car-1' stands in units 1 already; give each its own id"],
    ),
    ("alert_twice.toml", BOTH + ALERT, FieldError, ["alerts 2, id: 'a-1' stands in"]),
    (
        "lock_of_no_unit.toml",
        BOTH + pair(unit="car-2"),
        FieldError,
        ["locks 1, unit: there is no unit 'car-2'; did you mean 'car-1'?"],
    ),
    (
        "forbidden_no_alert.toml",
        BOTH + pair("forbidden", alert="b"),
        FieldError,
        ["forbidden 1, alert: there is no alert 'b'; known: a-1"],
    ),
    (
        "lock_no_alert.toml",
        "[[locks]]\nunit='u'\n" + BOTH,
        FieldError,
        ["locks 1, alert"],
    ),
    (
        "unit_locked_twice.toml",
        BOTH + ALERT.replace("a-1", "a-2") + pair() + pair(alert="a-2"),
        FieldError,
        ["locks 2, unit: 'car-1' stands in locks 1 already"],
    ),
    (
        "assigned_no_alert.toml",
        unit(address="'x'", assigned="'a-2'") + ALERT,
        FieldError,
        ["units 1, assigned: there is no alert 'a-2'; did you mean 'a-1'?"],
    ),
    (
        "unit_of_no_area.toml",
        unit(address="'x'", area="'nroth'") + area("north"),
        FieldError,
        ["units 1, area: there is no area 'nroth'; did you mean 'north'?"],
    ),
    (
        "alert_of_no_area.toml",
        alert(area="'south'") + area("n"),
        FieldError,
        ["alerts 1, area: there is no area 'south'; known: n"],
    ),
    (
        "area_twice.toml",
        UNIT + area() + area(),
        FieldError,
        ["areas 2, id: 'north' st"],
    ),
    (
        "zone_twice.toml",
        UNIT + zone() + zone(),
        FieldError,
        ["zones 2, id: 'z' stands"],
    ),
    (
        "least_free_negative.toml",
        UNIT + area(least_free="-1"),
        FieldError,
        ["areas 1, least_free: -1 is below 0"],
    ),
    (
        "zone_weight_negative.toml",
        UNIT + zone(weight="-1"),
        FieldError,
        ["zones 1, weight: -1 is not above 0"],
    ),
    ("zone_wants_0.toml", UNIT + zone(wanted="0"), FieldError, ["wanted: 0 is not ab"]),
    (
        "zone_without_frame.toml",
        UNIT + "[[zones]]\nid = 'z'\nlon = 1\nlat = 2\n",
        FieldError,
        ["zones 1, frame: a point without a frame"],
    ),
    ("zone_nowhere.toml", UNIT + "[[zones]]\nid='z'\n", FieldError, ["lon: neither a"]),
    (
        "skill_of_two_words.toml",
        unit(address="'x'", skills="['a', 'first aid']"),
        FieldError,
        ["units 1, skills.1: 'first aid' is not one word; write it as one word, as in"],
    ),
    (
        "skills_a_text.toml",
        alert(skills="'a'"),
        FieldError,
        ["skills: 'a' is not a li"],
    ),
    (
        "skill_empty.toml",
        alert(skills="['']"),
        FieldError,
        ["skills.0: the text is em"],
    ),
    (
        "skills_by.toml",
        alert(skills_by="'units'"),
        FieldError,
        ["alerts 1, skills_by: 'units' is not known here; did you mean 'unit'?"],
    ),
    (
        "notified_without_zone.toml",
        unit(address="'x'", notified_at="2026-03-21T17:00:00"),
        FieldError,
        ["units 1, notified_at: 2026-03-21T17:00:00 is a time without a zone"],
    ),
    (
        "position_at_a_number.toml",
        unit(address="'x'", position_at="17"),
        FieldError,
        ["units 1, position_at: 17 is not a date with a time"],
    ),
    (
        "locked_and_forbidden.toml",
        BOTH + pair() + pair("forbidden"),
        FieldError,
        ["forbidden 1: 'car-1' to 'a-1' is locked and forbidden; take one"],
    ),
    (
        "four_faults.toml",
        unit(lng="1") + unit(id="2") + unit(officers="0", status="'x'"),
        FieldError,
        ["units 1, lng: ", "(and 3 more faults)"],
    ),
    (
        "two_faults.toml",
        "titel = 'x'\n" + unit(lng="1"),
        FieldError,
        ["two_faults.toml, titel: ", "(and 1 more fault)"],
    ),
]

BAD_TABLES = [
    ("empty.csv", "", FileError, ["empty.csv: the file is empty"]),
    ("only_commas.csv", ",,\n,,", FileError, ["there is no heading"]),
    ("latin_1.csv", b"id,address\nu,stra\xdfe\n", FileError, ["byte 18: not UTF-8"]),
    ("unclosed.csv", 'id,address\nu,"x\n', FileError, ["line 2: not valid CSV"]),
    ("no_units.csv", "id,address\n", FieldError, ["no_units.csv: no units"]),
    (
        "column.csv",
        "id,lng,lat\nu,1,2\n",
        FieldError,
        ["lng: unknown column", "'lon'?"],
    ),
    ("column_twice.csv", "id,lon,lon\n", FieldError, ["lon: this column stands twice"]),
    ("column_blank.csv", "id,,lon\n", FieldError, ["a column without a name"]),
    ("no_id.csv", "lon,lat\n1,2\n", FieldError, ["id: no such column"]),
    (
        "comma_in_cell.csv",
        "id,address\n\nu,Main Street 1, rear\n",
        FieldError,
        ["row 1 (line 3): 3 values under 2 columns; put a value that holds the"],
    ),
    (
        "no_frame.csv",
        "id,lon,lat\nu,1,2\nv,1,2\n",
        FieldError,
        ["row 1 (line 2), frame: a point without a frame", "(and 1 more fault)"],
    ),
    (
        "nan.csv",
        "id,lon,lat,frame\nu,1,2,wgs84\nv,nan,2,wgs84\n",
        FieldError,
        ["row 2 (line 3), lon: 'nan' is not a finite number"],
    ),
    (
        "decimal_comma.csv",
        "id;lon;lat\nu;1,5;2\n",
        FieldError,
        ["'1,5' is not a number"],
    ),
    (
        "second_line_of_a_cell.csv",
        'id,address,officers\nu,"a\nb",2\nv,x,0\n',
        FieldError,
        ["row 2 (line 4), officers: '0' is not above 0"],
    ),
    (
        "no_alert.csv",
        "id,address,assigned\nu,x,b-1\n",
        FieldError,
        ["row 1 (line 2), assigned: there is no alert 'b-1'; did you mean 'a-1'?"],
    ),
    (
        "id_twice.csv",
        "id,address\nu,x\nu,y\n",
        FieldError,
        ["row 2 (line 3), id: 'u' stands in row 1 (line 2) already"],
    ),
    (
        "no_zone.csv",
        "id,address,free_at\nu,x,2026-03-21 17:00\n",
        FieldError,
        ["a zone"],
    ),
    (
        "sheet.xlsx",
        "PK",
        FileError,
        ["a table of units is a .csv, .geojson, .gpkg or .parquet file"],
    ),
    ("broken.geojson", '{"type":', FileError, ["line 1: not valid JSON"]),
    ("a_point.geojson", json.dumps(POINT), FileError, ["not a GeoJSON FeatureColl"]),
    ("no_units.geojson", features(), FieldError, ["no_units.geojson: no units"]),
    ("no_feature.geojson", features(POINT), FieldError, ["feature 1: not a GeoJSON"]),
    (
        "a_line.geojson",
        features({"type": "Feature", "geometry": {"type": "LineString"}}),
        FieldError,
        ["feature 1, geometry: not a Point"],
    ),
    (
        "two_points.geojson",
        features({"type": "Feature", "geometry": POINT, "properties": {"lon": 1}}),
        FieldError,
        ["feature 1, lon: 1 is not the geometry's, -21.93"],
    ),
    (
        "metres.geojson",
        features(crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
        FieldError,
        ["crs: coordinates in 'EPSG:3857'; export them as WGS-84"],
    ),
    ("frame.geojson", features(frame="bd9"), FieldError, ["frame: 'bd9'", "'bd09'?"]),
    (
        "officers_true.geojson",
        features(
            {
                "type": "Feature",
                "id": "u",
                "geometry": POINT,
                "properties": {"officers": True},
            }
        ),
        FieldError,
        ["feature 1, officers: true is not a number"],
    ),
]


def names(table):
    return [row[0] for row in table]


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def check(caught, kind, parts):
    line = str(caught.value)
    assert type(caught.value) is kind
    assert "\n" not in line
    for part in parts:
        assert part in line


@pytest.mark.parametrize(
    ("name", "content", "kind", "parts"), BAD_SCENARIOS, ids=names(BAD_SCENARIOS)
)
def test_a_bad_scenario(tmp_path, name, content, kind, parts):
    path = write(tmp_path, name, content)
    with pytest.raises(InputError) as caught:
        files.read(path)
    check(caught, kind, [str(path), *parts])


@pytest.mark.parametrize(
    ("name", "content", "kind", "parts"), BAD_TABLES, ids=names(BAD_TABLES)
)
def test_a_bad_table(tmp_path, name, content, kind, parts):
    path = write(tmp_path, name, content)
    with pytest.raises(InputError) as caught:
        files.read_tables(path, write(tmp_path, "alerts.csv", ALERTS_CSV))
    check(caught, kind, [str(path), *parts])


@pytest.mark.parametrize("name", ["none.toml", "none.json", "no/such/none.toml"])
def test_a_missing_file(tmp_path, name):
    with pytest.raises(FileError, match="there is no such file"):
        files.read(tmp_path / name)


def test_a_missing_table(tmp_path):
    with pytest.raises(FileError, match=r"none.csv: there is no such file"):
        files.read_tables(tmp_path / "none.csv", tmp_path / "none.csv")


def test_a_folder_for_a_file(tmp_path):
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(FileError, match="this is a folder"):
        files.read(tmp_path / "x.toml")


@pytest.mark.parametrize("source", ["", "x" * 5000, "a\0b", "no/such/name"])
def test_odd_names_are_unknown_scenarios(source):
    with pytest.raises(FileError, match="no scenario of that name"):
        files.read(source)


@pytest.mark.parametrize("source", ["a\0b.toml", "x" * 5000 + ".toml"])
def test_odd_paths_cannot_be_read(source):
    with pytest.raises(FileError, match="cannot be read"):
        files.read(source)


def test_an_unknown_frame_for_tables(tmp_path):
    units = write(tmp_path, "units.csv", "id,lon,lat\nu,1,2\n")
    alerts = write(tmp_path, "alerts.csv", ALERTS_CSV)
    with pytest.raises(FieldError, match="frame: 'utm' is not a known frame"):
        files.read_tables(units, alerts, frame="utm")


def test_faults_of_both_tables_are_counted_together(tmp_path):
    units = write(tmp_path, "units.csv", "id,address,officers\nu,x,0\n")
    alerts = write(tmp_path, "alerts.csv", ALERTS_CSV + "b,soon,x\n")
    with pytest.raises(FieldError, match=r"units.csv.*and 1 more fault"):
        files.read_tables(units, alerts)


WORDS = ["nan", '"', "'", "[", "]", "{", "}", ",", "\n", "=", "1e999", "-1", "null"]
cuts = st.tuples(st.integers(0, 400), st.integers(0, 6), st.sampled_from(WORDS))
SAMPLES = {
    "x.toml": BOTH + pair(),
    "x.json": json.dumps({"units": [{"id": "u", "lon": 1, "lat": 2, "frame": "bd09"}]}),
    "units.csv": "id,lon,lat,frame\nu,1,2,wgs84\nv,3,4,gcj02\n",
    "units.geojson": features({"type": "Feature", "id": "u", "geometry": POINT}),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(cuts, min_size=1, max_size=3))
def test_a_file_cut_about_is_read_or_refused_in_one_line(tmp_path, name, changes):
    text = SAMPLES[name]
    for at, length, word in changes:
        start = at % (len(text) + 1)
        text = text[:start] + word + text[start + length :]
    path = write(tmp_path, name, text)
    alerts = write(tmp_path, "alerts.csv", ALERTS_CSV)
    try:
        files.read_tables(path, alerts) if "units" in name else files.read(path)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - it may also be read
