"""A road network as text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely

from maps.page.basemap import encode_basemap
from maps.road_network import ROAD_CLASSES, Areas, RoadNetwork, Stretches
from tests.packed import unpacked
from tests.towns import METRES_PER_DEGREE, box_areas, grid_town

Lines = list[list[tuple[float, float]]]

RESIDENTIAL = ROAD_CLASSES.index("residential")
SERVICE = ROAD_CLASSES.index("service")


def lines_of(basemap: dict[str, Any], road_class: str) -> list[tuple[str, list[Any]]]:
    """Return name and points (metres east and north of the origin) of each line."""
    [coded] = [row for row in basemap["roads"] if row["road_class"] == road_class]
    names = np.cumsum(unpacked(coded["names"]))
    table = ["", *basemap["names"]]
    parts = points_of(coded)
    return [(table[name], part) for name, part in zip(names, parts, strict=True)]


def points_of(coded: dict[str, str]) -> list[list[list[int]]]:
    """Return the points of each line or ring."""
    points = np.cumsum(np.reshape(unpacked(coded["points"]), (-1, 2)), axis=0)
    counts = unpacked(coded["counts"])
    parts = np.split(points, np.cumsum(counts)[:-1]) if counts else []
    return [part.tolist() for part in parts]


def roads_of(lines: Lines, road_class: int, names: list[int]) -> RoadNetwork:
    """Return roads given in metres east and north of 0, 0, on the equator."""
    points = np.concatenate([np.asarray(line) for line in lines]) / METRES_PER_DEGREE
    counts = [len(line) for line in lines]
    stretches = Stretches(
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        lon=points[:, 0],
        lat=points[:, 1],
        length_m=np.ones(len(lines)),
        name=np.asarray(names, dtype=np.int32),
        road_class=np.full(len(lines), road_class, dtype=np.uint8),
        restricted=np.zeros(len(lines), dtype=np.bool_),
        way_id=np.zeros(len(lines), dtype=np.int64),
    )
    return replace(grid_town(2, 2), names=("One", "Two"), stretches=stretches)


def test_pieces_of_one_street_are_joined_and_straight_points_left_out() -> None:
    lines: Lines = [
        [(0, 0), (50, 0.2), (100, 0)],
        [(100, 0), (200, 0)],
        [(200, 0), (200, 80)],
    ]
    [(name, points)] = lines_of(
        encode_basemap(roads_of(lines, RESIDENTIAL, [1, 1, 1])), "residential"
    )
    assert name == "Two"
    assert points in (
        [[0, 0], [200, 0], [200, 80]],
        [[200, 80], [200, 0], [0, 0]],
    )


def test_streets_of_different_names_stay_apart() -> None:
    lines: Lines = [[(0, 0), (100, 0)], [(100, 0), (200, 0)], [(200, 0), (300, 0)]]
    basemap = encode_basemap(roads_of(lines, RESIDENTIAL, [1, -1, 0]))
    found = lines_of(basemap, "residential")
    assert sorted(name for name, _ in found) == ["", "One", "Two"]


def test_a_bend_of_two_metres_stays_on_streets_and_goes_on_service_roads() -> None:
    # Tolerances are 1 m and 2.5 m.
    bent: Lines = [[(0, 0), (50, 2), (100, 0)]]
    streets = encode_basemap(roads_of(bent, RESIDENTIAL, [-1]))
    service = encode_basemap(roads_of(bent, SERVICE, [-1]))
    [(_, on_street)] = lines_of(streets, "residential")
    [(_, on_service)] = lines_of(service, "service")
    assert on_street == [[0, 0], [50, 2], [100, 0]]
    assert on_service == [[0, 0], [100, 0]]


def test_lines_shorter_than_a_step_vanish() -> None:
    lines: Lines = [[(0, 0), (100, 0)], [(0, 50), (0.3, 50)]]
    basemap = encode_basemap(roads_of(lines, RESIDENTIAL, [-1, -1]))
    assert len(lines_of(basemap, "residential")) == 1


def test_every_drawn_point_lies_within_two_metres_of_its_road() -> None:
    # Tolerance 1 m plus half a step each way (0.7 m).
    town = grid_town(6, 5, 150.0, origin=(-21.9, 64.1))
    basemap = encode_basemap(town)
    streets = shapely.multilinestrings(
        [town.stretches.line(row) for row in range(len(town.stretches))]
    )
    drawn = [
        np.asarray(basemap["origin"]) + np.asarray(points) * np.asarray(basemap["step"])
        for road_class in ROAD_CLASSES
        for _, points in lines_of(basemap, road_class)
    ]
    away = shapely.distance(shapely.points(np.concatenate(drawn)), streets)
    assert away.max() < 2.0 / METRES_PER_DEGREE / np.cos(np.radians(64.1))
    total = sum(shapely.length(shapely.linestrings(line)) for line in drawn)
    assert total == pytest.approx(shapely.length(streets), rel=0.01)


def test_a_step_is_about_a_metre_both_ways() -> None:
    basemap = encode_basemap(grid_town(3, 3, origin=(-21.9, 64.1)))
    lon_step, lat_step = basemap["step"]
    assert lat_step * METRES_PER_DEGREE == pytest.approx(1.0, rel=1e-3)
    east = lon_step * METRES_PER_DEGREE * np.cos(np.radians(64.1))
    assert east == pytest.approx(1.0, rel=1e-2)


def test_areas_keep_holes_the_other_way_round_and_lose_dust() -> None:
    def box(west: float, south: float, size: float) -> shapely.Polygon:
        corners = np.array([west, south, west + size, south + size])
        return shapely.box(*corners / METRES_PER_DEGREE)

    lake = shapely.difference(box(100, 100, 400), box(200, 200, 100))
    polygons = np.array([lake, box(700, 700, 20)], dtype=np.object_)
    areas = Areas(kind=("water", "water"), polygons=polygons)
    town = grid_town(4, 4, 500.0, origin=(0.0, 0.0), areas=areas)
    [coded] = [row for row in encode_basemap(town)["areas"] if row["kind"] == "water"]
    outline, hole = points_of(coded)
    turn = [shapely.is_ccw(shapely.linearrings(ring)) for ring in (outline, hole)]
    assert turn == [True, False]
    assert shapely.area(shapely.polygons(outline)) == pytest.approx(400**2, rel=0.02)
    assert shapely.area(shapely.polygons(hole)) == pytest.approx(100**2, rel=0.02)


def test_nothing_but_json_and_the_same_each_time() -> None:
    town = grid_town(5, 4, areas=box_areas(("green", (120.0, 30.0, 120.003, 30.003))))
    assert json.dumps(encode_basemap(town)) == json.dumps(encode_basemap(town))


def test_a_town_of_one_class_and_no_areas_is_fine() -> None:
    lines: Lines = [[(0, 0), (100, 0)]]
    basemap = encode_basemap(roads_of(lines, SERVICE, [-1]))
    assert lines_of(basemap, "motorway") == []
    assert [points_of(area) for area in basemap["areas"]] == [[], [], [], []]


def test_buildings_are_there_as_long_as_they_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A house of 40 m by 30 m, and a shed of 4 m by 3 m, which is dust.
    house, shed = (
        ("building", tuple(np.array(corners) / METRES_PER_DEGREE))
        for corners in ([100, 100, 140, 130], [200, 200, 204, 203])
    )
    town = grid_town(4, 4, 500.0, origin=(0.0, 0.0), areas=box_areas(house, shed))
    coded = encode_basemap(town)["areas"][-1]
    assert coded["kind"] == "building"
    [outline] = points_of(coded)
    assert sorted(outline) == [[100, 100], [100, 130], [140, 100], [140, 130]]
    monkeypatch.setattr("maps.page.basemap.MOST_BUILDINGS", len(coded["points"]) - 1)
    kinds = [coded["kind"] for coded in encode_basemap(town)["areas"]]
    assert kinds == ["sea", "green", "water"]
