"""Hours of the week, and the spans that name them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import FieldError
from maps.week_hours import HOURS, by_hour, hour_of_week, hours_of, spans_of


def test_a_moments_hour_is_by_its_own_clock():
    # Sunday, day 6: 6 * 24 + 4 = 148.
    moment = datetime(2013, 1, 13, 4, 41, tzinfo=timezone(timedelta(hours=8)))
    assert hour_of_week(moment) == 148
    # Eight hours earlier it is Saturday in Greenwich: 5 * 24 + 20.
    assert hour_of_week(moment.astimezone(UTC)) == 140


@pytest.mark.parametrize(
    ("span", "hours"),
    [
        ("mon 07-09", [7, 8]),
        ("tue 7-9", [31, 32]),
        ("mon,wed 06-07", [6, 54]),
        ("sat-sun 00-01", [120, 144]),
        ("sun-mon 05-06", [5, 149]),
        ("fri 22-02", [118, 119, 120, 121]),
        ("sun 23-01", [167, 0]),
        ("05-06", [5, 29, 53, 77, 101, 125, 149]),
        ("wed", [*range(48, 72)]),
        ("WED 00-24", [*range(48, 72)]),
        ("mon-sun", [*range(168)]),
    ],
)
def test_spans(span: str, hours: list[int]):
    assert list(hours_of(span)) == hours


@pytest.mark.parametrize(
    "span",
    [
        "",
        " ",
        "monday",
        "mon 7",
        "mon 07:00-09:00",
        "mon 7-7",
        "mon 24-03",
        "mon 20-25",
        "mon-wed-fri",
        "xyz 07-09",
        "mon;tue",
    ],
)
def test_not_a_span(span: str):
    with pytest.raises(FieldError, match="not a span of hours; write it like"):
        hours_of(span)


def test_values_by_hour():
    values = by_hour({"mon 07-09": 0.7, "sun": 1.1})
    assert np.flatnonzero(values == 0.7).tolist() == [7, 8]
    assert np.flatnonzero(values == 1.1).tolist() == [*range(144, 168)]
    assert np.isnan(values).sum() == 168 - 26


def test_spans_must_not_meet():
    with pytest.raises(FieldError, match='"mon 08-10": another span holds a part'):
        by_hour({"mon-fri 07-09": 0.7, "mon 08-10": 0.8})


@given(st.lists(st.sampled_from([np.nan, 0.8, 1.0]), min_size=HOURS, max_size=HOURS))
def test_written_and_read_again_is_the_same(values: list[float]):
    assert np.array_equal(by_hour(spans_of(values)), values, equal_nan=True)
