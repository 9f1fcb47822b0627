"""What the words of `dispatch plan` ask for."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.commands.plan import (
    PlanRequest,
    _since_s,
    scenario_at,
    table_and_logs,
    tiles_of,
)
from dispatch.plan import moment_s
from maps.errors import InputError
from maps.page.tile_server import TileServer
from scenarios.events.event import CallMade
from scenarios.scenario import Scenario
from tests.street import alert, scene, unit

TILES = "http://tiles.local/{z}/{x}/{y}.png"


def test_logs_are_told_from_a_table(tmp_path: Path) -> None:
    table, logs = table_and_logs(["u.csv", str(tmp_path), "P1.GPX"])
    assert table == "u.csv"
    assert logs == (tmp_path, Path("P1.GPX"))
    with pytest.raises(InputError, match=r"--units: u.csv and v.csv are two tables"):
        table_and_logs(["u.csv", "v.csv"])


def test_an_address_is_a_table_whatever_its_end() -> None:
    table, logs = table_and_logs(["postgresql://h/base#cars.gpx", "P1.gpx"])
    assert table == "postgresql://h/base#cars.gpx"
    assert logs == (Path("P1.gpx"),)


def test_two_addresses_are_named_without_their_passwords() -> None:
    with pytest.raises(InputError) as fault:
        table_and_logs(["postgresql://u:secret@h/a", "postgresql://u:secret@h/b"])
    said = "--units: postgresql://h/a and postgresql://h/b are two tables of units"
    assert str(fault.value).startswith(said)


def test_no_tiles_unless_asked_for() -> None:
    assert tiles_of(None, None) is None
    assert tiles_of(TILES, None) == TileServer(url=TILES, frame="wgs84")
    assert tiles_of(TILES, "gcj02") == TileServer(url=TILES, frame="gcj02")


@pytest.mark.parametrize(
    ("url", "frame", "says"),
    [
        (None, "gcj02", "--tiles-frame: there are no tiles; give them by --tiles URL"),
        (TILES, "bd09", "--tiles-frame: Baidu's tiles lie on a grid of their own"),
        (TILES, "utm", "--tiles-frame: 'utm' is not a known frame"),
        ("http://tiles.local", "gcj02", "--tiles: 'http://tiles.local' is no address"),
    ],
)
def test_tiles_that_are_refused(url: str | None, frame: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        tiles_of(url, frame)


# --- What is known at the moment that is asked for --------------------------------

PLAIN = scene(unit("P1", 0), alert("A", 0), alert("B", 0, received_s=300.0), now_s=None)
CALLED = replace(
    PLAIN,
    events=(
        CallMade(alert_id="A", at_s=60.0, outcome="busy"),
        CallMade(alert_id="A", at_s=400.0, outcome="busy"),
    ),
)


def at(minutes: str | None, since: str | None = None) -> PlanRequest:
    day = "2026-03-21T17:"
    return PlanRequest(
        scenario="x",
        output=Path("out"),
        at=f"{day}{minutes}+00:00" if minutes else None,
        since=f"{day}{since}+00:00" if since else None,
    )


@pytest.mark.parametrize(
    ("scenario", "minutes", "alerts", "calls"),
    [
        (PLAIN, None, "AB", 0),  # as it stands
        (PLAIN, "05:00", "AB", 0),
        (PLAIN, "04:59", "A", 0),
        (PLAIN, "00:00", "A", 0),
        (CALLED, None, "AB", 1),  # at its latest received time, 300 s
        (CALLED, "00:59", "A", 0),
        (CALLED, "01:00", "A", 1),
        (CALLED, "06:40", "AB", 2),
    ],
)
def test_what_is_known(
    scenario: Scenario, minutes: str | None, alerts: str, calls: int
) -> None:
    known = scenario_at(at(minutes), scenario)
    assert "".join(row.id for row in known.alerts) == alerts
    assert sum(len(row.calls) for row in known.alerts) == calls
    assert known.events == ()


def test_by_the_clock_all_that_was_written_is_known() -> None:
    request = replace(at(None), at="now")
    early = datetime(2026, 3, 21, 17, 4, 59, tzinfo=UTC)
    known = scenario_at(request, PLAIN, lambda: early)
    assert known == replace(PLAIN, now_s=299.0)


@pytest.mark.parametrize(
    ("scenario", "request_", "since_s"),
    [
        (PLAIN, at("05:00"), None),  # it tells of no events
        (PLAIN, at("05:00", "04:00"), 240.0),
        (PLAIN, at(None, "04:00"), 240.0),
        (CALLED, at(None), None),  # no moment was asked for
        (CALLED, at("00:00"), None),  # nothing happened before
        (CALLED, at("05:00"), 60.0),
        (CALLED, at("06:40"), 300.0),
        (CALLED, at("06:40", "00:30"), 30.0),
    ],
)
def test_since_when(
    scenario: Scenario, request_: PlanRequest, since_s: float | None
) -> None:
    now_s = moment_s(scenario_at(request_, scenario))
    assert _since_s(request_, scenario, now_s) == since_s


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("05:00", "--since: .* is not before the moment of planning; write an earlier"),
        ("five", "--since: .* is not a time with its zone"),
    ],
)
def test_a_since_that_is_refused(since: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        _since_s(at("05:00", since), PLAIN, 300.0)
