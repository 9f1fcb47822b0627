"""Which side traffic keeps to: what the roads' own roundabouts say, else the place.

Where traffic keeps left, roundabouts run clockwise. A few pieces of them that agree
settle it for any map of any place, without a list of countries that may be wrong at a
border; the list is for maps without roundabouts.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from maps.road_network import Floats

_LEAST_VOTES = 3  # fewer pieces may all be one mapper's slip
_AGREEING = 2 / 3

_Box = tuple[float, float, float, float]

# West, south, east, north of where traffic keeps left; by hand, and rough at borders
# on land. Countries: Wikipedia, "Left- and right-hand traffic".
_LEFT: tuple[_Box, ...] = (
    # Great Britain, Ireland, Channel Islands, Malta, Cyprus
    (-8.7, 49.88, 1.0, 60.9),
    (1.0, 51.0, 1.8, 53.0),
    (-10.7, 51.3, -5.3, 55.5),
    (-2.75, 49.1, -2.0, 49.78),
    (14.1, 35.7, 14.7, 36.15),
    (32.2, 34.5, 34.65, 35.75),
    # Japan; Hong Kong, Macau
    (129.3, 31.0, 132.1, 34.0),
    (128.5, 32.5, 129.6, 34.75),
    (130.8, 33.0, 142.2, 41.6),
    (139.3, 41.3, 145.9, 45.6),
    (122.9, 24.0, 131.4, 31.0),
    (113.83, 22.15, 114.45, 22.56),
    (113.52, 22.1, 113.61, 22.22),
    # Thailand; Malaysia, Singapore; Borneo; Indonesia to the Solomon Islands
    (98.2, 5.6, 102.2, 10.5),
    (98.9, 10.5, 102.4, 17.7),
    (102.4, 14.4, 104.7, 17.7),
    (97.8, 17.7, 101.0, 20.0),
    (99.6, 1.1, 104.6, 6.8),
    (108.8, -4.4, 119.4, 7.4),
    (95.0, -11.2, 163.0, 2.5),
    (95.0, 2.5, 99.6, 6.0),
    # Australia, New Zealand, Fiji, Samoa, Tonga
    (112.9, -44.0, 154.0, -10.0),
    (166.0, -47.5, 179.0, -34.0),
    (176.8, -19.5, 180.0, -16.0),
    (-173.0, -14.1, -171.3, -13.3),
    (-176.5, -22.5, -173.5, -15.5),
    # India, Sri Lanka, Maldives, Pakistan, Nepal, Bhutan, Bangladesh
    (72.6, -0.8, 88.1, 24.0),
    (68.0, 20.5, 72.6, 24.8),
    (63.3, 24.8, 74.5, 29.3),
    (66.5, 29.3, 70.3, 31.0),
    (70.3, 24.0, 78.5, 34.2),
    (73.5, 34.0, 78.0, 35.5),
    (77.5, 28.5, 80.2, 31.3),
    (78.0, 24.0, 88.2, 28.5),
    (80.0, 28.5, 82.0, 30.0),
    (88.0, 20.6, 92.4, 28.0),
    (89.7, 22.0, 94.5, 27.6),
    # Southern and eastern Africa, Mauritius, Seychelles
    (11.7, -35.0, 33.0, -17.4),
    (33.0, -27.0, 41.0, -10.5),
    (22.0, -18.1, 33.7, -12.3),
    (29.8, -12.3, 33.7, -8.3),
    (30.9, -11.7, 41.0, 4.4),
    (29.9, -1.0, 31.0, 1.0),
    (31.0, -1.0, 35.0, 3.7),
    (57.2, -20.6, 63.6, -19.6),
    (46.0, -10.0, 56.5, -3.6),
    # Jamaica, Bahamas, Turks and Caicos, Cayman, Virgin Islands, Bermuda
    (-78.4, 17.6, -76.1, 18.6),
    (-79.4, 22.7, -74.0, 27.4),
    (-72.6, 21.2, -71.0, 22.0),
    (-81.5, 19.2, -79.7, 19.8),
    (-65.1, 17.6, -64.2, 18.8),
    (-65.0, 32.2, -64.6, 32.45),
    # Anguilla, Antigua, Saint Kitts, Montserrat, Dominica, Saint Lucia, Barbados,
    # Saint Vincent and Grenada, Trinidad; Guyana, Suriname, Falkland Islands
    (-63.2, 18.14, -62.9, 18.3),
    (-62.0, 16.95, -61.6, 17.75),
    (-62.9, 17.05, -62.5, 17.45),
    (-62.25, 16.65, -62.1, 16.85),
    (-61.5, 15.2, -61.2, 15.65),
    (-61.1, 13.7, -60.85, 14.12),
    (-59.7, 13.0, -59.4, 13.4),
    (-61.85, 11.9, -61.1, 13.4),
    (-61.95, 10.0, -60.4, 11.4),
    (-60.0, 4.5, -57.3, 8.6),
    (-57.3, 3.0, -54.1, 6.1),
    (-61.5, -52.5, -57.6, -51.0),
)


def drives_on_left(roundabouts: Iterable[Floats], lon: float, lat: float) -> bool:
    """Say whether traffic keeps left.

    Parameters
    ----------
    roundabouts : pieces of roundabouts in driving order, [k, 2] as lon, lat each.
    lon, lat : a place on the map, for where roundabouts are few or disagree.
    """
    turns = np.array([_leftward(piece) for piece in roundabouts])
    left = int((turns < 0).sum())  # they turn right, clockwise
    votes = int((turns != 0).sum())
    if votes >= _LEAST_VOTES and max(left, votes - left) >= _AGREEING * votes:
        return left > votes - left
    return any(
        west <= lon <= east and south <= lat <= north
        for west, south, east, north in _LEFT
    )


def _leftward(piece: Floats) -> float:
    """Twice the area to a line's left, closed from its last point to its first."""
    x, y = (piece - piece[:1]).T
    return float(x[:-1] @ y[1:] - x[1:] @ y[:-1])
