"""What a process of `Processes` does: a task comes, what came of it goes back."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from dispatch.sweep.packing import unpack_cases
from dispatch.sweep.simulator import RunResult, Simulator
from dispatch.sweep.task import Task
from maps.errors import InputError
from maps.road_cache import read_roads
from maps.road_network import RoadNetwork

Answer = RunResult | InputError | str
"""A result; what is wrong with what was given; a fault of ours, with its traceback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """Where processes read what all tasks need. roads : files by fingerprint."""

    cases: Path
    roads: Mapping[str, Path]


def serve(laid_out: LaidOut, line: Connection) -> None:
    """Run tasks until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks, stops us
    packed = laid_out.cases.read_bytes()
    cases = unpack_cases(packed, lambda key: _roads(laid_out.roads[key]))
    simulator = Simulator(cases)
    try:
        while True:
            line.send(_answer(simulator, line.recv()))
    except (EOFError, BrokenPipeError):
        return


def _answer(simulator: Simulator, task: Task) -> Answer:
    try:
        return simulator.run(task)
    except InputError as fault:
        return fault
    except Exception:  # noqa: BLE001 - it is told to whoever asks
        return traceback.format_exc()


def _roads(file: Path) -> RoadNetwork:
    roads = read_roads(file)
    if roads is None:
        msg = f"the roads in {file} are gone"
        raise RuntimeError(msg)
    return roads
