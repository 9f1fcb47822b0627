"""The command: exit codes, one line for each fault, and nothing half-written."""

import gzip
import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from dispatch.cli import main
from dispatch.policy import Policy
from dispatch.policy_file import policy_to_file_form
from dispatch.schemas import SCHEMAS

UNITS = "id,lon,lat,frame\nP1,-21.90,64.13,wgs84\n"
ALERTS = "id,received,lon,lat,frame\nA1,2026-03-21T17:00:00+00:00,-21.91,64.13,wgs84\n"
SCENARIO = """
[[units]]
id = "P1"
lon = -21.90
lat = 64.13
frame = "wgs84"

[[alerts]]
id = "A1"
received = 2026-03-21T17:00:00+00:00
address = "Laugavegur 22"
"""
GRAPHML = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="graph" attr.name="crs" attr.type="string"/>
<key id="d1" for="node" attr.name="x" attr.type="string"/>
<key id="d2" for="node" attr.name="y" attr.type="string"/>
<graph edgedefault="directed"><data key="d0">epsg:4326</data>
<node id="1"><data key="d1">-21.9</data><data key="d2">64.1</data></node>
</graph></graphml>
"""


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def scenario_with(old: str, new: str) -> Callable[[Path], list[str | Path]]:
    def words(folder: Path) -> list[str | Path]:
        assert old in SCENARIO
        return [write(folder, "mine.toml", SCENARIO.replace(old, new))]

    return words


def text_file(name: str, text: str) -> Callable[[Path], list[str | Path]]:
    return lambda folder: [write(folder, name, text)]


def tables(units: str, alerts: str) -> Callable[[Path], list[str | Path]]:
    return lambda folder: [
        *("--units", write(folder, "units.csv", units)),
        *("--alerts", write(folder, "alerts.csv", alerts)),
    ]


def roads(name: str, content: bytes) -> Callable[[Path], list[str | Path]]:
    def words(folder: Path) -> list[str | Path]:
        (folder / name).write_bytes(content)
        return ["evening", "--roads", folder / name]

    return words


def asked(words: str) -> list[str | Path]:
    return ["evening", *words.split()]


EMBEDDED = resources.files("maps.data").joinpath("reykjavik.osm.pbf").read_bytes()

BAD = {
    "tiles of an odd address": (
        lambda _: ["--tiles", "http://t/{z}/{x}/{y}'><script>"],
        [
            "--tiles: ",
            'with "\'" in it',
            "write it like http://tiles.local/{z}/{x}/{y}.png",
        ],
    ),
    "tiles of Baidu": (
        lambda _: ["--tiles", "http://t/{z}/{x}/{y}", "--tiles-frame", "bd09"],
        ["--tiles-frame: Baidu's tiles", "give tiles in wgs84 or gcj02"],
    ),
    "no such file": (lambda f: [f / "none.toml"], ["none.toml", "no such file"]),
    "no such scenario": (lambda _: ["evning"], ["evning", "evening"]),
    "empty file": (text_file("mine.toml", ""), ["mine.toml", "empty"]),
    "broken TOML": (text_file("mine.toml", "[[units]]\nid = \n"), ["line 2"]),
    "unknown field": (
        scenario_with("lon =", "lom ="),
        ["mine.toml", "units", "lom", "lon"],
    ),
    "duplicate id": (
        scenario_with(
            "[[alerts]]",
            '[[units]]\nid = "P1"\nlon = -21.9\nlat = 64.1\nframe = "wgs84"\n'
            "[[alerts]]",
        ),
        ["mine.toml", "P1"],
    ),
    "no units": (
        text_file("mine.toml", SCENARIO[SCENARIO.index("[[alerts]]") :]),
        ["mine.toml", "unit"],
    ),
    "lon and lat swapped": (
        scenario_with("lon = -21.90\nlat = 64.13", "lon = 64.13\nlat = -21.90"),
        ["mine.toml", "unit P1", "lon, lat", "swap"],
    ),
    "outside the roads": (
        scenario_with("-21.90", "-19.00"),
        ["mine.toml", "unit P1", "nearest road", "reykjavik"],
    ),
    "no frame": (
        tables(UNITS.replace(",frame", "").replace(",wgs84", ""), ALERTS),
        ["units.csv", "row 1", "frame"],
    ),
    "table outside the roads": (
        tables(UNITS, ALERTS.replace("-21.91", "-19.91")),
        ["alerts.csv", "alert A1", "lon, lat"],
    ),
    "NaN": (tables(UNITS.replace("-21.90", "nan"), ALERTS), ["units.csv", "lon"]),
    "time without a zone": (
        scenario_with("17:00:00+00:00", "17:00:00"),
        ["mine.toml", "received", "zone"],
    ),
    "moment without a zone": (
        lambda _: ["evening", "--at", "2026-03-21T18:33:00"],
        ["--at", "zone"],
    ),
    "no such address": (
        scenario_with("Laugavegur 22", "Laugavegur 2222"),
        ["mine.toml", "alert A1", "address", "Laugavegur 2222"],
    ),
    "several such addresses": (
        scenario_with("Laugavegur 22", "Vogatunga 25"),
        ["mine.toml", "alert A1", "address", "several places", "Kópavogur"],
    ),
    "no officers": (
        scenario_with('frame = "wgs84"', 'frame = "wgs84"\nofficers = 0'),
        ["mine.toml", "officers", "0"],
    ),
    "cut-off under target": (
        scenario_with("address", "target_s = 2400\naddress"),
        ["mine.toml", "alert A1", "cut_off_s", "1800", "2400"],
    ),
    "policy with an unknown field": (
        lambda f: ["evening", "--policy", write(f, "mine.toml", "targt_s = 300\n")],
        ["mine.toml", "targt_s", "target_s"],
    ),
    "pbf cut short": (
        roads("city.osm.pbf", EMBEDDED[:1_000_000]),
        ["city.osm.pbf", "not a whole OSM file"],
    ),
    "pbf cut shorter": (
        roads("city.osm.pbf", EMBEDDED[:40]),
        ["city.osm.pbf"],
    ),
    "empty pbf": (roads("city.osm.pbf", b""), ["city.osm.pbf", "empty"]),
    "missing pbf": (
        lambda f: ["evening", "--roads", f / "none.osm.pbf"],
        ["none.osm.pbf", "no such file"],
    ),
    "not an OSM file": (roads("city.osm", b"hello"), ["city.osm"]),
    "graphml without edges": (
        roads("city.graphml", GRAPHML.encode()),
        ["city.graphml", "no edges"],
    ),
    "graphml cut short": (
        roads("city.graphml.gz", gzip.compress(GRAPHML.encode())[:80]),
        ["city.graphml.gz"],
    ),
    "not a road file": (roads("city.csv", b"a,b\n"), ["city.csv", ".osm.pbf"]),
    "no such policy": (
        lambda _: ["evening", "--policy", "agein"],
        ["agein", "no policy of that name", "ageing"],
    ),
    "unknown goal": (
        lambda f: [
            *("evening", "--policy", write(f, "mine.toml", 'goals = ["srved"]\n'))
        ],
        ["mine.toml", "goals", "srved", "served"],
    ),
    "lock without an alert": (lambda _: asked("--lock P04"), ["--lock", "'P04'"]),
    "lock without an id": (lambda _: asked("--lock P04="), ["'P04='", "P04=A-2041"]),
    "forbidden without a unit": (
        lambda _: asked("--forbid =A-2041"),
        ["--forbid", "'=A-2041'"],
    ),
    "lock of an unknown unit": (
        lambda _: asked("--lock P99=A-2041"),
        ["P99=A-2041", "no unit 'P99'"],
    ),
    "lock to an unknown alert": (
        lambda _: asked("--lock P04=A-9"),
        ["P04=A-9", "no alert 'A-9'"],
    ),
    "forbidden to an unknown alert": (
        lambda _: asked("--forbid P04=A-9"),
        ["P04=A-9", "no alert 'A-9'"],
    ),
    "locked and forbidden": (
        lambda _: asked("--lock P04=A-2041 --forbid P04=A-2041"),
        ["P04", "A-2041", "locked and forbidden"],
    ),
    "a unit locked twice": (
        lambda _: asked("--lock P04=A-2041 --lock P04=A-2042"),
        ["P04=A-2042", "'P04'", "already"],
    ),
    "unknown option": (lambda _: ["evening", "--rods", "x"], ["--rods"]),
}


@pytest.mark.parametrize(("words", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line(
    words: Callable[[Path], list[str | Path]],
    said: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    kept = write(out, "plan.json", "of the night before")
    assert run("plan", *words(tmp_path), "-o", out) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = (line for line in printed.err.splitlines() if line.strip())
    assert line.startswith("error: ")
    assert all(each in line for each in said), line
    assert list(out.iterdir()) == [kept]
    assert kept.read_text(encoding="utf-8") == "of the night before"


@pytest.mark.parametrize("below", ["", "deeper"])
def test_folder_that_cannot_be_written_to(
    below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "taken", "a file")
    assert run("plan", "evening", "-o", file / below) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "a file"


def test_place_name_without_network(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def unplugged(*_: object, **__: object) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr("requests.sessions.Session.request", unplugged)
    monkeypatch.chdir(tmp_path)
    code = run("plan", "evening", "--roads", "Xiaoshan, Hangzhou", "-o", "out")
    assert code == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert "Xiaoshan, Hangzhou" in error
    assert "network" in error
    assert not (tmp_path / "out").exists()


def test_json_is_all_that_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", "evening", "--json", "-o", tmp_path) == 0
    printed = capsys.readouterr().out
    assert printed == (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert run("schema", "plan") == 0
    jsonschema.validate(json.loads(printed), json.loads(capsys.readouterr().out))


def test_at_moves_the_moment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The last alert came in at 18:32:30; ten seconds later it is 10 s old.
    moment = "2026-03-21T18:32:40+00:00"
    assert run("plan", "evening", "--at", moment, "--json", "-o", tmp_path) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["now"] == "2026-03-21T18:32:40Z"
    (last,) = (row for row in plan["assignments"] if row["alert_id"] == "A-2046")
    assert last["intervals"]["elapsed_s"] == 10


def test_tables_in_place_of_a_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tables(UNITS, ALERTS)(tmp_path)
    assert run("plan", *words, "--json", "-o", tmp_path / "out") == 0
    plan = json.loads(capsys.readouterr().out)
    assert [row["alert_id"] for row in plan["assignments"]] == ["A1"]


TWO = """
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
id = "A"
received = 2026-03-21T17:00:00+00:00
lon = -21.91
lat = 64.135
frame = "wgs84"

[[alerts]]
id = "B"
received = 2026-03-21T17:00:00+00:00
lon = -21.90
lat = 64.12
frame = "wgs84"
"""


def test_the_price_of_a_lock_is_said_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = write(tmp_path, "policy.toml", 'goals = ["on_time", "served", "loss"]')
    words = (write(tmp_path, "two.toml", TWO), "--policy", policy)
    free, locked = tmp_path / "free", tmp_path / "locked"
    assert run("plan", *words, "-o", free) == 0
    assert "price" not in capsys.readouterr().out
    before = json.loads((free / "plan.json").read_text())
    goes = {
        row["alert_id"]: row["units"][0]["unit_id"] for row in before["assignments"]
    }
    lock = f"{goes['B']}=A"
    ban = f"{goes['A']}=A"
    assert run("plan", *words, "--lock", lock, "--forbid", ban, "-o", locked) == 0
    after = json.loads((locked / "plan.json").read_text())
    price = after["override"]
    assert (price["locks"], price["forbidden"]) == ([lock], [ban])
    old = {row["goal"]: row["value"] for row in before["goals"]}
    assert price["goals"] == {
        row["goal"]: row["value"] - old[row["goal"]] for row in after["goals"]
    }
    assert price["goals"]["loss"] > 0
    assert [change["alert_id"] for change in price["changes"]] == ["A", "B"]
    said = capsys.readouterr().out
    assert f"the price of lock {lock}, forbid {ban}: " in said
    assert f"A: {goes['A']} " in said
    # And the plan can be explained: its inputs hold the pairs.
    assert run("explain", locked / "plan.json", "A") == 0
    assert capsys.readouterr().out.startswith(f"A: {goes['B']} in ")


def test_policies_that_ship_go_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = write(tmp_path, "two.toml", TWO)

    def made(*words: str) -> dict[str, Any]:
        assert run("plan", scenario, *words, "--json", "-o", tmp_path / "out") == 0
        plan: dict[str, Any] = json.loads(capsys.readouterr().out)
        return plan

    default = made("--policy", "default")["inputs"]["policy"]
    assert default == policy_to_file_form(Policy())
    ageing = made("--policy", "ageing")
    goals = ["served", "loss", "worst", "preparedness", "changes"]
    assert [row["goal"] for row in ageing["goals"]] == goals
    assert ageing["inputs"]["policy"]["late_penalty_s"] == 300


def test_timings_go_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "timings.json"
    assert run("plan", "one_step_away", "--timings", file, "-o", tmp_path) == 0
    assert set(json.loads(file.read_text())) == {"roads", "plan", "files"}
    assert "_s" not in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", name) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.strip().count(".") == 2


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", "--help") == 0
    assert "dispatch plan evening" in capsys.readouterr().out


def test_fault_of_ours(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dispatch.commands.plan.plan", breaks)
    out = tmp_path / "out"
    assert run("plan", "evening", "-o", out) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert "ZeroDivisionError" in line
    assert "--debug" in line
    assert not out.exists()
    with pytest.raises(ZeroDivisionError):
        main(["plan", "evening", "-o", str(out), "--debug"])


def test_ctrl_c_says_so_and_has_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dispatch.commands.plan.run_plan", interrupted)
    assert run("plan", "evening") == 130
    assert capsys.readouterr().err.strip() == "stopped"
