"""Rules against each other."""

from __future__ import annotations

from dispatch.sweep.comparison import compare
from dispatch.sweep.figure_names import FIGURES
from tests.dispatch.sweep.cases import result


def test_each_rule_against_the_first_by_seed():
    # By seed: 0.5 and 0.75, against 0.25 and 0.5: the difference is 0.25 in both.
    results = [
        result("old", 1, on_time=0.25),
        result("new", 2, on_time=0.75),
        result("new", 1, on_time=0.5),
        result("old", 2, on_time=0.5),
    ]
    rows = {(row.rule, row.figure): row for row in compare(results)}
    assert len(rows) == 2 * len(FIGURES)
    new = rows["new", "on_time"]
    assert new.value is not None
    assert new.difference is not None
    assert (new.value.mean, new.difference.mean) == (0.625, 0.25)
    assert (new.difference.low, new.difference.high) == (0.25, 0.25)
    assert rows["old", "on_time"].difference is None
    assert rows["new", "median_s"].value is None


def test_cases_are_compared_apart():
    results = [
        result("old", 1, case="a", on_time=0.0),
        result("old", 1, case="b", on_time=1.0),
    ]
    told = [(r.case, r.value) for r in compare(results) if r.figure == "on_time"]
    assert [(case, value.mean) for case, value in told if value] == [
        ("a", 0.0),
        ("b", 1.0),
    ]
