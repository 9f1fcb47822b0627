"""Rules that ask the solver for a plan, by what the plan may change."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from dispatch.assignment.problem import Goal
from dispatch.assignment.solve import solve
from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders
from dispatch.situation.case import Case, make_case
from dispatch.situation.staying import ZoneDrives
from scenarios.alert import Alert, Level
from scenarios.scenario import Scenario
from scenarios.unit import Unit

Changes = Literal["untold", "any", "policy"]
"""What a plan may change: orders not given yet; all orders, for any gain; all, as
the policy permits and for what it asks."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # of no meaning: only seconds are used
_LEVELS: tuple[Level, ...] = get_args(Level)
_ANY: Mapping[Level, tuple[Level, ...]] = MappingProxyType(
    dict.fromkeys(_LEVELS, _LEVELS)
)
_IN_TIME: tuple[Goal, ...] = ("on_time", "served", "loss")


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedRule:
    """Plans anew at every moment, and orders what the plan says.

    goals : in place of the policy's; None: the policy's own. prepared : whether
    what stays free counts, where the goals ask for it. money : whether waiting costs
    what the model of the fraud expects to be lost, where the goals ask for that and
    sums are known; else weight x time to door.

    A unit that is busy until nobody knows when is never waited for, so an alert for
    which nobody is left stays open and is planned for again.
    """

    name: str
    changes: Changes
    goals: tuple[Goal, ...] | None = None
    prepared: bool = False
    money: bool = False

    def __call__(self, moment: Moment, /) -> Orders:
        """Plan and order."""
        if self.changes == "untold":
            moment = without_told(moment)
        if not moment.alerts or not moment.sendable.any():
            return {}
        policy = self._policy(moment.policy)
        case = self._case(moment, policy)
        deadline = time.monotonic() + policy.budget_s
        return _orders(case, solve(case.problem, deadline=deadline).best.teams)

    def _case(self, moment: Moment, policy: Policy) -> Case:
        """Put a moment into matrices."""
        scenario = Scenario(
            name="moment",
            start=_EPOCH,
            now_s=moment.now_s,
            units=_without_lost_orders(moment.units, moment.alerts),
            alerts=moment.alerts,
        )
        zones = None
        if self.prepared and moment.zones:
            zones = ZoneDrives(zones=moment.zones, driving_s=moment.zone_driving_s)
        return make_case(
            scenario,
            _rounded(moment.driving_s),
            policy,
            moment.now_s,
            zones=zones,
            loss=moment.losses if self.money else None,
        )

    def _policy(self, policy: Policy) -> Policy:
        goals = self.goals or policy.goals
        if not self.prepared:
            goals = tuple(goal for goal in goals if goal != "preparedness")
        if self.changes == "policy":
            return replace(policy, goals=goals)
        return replace(
            policy,
            goals=goals,
            keep_notified_s=0,
            keep_rolling_s=0,
            lock_before_arrival_s=0,
            redirect=_ANY,
        )


BATCH = SolvedRule(name="batch", changes="untold", goals=_IN_TIME)
"""Alerts whose units are not told yet, and units without orders, all at once."""

BATCH_REDIRECT = SolvedRule(name="batch_redirect", changes="any", goals=_IN_TIME)
"""The same with everybody who is not at the gate yet."""

FULL = SolvedRule(name="full", changes="policy", money=True)
"""The policy with its goals but preparedness, and its stability."""

PREPARED = SolvedRule(name="prepared", changes="policy", prepared=True, money=True)
"""The policy with all of its goals: what stays free counts too."""


def without_told(moment: Moment) -> Moment:
    """Leave out units that were told, and the alerts that they go to."""
    told = {
        unit.assigned
        for unit in moment.units
        if unit.assigned is not None and not _untold(unit, moment.now_s)
    }
    may = [_untold(unit, moment.now_s) for unit in moment.units]
    sendable = moment.sendable & np.array(may, np.bool_)
    units = tuple(
        unit if free else replace(unit, status="on_scene", assigned=None)
        for unit, free in zip(moment.units, sendable.tolist(), strict=True)
    )
    left = [
        column
        for column, alert in enumerate(moment.alerts)
        if alert.id not in told or alert.id not in moment.served
    ]
    return replace(
        moment,
        units=units,
        sendable=sendable,
        alerts=tuple(moment.alerts[column] for column in left),
        doors=tuple(moment.doors[column] for column in left),
    )


def _untold(unit: Unit, now_s: float) -> bool:
    """Whether a unit has no orders, or none that it was told."""
    return unit.assigned is None or (unit.notified_s or 0.0) > now_s


def _without_lost_orders(
    units: tuple[Unit, ...], alerts: tuple[Alert, ...]
) -> tuple[Unit, ...]:
    """Take back orders to alerts that are not among those to plan for."""
    ids = {alert.id for alert in alerts}
    return tuple(
        unit
        if unit.assigned is None or unit.assigned in ids
        else replace(unit, assigned=None)
        for unit in units
    )


def _rounded(seconds: Floats) -> Floats:
    """To milliseconds, as roads give them: shares of drives are not exact."""
    return np.round(seconds, 3)


def _orders(case: Case, teams: tuple[tuple[int, ...], ...]) -> Orders:
    """Read a plan: who is under way and in no team is called back."""
    orders: dict[str, str | None] = {
        unit.id: None for unit in case.units if unit.under_way
    }
    for alert, team in zip(case.alerts, teams, strict=True):
        for row in team:
            orders[case.units[row].id] = alert.id
    return orders
