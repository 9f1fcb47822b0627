"""A watched folder: plans follow its files, and a bad file never costs the plan."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dispatch.commands import folder_planner
from dispatch.commands import plan as plan_command
from dispatch.commands.plan import PlanRequest
from dispatch.commands.watch import WatchRequest, run_watch
from dispatch.outputs import save_plan
from dispatch.plan import Plan
from dispatch.watching.watch import Watched
from maps.errors import FileError, InputError
from tests.position_logs import gpx, rmc, trackpoint
from tests.street import at, street

RECEIVED = "2026-03-21T17:00:00+00:00"
ALERTS = f"id,received,lon,lat,frame\nA1,{RECEIVED},{at(3000).lon},0,wgs84\n"
SCENARIO = f"""
name = "watched"
now = 2026-03-21T17:05:00+00:00
frame = "wgs84"

[[units]]
id = "P9"
lon = {at(1000).lon}
lat = 0.0

[[alerts]]
id = "A9"
received = {RECEIVED}
lon = {at(3000).lon}
lat = 0.0

[[zones]]
id = "Z"
lon = {at(2000).lon}
lat = 0.0
"""

Step = Callable[[], None]


def units(*metres: float, more: str = "") -> str:
    """A table of units P1, P2, … on the street."""
    rows = [f"P{n},{at(m).lon},0,wgs84\n" for n, m in enumerate(metres, start=1)]
    return "id,lon,lat,frame\n" + "".join(rows) + more


def put(path: Path, text: str) -> Step:
    return lambda: path.write_text(text, encoding="utf-8") and None


def nothing() -> None:
    pass


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to be watched; the roads are the street."""
    roads = street()
    monkeypatch.setattr(folder_planner, "load_roads", lambda *_: roads)
    made = tmp_path / "in"
    made.mkdir()
    return made


def watching(folder: Path, **fields: object) -> WatchRequest:
    """Ask for plans in the folder `out` beside the one that is watched."""
    plan = PlanRequest(scenario="evening", output=folder.parent / "out", roads="street")
    return replace(
        WatchRequest(plan=plan, watched=Watched(folder=folder)),
        **fields,  # type: ignore[arg-type]
    )


class Clock:
    """A wall clock that stands at the moment that the alert is received."""

    def __init__(self) -> None:
        self._now = datetime.fromisoformat(RECEIVED)

    def __call__(self) -> datetime:
        return self._now

    def wait(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def with_plan(request: WatchRequest, **fields: object) -> WatchRequest:
    return replace(
        request,
        plan=replace(request.plan, **fields),  # type: ignore[arg-type]
    )


def counted_plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Return the plans that are written."""
    made: list[Plan] = []

    def counted(plan: Plan, *words: object, **names: object) -> tuple[Path, ...]:
        made.append(plan)
        return save_plan(plan, *words, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(plan_command, "save_plan", counted)
    return made


def watched(
    request: WatchRequest, *steps: Step, clock: Clock | None = None
) -> list[tuple[str, str]]:
    """Watch, with a step and 90 s of the clock between two looks; then Ctrl-C.

    Returns
    -------
    State of the status and the ids of the units that are sent, after each look.
    """
    told: list[tuple[str, str]] = []
    rest: Iterator[Step] = iter(steps)
    clock = clock or Clock()

    def pause(_: float) -> None:
        told.append((status(request)["state"], " ".join(sent(request))))
        step = next(rest, None)
        if step is None:
            raise KeyboardInterrupt
        step()
        clock.wait(90)

    run_watch(request, pause=pause, clock=clock)
    return told


def status(request: WatchRequest) -> dict[str, str]:
    return dict(json.loads((request.plan.output / "status.json").read_text()))


def plan_of(request: WatchRequest) -> dict[str, Any]:
    return dict(json.loads((request.plan.output / "plan.json").read_text()))


def planned_by(request: WatchRequest) -> dict[str, Any]:
    """Return the scenario that the written plan is of."""
    return dict(plan_of(request)["inputs"]["scenario"])


def sent(request: WatchRequest) -> list[str]:
    """Return the units that the written plan sends, - without a plan."""
    if not (request.plan.output / "plan.json").exists():
        return ["-"]
    rows = plan_of(request)["assignments"]
    return [unit["unit_id"] for row in rows for unit in row["units"]]


def test_plans_at_once_and_again_when_a_file_changes(folder: Path) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(2000, 9000))
    nearer = put(folder / "units.csv", units(9000, 2000))
    told = watched(watching(folder), nothing, nothing, nearer, nothing)
    # Each change is seen at one look and planned by at the next, which finds it still.
    assert told == [
        ("none", "-"),
        ("good", "P1"),
        ("good", "P1"),
        ("good", "P1"),
        ("good", "P2"),
    ]


def test_plans_only_when_the_bytes_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted_plans(monkeypatch)
    (folder / "scenario.toml").write_text(SCENARIO)
    same = put(folder / "scenario.toml", SCENARIO)
    watched(watching(folder), nothing, same, nothing, nothing)
    assert len(made) == 1


def test_roads_are_loaded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    roads = street()
    monkeypatch.setattr(
        folder_planner, "load_roads", lambda name, _: loaded.append(name) or roads
    )
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(2000))
    change = put(folder / "units.csv", units(4000))
    watched(watching(folder), nothing, change, nothing)
    assert loaded == ["street"]


def test_bad_file_keeps_the_last_plan_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(2000))
    bad = put(folder / "units.csv", units(2000, more="P2,far,0,wgs84\n"))
    request = watching(folder)
    told = watched(request, nothing, bad, nothing, nothing)
    assert told[1] == ("good", "P1")
    assert told[3:] == [("stale", "P1")] * 2
    lines = capsys.readouterr().err.splitlines()
    faults = [line for line in lines if "error" in line]
    assert len(faults) == 1  # however often it is looked at
    assert "units.csv, row 2 (line 3), lon: 'far' is not a number" in faults[0]
    warnings = plan_of(request)["warnings"]
    assert warnings[0].startswith("This plan is stale: ")
    assert "This plan is stale" in (request.plan.output / "plan.html").read_text()


def test_a_mended_file_makes_the_plan_good_again(folder: Path) -> None:
    path = folder / "units.csv"
    (folder / "alerts.csv").write_text(ALERTS)
    path.write_text(units(2000))
    request = watching(folder)
    bad, mended = put(path, "id\n"), put(path, units(2000))
    told = watched(request, nothing, bad, nothing, mended, nothing)
    assert [state for state, _ in told] == [
        *("none", "good", "good", "stale", "stale", "good")
    ]
    assert plan_of(request)["warnings"] == []


def test_a_bad_first_file_is_waited_out(folder: Path) -> None:
    path = folder / "scenario.toml"
    path.write_text("[[units")
    told = watched(watching(folder), nothing, put(path, SCENARIO), nothing)
    assert told == [("none", "-"), ("none", "-"), ("none", "-"), ("good", "P9")]


def test_a_file_that_still_grows_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, whole = folder / "units.csv", units(9000, 2000)
    (folder / "alerts.csv").write_text(ALERTS)
    path.write_text(units(2000))
    cut = len(units(9000)) // 2, len(units(9000)), len(whole)
    grows = [put(path, whole[:end]) for end in cut]
    # The half of one row, then one row of the two: neither is planned by.
    told = watched(watching(folder), nothing, *grows, nothing)
    assert told == [("none", "-"), *[("good", "P1")] * 4, ("good", "P2")]
    assert "error" not in capsys.readouterr().err


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(2000, 9000))
    read, changes = folder_planner.read_folder, [units(9000, 2000)]

    def overtaken(*words: object) -> object:
        scenario = read(*words)  # type: ignore[arg-type]
        if changes:
            (folder / "units.csv").write_text(changes.pop())
        return scenario

    monkeypatch.setattr(folder_planner, "read_folder", overtaken)
    told = watched(watching(folder), nothing, nothing)
    assert told == [("none", "-"), ("none", "-"), ("good", "P2")]


def test_a_file_that_goes_away_is_not_made_up_for(folder: Path) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "scenario.toml").write_text(SCENARIO)
    (folder / "units.csv").write_text(units(2000))
    request = watching(folder)
    gone = (folder / "units.csv").unlink
    assert watched(request, nothing, gone, nothing)[-1] == ("stale", "P1")
    # The scenario has units too, but another unit would be sent by then.
    warnings = plan_of(request)["warnings"]
    assert "the file of units is gone" in warnings[0]


def test_tables_stand_in_the_place_of_the_scenarios_rows(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    (folder / "units.csv").write_text(units(2000))
    (folder / "alerts.csv").write_text(ALERTS)
    request = watching(folder)
    assert watched(request, nothing)[-1] == ("good", "P1")
    made = planned_by(request)
    assert made["name"] == "watched"
    assert [zone["id"] for zone in made["zones"]] == ["Z"]
    # The scenario's moment stays: five minutes after the alert.
    assert status(request)["planned_for"] == "2026-03-21T17:05:00+00:00"


def test_half_a_folder_is_filled_up_from_the_scenario_that_was_named(
    folder: Path, tmp_path: Path
) -> None:
    base = tmp_path / "mine.toml"
    base.write_text(SCENARIO)
    (folder / "units.csv").write_text(units(2000))
    request = watching(folder, scenario=str(base))
    assert watched(request, nothing)[-1] == ("good", "P1")
    assert watched(watching(folder), nothing)[-1][0] == "stale"


def test_orders_are_given_only_where_the_file_says_so(folder: Path) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(2000, 9000))
    request = watching(folder)
    # P1 was sent by the plan; nobody wrote that it went, so P2, now nearer, goes.
    watched(request, nothing, put(folder / "units.csv", units(9000, 2000)), nothing)
    assert sent(request) == ["P2"]
    told = f"id,lon,lat,frame,assigned,rolling\nP1,{at(8000).lon},0,wgs84,A1,true\n"
    put(folder / "units.csv", told)()
    watched(request, nothing)
    (row,) = planned_by(request)["units"]
    assert row["assigned"] == "A1"


def test_a_log_that_is_appended_to_at_every_look_moves_its_unit(
    folder: Path,
) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(9000, 4000))
    log = folder / "positions" / "P1.nmea"
    log.parent.mkdir()
    lines = [rmc(9000 - 2000 * n, 10 * n) for n in range(4)]
    log.write_text(lines[0])

    def appended(line: str) -> Step:
        return lambda: log.write_text(log.read_text() + line) and None

    request = watching(folder)
    told = watched(request, *map(appended, lines[1:]))
    # The alert is at 3000 m, P2 1000 m from it; P1 comes past at 7000, 5000, 3000 m.
    assert told == [("none", "-"), ("good", "P2"), ("good", "P2"), ("good", "P1")]
    assert planned_by(request)["units"][0]["position_at"] == (
        "2026-03-21T17:00:30+00:00"
    )


def test_a_log_without_news_makes_no_new_plan(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    log = folder / "P9.nmea"
    log.write_text(rmc(500, 10))
    made = counted_plans(monkeypatch)
    more = put(log, rmc(500, 10) + "$GPGSV,3,1,11,03*76\r\n")
    watched(watching(folder), nothing, more, nothing)
    assert len(made) == 1


def test_a_broken_log_keeps_the_last_plan(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    log = folder / "P9.gpx"
    log.write_text(gpx(trackpoint(500, 10)))
    request = watching(folder)
    told = watched(request, nothing, put(log, "<gpx></trk>"), nothing)
    assert [state for state, _ in told] == ["none", "good", "good", "stale"]
    assert "P9.gpx, line 1: not valid XML" in plan_of(request)["warnings"][0]


def test_now_is_the_clocks_at_each_plan(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    clock = Clock()
    request = with_plan(watching(folder), at="now")
    change = put(folder / "scenario.toml", SCENARIO + "# news\n")
    # Each pause is 90 s of the clock's, the first plan after one of them.
    watched(request, nothing, change, nothing, clock=clock)
    # Received at 17:00; three pauses of 90 s are past.
    assert plan_of(request)["now"] == "2026-03-21T17:04:30Z"
    assert plan_of(request)["assignments"][0]["intervals"]["elapsed_s"] == 270


def test_without_at_the_clock_is_not_looked_at(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    request = watching(folder)
    watched(request, nothing, clock=Clock())
    assert plan_of(request)["now"] == "2026-03-21T17:05:00Z"


def test_plans_again_as_time_passes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    made = counted_plans(monkeypatch)
    request = with_plan(watching(folder), at="now")
    every = replace(request, watched=replace(request.watched, replan_every_s=180.0))
    watched(every, *[nothing] * 7, clock=Clock())
    # Looks are 90 s apart, the first plan at the second look.
    assert [plan.now_s for plan in made] == [90.0, 270.0, 450.0, 630.0]
    made.clear()
    watched(request, *[nothing] * 7, clock=Clock())
    assert [plan.now_s for plan in made] == [90.0]


def test_a_clock_that_was_put_back_does_not_keep_a_plan_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    made = counted_plans(monkeypatch)
    clock = Clock()
    request = with_plan(watching(folder), at="now")
    every = replace(request, watched=replace(request.watched, replan_every_s=3600.0))
    # 90 s - 600 s + 90 s
    watched(every, nothing, partial(clock.wait, -600.0), nothing, clock=clock)
    assert [plan.now_s for plan in made] == [90.0, -420.0]


def test_an_old_position_leaves_its_unit_out_as_time_passes(folder: Path) -> None:
    (folder / "alerts.csv").write_text(ALERTS)
    (folder / "units.csv").write_text(units(4000, 9000))
    (folder / "P1.nmea").write_text(rmc(4000, 0))
    request = with_plan(watching(folder), at="now")
    every = replace(request, watched=replace(request.watched, replan_every_s=1.0))
    told = watched(every, *[nothing] * 3, clock=Clock())
    # P1 was last seen at 17:00; 180 s later nobody knows where it is.
    assert [sent for _, sent in told[1:]] == ["P1", "P2", "P2"]


def test_ctrl_c_leaves_a_stale_plan_and_no_temporary_files(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    request = watching(folder)
    watched(request, nothing)
    assert status(request)["state"] == "stale"
    assert status(request)["reason"] == "the watch has ended"
    names = sorted(path.name for path in request.plan.output.iterdir())
    assert names == ["plan.gpkg", "plan.html", "plan.json", "status.json"]
    assert (request.plan.output / "status.json").stat().st_mode & 0o777 == 0o600


def test_an_older_plan_is_stale_until_the_first_new_one(folder: Path) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    request = watching(folder)
    watched(request, nothing)
    assert watched(request, nothing)[0] == ("stale", "P9")


def test_a_full_disk_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "scenario.toml").write_text(SCENARIO)
    full = [FileError("no space left")] * 2

    def save(*words: object, **names: object) -> tuple[Path, ...]:
        if full:
            raise full.pop()
        return save_plan(*words, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(plan_command, "save_plan", save)
    told = watched(watching(folder), nothing, nothing, nothing)
    assert [state for state, _ in told] == ["none", "none", "none", "good"]


def test_a_fault_of_ours_does_not_end_the_watch(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    (folder / "scenario.toml").write_text(SCENARIO)
    monkeypatch.setattr(folder_planner, "make_plan", fails)
    watched(watching(folder), nothing, nothing)
    assert "fault of ours (ZeroDivisionError)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"folder": Path("nowhere")}, "nowhere: there is no such folder"),
        ({"every_s": 0.0}, "--every: 0 is not between 0.05 and 86400 s"),
        ({"every_s": float("nan")}, "--every: nan is not between"),
        ({"every_s": float("inf")}, "--every: inf is not between"),
        ({"at": "now", "replan_every_s": 0.0}, "--replan-every: 0 is not between"),
        ({"replan_every_s": 60.0}, "--replan-every: the same moment gives the same"),
        ({"at": "today"}, "--at: 'today' is not a time with its zone; write it like"),
        ({"units": Path("u.csv")}, "--units: units and alerts are read from the"),
        ({"timings": Path("t.json")}, "--timings: one file cannot tell of many"),
        ({"since": RECEIVED}, "--since: plans of a watched folder are not compared"),
        ({"locks": ("P1",)}, "--lock"),
    ],
)
def test_what_was_asked_for_wrongly_ends_at_once(
    folder: Path, fields: dict[str, object], line: str
) -> None:
    request = watching(folder)
    given = {
        name: {key: fields[key] for key in fields if hasattr(part, key)}
        for name, part in (("plan", request.plan), ("watched", request.watched))
    }
    parts = {name: replace(getattr(request, name), **given[name]) for name in given}
    own = {key: fields[key] for key in fields if hasattr(request, key)}
    with pytest.raises(InputError) as fault:
        run_watch(replace(request, **parts, **own))  # type: ignore[arg-type]
    assert line in str(fault.value)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "in").mkdir()
    out = tmp_path / "out"
    words = ["plan", "evening", "--watch", str(tmp_path / "in"), "-o", str(out)]
    (tmp_path / "in" / "units.csv").write_text(
        "id,lon,lat,frame\nP1,-21.90,64.13,wgs84\n"
    )
    code = "from dispatch.cli import main; main()"
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-u", "-c", code, *words, "--every", "0.1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "planned; watching" in line:
                process.send_signal(how)
                break
        assert "stopped watching" in process.stderr.read()
        assert process.wait() == 0
    assert json.loads((out / "status.json").read_text())["state"] == "stale"
