"""What tags mean, one row a rule."""

from __future__ import annotations

import math

import pytest

from maps.osm_files import osm_tags
from maps.road_network import ROAD_CLASSES


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "motorway"}, "motorway"),
        ({"highway": "motorway_link"}, "other"),
        ({"highway": "primary"}, "primary"),
        ({"highway": "unclassified"}, "other"),
        ({"highway": "living_street"}, "living_street"),
        ({"highway": "service", "service": "driveway"}, "service"),
        ({"highway": "service", "access": "private"}, "service"),
        ({"highway": "footway"}, None),
        ({"highway": "construction"}, None),
        ({"highway": "busway"}, None),
        ({"building": "yes"}, None),
        ({"highway": "service", "area": "yes"}, None),
        ({"highway": "residential", "access": "no"}, None),
        ({"highway": "residential", "motor_vehicle": "no"}, None),
        ({"highway": "residential", "access": "no", "emergency": "yes"}, "residential"),
        ({"highway": "residential", "access": "no", "motorcar": "yes"}, "residential"),
        ({"highway": "pedestrian"}, None),
        ({"highway": "pedestrian", "motor_vehicle": "destination"}, None),
        ({"highway": "pedestrian", "motor_vehicle": "permissive"}, "service"),
        ({"highway": "track"}, None),
        ({"highway": "track", "motorcar": "yes"}, "service"),
    ],
)
def test_road_class(tags: dict[str, str], expected: str | None) -> None:
    found = osm_tags.road_class(tags)
    assert (found if found is None else ROAD_CLASSES[found]) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, "open"),
        ({"access": "private"}, "restricted"),
        ({"access": "destination"}, "restricted"),
        ({"access": "customers"}, "restricted"),
        ({"access": "no"}, "no"),
        ({"vehicle": "no", "access": "yes"}, "no"),
        ({"access": "no", "motor_vehicle": "private"}, "restricted"),
        ({"access": "private", "motorcar": "yes"}, "open"),
        ({"access": "no", "emergency": "yes"}, "open"),
        ({"access": "no", "emergency": "designated"}, "open"),
        # emergency=no speaks of ambulances' right of way, not of a barred road.
        ({"emergency": "no"}, "open"),
        ({"emergency": "fire_hydrant", "access": "no"}, "no"),
    ],
)
def test_access(tags: dict[str, str], expected: str) -> None:
    assert osm_tags.access(tags) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, (True, True)),
        ({"oneway": "yes"}, (True, False)),
        ({"oneway": "true"}, (True, False)),
        ({"oneway": "1"}, (True, False)),
        ({"oneway": "-1"}, (False, True)),
        ({"oneway": "reverse"}, (False, True)),
        ({"oneway": "no"}, (True, True)),
        ({"junction": "roundabout"}, (True, False)),
        ({"junction": "circular"}, (True, False)),
        ({"junction": "roundabout", "oneway": "no"}, (True, True)),
        ({"highway": "motorway"}, (True, False)),
        ({"highway": "motorway", "oneway": "no"}, (True, True)),
        ({"highway": "motorway_link"}, (True, True)),
        ({"oneway": "yes", "oneway:motor_vehicle": "no"}, (True, True)),
        ({"oneway": "reversible"}, (True, True)),
    ],
)
def test_directions(tags: dict[str, str], expected: tuple[bool, bool]) -> None:
    assert osm_tags.directions(tags) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", 50.0),
        (" 50 ", 50.0),
        ("50 km/h", 50.0),
        ("30 mph", 48.28032),  # 30 * 1.609344
        ("30mph", 48.28032),
        ("walk", 6.0),
        ("7.5", 7.5),
        ("", math.nan),
        ("none", math.nan),
        ("signals", math.nan),
        ("RU:urban", 60.0),
        ("50; 30", 30.0),
        ("0", math.nan),
        ("-5", math.nan),
        ("inf", math.nan),
        ("nan", math.nan),
        ("500000", math.nan),
    ],
)
def test_limit_kph(text: str, expected: float) -> None:
    assert osm_tags.limit_kph(text) == pytest.approx(expected, nan_ok=True)


def test_limits_differ_by_direction() -> None:
    tags = {"maxspeed": "50", "maxspeed:backward": "30"}
    assert osm_tags.limits_kph(tags) == (50.0, 30.0)
    assert osm_tags.limits_kph({"maxspeed:forward": "20"})[0] == 20.0


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "traffic_signals"}, "signals"),
        ({"highway": "stop"}, "stop"),
        ({"highway": "give_way"}, "give_way"),
        ({"highway": "crossing"}, "crossing"),
        ({"barrier": "gate"}, "gate"),
        ({"barrier": "lift_gate"}, "gate"),
        ({"barrier": "lift_gate", "highway": "crossing"}, "gate"),
        ({"barrier": "bollard"}, None),
        ({"highway": "bus_stop"}, None),
        ({}, None),
    ],
)
def test_standing_kind(tags: dict[str, str], expected: str | None) -> None:
    assert osm_tags.standing_kind(tags) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, (True, True)),
        ({"direction": "forward"}, (True, False)),
        ({"direction": "backward"}, (False, True)),
        ({"direction": "both"}, (True, True)),
        ({"traffic_signals:direction": "backward"}, (False, True)),
    ],
)
def test_standing_directions(tags: dict[str, str], expected: tuple[bool, bool]) -> None:
    assert osm_tags.standing_directions(tags) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"barrier": "bollard"}, True),
        ({"barrier": "block"}, True),
        ({"barrier": "bollard", "emergency": "yes"}, False),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, False),
        ({"barrier": "bollard", "access": "private"}, True),
        # The key that speaks of cars outdoes the one that speaks of all.
        ({"barrier": "bollard", "access": "yes", "motor_vehicle": "no"}, True),
        ({"barrier": "bollard", "access": "no", "motorcar": "permissive"}, False),
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "private"}, False),
        ({"barrier": "gate", "access": "no"}, True),
        ({"barrier": "gate", "access": "no", "emergency": "yes"}, False),
        ({"barrier": "kerb"}, False),
        ({"access": "no"}, False),
        ({}, False),
    ],
)
def test_blocks(tags: dict[str, str], expected: bool) -> None:  # noqa: FBT001 - a row
    assert osm_tags.blocks(tags) is expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"natural": "water"}, "water"),
        ({"waterway": "riverbank"}, "water"),
        ({"landuse": "reservoir"}, "water"),
        ({"leisure": "park"}, "green"),
        ({"natural": "wood"}, "green"),
        ({"landuse": "cemetery"}, "green"),
        ({"landuse": "residential"}, None),
        ({"natural": "coastline"}, None),
    ],
)
def test_area_kind(tags: dict[str, str], expected: str | None) -> None:
    assert osm_tags.area_kind(tags) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"amenity": "police"}, "amenity=police"),
        ({"amenity": "police", "name": "Station"}, "amenity=police"),
        ({"amenity": "bench"}, None),
        ({"amenity": "cafe", "name": "Kaffi"}, "amenity=cafe"),
        ({"place": "suburb", "name": "Vesturbær"}, "place=suburb"),
        ({"building": "yes", "name": "Harpa"}, "building=yes"),
        ({"building": "no", "name": "Harpa"}, None),
        ({"landuse": "residential", "name": "Grund"}, "landuse=residential"),
        ({"landuse": "residential"}, None),
        ({"name": "Laugavegur", "highway": "residential"}, None),
    ],
)
def test_landmark_kind(tags: dict[str, str], expected: str | None) -> None:
    assert osm_tags.landmark_kind(tags) == expected
