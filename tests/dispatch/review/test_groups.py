from zoneinfo import ZoneInfo

import pytest

from dispatch.review.cells import by_cell, middle_of
from dispatch.review.groups import by_hours, by_text
from tests.dispatch.review.logs import table_of

HOUR_S = 3600


def test_hours_and_weekdays_are_those_of_the_logs_zone():
    # START is Monday 12:00 UTC: in Shanghai 20:00; four hours later it is Tuesday.
    table = table_of([{"received": 0}, {"received": 4 * HOUR_S}, {}])
    hour, day, both = by_hours(table, ZoneInfo("Asia/Shanghai"))
    assert hour.code.tolist() == [20, 0, -1]
    assert [day.names[code] for code in day.code[:2]] == ["weekday=Mon", "weekday=Tue"]
    assert both.names[both.code[1]] == "weekday=Tue,hour=0"
    assert both.code[2] == -1


def test_hours_keep_to_the_clock_when_it_changes():
    # New York, Sunday 8 March 2026: 07:00 UTC is 03:00, an hour after 01:00.
    table = table_of([{"received": s * HOUR_S} for s in (6 * 24 - 6, 6 * 24 - 5)])
    hour, day, _ = by_hours(table, ZoneInfo("America/New_York"))
    assert hour.code.tolist() == [1, 3]
    assert day.code.tolist() == [6, 6]


def test_rows_without_a_word_are_a_group_of_their_own():
    table = table_of([{"priority": "B"}, {}, {"priority": "A"}])
    groups = by_text(table, "priority")
    assert groups.names == ("priority=A", "priority=B", "priority=unknown")
    assert groups.code.tolist() == [1, 2, 0]
    assert by_text(table, "zone") is None


def test_very_many_words_are_told_apart_only_where_they_are_frequent(monkeypatch):
    monkeypatch.setattr("dispatch.review.groups.MOST_GROUPS", 3)
    table = table_of([{"zone": word} for word in "aaabbcdddd"])
    groups = by_text(table, "zone")
    assert groups.names == ("zone=a", "zone=d", "zone=others")
    assert groups.code.tolist() == [0] * 3 + [2] * 3 + [1] * 4


def test_calls_of_one_cell_are_together_and_those_without_a_place_in_none():
    table = table_of(
        [
            {"lon": -21.9400, "lat": 64.1400},
            {},
            {"lon": -21.9401, "lat": 64.1401},
            {"lon": -21.80, "lat": 64.10},
        ]
    )
    groups = by_cell(table)
    assert groups.code[0] == groups.code[2] >= 0
    assert groups.code[1] == -1
    assert groups.code[3] not in (-1, groups.code[0])
    name = groups.names[groups.code[0]].partition("=")[2]
    lon, lat = middle_of(name)
    assert (lon, lat) == pytest.approx((-21.94, 64.14), abs=0.02)
    assert by_cell(table_of([{}])) is None
