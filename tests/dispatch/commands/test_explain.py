"""`dispatch explain`: its words, its JSON, and one line for each fault."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import dispatch
from dispatch.cli import main
from dispatch.commands.explain import print_explanation
from dispatch.explain import explain
from dispatch.plan import Plan
from scenarios.scenario import Scenario
from tests.street import alert, policy, scene, street, unit

HOSTILE = "[red]x[/red]\x1b[31m\n"
GOALS = ("on_time", "served", "loss", "worst", "changes")
SCENARIO = """
[[units]]
id = "P1"
lon = -21.90
lat = 64.13
frame = "wgs84"

[[units]]
id = "P2"
lon = -21.93
lat = 64.14
frame = "wgs84"

[[alerts]]
id = "A-2041"
received = 2026-03-21T17:00:00+00:00
lon = -21.91
lat = 64.135
frame = "wgs84"

[[alerts]]
id = "A-2042"
received = 2026-03-21T17:00:30+00:00
lon = -21.87
lat = 64.13
frame = "wgs84"
"""


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


# --- Words ---------------------------------------------------------------------------


def planned(scenario: Scenario) -> Plan:
    return dispatch.plan(scenario, street(), policy(goals=GOALS))


def words(plan: Plan, alert_id: str, width: int = 80) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO())
    print_explanation(explain(plan, alert_id), plan, console)
    return [line.rstrip() for line in console.export_text().splitlines()]


@pytest.fixture(scope="module")
def two() -> Plan:
    """A goes to whom B needs less; C is too far for all."""
    return planned(
        scene(
            unit("P1", 1200),
            unit("P2", 200),
            unit("P3", 0, status="offline"),
            alert("A", 1000),
            alert("B", 4500),
            alert("C", 19_000, level="low", cut_off_s=480),
        )
    )


def test_all_that_it_says_of_an_alert(two: Plan) -> None:
    text = """\
A: P2 in 3:50, 4:10 to spare
elapsed 0:00 + dispatch 1:30 + turnout 1:00 + travel 1:20 + access 0:00
P1 would be there first, in 2:50, but then 2 less weight on time; 80 weighted s
more; the longest time 100 s longer.
                      instead, everybody else planned anew
┏━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━┓
┃ units ┃ to door ┃ then                               ┃ for                   ┃
┡━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━┩
│ P1    │    2:50 │ 2 less weight on time; 80 weighted │ B: P1 8:00 -> P2 9:40 │
│       │         │ s more; the longest time 100 s     │                       │
│       │         │ longer                             │                       │
└───────┴─────────┴────────────────────────────────────┴───────────────────────┘
One more unit at its kerb would bring: 160 weighted s less.
P3 may not go: busy or off duty, 4:10"""
    assert words(two, "A", width=80) == text.splitlines()


def test_where_nobody_is_nearer(two: Plan) -> None:
    assert "Nobody would be there sooner." in words(two, "B")


def test_of_an_alert_that_waits(two: Plan) -> None:
    text = """\
C: nobody goes now, all too far
One more unit at its kerb would bring: 1 more weight on time; 1 more weight
served; 150 weighted s more.
P1 may not go: too far, 32:10
P2 may not go: too far, 33:50
P3 may not go: busy or off duty, 34:10"""
    assert words(two, "C", width=80) == text.splitlines()


def test_late_is_said_loudly() -> None:
    plan = planned(scene(unit("P1", 0), alert("A", 4000)))
    # 150 + 400 = 550 s.
    assert words(plan, "A")[0] == "A: P1 in 9:10, LATE by 1:10"


def test_a_team_is_said_as_one() -> None:
    plan = planned(
        scene(unit("M2", 0, officers=1), unit("M1", 0, officers=1), alert("A", 1000))
    )
    assert words(plan, "A")[0] == "A: M1 + M2 in 4:10, 3:50 to spare"


def test_hostile_ids_are_text() -> None:
    plan = planned(
        scene(
            unit(f"{HOSTILE}1", 1200),
            unit(f"{HOSTILE}2", 200),
            unit(f"{HOSTILE}3", 0, status="offline"),
            alert(f"{HOSTILE}A", 1000),
            alert(f"{HOSTILE}B", 4500),
        )
    )
    lines = words(plan, f"{HOSTILE}A", width=250)
    text = "\n".join(lines)
    assert "\x1b" not in text
    for what in ("A: ", "1 would be there first", "1 8:00 -> ", "3 may not go"):
        assert f"[red]x[/red]�[31m�{what}" in text


# --- The command ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of two alerts in the city that ships."""
    folder = tmp_path_factory.mktemp("explain")
    (folder / "mine.toml").write_text(SCENARIO)
    (folder / "policy.toml").write_text(f"goals = {list(GOALS)}\n")
    files = (folder / "mine.toml", "--policy", folder / "policy.toml")
    assert run("plan", *files, "-o", folder) == 0
    return folder / "plan.json"


def test_explains_from_the_file(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", plan_file, "A-2041") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("A-2041: P")
    assert "otherwise" not in printed.err


def test_json_is_all_that_is_printed(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", plan_file, "A-2042", "--json", "--top", "1") == 0
    told = json.loads(capsys.readouterr().out)
    row = plan_row(plan_file, "A-2042")
    assert told["alert_id"] == "A-2042"
    assert told["unit_ids"] == [sent["unit_id"] for sent in row["units"]]
    assert told["reason"] is None
    assert told["intervals"] == row["intervals"]
    assert sum(told["intervals"].values()) == told["time_to_door_s"]
    [other] = told["alternatives"]
    assert set(other) == {"unit_ids", "time_to_door_s", "regret", "changes"}
    assert list(other["regret"]) == list(told["one_more_unit"]) == list(GOALS)
    assert {"nearest", "blocked", "target_s"} <= set(told)


def plan_row(plan_file: Path, alert_id: str) -> dict[str, Any]:
    rows = json.loads(plan_file.read_text())["assignments"]
    [row] = [row for row in rows if row["alert_id"] == alert_id]
    return dict(row)


def test_says_where_the_plan_of_today_is_another(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(plan_file.read_text())
    first, second = data["assignments"]
    first["units"], second["units"] = second["units"], first["units"]
    changed = written(tmp_path, json.dumps(data))
    assert run("explain", changed, "A-2041") == 0
    assert "plans otherwise for A-2041, A-2042" in capsys.readouterr().err


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.json"
    path.write_text(text, encoding="utf-8")
    return path


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def text(plan: str) -> str:
        data = json.loads(plan)
        change(data)
        return json.dumps(data)

    return text


BAD: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "empty": (lambda _: "", ["empty"]),
    "cut short": (lambda plan: plan[: len(plan) // 2], ["plan.json"]),
    "no table": (lambda _: "[1, 2]", ["is no plan"]),
    "a scenario": (
        lambda plan: json.dumps(json.loads(plan)["inputs"]["scenario"]),
        [
            "is no plan: inputs is missing",
            "dispatch plan",
        ],
    ),
    "inputs missing": (edited(lambda d: d.pop("inputs")), ["is no plan", "inputs"]),
    "no fingerprint": (
        edited(lambda d: d["inputs"]["roads"].pop("fingerprint")),
        ["inputs.roads.fingerprint"],
    ),
    "another frame": (
        edited(lambda d: d.update(frame="gcj02")),
        ["its points are in 'gcj02', not in wgs84"],
    ),
    "no frame": (edited(lambda d: d.update(frame=None)), ["is no plan: frame"]),
    "now without a zone": (
        edited(lambda d: d.update(now="2026-03-21T17:00:00")),
        ["is no plan: now"],
    ),
    "assignments damaged": (
        edited(lambda d: d["assignments"][0].update(time_to_door_s="soon")),
        ["assignments.0.time_to_door_s"],
    ),
    "scenario damaged": (
        edited(lambda d: d["inputs"]["scenario"]["units"][0].update(lon="east")),
        ["units", "lon"],
    ),
    "policy damaged": (
        edited(lambda d: d["inputs"]["policy"].update(target_s=-1)),
        ["target_s"],
    ),
    "policy with an unknown goal": (
        edited(lambda d: d["inputs"]["policy"].update(goals=["served", "lost"])),
        ["goals", "lost"],
    ),
    "other roads": (
        edited(lambda d: d["inputs"]["roads"].update(fingerprint="0")),
        ["not the roads that the plan was made on", "--roads"],
    ),
    "roads that are not there": (
        edited(lambda d: d["inputs"]["roads"].update(name="town.osm.pbf")),
        ["town.osm.pbf", "--roads"],
    ),
    "roads of an endless name": (
        edited(lambda d: d["inputs"]["roads"].update(name="x" * 5000)),
        ["which is not here", "--roads"],
    ),
}


@pytest.mark.parametrize(("change", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line(
    change: Callable[[str], str],
    said: list[str],
    plan_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = written(tmp_path, change(plan_file.read_text(encoding="utf-8")))
    assert run("explain", bad, "A-2041") == 2
    one_line(capsys, said)


def one_line(capsys: pytest.CaptureFixture[str], said: list[str]) -> None:
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = (line for line in printed.err.splitlines() if line.strip())
    assert line.startswith("error: ")
    assert all(each in line for each in said), line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["A-2043"], ["no alert 'A-2043'", "did you mean 'A-204"]),
        (["elsewhere"], ["name one of A-2041, A-2042"]),
        ([HOSTILE], ["no alert", "[red]x[/red]"]),
        (["A-2041", "--top", "-1"], ["--top"]),
        (["A-2041", "--roads", "none.osm.pbf"], ["none.osm.pbf", "no such file"]),
        ([], ["alert"]),
    ],
)
def test_bad_words_are_one_line(
    words: list[str],
    said: list[str],
    plan_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("explain", plan_file, *words) == 2
    one_line(capsys, said)


def test_no_such_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", tmp_path / "plan.json", "A-2041") == 2
    one_line(capsys, ["plan.json", "no such file"])
