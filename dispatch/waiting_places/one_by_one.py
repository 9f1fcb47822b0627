"""`moves_one_by_one`: moves for those who ask often, one after the other.

`best_moves` weighs all moves against each other; here each next move is the one that
brings most beyond its price, until none brings that much. In a shift, where it is
asked again and again, that takes milliseconds.
"""

from __future__ import annotations

import numpy as np

from dispatch.waiting_places.choice import Floats
from dispatch.waiting_places.move_rule import MoveRule
from dispatch.waiting_places.moves import Move, Standing, best_moves, times_after


def moves_one_by_one(standing: Standing, rule: MoveRule) -> tuple[Move, ...]:
    """Choose moves, the most useful first; of equals the first unit's.

    A place that somebody is sent to is taken. The mean time ("pmedian") has no such
    short way: its moves are those of `best_moves`.
    """
    if rule.model == "pmedian":
        return best_moves(standing, rule).moves
    if not standing.drive_s.size:
        return ()
    price = np.where(
        standing.drive_s <= rule.farthest_s, rule.price(standing.drive_s), np.inf
    )
    moves: list[Move] = []
    while True:
        target = {move.unit: move.site for move in moves}
        gain = _gains(standing, rule, target)
        unit, site = np.unravel_index(int(np.argmax(gain - price)), price.shape)
        if gain[unit, site] <= price[unit, site]:
            return tuple(moves)
        moves.append(
            Move(
                unit=int(unit),
                site=int(site),
                drive_s=float(standing.drive_s[unit, site]),
                adds=float(gain[unit, site]),
            )
        )
        price[unit], price[:, site] = np.inf, np.inf


def _gains(standing: Standing, rule: MoveRule, target: dict[int, int]) -> Floats:
    """What each unit would add at each place, others staying, [units, sites].

    A share of the demand: the k-th unit in reach of a zone adds (1 - q) q^(k - 1) of
    its own, q the share of time that a unit is busy.
    """
    busy = rule.busy_share if rule.model == "mexclp" else 0.0
    share = standing.weight / standing.weight.sum()
    here = times_after(standing, target) <= standing.within_s
    there = standing.sites_s <= standing.within_s
    others = here.sum(axis=0) - here
    worth = share * (1 - busy) * busy**others
    stays: Floats = (here * worth).sum(axis=1)
    gains: Floats = worth @ there.T.astype(float) - stays[:, None]
    return gains
