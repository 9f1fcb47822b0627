"""The city, loaded once; and nothing of a test ever touches the user's cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import dispatch
import maps
import scenarios.files
from dispatch.plan import Plan
from maps.road_network import RoadNetwork
from scenarios.shipped import shipped_names

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep roads in a folder of this run's; pytest's workers share it."""
    folder = tmp_path_factory.getbasetemp()
    if folder.name.startswith("popen-"):
        folder = folder.parent
    folder /= "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))  # for commands that tests run
        patch.setattr("maps.road_cache.cache_folder", lambda: folder)
        yield folder


@pytest.fixture(scope="session")
def city(cache_of_tests: Path) -> RoadNetwork:
    """Reykjavik, embedded."""
    assert cache_of_tests
    return maps.load("reykjavik")


@pytest.fixture(scope="session")
def shipped_plans(city: RoadNetwork) -> dict[str, Plan]:
    """Plans of the scenarios that ship, by name."""
    return {
        name: dispatch.plan(scenarios.files.read(name), city)
        for name in shipped_names()
    }
