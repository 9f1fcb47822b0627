"""Money at risk: heavy-tailed, lognormal or Pareto, given or fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from maps.road_network import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """Logarithms are normal. median : in the currency; sigma : of the logarithm.

    The defaults are *assumed*: half of the victims stand to lose under 30,000 yuan,
    and one in 2,500 the 4.9 million of a case that was told of.
    """

    median: float = 30_000.0
    sigma: float = 1.5

    def quantile(self, share: Floats) -> Floats:
        """Amount that a share of the alerts is below, [n]."""
        amount: Floats = self.median * np.exp(self.sigma * special.ndtri(share))
        return amount

    def share_below(self, amount: Floats) -> Floats:
        """Share of the alerts below an amount, [n]."""
        logs = np.log(np.asarray(amount) / self.median)
        share: Floats = special.ndtr(logs / self.sigma)
        return share


@dataclass(frozen=True, slots=True, kw_only=True)
class Pareto:
    """Above `minimum` a share (minimum / amount) ** alpha has more than an amount."""

    minimum: float
    alpha: float

    def quantile(self, share: Floats) -> Floats:
        """Amount that a share of the alerts is below, [n]."""
        amount: Floats = self.minimum * (1.0 - np.asarray(share)) ** (-1.0 / self.alpha)
        return amount

    def share_below(self, amount: Floats) -> Floats:
        """Share of the alerts below an amount, [n]."""
        ratio = self.minimum / np.maximum(amount, self.minimum)
        share: Floats = 1.0 - ratio**self.alpha
        return share


Exposure = Lognormal | Pareto


def fit_exposure(amounts: Floats) -> Exposure | None:
    """Fit both by maximum likelihood and return the likelier; None below 3 amounts.

    Both have two parameters, so their likelihoods may be compared. Amounts of 0 and
    below are left out.
    """
    logs = np.log(amounts[amounts > 0])
    if len(logs) < 3 or np.ptp(logs) == 0:  # noqa: PLR2004 - two parameters and one more
        return None
    middle, sigma, least = logs.mean(), logs.std(), logs.min()
    alpha = 1.0 / (logs.mean() - least)
    # Log-likelihoods of an amount on average, without the mean logarithm in both.
    of_lognormal = -np.log(sigma * np.sqrt(2 * np.pi)) - 0.5
    of_pareto = np.log(alpha) - 1.0
    if of_pareto > of_lognormal:
        return Pareto(minimum=float(np.exp(least)), alpha=float(alpha))
    return Lognormal(median=float(np.exp(middle)), sigma=float(sigma))
