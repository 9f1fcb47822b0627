"""`least_time`: places from which the nearest unit takes least time, the p-median.

Exchanges find a choice, prices of zones bound all others, and sites that cannot be in
a better one are left out (J. E. Beasley, European J. of Operational Research 21, 1985).
What is then small is proved or bettered by CP-SAT; what is not is split in two, with
and without a site.
"""

from __future__ import annotations

import numpy as np

from dispatch.waiting_places.choice import (
    Bools,
    Choice,
    Floats,
    Longs,
    check_rows,
    check_units,
)
from dispatch.waiting_places.medians import Medians, exchanged, greedy
from dispatch.waiting_places.radius_program import Remainder, radius_program
from dispatch.waiting_places.whole_program import solve_whole
from dispatch.waiting_places.zone_prices import Branch, Priced, priced

WORK = 2_000_000_000
"""Entries of tables looked at, or what takes as long: some 10 s (measured). 400 places
of OR-Library take a tenth of it."""

_MOST_SUM = 2**42
_ROUNDS, _ROOT_STEPS, _STEPS = 20, 50, 60
_SMALL = 1_500  # rows that CP-SAT settles in a moment (measured)
_PROGRAM_WORK = 2.0
_OF_PRICES, _OF_PROOF, _OF_VAIN_PROOF = 30_000, 40_000_000, 400_000_000
_NEAR = 3  # prices begin at the cost of the fourth nearest site
_ROOT_STRIDE, _STRIDE = 1.0, 0.5


def least_time(
    time_s: Longs,
    weight: Longs,
    units: int,
    *,
    site_cost: Longs | None = None,
    work: int = WORK,
) -> Choice:
    """Choose sites so that weight x time from the nearest, summed up, is least.

    Parameters
    ----------
    time_s : [sites, zones]; a large number where no road leads. weight : [zones].
    units : how many sites, one unit each. site_cost : [sites] what waiting there
    costs, in weight x seconds.
    work : after which the best found is taken, and the gap told.

    Raises
    ------
    TypeError, ValueError
        Arrays that are not such; no room for the units; sums beyond 2^42.
    """
    sites, zones = time_s.shape
    extra = np.zeros(sites, np.int64) if site_cost is None else site_cost
    check_rows("time_s", time_s, np.int64, sites, zones)
    check_rows("weight", weight, np.int64, zones)
    check_rows("site_cost", extra, np.int64, sites)
    check_units(units, sites)
    cost = (time_s * weight[None, :]).T.astype(float)
    if cost.max(axis=1, initial=0).sum() + extra.sum() >= _MOST_SUM:
        msg = "weight x time_s sums up to 2^42 or more"
        raise ValueError(msg)
    task = Medians(cost=cost, site_cost=extra.astype(float), units=units)
    return _Search(task, work).run()


class _Search:
    """Branches still to be settled, and the best choice so far."""

    def __init__(self, task: Medians, work: int) -> None:
        self._task, self._left = task, work
        self._best = exchanged(task, greedy(task))
        self._value = task.value(self._best)
        self._open: list[Branch] = []
        self._unsettled: list[float] = []

    def run(self) -> Choice:
        """Settle branch by branch."""
        if self._task.units < len(self._task.site_cost):
            root = self._root()
            if root is not None:
                self._open.append(root)
        while self._open and self._left > 0:
            self._settle(self._open.pop(self._lowest()))
        bounds = [*(branch.bound for branch in self._open), *self._unsettled]
        bound = min([float(self._value), *map(np.ceil, bounds)])
        sites = tuple(sorted(self._best.tolist()))
        return Choice(sites=sites, value=self._value, bound=int(bound))

    def _lowest(self) -> int:
        """Say which branch has the lowest bound, the last of those alike."""
        bounds = [branch.bound for branch in reversed(self._open)]
        return len(bounds) - 1 - bounds.index(min(bounds))

    @property
    def _enough(self) -> float:
        """A bound above that settles a branch: values are whole."""
        return self._value - 1 + 2**-10

    def _root(self) -> Branch | None:
        """Price all sites, leave out what can be; None where that settles it."""
        task = self._task
        near = min(_NEAR, task.cost.shape[1] - 1)
        branch: Branch | None = Branch(
            sites=np.arange(task.cost.shape[1]),
            must=np.zeros(task.cost.shape[1], np.bool_),
            price=np.partition(task.cost, near, axis=1)[:, near],
            bound=0.0,
        )
        stride = _ROOT_STRIDE
        for _ in range(_ROUNDS):
            if branch is None or self._left <= 0:
                break
            before = branch
            said = self._priced(branch, _ROOT_STEPS, stride)
            self._try(exchanged(task, branch.sites[said.is_open]))
            branch = self._narrowed(branch, said)
            if branch is not None and branch.bound <= before.bound:
                stride /= 2
        return branch

    def _priced(self, branch: Branch, steps: int, stride: float) -> Priced:
        said = priced(
            self._task.cost[:, branch.sites],
            self._task.site_cost[branch.sites],
            branch,
            self._task.units,
            enough=self._enough,
            steps=steps,
            stride=stride,
        )
        entries = len(self._task.cost) * len(branch.sites)
        self._left -= said.steps * (entries + _OF_PRICES)
        return said

    def _try(self, sites: Longs) -> None:
        value = self._task.value(sites)
        if value < self._value:
            self._value, self._best = value, sites

    def _narrowed(self, branch: Branch, said: Priced) -> Branch | None:
        """Leave out sites that are surely closed; None where nothing is left."""
        bound = max(branch.bound, said.bound)
        if bound >= self._enough:
            return None
        closed, opened = said.surely(branch.must, self._task.units, self._enough)
        must = branch.must | opened
        rest = Branch(
            sites=branch.sites[~closed],
            must=must[~closed],
            price=said.price,
            bound=bound,
        )
        return None if self._is_one_choice(rest) else rest

    def _is_one_choice(self, branch: Branch) -> bool:
        """Whether a branch leaves nothing to choose; if so, it is tried."""
        units, must = self._task.units, int(branch.must.sum())
        if must > units or len(branch.sites) < units:
            return True
        if must == units:
            self._try(branch.sites[branch.must])
            return True
        if len(branch.sites) == units:
            self._try(branch.sites)
            return True
        return False

    def _settle(self, branch: Branch) -> None:
        said = self._priced(branch, _STEPS, _STRIDE)
        self._try(branch.sites[said.is_open])
        rest = self._narrowed(branch, said)
        if rest is None:
            return
        remainder = self._remainder(rest)
        if remainder.is_empty:
            return
        if remainder.rows <= _SMALL:
            self._prove(rest, remainder)
        else:
            self._split(rest, said.often[np.isin(branch.sites, rest.sites)])

    def _remainder(self, branch: Branch) -> Remainder:
        """Say what of a branch may still be better, and what each zone may cost.

        Served from a site dearer than its price, a zone adds that to the bound.
        """
        task = self._task
        cost = task.cost[:, branch.sites]
        below = np.minimum(cost - branch.price[:, None], 0.0)
        left = below.sum(axis=0) + task.site_cost[branch.sites]
        others = np.sort(left[~branch.must])
        wanted = task.units - int(branch.must.sum())
        bound = branch.price.sum() + left[branch.must].sum() + others[:wanted].sum()
        swap = np.where(branch.must, 0.0, np.maximum(left - others[wanted - 1], 0.0))
        adds = np.maximum(cost - branch.price[:, None], 0.0) + swap[None, :]
        may = bound + adds < self._enough
        most = np.where(may, cost, -1.0).max(axis=1)
        most = np.minimum(most, _least_of(cost, branch.must))
        return Remainder(
            cost=cost,
            site_cost=task.site_cost[branch.sites],
            must=branch.must,
            most=most,
            units=task.units,
            enough=float(self._value),
        )

    def _prove(self, branch: Branch, remainder: Remainder) -> None:
        """Let CP-SAT find something better in a branch, or say that nothing is."""
        program, always = radius_program(remainder)
        answer = solve_whole(program, _PROGRAM_WORK)
        if len(answer.values):
            chosen = answer.values[: len(branch.sites)] > 0
            self._try(branch.sites[chosen])
        self._left -= _OF_PROOF
        if answer.status in ("open", "feasible"):
            self._unsettled.append(max(branch.bound, answer.bound + always))
            self._left -= _OF_VAIN_PROOF

    def _split(self, branch: Branch, often: Longs) -> None:
        """Open the site that prices open most often; then close it."""
        pick = int(np.where(branch.must, -1, often).argmax())
        others = np.arange(len(branch.sites)) != pick
        without = Branch(
            sites=branch.sites[others],
            must=branch.must[others],
            price=branch.price,
            bound=branch.bound,
        )
        with_it = Branch(
            sites=branch.sites,
            must=branch.must | ~others,
            price=branch.price,
            bound=branch.bound,
        )
        self._open += [
            part for part in (without, with_it) if not self._is_one_choice(part)
        ]


def _least_of(cost: Floats, chosen: Bools) -> Floats:
    """Least cost of each zone from the chosen sites, infinite without one."""
    least: Floats = np.where(chosen[None, :], cost, np.inf).min(axis=1)
    return least
