"""How many calls took how long."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

_TO_TARGET, _BINS = 8, 24  # a minute each, to three times 8 minutes


def histogram(time_s: NDArray[np.float64], target_s: float) -> pl.DataFrame:
    """Count times: from_s (beyond), to_s (up to and with), n.

    The target is an edge, and whoever took just that long is on time; the last class
    has no end.
    """
    edges = np.arange(_BINS + 1) * (target_s / _TO_TARGET)
    which = np.clip(np.searchsorted(edges, time_s, side="left") - 1, 0, _BINS)
    return pl.DataFrame(
        {
            "from_s": edges,
            "to_s": [*edges[1:].tolist(), None],
            "n": np.bincount(which, minlength=_BINS + 1),
        }
    )
