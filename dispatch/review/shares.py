"""Shares with their intervals."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from dispatch.review.order_statistics import CONFIDENCE
from dispatch.review.runs import Counts, Floats


def wilson(
    of: Counts, n: Counts, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Return the interval of the share of / n; NaN where n is 0.

    Wilson, JASA 22 (1927), 209-212: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    """
    z = float(ndtri(0.5 + confidence / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        p = of / n
        middle = p + z**2 / (2 * n)
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low, high = (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)
    # Where none or all are, the bound is 0 or 1 but for rounding.
    low = np.where(of == 0, np.where(n > 0, 0.0, np.nan), low)
    high = np.where(of == n, np.where(n > 0, 1.0, np.nan), high)
    return low, high
