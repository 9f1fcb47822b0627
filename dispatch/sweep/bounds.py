"""How many alerts could have been on time in each replication, had one known it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispatch.sweep.case import Case
from dispatch.sweep.paired import Interval, mean_interval, paired_difference
from dispatch.sweep.simulator import RunResult, Simulator
from dispatch.sweep.sweep import Progress

FIGURE = "on_time"
"""Of `ShiftFigures`: what is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The share on time that no rule betters in one replication; None: no alerts."""

    case: str
    seed: int
    on_time: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Bounds of a case over replications, and how far each rule stays below.

    gaps : by rule, shares, paired by replication.
    """

    case: str
    bound: Interval | None
    gaps: dict[str, Interval | None]


def bounds_of(
    cases: Sequence[Case], seeds: Iterable[int], progress: Progress
) -> tuple[Bound, ...]:
    """Bound every replication of every case.

    Raises
    ------
    InputError : as of simulating them.
    """
    simulator, wanted = Simulator(cases), [*seeds]
    found: list[Bound] = []
    for case in cases:
        for seed in wanted:
            share = simulator.bound(case.name, seed).on_time_share
            found.append(Bound(case=case.name, seed=seed, on_time=share))
            progress(len(found), len(cases) * len(wanted))
    return tuple(found)


def gaps_of(
    case: str,
    rules: Sequence[str],
    results: Iterable[RunResult],
    bounds: Sequence[Bound],
) -> Gaps | None:
    """Compare the rules of a case with its bounds; None where it has none."""
    by_seed = {bound.seed: bound.on_time for bound in bounds if bound.case == case}
    if not by_seed:
        return None
    shares = {
        (result.rule, result.seed): result.figures.on_time
        for result in results
        if result.case == case
    }
    best = [*by_seed.values()]
    return Gaps(
        case=case,
        bound=mean_interval(best),
        gaps={
            rule: paired_difference(
                [shares.get((rule, seed)) for seed in by_seed], best
            )
            for rule in rules
        },
    )
