"""`Processes`: tasks run in several processes of this machine.

Each process reads the roads once, from a file beside the cases, and takes the tasks of
one replication after the other, so that a load's places are laid out once for all
rules. They are processes of our own and not a pool's: where one dies it is known on
which task, that task alone is begun again, and the others go on.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory

from dispatch.sweep.case import Case
from dispatch.sweep.executors.executor import MOST_TRIES, deadly
from dispatch.sweep.executors.serve import LaidOut, serve
from dispatch.sweep.packing import pack_cases
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.task import Task
from maps.errors import FieldError, InputError
from maps.road_cache import cache_file, save_roads

_MOST_WORKERS = 1024  # *assumed*


@dataclass(frozen=True, slots=True, kw_only=True)
class Processes:
    """Runs tasks in so many processes.

    Raises
    ------
    FieldError : fewer than one.
    """

    workers: int

    def __post_init__(self) -> None:
        """Refuse numbers of processes that cannot be."""
        if not 1 <= self.workers <= _MOST_WORKERS:
            problem = f"{self.workers} is out of range"
            mend = f"write 1 to {_MOST_WORKERS}"
            raise FieldError(problem, field="workers", mend=mend)

    def run(self, cases: Sequence[Case], tasks: Sequence[Task]) -> Generator[RunResult]:
        """Run them; whatever happens, no process is left behind."""
        queue = _Queue(tasks)
        with TemporaryDirectory(prefix="officer-dispatch-") as name:
            laid_out = _lay_out(cases, Path(name))
            lanes = [_Lane(laid_out) for _ in range(min(self.workers, len(tasks)))]
            try:
                yield from _results(lanes, queue)
            finally:
                for lane in lanes:
                    lane.end()


class _Queue:
    """Tasks to come, replication by replication."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        groups = groupby(tasks, key=lambda task: task.replication)
        self._waiting = deque(deque(group) for _, group in groups)
        self._taken: dict[_Lane, deque[Task]] = {}

    def next(self, lane: _Lane) -> Task | None:
        """Take the next task of a lane's replication, of another, of another lane's."""
        own = self._taken.get(lane)
        if not own and self._waiting:
            own = self._taken[lane] = self._waiting.popleft()
        if not own:
            own = max(self._taken.values(), key=len, default=None)
        return own.popleft() if own else None


class _Lane:
    """One process, and the task that it is at."""

    def __init__(self, laid_out: LaidOut) -> None:
        self._laid_out = laid_out
        self.task: Task | None = None
        self.begin()

    def begin(self) -> None:
        """Start a process."""
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(self._laid_out, theirs), daemon=True
        )
        self._process.start()
        theirs.close()  # so that the line ends with the process

    def ask(self, task: Task) -> None:
        """Give the process a task."""
        self.task = task
        try:
            self.line.send(task)
        except OSError:
            return  # it has died: reading tells

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self.line.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _results(lanes: Sequence[_Lane], queue: _Queue) -> Generator[RunResult]:
    """Give each lane tasks until none is left."""
    tries: Counter[Task] = Counter()
    at_work: dict[Connection, _Lane] = {}

    def ask(lane: _Lane, task: Task | None) -> None:
        if task is not None:
            tries[task] += 1
            at_work[lane.line] = lane
            lane.ask(task)

    for lane in lanes:
        ask(lane, queue.next(lane))
    while at_work:
        for line in wait([*at_work]):
            lane = at_work.pop(line)  # type: ignore[call-overload] # only these
            result = _answered(lane)
            if result is not None:
                yield result
                ask(lane, queue.next(lane))
            elif lane.task is not None and tries[lane.task] >= MOST_TRIES:
                raise deadly(lane.task)
            else:
                lane.end()
                lane.begin()
                ask(lane, lane.task)


def _answered(lane: _Lane) -> RunResult | None:
    """Read what came of a task; None: its process has died."""
    try:
        answer = lane.line.recv()
    except (EOFError, OSError):
        return None
    if isinstance(answer, InputError):
        raise answer
    if not isinstance(answer, RunResult):
        raise RuntimeError(answer)  # noqa: TRY004 - a fault that a process tells of
    return answer


def _lay_out(cases: Sequence[Case], folder: Path) -> LaidOut:
    """Write the cases, and those of their roads that the cache does not have."""
    packed, roads = pack_cases(cases)
    file = folder / "cases.pickle"
    file.write_bytes(packed)
    files = {}
    for fingerprint, network in roads.items():
        kept, own = cache_file(fingerprint), folder / f"{fingerprint}.npz"
        if not kept.is_file():
            save_roads(network, own)
        files[fingerprint] = kept if kept.is_file() else own
    return LaidOut(cases=file, roads=files)
