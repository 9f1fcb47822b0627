"""What the three packages hand on; a name more or less is a decision."""

import dispatch
import maps
import scenarios


def test_public_names() -> None:
    assert dispatch.__all__ == [
        "Overrides",
        "Plan",
        "Policy",
        "Reason",
        "explain",
        "plan",
        "replan",
    ]
    assert maps.__all__ == ["RoadNetwork", "load"]
    assert scenarios.__all__ == [
        "Alert",
        "Pair",
        "Place",
        "Scenario",
        "Unit",
        "read",
        "read_tables",
    ]
    for package in (dispatch, maps, scenarios):
        assert all(hasattr(package, name) for name in package.__all__)
