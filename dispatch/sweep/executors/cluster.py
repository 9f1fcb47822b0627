"""`Cluster`: tasks run on a Dask cluster, by the address of its scheduler.

The cases and their roads travel to each worker once, in a plugin, which Dask hands to
workers that join later too; with a task goes its name alone. (Scattered, they would be
copied to the workers there are, and lost with them.) Where a worker dies, the scheduler
gives its tasks to others; a result that comes twice counts once, by the task's key.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dispatch.sweep.case import Case
from dispatch.sweep.fingerprint import fingerprint, program
from dispatch.sweep.named_rules import rule_file
from dispatch.sweep.packing import pack_cases
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.task import Task
from maps.errors import InputError, OfflineError
from maps.road_cache import save_roads
from maps.road_network import RoadNetwork

if TYPE_CHECKING:
    from distributed import Client

_ANSWER_S = 10  # for which a scheduler is waited: *assumed*
_WORKER_S = 60  # and a first worker: *assumed*
_FIELD = "--scheduler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Runs tasks on the workers of a scheduler.

    address : tcp://host:port, or host:port. answer_s, worker_s : how long the
    scheduler and a first worker are waited for.
    """

    address: str
    answer_s: float = _ANSWER_S
    worker_s: float = _WORKER_S

    def run(self, cases: Sequence[Case], tasks: Sequence[Task]) -> Generator[RunResult]:
        """Run them.

        Raises
        ------
        InputError : Dask is not installed; a rule is at fault; a task on which worker
            after worker died; workers that run another version of this program.
        OfflineError : nobody answers at the address, or no worker comes.
        """
        with _client(self) as client:
            name = _send(client, cases, tasks)
            try:
                yield from _results(client, name, tasks)
            finally:
                with suppress(OSError):  # the scheduler is gone, and the plugin with it
                    client.unregister_worker_plugin(name)  # type: ignore[no-untyped-call] # Dask's


@contextmanager
def _client(cluster: Cluster) -> Iterator[Client]:
    """Connect, and wait for a first worker."""
    if find_spec("distributed") is None:
        mend = "install it with: pip install 'officer-dispatch[cluster]'"
        raise InputError("Dask is not installed", field=_FIELD, mend=mend)
    from distributed import Client  # noqa: PLC0415 - of an extra, and slow to load

    try:
        client = Client(  # type: ignore[no-untyped-call] # Dask's
            cluster.address, timeout=cluster.answer_s
        )
    except (OSError, ValueError) as fault:
        said = str(fault).partition("\n")[0]
        raise OfflineError(
            f"no scheduler answers at {cluster.address} ({said})",
            field=_FIELD,
            mend="start one with: dask scheduler",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=cluster.worker_s)
        except TimeoutError:
            raise OfflineError(
                f"the scheduler at {cluster.address} has no worker",
                field=_FIELD,
                mend=f"start one with: dask worker {cluster.address}",
            ) from None
        yield client


def _send(client: Client, cases: Sequence[Case], tasks: Sequence[Task]) -> str:
    """Send what all tasks need to every worker; return what it is called there."""
    from dispatch.sweep.executors.worker_plugin import (  # noqa: PLC0415 - as above
        SimulatorPlugin,
    )

    for file in {rule_file(task.rule) for task in tasks} - {None}:
        client.upload_file(str(file))
    packed, roads = pack_cases(cases)
    name = f"officer-dispatch-{fingerprint([task.key for task in tasks])}"
    plugin = SimulatorPlugin(name, packed, _bytes_of(roads), program())
    try:
        client.register_plugin(plugin)
    except (RuntimeError, ImportError) as fault:
        problem = f"the workers cannot take part: {fault}"
        mend = "install this version of officer-dispatch on them"
        raise InputError(problem, field=_FIELD, mend=mend) from fault
    return name


def _bytes_of(roads: Mapping[str, RoadNetwork]) -> dict[str, bytes]:
    """Write roads as their cache files have them."""
    with TemporaryDirectory() as name:
        file = Path(name) / "roads.npz"
        written = {}
        for key, network in roads.items():
            save_roads(network, file)
            written[key] = file.read_bytes()
        return written


def _results(client: Client, name: str, tasks: Sequence[Task]) -> Iterator[RunResult]:
    """Submit all, and take what comes."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - as above

    from dispatch.sweep.executors.worker_plugin import (  # noqa: PLC0415 - as above
        run_on_worker,
    )

    asked = {
        client.submit(run_on_worker, name, task, key=f"{name}-{task.key}"): task
        for task in tasks
    }
    for future in as_completed([*asked]):  # type: ignore[no-untyped-call] # Dask's
        task = asked.pop(future)
        try:
            result: RunResult = future.result()
        except KilledWorker as fault:
            raise InputError(
                "workers died on it, one after the other",
                file=f"{task.case}, seed {task.seed}",
                row=f"rule {task.rule}",
                mend="look whether they have memory enough",
            ) from fault
        except CancelledError:
            problem = "the scheduler went away"
            mend = "start it again, and the same command"
            raise OfflineError(problem, field=_FIELD, mend=mend) from None
        future.release()
        yield result
