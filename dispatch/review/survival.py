"""What was still open counts too: Kaplan-Meier, and Aalen-Johansen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from dispatch.review.order_statistics import CONFIDENCE, Quantiles
from dispatch.review.runs import Counts, Floats, Runs, first_of_groups, times_at

_ROUNDING = 1e-9  # of a product of some thousand shares


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waiting:
    """The share still waiting after each run, and its band; 1 where none is known."""

    share: Floats
    low: Floats
    high: Floats


def survival(runs: Runs, ending: Counts) -> Floats:
    """Return the share still waiting after each run.

    ending : spells of each run that ended so; the others are no longer watched.
    Kaplan & Meier, JASA 53 (1958), 457-481: the product of (left - ending) / left up to
    and with this run.
    """
    left = runs.left
    last = ending >= left
    steps = np.log((left - ending) / left, where=~last, out=np.zeros(len(left)))
    return np.where(last, 0.0, np.exp(runs.summed(steps)))


def waiting(runs: Runs, confidence: float = CONFIDENCE) -> Waiting:
    """Return the share not reached, the open and the cancelled censored.

    Its band is the log-log one: S to the power of exp(±z √V / ln S), V by Greenwood, as
    in scipy.stats.ecdf.
    """
    left, share = runs.left, survival(runs, runs.reached)
    inside = (share > _ROUNDING) & (share < 1 - _ROUNDING)
    stay = np.maximum(left - runs.reached, 1)
    parts = np.where(left > runs.reached, runs.reached / (left * stay), 0.0)
    error = np.sqrt(np.maximum(runs.summed(parts), 0.0))
    log = np.log(share, where=inside, out=np.full(len(left), -1.0))
    z = float(ndtri(0.5 + confidence / 2))
    reach = np.exp(np.where(inside, z * error / -log, 0.0))
    # Before the first and after the last of all no band is known.
    return Waiting(
        share=share,
        low=np.where(inside, np.exp(log * reach), 1.0),
        high=np.where(inside, np.exp(log / reach), 1.0),
    )


def censored_quantiles(runs: Runs, curve: Waiting, share: float) -> Quantiles:
    """Return the first time by which `share` of a group had been reached.

    curve : of `waiting`. NaN: not by the end of the log. The interval are the times at
    which the band falls to 1 - share: Brookmeyer & Crowley, Biometrics 38 (1982),
    29-41; Klein & Moeschberger, Survival Analysis, 2nd ed. 2003, §4.5.
    """

    def first_at(left: Floats) -> Floats:
        which = np.flatnonzero(left <= 1 - share + _ROUNDING)
        return times_at(runs.time, first_of_groups(runs.group, which, runs.groups))

    return Quantiles(
        value=first_at(curve.share), low=first_at(curve.low), high=first_at(curve.high)
    )


def incidence(runs: Runs, time: int) -> Floats:
    """Return the share of each group that was reached by a time.

    Those whose call was over before count as never reached, those still open as not
    watched any longer. Aalen & Johansen, Scand. J. Statist. 5 (1978), 141-150: the sum
    of S(t-) · reached / left, S the share neither reached nor over. NaN where a group
    was not watched so long.
    """
    if not len(runs.time):
        return np.full(runs.groups, np.nan)
    after = survival(runs, runs.reached + runs.over)
    first = np.r_[True, runs.group[1:] != runs.group[:-1]]
    before = np.where(first, 1.0, np.r_[1.0, after[:-1]])
    part = np.where(runs.time <= time, before * runs.reached / runs.left, 0.0)
    found = np.bincount(runs.group, part, runs.groups)
    watched = (runs.time >= time) | (after <= _ROUNDING)
    return np.where(np.bincount(runs.group, watched, runs.groups) > 0, found, np.nan)
