"""Three files or none, private, and the same bytes each time."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

import dispatch
from dispatch import outputs
from dispatch.outputs import FILES, check_folder, save_plan
from dispatch.page.look import Look
from dispatch.plan import Plan
from maps.errors import FileError
from maps.page.tile_server import TileServer
from maps.road_network import RoadNetwork
from scenarios.alert import Victim


def test_same_plan_same_bytes(shipped_plans: dict[str, Plan], tmp_path: Path) -> None:
    first = save_plan(shipped_plans["evening"], tmp_path / "a")
    time.sleep(1.1)  # any time of day in a file would have moved on
    again = save_plan(shipped_plans["evening"], tmp_path / "b")
    assert [path.name for path in first] == list(FILES)
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_only_the_owner_reads(shipped_plans: dict[str, Plan], tmp_path: Path) -> None:
    for path in save_plan(shipped_plans["one_step_away"], tmp_path / "deep" / "out"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_fault_leaves_the_folder_as_it_was(
    shipped_plans: dict[str, Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    (tmp_path / "plan.json").write_text("old")
    monkeypatch.setattr(outputs, "write_geopackage", fails)  # the last of the three
    with pytest.raises(MemoryError):
        save_plan(shipped_plans["evening"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert (tmp_path / "plan.json").read_text() == "old"


def test_full_disk_is_one_line(
    shipped_plans: dict[str, Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outputs, "write_geopackage", full)
    with pytest.raises(FileError, match=r"out.*No space left on device.*-o DIR"):
        save_plan(shipped_plans["evening"], tmp_path / "out")


def test_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for bad in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(FileError, match="is a file"):
            check_folder(bad)
    check_folder(tmp_path / "not" / "yet" / "there")
    assert not (tmp_path / "not").exists()


def test_a_fault_makes_no_folder(
    shipped_plans: dict[str, Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(outputs, "write_geopackage", fails)
    with pytest.raises(MemoryError):
        save_plan(shipped_plans["evening"], tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FILES)
def test_folder_where_a_file_is_to_go(
    name: str, shipped_plans: dict[str, Plan], tmp_path: Path
) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(FileError, match=f"{name} in it is a folder"):
        save_plan(shipped_plans["one_step_away"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_files_of_the_plan_before_are_replaced(
    shipped_plans: dict[str, Plan], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    save_plan(shipped_plans["evening"], tmp_path)
    before = (tmp_path / "plan.json").read_bytes()
    save_plan(shipped_plans["one_step_away"], tmp_path)
    assert (tmp_path / "plan.json").read_bytes() != before
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*FILES, "notes.txt"}


@pytest.mark.parametrize("with_names", [False, True])
def test_victims_are_named_only_where_asked_for(
    with_names: bool,  # noqa: FBT001 - a row of the table
    city: RoadNetwork,
    shipped_plans: dict[str, Plan],
    tmp_path: Path,
) -> None:
    victim = Victim(name="Zoë Quixote", phone="555 0123")
    known = shipped_plans["one_step_away"].scenario
    alerts = tuple(replace(alert, victim=victim) for alert in known.alerts)
    plan = dispatch.plan(replace(known, alerts=alerts), city)
    save_plan(plan, tmp_path, with_names=with_names)
    for secret in ("Zoë", "Quixote", "555 0123"):
        files = {file: (tmp_path / file).read_bytes() for file in FILES}
        named = [file for file in FILES if secret.encode() in files[file]]
        assert named == (["plan.json"] if with_names else [])


def test_only_the_page_knows_of_tiles(
    shipped_plans: dict[str, Plan], tmp_path: Path
) -> None:
    tiles = TileServer(url="http://tiles.local/{z}/{x}/{y}.png")
    plan = shipped_plans["one_step_away"]
    save_plan(plan, tmp_path / "with", look=Look(tiles=tiles))
    save_plan(plan, tmp_path / "without")
    for name in FILES:
        holds = b"tiles.local" in (tmp_path / "with" / name).read_bytes()
        assert holds == (name == "plan.html")
        assert b"tiles.local" not in (tmp_path / "without" / name).read_bytes()
