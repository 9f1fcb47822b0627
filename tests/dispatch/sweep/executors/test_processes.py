"""Tasks in processes of this machine."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.simulation.rule_error import RuleError
from dispatch.sweep.case import Case, FixedLoad
from dispatch.sweep.executors.processes import Processes
from dispatch.sweep.sweep import run_sweep
from dispatch.sweep.task import tasks_of
from maps.errors import FieldError, InputError
from tests.dispatch.simulation.shifts import load_of_rows
from tests.dispatch.sweep.cases import little_case
from tests.street import alert, policy, street, unit

RULES = ["closest_idle", "batch"]
OWN = """
import os, signal
from pathlib import Path
from dispatch.simulation.rules.closest_idle import ClosestIdle

def once(moment):
    file = Path("died")
    if not file.exists():
        file.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return ClosestIdle()(moment)

def always(moment):
    os.kill(os.getpid(), signal.SIGKILL)

def wrong(moment):
    return {"P7": "A0"}
"""


@pytest.mark.parametrize("workers", [0, -1, 5000])
def test_numbers_of_processes_that_cannot_be(workers: int):
    with pytest.raises(FieldError, match=r"workers: -?\d+ is out of range; write 1"):
        Processes(workers=workers)


def on_the_street() -> Case:
    load = load_of_rows(unit("P1", 0), *(alert(f"A{n}", 500.0 * n) for n in range(4)))
    return replace(
        little_case("street", zones_at_most=0),
        loads=FixedLoad(known=load),
        where=street(),
        policy=policy(zones_at_most=0),
    )


@pytest.mark.slow
def test_two_processes_say_what_one_says():
    cases = [little_case(), on_the_street()]
    one = run_sweep(cases, RULES, range(3))
    assert run_sweep(cases, RULES, range(3), executor=Processes(workers=2)) == one


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder to work in, with rules that are the end of their process."""
    (tmp_path / "deadly_rules.py").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "deadly_rules"


@pytest.mark.slow
def test_a_task_whose_process_dies_is_begun_again_alone(rules: str):
    told: list[tuple[int, int]] = []
    results = run_sweep(
        [little_case()],
        [f"{rules}:once"],
        range(3),
        executor=Processes(workers=1),
        progress=lambda *of: told.append(of),
    )
    expected = run_sweep([little_case()], ["closest_idle"], range(3))
    assert [r.figures for r in results] == [r.figures for r in expected]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert Path("died").exists()


@pytest.mark.slow
def test_a_task_on_which_each_process_dies_is_given_up(rules: str):
    with pytest.raises(InputError, match=r"rule .*always: its process died 3 times"):
        run_sweep(
            [little_case()], [f"{rules}:always"], [1], executor=Processes(workers=1)
        )


@pytest.mark.slow
def test_a_rule_at_fault_comes_back_with_its_log(rules: str):
    with pytest.raises(RuleError, match=r"little, seed 1, .*'P7'") as caught:
        run_sweep(
            [little_case()], [f"{rules}:wrong"], [1], executor=Processes(workers=1)
        )
    assert caught.value.so_far is not None
    assert len(caught.value.so_far.log) == 1


@pytest.mark.slow
def test_no_process_is_left_behind():
    case = little_case()
    tasks = tasks_of([case], RULES, range(9))
    with closing(Processes(workers=1).run([case], tasks)) as results:
        next(results)
        children = [*Path(f"/proc/{os.getpid()}/task").glob("*/children")]
        known = {int(pid) for file in children for pid in file.read_text().split()}
    alive = {pid for pid in known if _is_serving(pid)}
    assert known
    assert not alive


def _is_serving(pid: int) -> bool:
    file = Path(f"/proc/{pid}/cmdline")
    return file.exists() and b"spawn_main" in file.read_bytes()
