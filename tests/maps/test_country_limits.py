"""Legal limits by country."""

from __future__ import annotations

import math

import numpy as np
import pytest

from maps.country_limits import LEGAL_KPH, class_limits_kph, legal_kph
from maps.road_network import ROAD_CLASSES


@pytest.mark.parametrize("country", LEGAL_KPH)
def test_rows_are_plausible(country: str):
    row = LEGAL_KPH[country]
    assert row.get("living_street", 0) < row["urban"]
    assert row["urban"] <= row.get("rural", 60) <= row.get("motorway", 200)
    assert all(5 < limit <= 140 for limit in row.values())


def test_a_regions_own_comes_first():
    assert legal_kph("BE-BRU", "urban") == 30
    assert legal_kph("BE-XYZ", "urban") == 50
    assert math.isnan(legal_kph("XX", "urban"))


def test_by_class():
    found = dict(zip(ROAD_CLASSES, class_limits_kph("CH").tolist(), strict=True))
    assert found == {
        "motorway": 120,
        "trunk": 100,
        "primary": 80,
        "secondary": 80,
        "tertiary": 80,
        "residential": 50,
        "living_street": 20,
        "service": 50,
        "other": 80,
    }


def test_what_is_lacking_falls_back():
    # China has no rule for living streets; Germany no limit on motorways; Iceland no
    # roads for motor vehicles only.
    assert class_limits_kph("CN")[ROAD_CLASSES.index("living_street")] == 50
    assert math.isnan(class_limits_kph("DE")[ROAD_CLASSES.index("motorway")])
    assert class_limits_kph("IS")[ROAD_CLASSES.index("trunk")] == 90


def test_no_country_no_limits():
    assert np.isnan(class_limits_kph("")).all()
