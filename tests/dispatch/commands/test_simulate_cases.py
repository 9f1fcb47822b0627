"""What is a scenario, and what a spec of loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.commands.simulate_cases import CaseReader, read_source
from dispatch.policy import Policy
from dispatch.sweep.case import DrawnLoads, FixedLoad
from maps.road_network import RoadNetwork
from scenarios.loads.load_spec import LoadSpec
from scenarios.scenario import Scenario

UNITS = 'frame = "wgs84"\n[[units]]\nid = "P1"\nlon = 0\nlat = 0\n'
ALERTS = '[[alerts]]\nid = "A"\nreceived = 2026-03-23T09:00:00Z\nlon = 0\nlat = 0\n'


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (UNITS + ALERTS, Scenario, "given"),
        ("hours = 2\n", LoadSpec, "given"),
        ('name = "mine"\n[alerts]\ncards_mean = 2\n', LoadSpec, "mine"),
    ],
)
def test_a_file_that_lists_units_or_alerts_is_a_scenario(
    text: str, kind: type, name: str, tmp_path: Path
):
    file = tmp_path / "given.toml"
    file.write_text(text, encoding="utf-8")
    found = read_source(str(file))
    assert isinstance(found, kind)
    assert found.name == name  # type: ignore[attr-defined]


def test_a_name_is_a_shipped_scenario():
    assert isinstance(read_source("evening"), Scenario)


def test_roads_that_several_have_are_loaded_once(city: RoadNetwork, tmp_path: Path):
    (tmp_path / "day.toml").write_text("hours = 9", encoding="utf-8")
    (tmp_path / "points.toml").write_text(
        'roads = "other"\nframe = "wgs84"\n[places]\nfile = "zones.csv"\n',
        encoding="utf-8",
    )
    (tmp_path / "zones.csv").write_text("lon,lat,weight\n1,2,3\n", encoding="utf-8")
    asked: list[str] = []

    def load(name: str) -> RoadNetwork:
        asked.append(name)
        return city

    reader = CaseReader(policy=Policy(), warm_up_s=60.0, roads=None, load_roads=load)
    sources = ["evening", str(tmp_path / "day.toml"), str(tmp_path / "points.toml")]
    evening, day, points = reader.cases(sources)
    assert asked == ["reykjavik", "other"]
    assert isinstance(evening.loads, FixedLoad)
    assert isinstance(day.loads, DrawnLoads)
    assert isinstance(points.loads, DrawnLoads)
    assert len(day.loads.demand) > 1000
    assert points.loads.demand.lon.tolist() == [1.0]
    assert {case.warm_up_s for case in (evening, day, points)} == {60.0}
