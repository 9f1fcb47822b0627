"""A belief at its start: what the warning says, before time and calls.

What is taken where nothing is said (assumed):

- the script: each is as likely; of those that have the stage, if that is known;
- the stage: that of a random moment of the script, so by the mean dwell of each;
- the time in the stage before the warning: that of a random moment of the stage, by
  which each of its phases is as likely.

A name that no script has counts as one that is not said.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenarios.fraud.belief import Belief, BeliefPart
from scenarios.fraud.chain import Floats, ScriptChain
from scenarios.fraud.chain_kernels import advance


def start_belief(
    chains: Mapping[str, ScriptChain],
    script: str | None,
    stage: str | None,
    spent_s: float | None,
) -> Belief:
    """Say where she may be, knowing a stage and how long she has been in it.

    chains : by script. spent_s : None where it is not known.
    """
    able = _scripts(chains, script, stage)
    parts = (_part(name, chains[name], stage, spent_s, len(able)) for name in able)
    return Belief(parts=tuple(parts))


def _scripts(
    chains: Mapping[str, ScriptChain], script: str | None, stage: str | None
) -> list[str]:
    if script is not None and script in chains:
        return [script]
    with_stage = [name for name, chain in chains.items() if stage in chain.stage_ids]
    return with_stage or [*chains]


def _part(
    name: str, chain: ScriptChain, stage: str | None, spent_s: float | None, n: int
) -> BeliefPart:
    going = _places(chain, stage, spent_s) / n
    return BeliefPart(
        script=name, chain=chain, going=going, paused=np.zeros_like(going)
    )


def _places(chain: ScriptChain, stage: str | None, spent_s: float | None) -> Floats:
    """Chance of each place, [places]."""
    if stage is None or stage not in chain.stage_ids:
        return _random_moment(chain)
    first = chain.stage_ids.index(stage) * chain.shape
    if first == chain.n_phases:
        return _transfers(chain, spent_s or 0.0)
    places = np.zeros(chain.n_places)
    phases = slice(first, first + chain.shape)
    if spent_s is None:
        places[phases] = 1.0 / chain.shape
    else:
        places[phases] = _phases_after(chain.step[first] * spent_s, chain.shape)
    return places


def _random_moment(chain: ScriptChain) -> Floats:
    """Phases by their mean time."""
    places = np.zeros(chain.n_places)
    mean_s = 1.0 / chain.step[: chain.n_phases]
    places[: chain.n_phases] = mean_s / mean_s.sum()
    return places


def _transfers(chain: ScriptChain, spent_s: float) -> Floats:
    """One card gone, and what has followed since."""
    places, paused = np.zeros(chain.n_places), np.zeros(chain.n_places)
    places[chain.n_phases] = 1.0
    advance(places, paused, chain.step, paused.copy(), chain.relapse, spent_s)
    return places


def _phases_after(jumps: float, shape: int) -> Floats:
    """Phases of a stage that is not over after so many jumps on average, [shape].

    Poisson, given that fewer than `shape` jumps came.
    """
    chances = np.cumprod([1.0, *(jumps / n for n in range(1, shape))])
    given: Floats = chances / chances.sum()
    return given
