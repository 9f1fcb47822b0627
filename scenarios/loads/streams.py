"""Random streams by name: what one of them gives no other one changes.

A load draws each thing from a stream of its own: the arrivals of one hour, the
exposures of that hour, the place of one unit. So two loads of one seed that differ in
one thing have all else in common (common random numbers: Law, Simulation Modeling and
Analysis, 5th ed., section 11.2), and differences between them are due to that thing.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np

_KEY_BYTES = 8


def stream(seed: int, *keys: str | int) -> np.random.Generator:
    """Return the stream of a name, as "exposure", 494592, 0.

    seed : not below 0. keys : names, and numbers from 0.
    """
    spawn_key = tuple(key if isinstance(key, int) else _number(key) for key in keys)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=spawn_key))


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:_KEY_BYTES], "big")
