"""A rule that also says where units should wait that it leaves free."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Order, Orders, Rule, Wait, calls_by_plan
from dispatch.waiting_places.choice import Floats, Longs
from dispatch.waiting_places.move_rule import MoveRule
from dispatch.waiting_places.moves import FAR_S, Standing
from dispatch.waiting_places.one_by_one import moves_one_by_one


@dataclass(slots=True, kw_only=True)
class MovesUp:
    """Another rule's orders, and moves of units that have none.

    rule : whose orders come first. moves : what makes a move worth its while, and
    how often moves are thought of.

    A unit that drives back, or to where it is to wait, counts as being there already;
    another place has to be worth the drive from where it is. One object is for one
    shift: it knows when it last thought of moves.
    """

    rule: Rule
    moves: MoveRule = field(default_factory=MoveRule)
    name: str = "move_up"
    _thought_s: float = field(default=-np.inf, init=False)

    redirects = True
    prepared = True  # it looks at zones
    always = True

    @property
    def money(self) -> bool:
        """Whether callers go by the phone plan: as by the other rule."""
        return calls_by_plan(self.rule)

    def __call__(self, moment: Moment, /) -> Orders:
        """Order what the other rule does, then let the rest wait in better places."""
        orders: dict[str, Order] = dict(self.rule(moment))
        idle = [row for row in moment.idle if moment.units[row].id not in orders]
        if self._is_time(moment.now_s) and idle and moment.waiting_rows:
            self._thought_s = moment.now_s
            for move in moves_one_by_one(_standing(moment, idle), self.moves):
                unit = moment.units[idle[move.unit]]
                orders[unit.id] = Wait(row=moment.waiting_rows[move.site])
        return orders

    def _is_time(self, now_s: float) -> bool:
        # Before the last time is another shift.
        return not 0 <= now_s - self._thought_s < self.moves.every_s


def _standing(moment: Moment, idle: list[int]) -> Standing:
    """Where idle units will be, where they could wait, and how far that is."""
    policy, travel, now_s = moment.policy, moment.travel, moment.now_s
    zones, sites = moment.zone_rows, moment.waiting_rows
    bound_for = [moment.bound_for.get(row) for row in idle]
    spots = [
        moment.spot_of(row) if end is None else end
        for row, end in zip(idle, bound_for, strict=True)
    ]
    rolls = np.array(
        [moment.units[row].rolling and row not in moment.bound_for for row in idle]
    )
    turnout_s = np.where(rolls, 0, policy.turnout_s)[:, None]
    told_s = policy.least_dispatch_s
    stays_s = travel.seconds(spots, zones, now_s) + turnout_s + told_s
    sites_s = travel.seconds(sites, zones, now_s) + policy.turnout_s + told_s
    starts = [moment.spot_of(row) for row in idle]
    return Standing(
        stays_s=_whole(stays_s),
        sites_s=_whole(sites_s),
        drive_s=travel.seconds(starts, sites, now_s, calm=True),
        weight=np.array([zone.weight for zone in moment.zones], np.int64),
        within_s=policy.coverage_s,
    )


def _whole(seconds: Floats) -> Longs:
    """Whole seconds, upwards: in time stays in time, and late stays late."""
    return np.ceil(np.minimum(seconds, FAR_S)).astype(np.int64)
