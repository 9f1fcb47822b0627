"""Who is inside: towns on both sides of the borders, by name."""

import numpy as np
import pytest

from maps.china_outline import in_mainland_china, mainland_rings
from maps.coordinates import from_wgs84, to_wgs84

# Town, lon, lat. Pairs that look at each other over a border, then coast and islands.
INSIDE = [
    ("Luohu, Shenzhen", 114.1137, 22.5330),
    ("Futian, Shenzhen", 114.0550, 22.5230),
    ("Shekou, Shenzhen", 113.9150, 22.4820),
    ("Yantian, Shenzhen", 114.2700, 22.5700),
    ("Gongbei, Zhuhai", 113.5485, 22.2215),
    ("Wanzai, Zhuhai", 113.5250, 22.1990),
    ("Hengqin, Zhuhai", 113.5300, 22.1300),
    ("Guishan island, Zhuhai", 113.8300, 22.1350),
    ("Dandong", 124.3846, 40.1190),
    ("Manzhouli", 117.4430, 49.5950),
    ("Ruili", 97.8550, 24.0130),
    ("Jiegao, Ruili", 97.8780, 23.9850),
    ("Heihe", 127.5000, 50.2450),
    ("Dongxing", 107.9720, 21.5480),
    ("Hekou", 103.9600, 22.5300),
    ("Erenhot", 111.9770, 43.6520),
    ("Horgos", 80.4100, 44.2100),
    ("Xiamen", 118.0900, 24.4500),
    ("Haikou", 110.3300, 20.0300),
    ("Yangshan port", 122.0500, 30.6300),
    ("Hangzhou Bay bridge", 121.1300, 30.4500),
    ("Beigan, Xiaoshan", 120.2614, 30.1847),
    ("Beijing", 116.3778, 39.9120),
]
OUTSIDE = [
    ("Lo Wu, Hong Kong", 114.1130, 22.5280),
    ("Lok Ma Chau, Hong Kong", 114.0655, 22.5147),
    ("Sheung Shui, Hong Kong", 114.1280, 22.5010),
    ("Tung Ping Chau, Hong Kong", 114.4350, 22.5450),
    ("Airport, Hong Kong", 113.9300, 22.3100),
    ("Border gate, Macau", 113.5490, 22.2135),
    ("Senado, Macau", 113.5399, 22.1936),
    ("Taipa, Macau", 113.5575, 22.1555),
    ("Cotai, Macau", 113.5630, 22.1410),
    ("Coloane, Macau", 113.5520, 22.1170),
    ("Sinuiju", 124.3980, 40.1000),
    ("Zabaikalsk", 117.3270, 49.6510),
    ("Muse", 97.9060, 23.9910),
    ("Blagoveshchensk", 127.5300, 50.2700),
    ("Mong Cai", 107.9660, 21.5250),
    ("Lao Cai", 103.9750, 22.4850),
    ("Zamyn-Uud", 111.9050, 43.7260),
    ("Kinmen", 118.3200, 24.4350),
    ("Matsu", 119.9400, 26.1600),
    ("Taipei", 121.5600, 25.0300),
    ("Ulaanbaatar", 106.9000, 47.9000),
    ("Hanoi", 105.8000, 21.0000),
    ("Reykjavik", -21.9400, 64.1470),
]


def is_inside(lon, lat):
    return bool(in_mainland_china(np.array([lon]), np.array([lat]))[0])


@pytest.mark.parametrize(("town", "lon", "lat"), INSIDE)
def test_inside(town, lon, lat):
    assert is_inside(lon, lat), town


@pytest.mark.parametrize(("town", "lon", "lat"), OUTSIDE)
def test_outside(town, lon, lat):
    assert not is_inside(lon, lat), town


@pytest.mark.parametrize("frame", ["gcj02", "bd09"])
def test_neighbours_stay_where_they_are_from_wgs84(frame):
    towns = np.array([row[1:] for row in OUTSIDE])
    found = from_wgs84(towns[:, 0], towns[:, 1], frame)
    np.testing.assert_array_equal(np.column_stack(found), towns)


def test_neighbours_stay_where_they_are_to_wgs84():
    # Lo Wu and Lok Ma Chau stand where GCJ-02 puts Shenzhen's bank of the river.
    towns = np.array([row[1:] for row in OUTSIDE if row[0][:2] != "Lo"])
    found = to_wgs84(towns[:, 0], towns[:, 1], "gcj02")
    np.testing.assert_array_equal(np.column_stack(found), towns)


def test_towns_at_the_border_come_back():
    towns = np.array([row[1:] for row in INSIDE])
    there = from_wgs84(towns[:, 0], towns[:, 1], "gcj02")
    assert (there[0] != towns[:, 0]).all()
    np.testing.assert_allclose(np.column_stack(to_wgs84(*there, "gcj02")), towns)


def test_no_numbers_are_nowhere_and_none_give_none():
    odd = np.array([np.nan, np.inf, 116.4]), np.array([39.9, 39.9, -np.inf])
    assert not in_mainland_china(*odd).any()
    assert in_mainland_china(np.array([]), np.array([])).shape == (0,)


def crossings(rings, lon, lat):
    """Sides of rings that a line from a point to the east crosses."""
    crossed = 0
    for ring in rings:
        (from_x, from_y), (to_x, to_y) = np.array(ring[:-1]).T, np.array(ring[1:]).T
        passes = (from_y > lat) != (to_y > lat)
        rise = (to_x - from_x)[passes] / (to_y - from_y)[passes]
        crossed += int((lon < from_x[passes] + (lat - from_y[passes]) * rise).sum())
    return crossed


def test_rings_around_a_border_tell_the_same():
    rings = mainland_rings((113.0, 21.5), (115.0, 23.5))
    chance = np.random.default_rng(1)
    lon, lat = chance.uniform(113.0, 115.0, 500), chance.uniform(21.5, 23.5, 500)
    inside = in_mainland_china(lon, lat)
    assert 100 < inside.sum() < 450
    odd = [crossings(rings, x, y) % 2 == 1 for x, y in zip(lon, lat, strict=True)]
    assert odd == inside.tolist()


def test_rings_within_the_country_are_the_box_and_elsewhere_none():
    (box,) = mainland_rings((110.0, 30.0), (111.0, 31.0))
    assert sorted(map(tuple, box[1:])) == [
        *((110.0, 30.0), (110.0, 31.0), (111.0, 30.0), (111.0, 31.0)),
    ]
    assert box[0] == box[-1]
    assert mainland_rings((-22.0, 64.0), (-21.0, 65.0)) == []
