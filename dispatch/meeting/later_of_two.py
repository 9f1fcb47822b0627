"""Two who come at uncertain times: the mean of the later one."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

_FAR_SIGMAS, _POINTS = 8.0, 641
"""The trapezoidal rule's range and points; for smooth functions times the normal
density its error falls faster than any power of the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """When somebody is there: a fixed time, and a lognormal one on top.

    fixed_s : what is certain. median_s, sigma : of the lognormal part; 0 of either
    leaves nothing uncertain.
    """

    fixed_s: float
    median_s: float
    sigma: float

    @property
    def middle_s(self) -> float:
        """Median of the whole."""
        return self.fixed_s + self.median_s

    @property
    def is_certain(self) -> bool:
        """Whether it is one moment."""
        return self.median_s <= 0 or self.sigma <= 0

    def chance_by(self, moment_s: float) -> float:
        """Chance of being there by a moment."""
        left_s = moment_s - self.fixed_s
        if self.is_certain:
            return float(self.median_s <= left_s)
        if left_s <= 0:
            return 0.0
        return float(ndtr(log(left_s / self.median_s) / self.sigma))

    @property
    def spread_s(self) -> float:
        """Standard deviation."""
        if self.is_certain:
            return 0.0
        return self.median_s * exp(self.sigma**2 / 2) * sqrt(expm1(self.sigma**2))

    def mean_wait_s(self, since_s: Floats) -> Floats:
        """Mean of how long one waits who is there since a moment, of each moment.

        E[(X - x)+] of a lognormal X, as in Black and Scholes (1973), equation 13.
        """
        ahead_s = since_s - self.fixed_s
        if self.is_certain:
            return np.maximum(0.0, self.median_s - ahead_s)
        mean_s = self.median_s * exp(self.sigma**2 / 2)
        known = np.maximum(ahead_s, np.finfo(float).tiny)
        at = (log(self.median_s) - np.log(known)) / self.sigma
        later: Floats = mean_s * ndtr(at + self.sigma) - ahead_s * ndtr(at)
        return np.where(ahead_s > 0, later, mean_s - ahead_s)

    def points(self) -> tuple[Floats, Floats]:
        """Moments that stand for it, and the weight of each."""
        if self.is_certain:
            return np.array([self.middle_s]), np.ones(1)
        at = np.linspace(-_FAR_SIGMAS, _FAR_SIGMAS, _POINTS)
        weights = np.exp(-(at**2) / 2)
        moments_s = self.fixed_s + self.median_s * np.exp(self.sigma * at)
        return moments_s, weights / weights.sum()


def mean_later_s(one: Coming, other: Coming) -> float:
    """Mean of the later of two that do not hang on each other, E[max].

    max(x, Y) = x + (Y - x)+, whose mean over Y is known in closed form; the mean over
    x is a quadrature, of the one that is surer, for which that is smooth.
    """
    outer, inner = sorted((one, other), key=lambda each: each.spread_s)
    moments_s, weights = outer.points()
    return float(weights @ (moments_s + inner.mean_wait_s(moments_s)))
