"""What edges and turns take, in whole milliseconds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from maps.errors import FieldError
from maps.road_network import ROAD_CLASSES, STANDING_KINDS
from maps.speeds import SpeedProfile, edge_kph, road_times
from maps.turns import TURN_KINDS, turns_of
from tests.networks import Street, network

ROADS = network(
    [(0, 0), (250, 0), (500, 0), (250, 250)],
    [
        Street(0, 1, gates=[0.2, 1.0]),
        Street(1, 2, restricted=True, limit_kph=20),
        Street(1, 3, kind="service", restricted=True),
    ],
)


def times(roads=ROADS, profile=None, **options):
    options = {"emergency": False, **options}
    return road_times(roads, turns_of(roads), profile or SpeedProfile(), **options)


def test_every_class_and_kind_has_its_number():
    profile = SpeedProfile()
    assert set(profile.class_kph) == set(ROAD_CLASSES)
    assert set(profile.turn_s) == set(TURN_KINDS)
    assert set(profile.standing_s) == set(STANDING_KINDS)


def test_defaults():
    profile = SpeedProfile()
    assert [profile.class_kph[name] for name in ROAD_CLASSES] == [
        *(86, 55, 37, 34, 27, 23),
        *(12, 12, 30),
    ]
    assert dict(profile.turn_s) == {"straight": 0, "right": 12, "left": 12, "back": 12}
    assert {k: v for k, v in profile.standing_s.items() if v} == {"gate": 10}
    assert (profile.restricted_entry_s, profile.emergency_factor) == (15, 0.8)


def test_speed_is_the_classs_and_never_above_the_limit():
    assert edge_kph(ROADS, SpeedProfile()).tolist() == [30, 30, 20, 20, 12, 12]


def test_edges():
    found = times()
    # 250 m: 30 s, 45 s and 75 s; two gates on the first road; the one at node 1 is
    # at the end of one direction and at the beginning of the other.
    assert found.drive_ms == pytest.approx(
        [30_000] * 2 + [45_000] * 2 + [75_000] * 2, abs=2
    )
    assert (found.edge_ms - found.drive_ms).tolist() == [20_000, 20_000, 0, 0, 0, 0]


def test_turns():
    turns = turns_of(ROADS)
    cost = dict(
        zip(
            zip(turns.from_edge.tolist(), turns.to_edge.tolist(), strict=True),
            times().turn_ms.tolist(),
            strict=True,
        )
    )
    # Straight into the private road: its entry; to the left into the other: a turn
    # too; from private to private a turn alone; out again no entry; back 12 s.
    assert cost[0, 2] == 15_000
    assert cost[0, 4] == 27_000
    assert cost[3, 4] == 12_000
    assert cost[3, 1] == 0
    assert cost[5, 1] == 12_000
    assert cost[1, 0] == 12_000


def test_lights_and_siren_make_everything_shorter():
    calm, fast = times(), times(emergency=True)
    for name in ("drive_ms", "edge_ms", "turn_ms", "standing_ms"):
        assert getattr(fast, name) == pytest.approx(0.8 * getattr(calm, name), abs=1)


def test_part_of_an_edge():
    found = times()
    # 24 s for 0.8 of the road; a gate exactly at the point is still ahead.
    for fraction, expected in ((0, 0), (0.2, 6000), (0.21, 16_300), (1.0, 40_000)):
        assert found.part_ms(ROADS.standing, 0, fraction) == pytest.approx(
            expected, abs=2
        )
    # The other direction: its gates stand at 0 and at 0.8.
    for fraction, expected in ((0, 0), (0.1, 13_000), (0.8, 34_000), (1.0, 50_000)):
        assert found.part_ms(ROADS.standing, 1, fraction) == pytest.approx(
            expected, abs=2
        )


def test_own_profile():
    profile = SpeedProfile(
        class_kph=MappingProxyType({**SpeedProfile().class_kph, "other": 60.0}),
        standing_s=MappingProxyType({**SpeedProfile().standing_s, "gate": 1.5}),
        restricted_entry_s=0.0,
    )
    found = times(profile=profile)
    assert found.edge_ms[:2] == pytest.approx([18_000] * 2, abs=2)


def test_no_roads_of_unknown_limit_are_slower():
    limits = np.full(len(ROADS.edges), np.nan)
    roads = replace(ROADS, edges=replace(ROADS.edges, limit_kph=limits))
    assert edge_kph(roads, SpeedProfile()).tolist() == [30, 30, 30, 30, 12, 12]


def test_a_countrys_limit_caps_roads_without_a_posted_one():
    # Germany: living streets at a walk, 6; a posted 20 is one all the same.
    roads = network(
        [(0, 0), (250, 0), (500, 0)],
        [Street(0, 1, kind="living_street"), Street(1, 2, kind="living_street")],
    )
    limits = np.array([np.nan, np.nan, 20.0, 20.0])
    roads = replace(roads, edges=replace(roads.edges, limit_kph=limits))
    assert edge_kph(roads, SpeedProfile()).tolist() == [12, 12, 12, 12]
    assert edge_kph(roads, SpeedProfile(country="DE")).tolist() == [6, 6, 12, 12]


def test_hours_slow_down_and_never_pass_the_limit():
    spans = {"mon 07-09": 0.5, "sun": 1.2}
    profile = SpeedProfile(hour_factor={"all": spans, "service": {"mon 08-09": 0.25}})
    # Other 30, the limit 20 on the second road, service 12 on the third.
    usual = [30, 30, 20, 20, 12, 12]
    assert edge_kph(ROADS, profile).tolist() == usual
    assert edge_kph(ROADS, profile, hour=20).tolist() == usual
    # Half of what it was, the road with a limit too: a jam is one on slow roads.
    assert edge_kph(ROADS, profile, hour=7).tolist() == [15, 15, 10, 10, 6, 6]
    # Service roads have their own in this hour: a quarter.
    assert edge_kph(ROADS, profile, hour=8).tolist() == [15, 15, 10, 10, 3, 3]
    # A fifth more, but for the limit.
    fast = edge_kph(ROADS, profile, hour=144)
    assert fast == pytest.approx([36, 36, 20, 20, 14.4, 14.4])
    found = times(profile=profile, hour=7)
    assert found.drive_ms[:2] == pytest.approx([60_000] * 2, abs=2)


def test_junctions_cost_those_who_go_straight_on():
    cross = network(
        [(0, 0), (100, 0), (200, 0), (100, 100), (300, 0)],
        [Street(0, 1), Street(1, 2), Street(1, 3), Street(2, 4)],
    )
    turns = turns_of(cross)
    cost = road_times(
        cross, turns, SpeedProfile(junction_s=3.0), emergency=False
    ).turn_ms
    pairs = zip(turns.from_edge.tolist(), turns.to_edge.tolist(), strict=True)
    found = dict(zip(pairs, cost.tolist(), strict=True))
    # 0 to 1 to 2: three roads meet at 1. To the left at 1: a turn. 1 to 2 to 4: two
    # roads meet at 2, and there is nothing to pass.
    assert found[0, 2] == 3000
    assert found[0, 4] == 12_000
    assert found[2, 6] == 0


def test_what_lights_and_siren_ignore():
    profile = SpeedProfile(
        standing_s={**SpeedProfile().standing_s, "signals": 20.0, "gate": 10.0},
        emergency_ignores=("signals", "left"),
        emergency_factor=0.5,
    )
    kind = np.full(len(ROADS.standing.kind), STANDING_KINDS.index("signals"))
    signals = replace(ROADS.standing, kind=kind.astype(np.uint8))
    roads = replace(ROADS, standing=signals)
    # Two signals on the first road; the turn from it into the third is to the left.
    turn = (turns_of(roads).from_edge == 0) & (turns_of(roads).to_edge == 4)
    calm, fast = times(roads, profile), times(roads, profile, emergency=True)
    assert (calm.edge_ms - calm.drive_ms)[0] == 40_000
    assert (fast.edge_ms - fast.drive_ms)[0] == 0
    assert fast.standing_ms.tolist() == [0] * 4
    assert calm.turn_ms[turn].tolist() == [27_000]
    assert fast.turn_ms[turn].tolist() == [7500]  # the private entry, halved
    # Gates have to be opened.
    assert times(profile=profile, emergency=True).standing_ms.tolist() == [5000] * 4


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"country": "XX"}, "country: no limits are known for 'XX'"),
        ({"country": "US"}, "country: no limits are known for 'US'"),
        (
            {"hour_factor": {"residental": {"mon": 0.5}}},
            "hour_factor: no class of roads is called 'residental'; known: all, ",
        ),
        (
            {"hour_factor": {"all": {"mon 7": 0.5}}},
            'hour_factor.all."mon 7": not a span of hours',
        ),
        (
            {"hour_factor": {"all": {"mon": 0.5, "mon-fri": 0.6}}},
            'hour_factor.all."mon-fri": another span holds a part',
        ),
        ({"emergency_ignores": ("gate",)}, "emergency_ignores: nothing is called"),
    ],
)
def test_a_profile_that_says_nothing_sensible(fields, problem):
    with pytest.raises(FieldError) as caught:
        SpeedProfile(**fields)
    assert str(caught.value).startswith(problem)
