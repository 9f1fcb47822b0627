"""Scenarios from files, tables and shipped names."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from maps.errors import FieldError, FileError
from scenarios import files, shipped
from scenarios.alert import MeetingPoint, Victim
from scenarios.area import Area
from scenarios.place import Place
from scenarios.scenario import Pair
from scenarios.zone import Zone

WHOLE = """
name = "evening"
title = "An evening"
description = "One unit, one alert."
start = 2026-03-21T17:00:00+08:00
now = 2026-03-21T17:10:00+08:00
roads = "reykjavik"
frame = "wgs84"

[[units]]
id = "car-1"
lon = -21.93
lat = 64.14
officers = 3
status = "on_scene"
free_at = 2026-03-21T17:20:00+08:00
rolling = true
skills = ["first_aid", "mandarin"]
area = "north"
assigned = "refund-1"
notified_at = 2026-03-21T17:05:00+08:00
position_at = 2026-03-21T17:09:30+08:00

[[alerts]]
id = "refund-1"
received = 2026-03-21T17:04:00+08:00
address = "Laugavegur 3"
title = "Courier refund"
level = "high"
officers = 2
skills = ["mandarin"]
skills_by = "unit"
area = "north"
target_s = 480
cut_off_s = 1800
place_kind = "tower"
access_s = 150
script = "refund"
stage = "card_details"
exposure = 4900000
currency = "ISK"
cards = 23
phone_contact = "busy three times"
victim = { name = "N", phone = "1" }
meeting_point = { lon = -21.92, lat = 64.15, note = "below the building" }

[[areas]]
id = "north"
least_free = 1

[[zones]]
id = "harbour"
lon = -21.94
lat = 64.15
weight = 3
wanted = 2

[[locks]]
unit = "car-1"
alert = "refund-1"
"""
FREE = """
start = 2026-03-21T17:00:00+08:00
now = 2026-03-21T17:10:00+08:00

[[units]]
id = "car-1"
address = "x"
status = "on_scene"
free_at = 2026-03-21T17:20:00+08:00
"""
UNITS_CSV = "id,lon,lat,frame\ncar-1,-21.93,64.14,wgs84\ncar-2,-21.9,64.1,wgs84\n"
ALERTS_CSV = "id,received,address\nb-1,2026-03-21T17:05:00+08:00,Laugavegur 3\n"


@pytest.fixture
def whole(tmp_path):
    return write(tmp_path, "whole.toml", WHOLE)


@pytest.fixture
def units_file(tmp_path):
    return write(tmp_path, "units.csv", UNITS_CSV)


@pytest.fixture
def alerts_file(tmp_path):
    return write(tmp_path, "late shift.csv", ALERTS_CSV)


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_of_a_file_arrives(whole):
    scenario = files.read(whole)
    (unit,), (alert,) = scenario.units, scenario.alerts
    eight = timezone(timedelta(hours=8))
    assert scenario.start == datetime(2026, 3, 21, 17, tzinfo=eight)
    assert (scenario.name, scenario.title) == ("evening", "An evening")
    assert (scenario.description, scenario.roads) == (
        "One unit, one alert.",
        "reykjavik",
    )
    assert scenario.now_s == 600.0
    assert unit.place == Place(lon=-21.93, lat=64.14)
    assert (unit.officers, unit.status, unit.rolling) == (3, "on_scene", True)
    assert unit.free_at_s == 1200.0
    assert (unit.skills, unit.area) == (("first_aid", "mandarin"), "north")
    assert (unit.assigned, unit.notified_s, unit.position_s) == ("refund-1", 300, 570)
    assert alert.received_s == 240.0
    assert alert.place == Place(address="Laugavegur 3")
    assert (alert.title, alert.level, alert.officers) == ("Courier refund", "high", 2)
    assert (alert.target_s, alert.cut_off_s, alert.access_s) == (480, 1800, 150)
    assert (alert.place_kind, alert.script, alert.stage) == (
        "tower",
        "refund",
        "card_details",
    )
    assert (alert.exposure, alert.currency, alert.cards) == (4900000.0, "ISK", 23)
    assert alert.phone_contact == "busy three times"
    assert alert.victim == Victim(name="N", phone="1")
    meeting = Place(lon=-21.92, lat=64.15)
    assert alert.meeting_point == MeetingPoint(place=meeting, note="below the building")
    assert scenario.locks == (Pair(unit_id="car-1", alert_id="refund-1"),)
    assert scenario.forbidden == ()
    assert (alert.skills, alert.skills_by, alert.area) == (
        ("mandarin",),
        "unit",
        "north",
    )
    assert scenario.areas == (Area(id="north", least_free=1),)
    harbour = Place(lon=-21.94, lat=64.15)
    assert scenario.zones == (Zone(id="harbour", place=harbour, weight=3, wanted=2),)


def test_json_reads_as_toml_does(whole, tmp_path):
    scenario = files.read(whole)
    form = files.to_file_form(scenario, with_names=True)
    assert files.read(write(tmp_path, "x.json", json.dumps(form))) == scenario


def test_a_path_may_be_text_and_its_suffix_in_capitals(tmp_path):
    path = write(tmp_path, "x.TOML", WHOLE)
    assert files.read(str(path)).name == "evening"


def test_a_byte_order_mark_and_other_line_ends_do_not_matter(whole, tmp_path):
    path = tmp_path / "marked.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert files.read(path) == files.read(whole)


@pytest.mark.parametrize("where", ["row", "file"])
@pytest.mark.parametrize("frame", ["gcj02", "bd09"])
def test_a_point_in_a_chinese_frame_is_brought_to_wgs84(tmp_path, frame, where):
    said = f'frame = "{frame}"\n'
    top, row = (said, "") if where == "file" else ("", said)
    text = f"{top}[[units]]\nid = 'u'\nlon = 121.5315\nlat = 31.1753\n{row}"
    place = files.read(write(tmp_path, "x.toml", text)).units[0].place
    # GCJ-02 is 414 m east of WGS-84 in Shanghai, 0.0043°; BD-09 another 0.0065°.
    east = {"gcj02": 0.0043, "bd09": 0.0108}[frame]
    assert place.lon == pytest.approx(121.5315 - east, abs=3e-4)


def test_a_meeting_point_takes_the_frame_of_its_alert(tmp_path):
    text = """
    frame = "wgs84"
    [[units]]
    id = "u"
    address = "x"
    [[alerts]]
    id = "a"
    received = 2026-03-21T17:04:00+08:00
    lon = 121.5315
    lat = 31.1753
    frame = "gcj02"
    meeting_point = { lon = 121.5315, lat = 31.1753 }
    """
    (alert,) = files.read(write(tmp_path, "x.toml", text)).alerts
    assert alert.meeting_point.place == alert.place
    assert alert.place.lon < 121.53


def test_a_point_and_an_address_are_both_kept(tmp_path):
    text = "[[units]]\nid='u'\nlon=1\nlat=2\nframe='wgs84'\naddress='Main Street 1'\n"
    place = files.read(write(tmp_path, "x.toml", text)).units[0].place
    assert place == Place(lon=1.0, lat=2.0, address="Main Street 1")


def test_control_characters_in_texts_are_kept(tmp_path):
    text = '[[units]]\nid="u"\naddress="a\\tb\\u0007"\n'
    place = files.read(write(tmp_path, "x.toml", text)).units[0].place
    assert place.address == "a\tb\a"


def test_tables_give_a_scenario_called_as_the_alerts_file(units_file, alerts_file):
    scenario = files.read_tables(units_file, alerts_file)
    assert scenario.name == "late shift"
    assert [unit.id for unit in scenario.units] == ["car-1", "car-2"]
    assert [alert.received_s for alert in scenario.alerts] == [0.0]


def test_a_table_of_no_alerts_is_a_scenario_of_nothing(units_file, tmp_path):
    none = write(tmp_path, "none.csv", "id,received,address\n")
    assert files.read_tables(units_file, none).alerts == ()


def test_units_of_a_table_take_the_place_of_a_scenarios(whole, units_file):
    scenario = files.with_units(files.read(whole), units_file)
    assert [unit.id for unit in scenario.units] == ["car-1", "car-2"]
    assert scenario.alerts == files.read(whole).alerts


def test_units_that_a_lock_needs_must_be_in_the_table(whole, tmp_path):
    other = write(tmp_path, "other.csv", "id,address\nbike,Laugavegur 3\n")
    with pytest.raises(FieldError, match=r"other\.csv: evening names the unit 'car-1'"):
        files.with_units(files.read(whole), other)


def test_alerts_that_a_lock_needs_must_be_in_the_table(whole, alerts_file):
    with pytest.raises(FieldError, match="evening names the alert 'refund-1'"):
        files.with_alerts(files.read(whole), alerts_file)


def test_several_units_may_be_locked_to_one_alert(tmp_path):
    unit = '\n[[units]]\nid = "b"\naddress = "x"\n'
    lock = '[[locks]]\nunit = "b"\nalert = "refund-1"\n'
    scenario = files.read(write(tmp_path, "x.toml", WHOLE + unit + lock))
    assert [pair.unit_id for pair in scenario.locks] == ["car-1", "b"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("refund-1,south", r"other\.csv, unit car-1, area: there is no area 'south'"),
        ("c-1,north", r"other\.csv, unit car-1, assigned: there is no alert 'c-1'"),
    ],
)
def test_a_table_of_units_may_name_only_what_the_scenario_has(tmp_path, line, words):
    scenario = files.read(write(tmp_path, "x.toml", WHOLE))
    table = f"id,address,assigned,area\ncar-1,x,{line}\n"
    with pytest.raises(FieldError, match=words):
        files.with_units(scenario, write(tmp_path, "other.csv", table))


def test_alerts_that_units_go_to_must_be_in_the_table(tmp_path, alerts_file):
    free = write(tmp_path, "free.toml", WHOLE.partition("[[locks]]")[0])
    with pytest.raises(FieldError, match=r"unit car-1, assigned: there is no alert"):
        files.with_alerts(files.read(free), alerts_file)


def test_alerts_of_a_table_keep_the_moment_of_planning(tmp_path, alerts_file):
    scenario = files.read(write(tmp_path, "free.toml", FREE))
    changed = files.with_alerts(scenario, alerts_file)
    assert changed.start == scenario.start
    assert (changed.now_s, changed.alerts[0].received_s) == (600.0, 300.0)


def test_a_table_without_an_alert_that_an_event_names(tmp_path, alerts_file):
    text = FREE + "[[alerts]]\nid = 'refund-1'\naddress = 'x'\n"
    text += "received = 2026-03-21T17:04:00+08:00\n"
    text += "[[events]]\nkind = 'accepted'\nalert = 'refund-1'\n"
    text += "at = 2026-03-21T17:05:00+08:00\n"
    scenario = files.read(write(tmp_path, "free.toml", text))
    with pytest.raises(FieldError, match=r"events 1, alert: there is no alert 'refund"):
        files.with_alerts(scenario, alerts_file)


def test_an_alert_before_the_start_moves_the_start(tmp_path):
    text = FREE + "position_at = 2026-03-21T17:01:00+08:00\n"
    text += "notified_at = 2026-03-21T17:00:30+08:00\n"
    text += (
        "[[events]]\nkind = 'lost'\nunit = 'car-1'\nat = 2026-03-21T17:02:00+08:00\n"
    )
    scenario = files.read(write(tmp_path, "free.toml", text))
    early = ALERTS_CSV.replace("17:05:00", "16:59:00")
    changed = files.with_alerts(scenario, write(tmp_path, "early.csv", early))
    # The start moves back by 60 s; planning at 600 s and free at 1200 s with it.
    assert scenario.start - changed.start == timedelta(seconds=60)
    assert (changed.now_s, changed.units[0].free_at_s) == (660.0, 1260.0)
    assert changed.alerts[0].received_s == 0.0
    # A position of 60 s and an order of 30 s after the start: 60 s more each.
    assert (changed.units[0].position_s, changed.units[0].notified_s) == (120.0, 90.0)
    assert [event.at_s for event in changed.events] == [180.0]  # it was at 120 s


@pytest.fixture
def library(tmp_path, monkeypatch):
    """One shipped scenario, evening."""
    folder = tmp_path / "package"
    (folder / "library").mkdir(parents=True)
    write(folder / "library", "evening.toml", WHOLE)
    write(folder / "library", "LICENSE", "...")
    monkeypatch.setattr(shipped, "files", lambda _: folder)
    monkeypatch.chdir(tmp_path)
    return folder / "library"


def test_a_shipped_scenario_is_read_by_its_name(library):
    assert shipped.shipped_names() == ("evening",)
    assert files.read("evening") == files.read(library / "evening.toml")


@pytest.mark.usefixtures("library")
def test_a_file_goes_before_a_shipped_name(tmp_path):
    write(tmp_path, "evening", "mine")
    with pytest.raises(FileError, match=r"a scenario is a \.toml or a \.json file"):
        files.read("evening")


@pytest.mark.usefixtures("library")
def test_a_folder_does_not_hide_a_shipped_name(tmp_path):
    (tmp_path / "evening").mkdir()
    assert files.read("evening").name == "evening"


@pytest.mark.usefixtures("library")
def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(FileError, match=r"evning: .*did you mean 'evening'\?"):
        files.read("evning")


def test_all_shipped_scenarios_can_be_read():
    for name in shipped.shipped_names():
        assert files.read(name).name == name


def test_what_is_written_fits_the_schema(whole):
    jsonschema = pytest.importorskip("jsonschema")
    form = files.to_file_form(files.read(whole), with_names=True)
    jsonschema.Draft202012Validator.check_schema(files.schema())
    jsonschema.validate(form, files.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**form, "units": []}, files.schema())


def test_the_schema_tells_fields_choices_and_ranges():
    unit = files.schema()["$defs"]["UnitRow"]
    assert unit["properties"]["officers"]["exclusiveMinimum"] == 0
    assert "offline" in unit["properties"]["status"]["enum"]
    assert unit["additionalProperties"] is False
