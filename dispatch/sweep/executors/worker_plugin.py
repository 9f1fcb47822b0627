"""`SimulatorPlugin`: what each worker of a Dask cluster holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from distributed import Worker, WorkerPlugin, get_worker

from dispatch.sweep.fingerprint import program
from dispatch.sweep.packing import unpack_cases
from dispatch.sweep.simulator import RunResult, Simulator
from dispatch.sweep.task import Task
from maps.road_cache import cache_file, read_roads
from maps.road_network import RoadNetwork


class SimulatorPlugin(WorkerPlugin):
    """The cases and the roads of a sweep, which come to each worker once.

    A worker that joins later, or again after it died, is sent them too. Roads that
    the machine's own cache has are taken from there.

    name : of this sweep's; another one's at the same time has another.
    """

    def __init__(
        self, name: str, packed: bytes, roads: Mapping[str, bytes], client: str
    ) -> None:
        self.name = name
        self._packed, self._roads, self._program = packed, roads, client

    def setup(self, worker: Worker) -> None:
        """Take the worker's folder; what takes long waits for the first task."""
        if program() != self._program:
            msg = "the worker has another version of the program"
            raise RuntimeError(msg)
        self._folder, self._lock = Path(worker.local_directory), Lock()
        self._simulator: Simulator | None = None

    def run(self, task: Task) -> RunResult:
        """Run a task; one at a time, however many threads the worker has."""
        with self._lock:
            if self._simulator is None:
                self._simulator = Simulator(unpack_cases(self._packed, self._read))
                self._packed, self._roads = b"", {}
            return self._simulator.run(task)

    def _read(self, fingerprint: str) -> RoadNetwork:
        kept = read_roads(cache_file(fingerprint))
        if kept is not None:
            return kept
        file = self._folder / f"{fingerprint}.npz"
        file.write_bytes(self._roads[fingerprint])
        roads = read_roads(file)
        if roads is None:
            msg = f"the roads {fingerprint} did not arrive whole"
            raise RuntimeError(msg)
        return roads


def run_on_worker(name: str, task: Task) -> RunResult:
    """Run a task by the plugin of its sweep."""
    plugin = get_worker().plugins[name]
    if not isinstance(plugin, SimulatorPlugin):
        msg = f"{name} is not of a sweep"
        raise TypeError(msg)
    return plugin.run(task)
