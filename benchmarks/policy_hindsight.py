"""On-time shares that no rule could have bettered, replication by replication."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from dispatch.hindsight.hindsight import hindsight
from dispatch.simulation.terrain import Where
from dispatch.sweep.case import Case
from dispatch.sweep.fingerprint import program
from dispatch.sweep.simulator import RunResult
from maps.road_network import RoadNetwork
from maps.travel_times import TurnGraph

Shares = dict[int, float | None]
"""By seed; None: of a shift without an alert."""


def hindsight_shares(
    cases: Sequence[Case], results: Sequence[RunResult], folder: Path | None
) -> dict[str, Shares]:
    """Bound the on-time shares of all shifts that were run, by case.

    folder : where they are kept and found again; None: nowhere.
    """
    file = None if folder is None else folder / f"hindsight-{program()}.json"
    known = _read(file)
    graphs: dict[str, TurnGraph] = {}
    for case in cases:
        own = known.setdefault(case.name, {})
        for seed in sorted({r.seed for r in results if r.case == case.name} - {*own}):
            bound = hindsight(
                case.loads.load(seed),
                _ground(case, graphs),
                policy=case.policy,
                seed=seed,
                warm_up_s=case.warm_up_s,
                numbers=("on_time",),
            )
            own[seed] = bound.on_time_share
        if file is not None:
            file.write_text(json.dumps(known), encoding="utf-8")
    return known


def _read(file: Path | None) -> dict[str, Shares]:
    if file is None or not file.is_file():
        return {}
    kept = json.loads(file.read_text(encoding="utf-8"))
    return {
        case: {int(seed): share for seed, share in own.items()}
        for case, own in kept.items()
    }


def _ground(case: Case, graphs: dict[str, TurnGraph]) -> Where:
    """Make the roads of a case ready, once for all that have the same."""
    if not isinstance(case.where, RoadNetwork):
        return case.where
    key = case.where.fingerprint
    if key not in graphs:
        graphs[key] = TurnGraph(case.where)
    return graphs[key]
