"""Sweeps: the same numbers whoever runs them, and nothing run twice."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dispatch.simulation.rule_error import RuleError
from dispatch.sweep.case import Case
from dispatch.sweep.executors.in_process import InProcess
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.store import Store
from dispatch.sweep.sweep import run_sweep
from dispatch.sweep.task import Task, tasks_of
from tests.dispatch.sweep.cases import little_case

RULES = ["closest_idle", "full"]


@dataclass(frozen=True)
class Watched:
    """Runs tasks here, and notes which."""

    ran: list[Task] = field(default_factory=list)
    stop_after: int | None = None

    def run(self, cases: Sequence[Case], tasks: Sequence[Task]) -> Generator[RunResult]:
        inside = InProcess().run(cases, tasks)
        for task, result in zip(tasks, inside, strict=True):
            self.ran.append(task)
            yield result
            if len(self.ran) == self.stop_after:
                raise KeyboardInterrupt


def test_results_come_in_order_and_without_their_logs():
    told: list[tuple[int, int]] = []
    results = run_sweep(
        [little_case()], RULES, [4, 5], progress=lambda *of: told.append(of)
    )
    assert [(r.seed, r.rule) for r in results] == [
        (seed, rule) for seed in (4, 5) for rule in RULES
    ]
    assert told == [(done, 4) for done in range(5)]
    assert all(result.log is None for result in results)
    assert {result.figures.n_alerts for result in results} == {6}
    # Other luck each time, and the same for both rules: no two seeds agree.
    assert results[0].figures != results[2].figures


def test_a_killed_sweep_goes_on_where_it_was(tmp_path: Path):
    cases, whole = [little_case()], run_sweep([little_case()], RULES, range(3))
    store, killed = Store(tmp_path / "runs"), Watched(stop_after=4)
    with pytest.raises(KeyboardInterrupt):
        run_sweep(cases, RULES, range(3), executor=killed, store=store)
    after, told = Watched(), []
    results = run_sweep(
        cases,
        RULES,
        range(3),
        executor=after,
        store=store,
        progress=lambda *of: told.append(of),
    )
    assert results == whole
    assert len(after.ran) == 2
    assert not {*after.ran} & {*killed.ran}
    assert told == [(4, 6), (5, 6), (6, 6)]


def test_lost_and_damaged_results_alone_are_run_again(tmp_path: Path):
    cases, store = [little_case()], Store(tmp_path)
    whole = run_sweep(cases, RULES, range(3), store=store)
    tasks = tasks_of(cases, RULES, range(3))
    for task in tasks[::3]:
        store.file(task).unlink()
    store.file(tasks[1]).write_bytes(store.file(tasks[1]).read_bytes()[:-50])
    after = Watched()
    assert run_sweep(cases, RULES, range(3), executor=after, store=store) == whole
    assert after.ran == [tasks[0], tasks[1], tasks[3]]
    nobody = Watched()
    run_sweep(cases, RULES, range(3), executor=nobody, store=store)
    assert nobody.ran == []


def test_another_policy_finds_nothing(tmp_path: Path):
    store, again = Store(tmp_path), Watched()
    run_sweep([little_case()], RULES, [1], store=store)
    other = [little_case(turnout_s=90)]
    results = run_sweep(other, RULES, [1], executor=again, store=store)
    assert len(again.ran) == 2
    assert results == run_sweep(other, RULES, [1])


def test_results_are_their_owners_alone(tmp_path: Path):
    store = Store(tmp_path / "runs")
    run_sweep([little_case()], RULES, [1], store=store)
    files = [*(tmp_path / "runs").iterdir()]
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "runs").stat().st_mode & 0o777 == 0o700


def send_nowhere(_moment: object) -> dict[str, str]:
    """Give orders that cannot be."""
    return {"P0": "nowhere"}


def test_a_rule_at_fault_is_named_and_its_log_kept():
    with pytest.raises(RuleError, match=r"little, seed 1, rule send_nowhere") as caught:
        run_sweep([little_case()], [f"{__name__}:send_nowhere"], [1])
    assert caught.value.so_far is not None
    assert len(caught.value.so_far.log) == 1
