"""Whether two networks hold the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import numpy as np
import shapely

from maps.road_network import RoadNetwork


def assert_same_roads(
    one: RoadNetwork, other: RoadNetwork, *, but: tuple[str, ...] = ()
) -> None:
    """Compare all arrays and texts, element by element and type by type."""
    for each in fields(one):
        if each.name not in but:
            _assert_same(getattr(one, each.name), getattr(other, each.name), each.name)


def _assert_same(one: object, other: object, name: str) -> None:
    assert type(one) is type(other), name
    if is_dataclass(one):
        for each in fields(one):
            values = getattr(one, each.name), getattr(other, each.name)
            _assert_same(*values, f"{name}.{each.name}")
    elif isinstance(one, np.ndarray):
        assert isinstance(other, np.ndarray)
        assert one.dtype == other.dtype, name
        assert one.shape == other.shape, name
        if one.dtype == object:
            assert shapely.equals_identical(one, other).all(), name
        else:
            np.testing.assert_array_equal(one, other, err_msg=name)
    else:
        assert one == other, name
