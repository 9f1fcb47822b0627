"""Speed limits in all the forms that mappers write."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.maxspeed import limit_kph, limits_kph

NONE = math.nan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", 50.0),
        ("50 kph", 50.0),
        ("50km/h", 50.0),
        ("20 mph", 32.18688),  # 20 * 1.609344
        ("12.5 mph", 20.1168),
        ("walk", 6.0),
        # Zones by country: OSM wiki, "Default speed limits".
        ("RU:urban", 60.0),
        ("ru:rural", 90.0),
        ("DE:rural", 100.0),
        ("DE:motorway", NONE),
        ("DE:living_street", 6.0),
        ("DE:walk", 6.0),
        ("XX:walk", 6.0),
        ("CH:expressway", 100.0),
        ("GB:nsl_single", 96.56064),  # 60 mph
        ("GB:nsl_dual", 112.65408),  # 70 mph
        ("BE-VLG:rural", 70.0),
        ("BE-WAL:urban", 50.0),
        ("DE-BY:urban", 50.0),  # no row of its own: its country's
        ("US:urban", NONE),  # differs by state
        ("XX:urban", NONE),
        ("DE:sign", NONE),
        # Zones that are signed say their number.
        ("AT:zone30", 30.0),
        ("DE:zone:30", 30.0),
        ("DE:30", 30.0),
        ("zone:20", 20.0),
        ("zone 20", 20.0),
        ("GB:zone20", 32.18688),  # in the country's unit
        # Several: the lowest that can be read.
        ("50;30", 30.0),
        ("30 mph; 25 mph", 40.2336),
        ("none;120", 120.0),
        ("100|80|signals", 80.0),
        # None, or not to be understood.
        ("none", NONE),
        ("signals", NONE),
        ("variable", NONE),
        ("sign", NONE),
        ("5 knots", NONE),
        ("fast", NONE),
        ("50 mph mph", NONE),
        ("", NONE),
        ("٣٠", NONE),
        ("1e3", NONE),
    ],
)
def test_a_value(text: str, expected: float) -> None:
    assert limit_kph(text) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"maxspeed": "50"}, (50, 50)),
        ({"maxspeed": "50", "maxspeed:backward": "30"}, (50, 30)),
        ({"maxspeed:forward": "20"}, (20, NONE)),
        ({"maxspeed:type": "DE:rural"}, (100, 100)),
        ({"source:maxspeed": "RU:urban"}, (60, 60)),
        ({"zone:maxspeed": "30"}, (30, 30)),
        ({"zone:traffic": "DE:urban"}, (50, 50)),
        ({"maxspeed:type:backward": "DE:urban"}, (NONE, 50)),
        # The posted number before the zone, the zone before what cannot be read.
        ({"maxspeed": "70", "source:maxspeed": "DE:urban"}, (70, 70)),
        ({"maxspeed": "signals", "maxspeed:type": "AT:motorway"}, (130, 130)),
        ({"maxspeed": "30", "maxspeed:type": "sign"}, (30, 30)),
        # None is known to be none.
        ({"maxspeed": "none", "source:maxspeed": "AT:motorway"}, (NONE, NONE)),
        ({}, (NONE, NONE)),
    ],
)
def test_a_way(tags: dict[str, str], expected: tuple[float, float]) -> None:
    assert limits_kph(tags) == pytest.approx(expected, nan_ok=True)


@given(st.text(max_size=20))
def test_any_text_is_a_likely_speed_or_none(text: str) -> None:
    limit = limit_kph(text)
    assert math.isnan(limit) or 0 < limit < 1000
