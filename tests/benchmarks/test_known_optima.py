import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import known_optima

#   7 2 9     Columns 1, 2, 3: 7 + 1 + 5 = 13    1, 3, 2: 7 + 6 + 8 = 21
#   3 1 6             2, 1, 3: 2 + 3 + 5 = 10    2, 3, 1: 2 + 6 + 4 = 12
#   4 8 5             3, 1, 2: 9 + 3 + 8 = 20    3, 2, 1: 9 + 1 + 4 = 14
TINY = "3\n7 2 9 3\n1 6\n4 8\n5\n"
TINY_OPTIMUM = 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assign3.txt").write_text(TINY)
    (tmp_path / "pmedopt.txt").write_text("pmed1 5819")
    (tmp_path / "sched1.txt").write_text("of another kind")
    (tmp_path / "assign.json").write_text("{}")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["known_optima", *map(str, words)])
    known_optima.main()


def test_finds_the_optimum_without_being_told(folder, monkeypatch, capsys):
    run(monkeypatch, folder, "--json")
    rows = json.loads(capsys.readouterr().out)
    assert list(rows) == ["assign3"]
    assert rows["assign3"].keys() == {"found", "optimum", "match", "time_s"}
    assert rows["assign3"]["found"] == TINY_OPTIMUM
    assert rows["assign3"]["optimum"] is None
    assert rows["assign3"]["match"] is None
    assert rows["assign3"]["time_s"] > 0


@pytest.mark.parametrize(("optimum", "match"), [(10, True), (9, False)])
def test_compares_with_what_is_published(folder, monkeypatch, capsys, optimum, match):
    told = folder / "optima.json"
    told.write_text(json.dumps({"assign3": optimum, "pmed1": 5819}))
    run(monkeypatch, folder, "--optima", told, "--json")
    row = json.loads(capsys.readouterr().out)["assign3"]
    assert (row["found"], row["optimum"], row["match"]) == (10, optimum, match)


def test_table_has_a_row_for_each(folder, monkeypatch, capsys):
    (folder / "assign10").write_text("1 6")
    (folder / "assign9.txt").write_text("1 0")
    run(monkeypatch, folder)
    rows = capsys.readouterr().out.splitlines()[4:]
    found = [row.split(" | ")[:2] for row in rows]
    assert found == [["| assign3", "10"], ["| assign9", "0"], ["| assign10", "6"]]


def test_optima_are_read_after_all_is_solved(folder, tmp_path, monkeypatch):
    steps = []
    monkeypatch.setattr(known_optima, "least_cost", lambda _: steps.append("solved"))
    monkeypatch.setattr(
        known_optima, "read_optima", lambda _: steps.append("told") or {}
    )
    (folder / "assign4.txt").write_text("1 0")
    known_optima.known_optima(folder, tmp_path / "optima.json")
    assert steps == ["solved", "solved", "told"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "0 costs, where its first number, 0"),
        ("0", "0 costs, where its first number, 0"),
        ("2 1 2 3", "3 costs, where its first number, 2, says 4"),
        ("2 1 2 3 4 5", "5 costs, where its first number, 2, says 4"),
        ("1\n-3", "line 2: '-3' is not a whole number from 0"),
        ("1\n2.5", "line 2: '2.5' is not a whole number"),
        ("1\nseven", "line 2: 'seven' is not a whole number"),
        ("1 1000000001", "line 1: '1000000001' is not a whole number"),
        (f"1 {'9' * 5000}", "line 1: '99999999999999999999' is not a whole number"),
    ],
)
def test_bad_instance(tmp_path, monkeypatch, capsys, text, fault):
    (tmp_path / "assign2.txt").write_text(text)
    assert_refused(monkeypatch, capsys, fault, tmp_path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "is not JSON"),
        ("[305]", "is not one table"),
        ('{"assign3": "305"}', "assign3: '305' is not a value"),
        ('{"assign3": true}', "assign3: True is not a value"),
        ('{"assign3": 305.5}', "assign3: 305.5 is not a value"),
        ("\udcff", "is no text"),
    ],
)
def test_bad_optima(folder, monkeypatch, capsys, text, fault):
    told = folder / "optima.json"
    told.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert_refused(monkeypatch, capsys, fault, folder, "--optima", told)


def test_missing_optima(folder, monkeypatch, capsys):
    assert_refused(monkeypatch, capsys, "cannot be read", folder, "--optima", "none")


#   1 -4- 2 -1- 3    From 1: 0 + 4 + 5 + 7 = 16     From 3: 5 + 1 + 0 + 2 = 8
#             |2     From 2: 4 + 0 + 1 + 3 = 8      From 4: 7 + 3 + 2 + 0 = 12
#             4      The first edge of 1 and 2 is overridden, or it were 5.
TOWN = "4 4 1\n1 2 1\n2 3 1\n4 3 2\n2 1 4\n"


def test_p_median(tmp_path, monkeypatch, capsys):
    (tmp_path / "pmed4.txt").write_text(TOWN)
    run(monkeypatch, tmp_path, "--json")
    row = json.loads(capsys.readouterr().out)["pmed4"]
    assert (row["found"], row["optimum"], row["match"]) == (8, None, None)


def test_an_edge_may_be_of_no_length(tmp_path, monkeypatch, capsys):
    # All are at the same place but the third: 5 away.
    (tmp_path / "pmed3.txt").write_text("3 2 1\n1 2 0\n2 3 5\n")
    run(monkeypatch, tmp_path, "--json")
    assert json.loads(capsys.readouterr().out)["pmed3"]["found"] == 5


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "0 numbers of edges, where its second number, 0"),
        ("3 1", "0 numbers of edges"),
        ("3 2 1\n1 2 5\n", "3 numbers of edges, where its second number, 2, says 6"),
        ("3 2 1\n1 2 5\n2 4 5\n", "an edge ends at a vertex that is not from 1 to 3"),
        ("3 2 1\n1 2 5\n0 3 5\n", "an edge ends at a vertex"),
        ("3 2 4\n1 2 5\n2 3 5\n", "p is 4 and vertices are 3"),
        ("3 2 0\n1 2 5\n2 3 5\n", "p is 0"),
        ("9000 0 1", "1 <= p <= vertices <= 2000"),
        ("3 1 1\n1 2 5\n", "some vertices are joined by no way"),
    ],
)
def test_bad_p_median(tmp_path, monkeypatch, capsys, text, fault):
    (tmp_path / "pmed3.txt").write_text(text)
    assert_refused(monkeypatch, capsys, fault, tmp_path)


def test_no_folder(tmp_path, monkeypatch, capsys):
    assert_refused(monkeypatch, capsys, "cannot be read", tmp_path / "none")


def test_nothing_in_the_folder(tmp_path, monkeypatch, capsys):
    assert_refused(monkeypatch, capsys, "holds no file named assign*", tmp_path)


def test_two_files_of_one_name(folder, monkeypatch, capsys):
    (folder / "assign3").write_text(TINY)
    assert_refused(monkeypatch, capsys, "has the name of", folder)


def test_binary_instance(tmp_path, monkeypatch, capsys):
    (tmp_path / "assign2.txt").write_bytes(b"\xff\xfe2")
    assert_refused(monkeypatch, capsys, "is no text", tmp_path)


def assert_refused(monkeypatch, capsys, fault, *words):
    """One line that says what is wrong, nothing else, and exit code 2."""
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, *words)
    out, err = capsys.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert fault in err


def test_hundreds_by_hundreds() -> None:
    # The least of each row stands on a diagonal of its own: 200 x 3.
    cost = 3 + 2 * np.abs(np.arange(200)[:, None] - np.arange(200)[::-1])
    assert known_optima.least_cost(cost.astype(np.int64)) == 600


PUBLISHED = {"assign100": 305, "assign200": 475, "assign300": 626, "assign400": 804}


def test_published_optima() -> None:
    data = os.environ.get("DISPATCH_DATA")
    if not data:
        pytest.skip("DISPATCH_DATA names no folder")
    rows = known_optima.known_optima(Path(data) / "optimum", None)
    assert {name: rows[name].found for name in PUBLISHED} == PUBLISHED


P_MEDIANS = {"pmed1": 5819, "pmed5": 1355}  # as pmedopt.txt has them


def test_published_p_medians() -> None:
    assert _p_medians(P_MEDIANS) == P_MEDIANS


@pytest.mark.slow
def test_all_published_p_medians() -> None:
    folder = _p_median_folder()
    words = [line.split() for line in (folder / "pmedopt.txt").read_text().splitlines()]
    published = {
        row[0]: int(row[1])
        for row in words
        if len(row) == 2 and (folder / f"{row[0]}.txt").is_file()
    }
    assert len(published) == 20
    assert _p_medians(published) == published


def _p_medians(names):
    folder = _p_median_folder()
    return {
        name: known_optima.read_p_median(folder / f"{name}.txt")() for name in names
    }


def _p_median_folder() -> Path:
    data = os.environ.get("DISPATCH_DATA")
    if not data:
        pytest.skip("DISPATCH_DATA names no folder")
    return Path(data) / "optimum" / "pmed"
