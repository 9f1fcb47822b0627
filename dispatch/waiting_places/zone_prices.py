"""Bounds for p-median by prices of zones.

Each zone pays a price for being served and each site takes part where its cost is
below the price: what is left of all sites but the p that gain most bounds every choice
from below (M. L. Fisher, The Lagrangian relaxation method, Management Science 27, 1981;
for p-medians G. Cornuéjols, M. L. Fisher and G. L. Nemhauser, Management Science 23,
1977). Prices are whole 1024ths, so that every bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.waiting_places.choice import Bools, Floats, Longs

_GRAIN = 1024.0
_PATIENCE = 15
_LEAST_STEP = 1e-3
_OVERSHOOT = 1.02  # aims a little above the best plan, or steps end too soon


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Branch:
    """A part of all choices: those with some sites, of which some are surely open.

    sites : rising numbers of sites. must : [sites] whether it is open. price :
    [zones] to begin with. bound : no choice here comes to less.
    """

    sites: Longs
    must: Bools
    price: Floats
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Priced:
    """What prices say of a branch.

    bound : no choice comes to less. price : [zones]. left : [sites] what opening each
    costs at these prices, below zero where it gains. is_open : [sites] the best p at
    these prices. often : [sites] how often each was among them. steps : how many
    prices were tried.
    """

    bound: float
    price: Floats
    left: Floats
    is_open: Bools
    often: Longs
    steps: int

    def surely(self, must: Bools, units: int, enough: float) -> tuple[Bools, Bools]:
        """Say which sites are closed and which are open in all that is worth finding.

        must : [sites], open already. enough : what comes to that is not sought.

        Returns
        -------
        closed, opened : [sites].
        """
        may = ~must
        wanted = units - int(must.sum())
        order = np.sort(self.left[may])
        last_in, first_out = order[wanted - 1], order[wanted]
        closed = may & (self.left > last_in)
        closed &= self.bound + self.left - last_in >= enough
        opened = may & (self.left < first_out)
        opened &= self.bound + first_out - self.left >= enough
        return closed, opened


def priced(  # noqa: PLR0913 - a branch, and how long to try
    cost: Floats,
    site_cost: Floats,
    branch: Branch,
    units: int,
    *,
    enough: float,
    steps: int,
    stride: float,
) -> Priced:
    """Look for prices with a high bound, by subgradients.

    Parameters
    ----------
    cost, site_cost : of the branch's sites, [zones, sites] and [sites].
    enough : a bound as high as that need not be higher.
    steps : how many prices to try at most. stride : how far to go at first, to 2.
    """
    price, left, is_open = branch.price, site_cost, branch.must
    best = Priced(
        bound=-np.inf,
        price=price,
        left=left,
        is_open=is_open,
        often=np.zeros(len(site_cost), np.int64),
        steps=0,
    )
    often, vain, step = best.often, 0, 0
    for step in range(1, steps + 1):
        below = np.minimum(cost - price[:, None], 0.0)
        left = below.sum(axis=0) + site_cost
        is_open = _best_open(left, branch.must, units)
        often += is_open
        bound = float(price.sum() + left[is_open].sum())
        if bound > best.bound:
            vain = 0
            best = Priced(
                bound=bound,
                price=price,
                left=left,
                is_open=is_open,
                often=often,
                steps=step,
            )
        else:
            vain += 1
            if vain == _PATIENCE:
                vain, stride, price = 0, stride / 2, best.price
        served = 1.0 - (below[:, is_open] < 0).sum(axis=1)
        off = float(served @ served)
        if best.bound >= enough or off == 0 or stride < _LEAST_STEP:
            break
        price = price + stride * (_OVERSHOOT * enough - bound) / off * served
        price = np.rint(price * _GRAIN) / _GRAIN
    return Priced(
        bound=best.bound,
        price=best.price,
        left=best.left,
        is_open=best.is_open,
        often=often,
        steps=step,
    )


def _best_open(left: Floats, must: Bools, units: int) -> Bools:
    """Whether each site is one that must be open, or of the others the cheapest."""
    is_open = must.copy()
    wanted = units - int(must.sum())
    if wanted:
        others = np.flatnonzero(~must)
        is_open[others[np.argsort(left[others], kind="stable")[:wanted]]] = True
    return is_open
