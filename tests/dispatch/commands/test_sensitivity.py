"""`dispatch explain --sensitivity`: its words, its JSON, and what it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from dispatch.cli import main
from dispatch.commands.sensitivity import print_sensitivity
from dispatch.difference import AlertChange
from dispatch.sensitivity import NumberTrials, Sensitivity, Trial

HOSTILE = "[red]x[/red]\x1b[31m\n"
SCENARIO = """
[[units]]
id = "P1"
lon = -21.90
lat = 64.13
frame = "wgs84"

[[alerts]]
id = "A-2041"
received = 2026-03-21T17:00:00+00:00
lon = -21.91
lat = 64.135
frame = "wgs84"
"""


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


# --- Words ---------------------------------------------------------------------------


def words(told: Sensitivity, width: int = 80) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    print_sensitivity(told, console)
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def change(alert_id: str) -> AlertChange:
    return AlertChange(
        alert_id=alert_id, before=("P2",), after=("P1",), before_s=150, after_s=140
    )


def test_all_that_it_says() -> None:
    half = Trial(factor="half", tried=30, on_time=2, changes=(change("A"),))
    double = Trial(factor="double", tried=120, on_time=1, other_calls=True)
    numbers = (
        NumberTrials(key="turnout_s", value=60, trials=(half, double)),
        NumberTrials(
            key="weights.low",
            value=1,
            trials=(
                Trial(factor="half", tried=0, refused="0 is not above 0"),
                Trial(factor="double", tried=2, on_time=2),
            ),
        ),
        NumberTrials(
            key="walking_mps",
            value=1.3,
            trials=(
                Trial(factor="half", tried=0.65, on_time=2),
                Trial(factor="double", tried=2.6, on_time=2),
            ),
        ),
    )
    text = """\
on time as planned: 2 of 3
       half and double of numbers that nobody measured
┏━━━━━━━━━━━┳━━━━━┳━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━┓
┃ number    ┃ now ┃ tried ┃ on time ┃ then                  ┃
┡━━━━━━━━━━━╇━━━━━╇━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━┩
│ turnout_s │  60 │    30 │       2 │ A: P2 2:30 -> P1 2:20 │
│ turnout_s │  60 │   120 │       1 │ other calls           │
└───────────┴─────┴───────┴─────────┴───────────────────────┘
No other plan by half or double of: weights.low, walking_mps.
Not tried, as none may be that: weights.low 0."""
    assert words(Sensitivity(alerts=3, on_time=2, numbers=numbers)) == text


def test_hostile_ids_are_text() -> None:
    trial = Trial(factor="half", tried=30, on_time=2, changes=(change(HOSTILE),))
    row = NumberTrials(key="turnout_s", value=60, trials=(trial,))
    text = words(Sensitivity(alerts=1, on_time=1, numbers=(row,)), width=200)
    assert "\x1b" not in text
    assert "[red]x[/red]�[31m�: P2 2:30 -> P1 2:20" in text


# --- The command ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sensitivity")
    (folder / "mine.toml").write_text(SCENARIO)
    (folder / "policy.toml").write_text('goals = ["on_time", "served", "loss"]\n')
    files = (folder / "mine.toml", "--policy", folder / "policy.toml")
    assert run("plan", *files, "-o", folder) == 0
    return folder / "plan.json"


def test_prints_from_the_file(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", plan_file, "--sensitivity") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("on time as planned: 1 of 1\n")
    assert "otherwise" not in printed.err


def test_json_is_all_that_is_printed(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", plan_file, "--sensitivity", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["alerts"], told["on_time"]) == (1, 1)
    rows = {row["key"]: row for row in told["numbers"]}
    assert rows["dispatch_s"]["value"] == 90
    tried = [(t["factor"], t["tried"]) for t in rows["dispatch_s"]["trials"]]
    assert tried == [("half", 45), ("double", 180)]
    assert rows["weights.low"]["trials"][0]["refused"] == "0 is not above 0"


def test_says_where_the_plan_of_today_is_another(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(plan_file.read_text())
    data["assignments"] = []
    other = tmp_path / "plan.json"
    other.write_text(json.dumps(data))
    assert run("explain", other, "--sensitivity") == 0
    assert "plans otherwise for A-2041" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("A-2041", "--sensitivity"), "is of the whole plan, not of 'A-2041'"),
        ((), "ALERT: no alert is named; name one, or ask for --sensitivity"),
    ],
)
def test_refused_in_one_line(
    options: tuple[str, ...],
    said: str,
    plan_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("explain", plan_file, *options) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
