"""Tasks on a Dask cluster: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.simulation.rule_error import RuleError
from dispatch.sweep.case import Case, FixedLoad
from dispatch.sweep.executors.cluster import Cluster
from dispatch.sweep.sweep import run_sweep
from maps.errors import InputError, OfflineError
from tests.dispatch.simulation.shifts import load_of_rows
from tests.dispatch.sweep.cases import little_case
from tests.street import alert, policy, street, unit

ROOT = Path(__file__).parents[4]
OWN = """
import time
from dispatch.simulation.rules.closest_idle import ClosestIdle

def slow(moment):
    time.sleep(0.03)
    return ClosestIdle()(moment)

def wrong(moment):
    return {"P7": "A0"}
"""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def dask(*words: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Dask's commands until the block ends."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    here = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with (folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - this environment's own
            [*command, "--no-dashboard"],
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": here},
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def on_the_street() -> Case:
    load = load_of_rows(unit("P1", 0), *(alert(f"A{n}", 500.0 * n) for n in range(4)))
    return replace(
        little_case("street"),
        loads=FixedLoad(known=load),
        where=street(),
        policy=policy(zones_at_most=0),
    )


@pytest.fixture
def slow_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A user's rule in a folder to work in; the workers do not have its module."""
    (tmp_path / "slow_rules.py").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "slow_rules:slow"


@pytest.mark.slow
def test_a_worker_dies_and_the_numbers_are_those_of_one_process(
    tmp_path: Path, slow_rule: str
):
    pytest.importorskip("distributed", reason="Dask is not installed")
    rules = ["batch", slow_rule]
    address = f"tcp://127.0.0.1:{free_port()}"
    words = ("worker", address, "--nthreads", "1", "--no-nanny")
    with ExitStack() as stack:
        host, _, port = address.removeprefix("tcp://").partition(":")
        scheduler = ("scheduler", "--host", host, "--port", port)
        stack.enter_context(dask(*scheduler, folder=tmp_path))
        workers = [
            stack.enter_context(
                dask(*words, "--local-directory", str(tmp_path), folder=tmp_path)
            )
            for _ in range(2)
        ]
        told: list[int] = []

        def watch(done: int, _of: int) -> None:
            told.append(done)
            if done == 4:
                workers[0].send_signal(signal.SIGKILL)

        cases = [little_case(), on_the_street()]
        cluster = Cluster(address=address, answer_s=60.0, worker_s=180.0)
        results = run_sweep(cases, rules, range(8), executor=cluster, progress=watch)
        assert workers[0].wait(10) == -signal.SIGKILL
        assert workers[1].poll() is None
        with pytest.raises(RuleError, match=r"little, seed 1, .*'P7'") as caught:
            run_sweep(cases, ["slow_rules:wrong"], [1], executor=cluster)
    assert told == [*range(33)]
    assert results == run_sweep(cases, rules, range(8))
    assert caught.value.so_far is not None
    assert len(caught.value.so_far.log) == 1


def test_nobody_at_the_address():
    pytest.importorskip("distributed", reason="Dask is not installed")
    says = "--scheduler: no scheduler answers at .*; start one with: dask scheduler"
    cluster = Cluster(address=f"127.0.0.1:{free_port()}", answer_s=0.2)
    with pytest.raises(OfflineError, match=says):
        run_sweep([little_case()], ["batch"], [1], executor=cluster)


def test_an_address_that_is_none():
    pytest.importorskip("distributed", reason="Dask is not installed")
    cluster = Cluster(address="nowhere://x:y", answer_s=0.2)
    with pytest.raises(OfflineError, match="--scheduler: no scheduler answers at now"):
        run_sweep([little_case()], ["batch"], [1], executor=cluster)


def test_without_dask_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dispatch.sweep.executors.cluster.find_spec", lambda _: None)
    says = r"--scheduler: Dask is not installed; install it with: pip install .*cluster"
    with pytest.raises(InputError, match=says):
        run_sweep([little_case()], ["batch"], [1], executor=Cluster(address="x:1"))
