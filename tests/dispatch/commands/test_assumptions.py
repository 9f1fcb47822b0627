"""`dispatch assumptions`: its tables and its JSON."""

from __future__ import annotations

import json

import pytest

from dispatch.assumptions import policy_numbers
from dispatch.cli import main
from dispatch.policy import Policy
from scenarios.fraud.numbers_file import shipped_numbers


def run(capsys, *words):
    with pytest.raises(SystemExit) as done:
        main(["assumptions", *map(str, words)])
    said = capsys.readouterr()
    return done.value.code, said.out, said.err


def test_tables_hold_every_number(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run(capsys)
    assert code == 0
    for row in (*policy_numbers(Policy()), *shipped_numbers().rows()):
        assert row.key in out
    assert "the policy: " in out
    assert "of them assumed" in out
    assert "Silverman et al., n = 449" in out


def test_json_holds_the_same(capsys):
    code, out, _ = run(capsys, "--json")
    told = json.loads(out)
    assert code == 0
    assert [row["key"] for row in told["policy"]] == [
        row.key for row in policy_numbers(Policy())
    ]
    assert told["fraud"][0] == {
        "key": "shape",
        "value": 2,
        "unit": "phases",
        "source": "assumed",
        "assumed": True,
    }


def test_only_what_is_assumed(capsys):
    _, out, _ = run(capsys, "--json", "--assumed")
    told = json.loads(out)
    assert all(row["assumed"] for rows in told.values() for row in rows)
    assert "target_s" not in {row["key"] for row in told["policy"]}


def test_a_policy_of_ones_own(capsys, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("turnout_s = 45\n", encoding="utf-8")
    _, out, _ = run(capsys, "--json", "--policy", file)
    rows = {row["key"]: row for row in json.loads(out)["policy"]}
    assert rows["turnout_s"]["value"] == 45
    assert rows["turnout_s"]["source"] == "your policy"


def test_a_policy_that_is_not_there(capsys, tmp_path):
    code, _, err = run(capsys, "--policy", tmp_path / "none.toml")
    assert code == 2
    assert "there is no such file" in err


def test_help_has_an_example(capsys):
    _, out, _ = run(capsys, "--help")
    assert "dispatch assumptions --assumed" in " ".join(out.split())
