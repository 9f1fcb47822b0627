"""Cells, what covers them, and outlines round them: 10 m a cell, on the equator."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from maps.geometry import METRES_PER_DEGREE
from maps.raster import Raster, raster_over

RASTER = Raster(west_m=0, south_m=0, cell_m=10, rows=5, columns=6, at_lat=0)


def on_map(shape: shapely.Geometry) -> shapely.Geometry:
    """Flat metres as lon, lat."""
    return shapely.transform(shape, lambda points: points / METRES_PER_DEGREE)


def marks(*shapes: shapely.Geometry) -> list[str]:
    """Cells covered, the northernmost row first."""
    covered = RASTER.covered(np.array([on_map(shape) for shape in shapes]))
    return ["".join(".#"[int(cell)] for cell in row) for row in covered[::-1]]


def test_marks_the_cell_of_each_place() -> None:
    marked = RASTER.marks(np.array([(0, 0), (14.9, 0), (15.1, 38)]))
    assert np.argwhere(marked).tolist() == [[0, 0], [0, 1], [4, 2]]


def test_covers_cells_whose_centre_lies_inside() -> None:
    # Centres at 10, 20, 30 east and 10, 20 north.
    assert marks(shapely.box(6, 6, 34, 24)) == [
        "......",
        "......",
        ".###..",
        ".###..",
        "......",
    ]


def test_covers_no_hole() -> None:
    ring = shapely.box(6, 6, 44, 34).difference(shapely.box(16, 16, 24, 24))
    assert marks(ring) == ["......", ".####.", ".#.##.", ".####.", "......"]


def test_polygons_may_overlap_and_run_either_way() -> None:
    one, other = shapely.box(-5, -5, 24, 24), shapely.box(16, 16, 44, 34)
    expected = ["......", "..###.", "#####.", "###...", "###..."]
    assert marks(one, other) == expected
    assert marks(shapely.reverse(one), other) == expected


def test_polygons_may_lie_outside_in_part_or_whole() -> None:
    assert marks(shapely.box(36, -90, 900, 14)) == [*["......"] * 3, "....##", "....##"]
    for far in ((-90, 0, -50, 40), (90, 0, 95, 40), (0, 90, 40, 95), (0, -9, 40, -6)):
        assert marks(shapely.box(*far)) == ["......"] * 5


def test_outlines_run_where_the_height_is_0() -> None:
    height = np.full((5, 6), -1.0)
    height[2, 2:4] = 1
    (shape,) = RASTER.outlines(height, least_hole_m2=0)
    # Half-way to the cells around: from 15 to 35 east, from 15 to 25 north, and the
    # corners cut off, 5 by 5 m in half: 200 - 4 * 12.5 m2.
    assert shape.bounds == (15, 15, 35, 25)
    assert shape.area == pytest.approx(150)


def test_outlines_have_holes_but_no_small_ones() -> None:
    height = np.ones((5, 6))
    height[0], height[-1], height[:, 0], height[:, -1] = -1, -1, -1, -1
    height[2, 2] = -1
    # The hole is a square on its corner, 10 m across: 50 m2.
    assert len(RASTER.outlines(height, least_hole_m2=49)[0].interiors) == 1
    assert len(RASTER.outlines(height, least_hole_m2=51)[0].interiors) == 0


def test_nothing_high_nothing_drawn() -> None:
    assert len(RASTER.outlines(np.full((5, 6), -1.0), least_hole_m2=0)) == 0


_metres = st.floats(-1e4, 1e4)


@given(st.lists(st.tuples(_metres, _metres), min_size=1), st.floats(5, 500))
def test_holds_all_places_and_the_margin(
    places: list[tuple[float, float]], cell_m: float
) -> None:
    place_m = np.array(places)
    raster = raster_over(place_m, margin_m=100, cell_m=cell_m, at_lat=10)
    row, column = raster.cells(place_m)
    margin = 100 // cell_m
    assert (row >= margin).all()
    assert (row < raster.rows - margin).all()
    assert (column >= margin).all()
    assert (column < raster.columns - margin).all()
    centres = np.column_stack((column, row)) * cell_m + (raster.west_m, raster.south_m)
    assert np.abs(centres - place_m).max() <= cell_m / 2 + 1e-6


_corners = st.integers(-800, 1200).map(lambda tenth: tenth / 10)


@given(st.lists(st.tuples(_corners, _corners), min_size=3))
def test_covers_what_shapely_says_is_inside(corners: list[tuple[float, float]]) -> None:
    shape = shapely.convex_hull(shapely.MultiPoint(corners))
    assume(isinstance(shape, shapely.Polygon))
    east, north = np.meshgrid(10.0 * np.arange(6), 10.0 * np.arange(5))
    covered = RASTER.covered(np.array([on_map(shape)]))
    # On the very outline either answer is right.
    sure = shapely.distance(shape.boundary, shapely.points(east, north)) > 1e-6
    inside = shapely.contains_xy(shape, east, north)
    assert (covered == inside)[sure].all()
