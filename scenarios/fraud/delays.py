"""What lies between the kerb and contact: access, and a search where nobody opens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtr, ndtri, roots_genlaguerre

from scenarios.fraud.chain import Floats
from scenarios.fraud.curve_kernels import after_delays
from scenarios.fraud.numbers import Search
from scenarios.fraud.time_grid import fine_curve

_N_PARTS = 64  # of equal chance
_MIDDLES = (np.arange(_N_PARTS) + 0.5) / _N_PARTS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Delays:
    """Points that stand for a drawn delay in a mean: multiples of one time.

    factors, weights : [points]; the weights add up to 1.
    """

    factors: Floats
    weights: Floats

    def mean_of(self, curve: Floats, fixed_s: Floats, unit_s: Floats) -> Floats:
        """Mean of a fine curve after a fixed time and so many of a unit, [k]."""
        out = np.empty(len(fixed_s))
        after_delays(fixed_s, unit_s, self.factors, self.weights, curve, out)
        return out


def lognormal(sigma: float, n_points: int) -> Delays:
    """Gauss and Hermite's points of the normal, as multiples of a median."""
    at, weights = np.polynomial.hermite_e.hermegauss(n_points)
    return Delays(factors=np.exp(sigma * at), weights=weights / weights.sum())


def searches(search: Search, n_points: int) -> Delays:
    """No search, or one: Gauss and Laguerre's points of the Gamma, in seconds."""
    at, weights = roots_genlaguerre(n_points, search.shape - 1)
    given = search.share * weights / weights.sum()
    return Delays(
        factors=np.append(0.0, search.scale_s * at),
        weights=np.append(1.0 - search.share, given),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoorDelay:
    """Kerb to contact at one place.

    nodes_s : [nodes], moments of curves. median_s : of access. access : multiples of
    it; access_middles : in the middle of parts of equal chance. search : seconds, none
    among them; None where nobody has to be searched for. search_share,
    search_middles_s : its chance, and how long one takes in the middle of parts of
    equal chance.
    """

    nodes_s: Floats
    median_s: float
    access: Delays
    access_middles: Floats
    search: Delays | None
    search_share: float
    search_middles_s: Floats

    def at_kerb(self, curve: Floats) -> Floats:
        """Fine curve by when officers are at the kerb, of one by contact, [nodes]."""
        nodes_s = self.nodes_s
        found = curve
        if self.search is not None:
            fine = fine_curve(nodes_s, curve)
            found = self.search.mean_of(fine, nodes_s, np.ones(len(nodes_s)))
        median_s = np.full(len(nodes_s), self.median_s)
        kerb = self.access.mean_of(fine_curve(nodes_s, found), nodes_s, median_s)
        return fine_curve(nodes_s, kerb)

    def chance_within(self, left_s: Floats, travel_s: Floats, sigma: float) -> Floats:
        """Chance that driving and this take no longer than what is left, [k].

        travel_s : [k], median of driving, lognormal with this sigma.
        """
        access_s = self.median_s * self.access_middles
        at_once = _chance_within(left_s, travel_s, sigma, access_s)
        if self.search_share <= 0.0:
            return at_once
        both_s = (access_s[:, None] + self.search_middles_s[None, :]).ravel()
        late = _chance_within(left_s, travel_s, sigma, both_s)
        return at_once + self.search_share * (late - at_once)


def _chance_within(
    left_s: Floats, travel_s: Floats, sigma: float, delays_s: Floats
) -> Floats:
    """Mean over delays of the chance that driving takes no longer than the rest."""
    left = left_s[:, None] - delays_s[None, :]
    travel = np.broadcast_to(travel_s[:, None], left.shape)
    chance = (left >= 0.0).astype(float)
    drives = (left > 0.0) & (travel > 0.0)
    chance[drives] = ndtr((np.log(left[drives]) - np.log(travel[drives])) / sigma)
    mean: Floats = chance.mean(axis=1)
    return mean


def access_middles(sigma: float) -> Floats:
    """Medians' multiples in the middle of parts of equal chance, [delays]."""
    factors: Floats = np.exp(sigma * ndtri(_MIDDLES))
    return factors


def search_middles(search: Search) -> Floats:
    """How long searches take in the middle of parts of equal chance, [searches]."""
    seconds: Floats = search.scale_s * gammaincinv(search.shape, _MIDDLES)
    return seconds
