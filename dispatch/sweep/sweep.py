"""`run_sweep`: many shifts, each simulated once.

results = run_sweep(
    cases, ["closest_idle", "full"], range(1, 31),
    executor=Processes(workers=2), store=Store(Path("out/runs")),
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from dispatch.sweep.case import Case
from dispatch.sweep.executors.executor import Executor
from dispatch.sweep.executors.in_process import InProcess
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.store import Store
from dispatch.sweep.task import Task, tasks_of

Progress = Callable[[int, int], None]


def run_sweep(  # noqa: PLR0913 - what is run, and how
    cases: Sequence[Case],
    rules: Sequence[str],
    seeds: Iterable[int],
    *,
    executor: Executor | None = None,
    store: Store | None = None,
    progress: Progress = lambda _done, _all: None,
) -> tuple[RunResult, ...]:
    """Simulate every case by every rule with every seed.

    One seed gives one load and one luck, whatever the rule: common random numbers.

    Parameters
    ----------
    rules : names, those of the program or `module:callable`.
    executor : None: this process.
    store : where each result is kept as it ends; what is there is not run again.
    progress : told how many are done, of how many; at the start, of those found.

    Returns
    -------
    Results by case, then seed, then rule, in the order given; without their logs,
    which are in the store.

    Raises
    ------
    InputError : a rule that there is not or that is at fault, a load that cannot be
        drawn, a place that is not on the roads, a store that cannot be written to.
    """
    tasks = tasks_of(cases, rules, seeds)
    done = _found(tasks, store)
    left = [task for task in tasks if task not in done]
    progress(len(done), len(tasks))
    if left:
        of = {(task.case, task.rule, task.seed): task for task in left}
        with closing((executor or InProcess()).run(cases, left)) as results:
            for result in results:
                task = of[result.case, result.rule, result.seed]
                if store is not None:
                    store.keep(task, result)
                done[task] = replace(result, log=None)
                progress(len(done), len(tasks))
    return tuple(done[task] for task in tasks)


def _found(tasks: Sequence[Task], store: Store | None) -> dict[Task, RunResult]:
    """Return the results that are in the store."""
    if store is None:
        return {}
    found = ((task, store.find(task)) for task in tasks)
    return {task: result for task, result in found if result is not None}
