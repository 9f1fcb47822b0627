"""`Quality`: how well predicted times agree with observed ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.road_network import Floats

_LOW, _HIGH = 10, 90
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Measures over drives.

    median_ratio, p10, p90 : of predicted over observed. r : correlation of the
    two, nan where either does not vary. median_abs_error_s : of predicted less
    observed.
    """

    n: int
    median_ratio: float
    p10: float
    p90: float
    r: float
    median_abs_error_s: float


def quality(predicted_s: Floats, observed_s: Floats) -> Quality:
    """Measure; there must be one drive or more."""
    ratio = predicted_s / observed_s
    p10, median, p90 = np.percentile(ratio, [_LOW, 50, _HIGH]).tolist()
    return Quality(
        n=len(ratio),
        median_ratio=median,
        p10=p10,
        p90=p90,
        r=_correlation(predicted_s, observed_s),
        median_abs_error_s=float(np.median(np.abs(predicted_s - observed_s))),
    )


def _correlation(one: Floats, other: Floats) -> float:
    if len(one) < _PAIR or not np.ptp(one) or not np.ptp(other):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
