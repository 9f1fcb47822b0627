"""One line for what is wrong with a row."""

import pytest

from maps.errors import FieldError
from scenarios.file_rows import AlertRow, UnitRow
from scenarios.row_faults import Spot, checked, known_fields, raise_first, shown

SPOT = Spot(file="units.toml", row="units 3")


def one_fault(model, raw, *, strict=True):
    faults = []
    assert checked(model, raw, SPOT, faults, strict=strict) is None
    (fault,) = faults
    return str(fault)


def test_a_fault_names_file_row_field_problem_and_mend():
    said = one_fault(UnitRow, {"id": "c", "lon": 1.0, "lng": 2.0})
    assert said == "units.toml, units 3, lng: unknown field; did you mean 'lon'?"


def test_a_field_in_a_table_within_a_row_is_named_in_full():
    raw = {"id": "a", "received": "2026-03-21T17:00:00Z", "victim": {"nam": "N"}}
    said = one_fault(AlertRow, raw)
    assert "victim.nam: unknown field; did you mean 'name'?" in said


def test_what_stands_about_a_victim_is_not_repeated():
    raw = {"id": "a", "received": "2026-03-21T17:00:00Z", "victim": {"phone": 5550100}}
    said = one_fault(AlertRow, raw)
    assert "5550100" not in said
    assert "the value is not a text" in said


def test_text_is_read_as_a_number_only_where_asked():
    raw = {"id": "c", "officers": "3", "address": "x"}
    assert "'3' is not a whole number" in one_fault(UnitRow, raw)
    row = checked(UnitRow, raw, SPOT, [], strict=False)
    assert row is not None
    assert row.officers == 3


def test_no_faults_raise_nothing():
    raise_first([])


@pytest.mark.parametrize(
    ("count", "tail"),
    [
        (1, "lon: wrong"),
        (2, "lon: wrong (and 1 more fault)"),
        (4, "wrong (and 3 more faults)"),
    ],
)
def test_the_first_fault_tells_how_many_follow(count, tail):
    with pytest.raises(FieldError) as caught:
        raise_first([SPOT.fault("wrong", field="lon")] * count)
    assert str(caught.value).endswith(tail)


def test_the_number_of_faults_stands_after_the_mend():
    faults = [SPOT.fault("wrong", mend="write it anew"), SPOT.fault("worse")]
    with pytest.raises(FieldError, match=r"wrong; write it anew \(and 1 more fault\)$"):
        raise_first(faults)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("car", "'car'"),
        (2.5, "2.5"),
        (None, "null"),
        (True, "true"),
        ({"a": 1}, "a table"),
        ([1], "a list"),
        pytest.param(16**5000, "a huge number", id="huge"),
        ("x" * 100, "'" + "x" * 39 + "…"),
        ("\x1b[31m", "'\\x1b[31m'"),
    ],
)
def test_values_are_shown_short_and_plain(value, text):
    assert shown(value) == text


def test_a_field_that_a_screen_cannot_show_is_written_out():
    assert SPOT.fault("unknown", field="\x1b[2J").field == "\\x1b[2J"


def test_known_fields_reach_into_tables():
    names = set(known_fields(AlertRow))
    assert {"lon", "victim.name", "meeting_point.lat"} <= names
    assert "victim" not in names
