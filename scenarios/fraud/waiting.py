"""A belief some time later, with nothing new heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.fraud.belief import Belief, BeliefPart
from scenarios.fraud.chain_kernels import advance


def later(belief: Belief, seconds: float) -> Belief:
    """Say where she may be so much later, if nobody calls and nobody comes."""
    if seconds <= 0.0:
        return belief
    return Belief(parts=tuple(_later(part, seconds) for part in belief.parts))


def only_going(belief: Belief) -> Belief:
    """Leave out the chance that she has stopped; the rest adds up to less than 1."""
    parts = (replace(part, paused=np.zeros_like(part.paused)) for part in belief.parts)
    return Belief(parts=tuple(parts))


def _later(part: BeliefPart, seconds: float) -> BeliefPart:
    chain = part.chain
    going, paused = part.going.copy(), part.paused.copy()
    none = np.zeros(chain.n_places)
    advance(going, paused, chain.step, none, chain.relapse, seconds)
    return replace(part, going=going, paused=paused)
