"""The file of numbers, and what it refuses."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from maps.errors import FieldError, FileError
from scenarios.fraud.numbers_file import (
    numbers_from_file_form,
    read_numbers,
    shipped_numbers,
)

TEXT = (files("scenarios.fraud") / "fraud_script.toml").read_text(encoding="utf-8")
REMOVED = object()


def form_with(path, value):
    """Shipped table with one entry changed or removed."""
    form = tomllib.loads(TEXT)
    *above, last = path.split(".")
    table = form
    for name in above:
        table = table[name]
    if value is REMOVED:
        del table[last]
    else:
        table[last] = value
    return form


def test_the_designs_numbers_are_in_the_file():
    numbers = shipped_numbers()
    stages = numbers.scripts["refund"].stages
    assert [stage.dwell_s for stage in stages.values()] == [300, 360, 480, 240]
    assert [*numbers.scripts] == [
        *("refund", "fake_police", "investment", "loan", "part_time_work"),
    ]
    assert (numbers.shape, numbers.transfers.gap_s) == (2, 120)
    assert (numbers.phone.try_every_s, numbers.phone.relapse_s) == (45, 900)
    assert [*numbers.access.median_s.values()] == [168, 78, 30, 45, 90]
    assert (numbers.search.share, numbers.search.scale_s) == (0.15, 600)
    assert (numbers.money.hold_s, numbers.money.holds) == (48 * 3600, 2)


def test_busy_lines_are_around_the_designs_four_in_five_and_never_fall_later_on():
    numbers = shipped_numbers()
    for script in numbers.scripts.values():
        busy = [stage.busy for stage in script.stages.values()]
        busy.append(numbers.transfers.busy)
        assert busy == sorted(busy)
    refund = numbers.scripts["refund"].stages
    assert refund["card_details"].busy == 0.8


def test_every_stage_has_a_chinese_name():
    for script in shipped_numbers().scripts.values():
        for named in (script, *script.stages.values()):
            assert all("\u4e00" <= letter <= "\u9fff" for letter in named.chinese)


def test_every_number_has_a_unit_and_a_source():
    rows = list(shipped_numbers().rows())
    form = tomllib.loads(TEXT)
    keys = [row.key for row in rows]
    assert len(set(keys)) == len(keys) == TEXT.count("source =")
    for row in rows:
        entry = form
        for name in row.key.split("."):
            entry = entry[name]
        assert (row.value, row.source) == (entry["value"], entry["source"])
        assert row.unit in {"s", "share", "phases", "log s", "times"}
        assert row.assumed == row.source.startswith("assumed")


def test_a_copy_reads_back_as_the_same(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_numbers(path) == shipped_numbers()


def test_a_missing_file(tmp_path):
    with pytest.raises(FileError, match="there is no such file"):
        read_numbers(tmp_path / "none.toml")


BAD = [
    ("phone.answer", REMOVED, "f.toml, phone.answer: not given; write it"),
    (
        "phone.answers",
        {"value": 1, "source": "x"},
        "f.toml, phone.answers: unknown entry; did you mean 'answer'?",
    ),
    ("phone", 3, "f.toml, phone: 3 is not a table"),
    ("phone", {}, "f.toml, phone: the table is empty; write one entry at least"),
    (
        "phone.answer",
        0.5,
        (
            "f.toml, phone.answer: 0.5 is not a number with its source; "
            "write { value = 1, source = 'assumed' }"
        ),
    ),
    (
        "phone.answer",
        {"value": 1.5, "source": "x"},
        "f.toml, phone.answer: 1.5 is out of range; write 0 to 1",
    ),
    (
        "phone.answer",
        {"value": True, "source": "x"},
        "f.toml, phone.answer: true is not a number",
    ),
    (
        "phone.answer",
        {"value": float("nan"), "source": "x"},
        "f.toml, phone.answer: nan is not a finite number",
    ),
    ("phone.answer", {"value": 1}, "f.toml, phone.answer.source: not given; write it"),
    (
        "phone.answer",
        {"value": 1, "source": " "},
        "f.toml, phone.answer.source: ' ' is not a text; write one",
    ),
    (
        "shape",
        {"value": 1.5, "source": "x"},
        "f.toml, shape: 1.5 is not a whole number",
    ),
    (
        "shape",
        {"value": 0, "source": "x"},
        "f.toml, shape: 0 is out of range; write 1 to 8",
    ),
    (
        "transfers.gap_s",
        {"value": 0, "source": "x"},
        "f.toml, transfers.gap_s: 0 is out of range; write 1 to 2592000",
    ),
    (
        "access.median_s.castle",
        {"value": 9, "source": "x"},
        (
            "f.toml, access.median_s.castle: unknown entry; known: house, outdoors, "
            "shop, tower, unknown"
        ),
    ),
    (
        "scripts.refund.stages",
        {},
        "f.toml, scripts.refund.stages: the table is empty; write one entry at least",
    ),
    (
        "scripts.refund.chinese",
        5,
        "f.toml, scripts.refund.chinese: 5 is not a text; write one",
    ),
]


@pytest.mark.parametrize(("path", "value", "line"), BAD)
def test_a_bad_number_is_refused_in_one_line(path, value, line):
    with pytest.raises(FieldError) as fault:
        numbers_from_file_form(form_with(path, value), file="f.toml")
    assert str(fault.value) == line


def test_no_stage_may_have_the_name_of_what_follows():
    stage = tomllib.loads(TEXT)["scripts"]["loan"]["stages"]["fee"]
    with pytest.raises(FieldError, match=r"stages\.transfers: .*another id"):
        numbers_from_file_form(form_with("scripts.loan.stages.transfers", stage))


def test_one_number_changed():
    numbers = shipped_numbers()
    changed = numbers.with_value("scripts.refund.stages.contact.busy", 0.5)
    assert changed.scripts["refund"].stages["contact"].busy == 0.5
    assert numbers.scripts["refund"].stages["contact"].busy == 0.75
    before, after = list(numbers.rows()), list(changed.rows())
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("phone.anwser", 0.5, "phone.anwser: there is no such number; did you mean"),
        ("phone.answer", 2, "phone.answer: 2 is out of range; write 0 to 1"),
        ("shape", 1.5, "shape: 1.5 is not a whole number"),
        ("phone.answer", float("nan"), "phone.answer: nan is out of range"),
        ("shape", float("nan"), "shape: nan is"),
    ],
)
def test_a_change_that_cannot_be(key, value, line):
    with pytest.raises(FieldError) as fault:
        shipped_numbers().with_value(key, value)
    assert str(fault.value).startswith(line)


def test_a_whole_number_stays_whole():
    assert isinstance(shipped_numbers().with_value("shape", 3.0).shape, int)
