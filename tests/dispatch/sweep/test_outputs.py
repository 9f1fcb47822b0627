"""A sweep as files."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from dispatch.sweep.comparison_plot import save_plots
from dispatch.sweep.figure_names import FIGURES
from dispatch.sweep.figure_table import figure_table
from dispatch.sweep.outputs import check_outputs, save_report, save_so_far
from dispatch.sweep.report import SweepReport, report_form
from dispatch.sweep.simulator import Simulator
from dispatch.sweep.task import tasks_of
from maps.errors import FileError
from scenarios.response_log.log_files import read_log
from tests.dispatch.sweep.cases import little_case, result

CASE = little_case()


def report(rules: tuple[str, ...] = ("old", "new"), seeds: int = 3) -> SweepReport:
    """Return a report of runs that nobody made: the new rule is always a bit better."""
    return SweepReport(
        cases=[CASE],
        rules=rules,
        replications=seeds,
        seed=1,
        policy="default",
        results=[
            result(
                rule,
                seed,
                on_time=0.5 + 0.05 * seed + (0.1 + 0.01 * seed) * (rule == "new"),
                median_s=None if rule == "new" else 400.0,
            )
            for seed in range(1, seeds + 1)
            for rule in rules
        ],
    )


def test_the_form_has_values_and_differences():
    form = report_form(report())
    (case,) = form["scenarios"]
    old, new = case["rules"]
    # On time 0.55, 0.60, 0.65; the new rule is 0.11, 0.12 and 0.13 above: 0.12 in the
    # mean, 0.01 its standard deviation, and 4.3027 x 0.01 / sqrt(3) = 0.0248.
    assert old["figures"]["on_time"]["mean"] == 0.6
    assert new["differences"]["on_time"] == {
        "mean": 0.12,
        "low": pytest.approx(0.0952, abs=1e-4),
        "high": pytest.approx(0.1448, abs=1e-4),
        "n": 3,
    }
    assert "differences" not in old
    assert new["figures"]["median_s"] is None
    assert (case["loads"], form["replications"]) == ("known", 3)
    json.dumps(form, allow_nan=False)


def test_a_row_per_run():
    table = figure_table(report().results)
    assert table.columns == ["scenario", "rule", "seed", *FIGURES]
    assert table.shape == (6, 3 + len(FIGURES))
    assert table["median_s"].null_count() == 3


@pytest.mark.slow
def test_plots_of_the_same_report_have_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        save_plots(report(), tmp_path / f"{name}.svg", tmp_path / f"{name}.png")
    for form in ("svg", "png"):
        one, other = ((tmp_path / f"{name}.{form}").read_bytes() for name in "ab")
        assert one == other
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert "less old" in text
    assert "dc:date" not in text


def test_a_plot_of_one_rule_and_of_names_that_are_hard(tmp_path: Path):
    hard = report(("$x^2_我的:规则<&",), seeds=1)
    save_plots(hard, tmp_path / "a.svg", tmp_path / "a.png")
    assert "$x^2_我的:规则&lt;&amp;" in (tmp_path / "a.svg").read_text("utf-8")


def test_all_files_are_there_and_their_owners_alone(tmp_path: Path):
    (task,) = tasks_of([CASE], ["closest_idle"], [1])
    whole = Simulator([CASE]).whole(task)
    told = SweepReport(
        cases=[CASE],
        rules=["closest_idle"],
        replications=1,
        seed=1,
        policy="default",
        results=[Simulator([CASE]).run(task)],
    )
    folder = tmp_path / "deep" / "out"
    save_so_far(whole.shift, folder)
    paths = save_report(told, folder, whole=whole)
    assert {path.name for path in paths} == {path.name for path in folder.iterdir()}
    assert {path.name for path in paths} == {
        *("comparison.json", "comparison.png", "comparison.svg", "events.jsonl"),
        *("figures.csv", "figures.parquet", "log.csv", "log.parquet", "simulate.html"),
    }
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert read_log(folder / "log.parquet").table.equals(whole.shift.log.table)
    assert read_log(folder / "log.csv").table.equals(whole.shift.log.table)
    assert pl.read_parquet(folder / "figures.parquet").equals(
        figure_table(told.results)
    )


def test_nothing_is_written_where_one_file_cannot_be_moved(tmp_path: Path):
    (tmp_path / "simulate.html").mkdir()
    with pytest.raises(FileError, match=r"simulate\.html in it is a folder"):
        check_outputs(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match=r"file is a file"):
        check_outputs(tmp_path / "file" / "out")
