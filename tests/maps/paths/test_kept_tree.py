"""Elimination trees kept on disk: the same again, or made anew with a line."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from maps.paths import kept_tree
from maps.paths.elimination import Elimination
from maps.paths.kept_tree import KeptTree
from tests.arc_graphs import grid

DAMAGED = "the kept search tree is damaged: making it anew"
OLD = "the kept search tree is of another version: making one"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the test's own."""
    folder = tmp_path / "kept"
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: folder)
    return folder


def tree(side: int = 6, *, keep: bool = True) -> tuple[Elimination, list[str]]:
    """Return a grid's tree, and what was said."""
    said: list[str] = []
    made, place = grid(side)
    kept = KeptTree(made.tail, made.head, place, keep=keep, progress=said.append)
    return kept.elimination, said


def assert_same(one: Elimination, other: Elimination) -> None:
    for each in fields(Elimination):
        left, right = getattr(one, each.name), getattr(other, each.name)
        assert left.dtype == right.dtype
        np.testing.assert_array_equal(left, right)


def test_second_is_read_and_equals_the_first(kept, monkeypatch):
    first, said = tree()
    monkeypatch.setattr(KeptTree, "_make", lambda _: pytest.fail("made again"))
    second, said_then = tree()
    assert_same(first, second)
    assert said == said_then == []
    (path,) = kept.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_kept_nothing_written(kept):
    made, said = tree(keep=False)
    assert (made.n_nodes, said) == (36, [])
    assert not kept.exists()


def test_each_graph_has_its_own(kept):
    assert (tree(4)[0].n_nodes, tree(5)[0].n_nodes) == (16, 25)
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize(
    "damage",
    ["empty", "cut short", "not a file of ours", "zeros", "other arrays", "too few"],
)
def test_damaged_is_made_anew_and_said_once(kept, damage):
    first, _ = tree()
    (path,) = kept.iterdir()
    whole = path.read_bytes()
    with np.load(path) as file:
        arrays = dict(file)
    if damage == "other arrays":
        with path.open("wb") as raw:
            np.savez(raw, rank=arrays["rank"])
    elif damage == "too few":
        with path.open("wb") as raw:
            np.savez(raw, **{**arrays, "slot": arrays["slot"][:-1]})
    else:
        path.write_bytes(
            {
                "empty": b"",
                "cut short": whole[: len(whole) // 2],
                "not a file of ours": b"Not found",
                "zeros": bytes(len(whole)),
            }[damage]
        )
    again, said = tree()
    assert said == [DAMAGED]
    assert_same(first, again)
    assert tree()[1] == []


def test_older_version_is_made_anew_and_said_once(kept, monkeypatch):
    first, _ = tree()
    monkeypatch.setattr(kept_tree, "VERSION", kept_tree.VERSION + 1)
    again, said = tree()
    assert said == [OLD]
    assert_same(first, again)
    assert tree()[1] == []
    assert len(list(kept.iterdir())) == 2


def test_folder_that_cannot_be_written_does_not_matter(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    below_a_file = tmp_path / "file" / "cache"
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: below_a_file)
    made, said = tree()
    assert made.n_nodes == 36
    (line,) = said
    assert "cannot be kept for next time" in line


PROGRAM = """
import zlib
import numpy as np
from maps.paths.kept_tree import KeptTree
from tests.arc_graphs import fast, grid, single
made, place = grid(20)
said = []
tree = KeptTree(made.tail, made.head, place, keep=True, progress=said.append)
from maps.paths.tree_labels import TreeLabelEngine
some = single(range(0, 400, 7))
found = TreeLabelEngine(made, tree.elimination).matrix(some, some, None)
print(said, zlib.crc32(found.tobytes()))
"""


@pytest.mark.slow
def test_two_processes_at_once(tmp_path):
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": "."}
    running = [
        subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    prints = set()
    for each in running:
        out, err = each.communicate(timeout=120)
        assert (each.returncode, err) == (0, "")
        prints.add(out)
    (one,) = prints
    assert one.startswith("[] ")
    left = [path.name for path in tmp_path.rglob("*") if path.suffix == ".npz"]
    assert len(left) == 1
    assert not left[0].startswith(".")
