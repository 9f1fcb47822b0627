"""`Situation`: a scenario at a moment, as rows and columns in order of their ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dispatch.assignment.problem import Longs
from dispatch.intervals import Floats, IntervalTable, interval_table
from dispatch.policy import Policy
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

PairRows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """Units and alerts at a moment, and how long everyone takes.

    units, alerts : by id. driving_s : [units, alerts] median seconds, inf without a
    road. now_s : seconds since the scenario's start.
    """

    scenario: Scenario
    policy: Policy
    now_s: float
    units: tuple[Unit, ...]
    alerts: tuple[Alert, ...]
    driving_s: Floats
    intervals: IntervalTable

    @cached_property
    def time_s(self) -> Longs:
        """Time to door, [units, alerts]."""
        return self.intervals.time_to_door_s()

    @cached_property
    def target_s(self) -> Longs:
        """Longest time to door that is on time, [alerts]."""
        targets = [target_s(alert, self.policy) for alert in self.alerts]
        return np.array(targets, np.int64)

    @cached_property
    def weight(self) -> Longs:
        """What each alert counts for, [alerts]."""
        weights = [self.policy.weights[alert.level] for alert in self.alerts]
        return np.array(weights, np.int64)

    @property
    def cut_off_s(self) -> Longs:
        """Longest time to door for which a unit is sent, [alerts].

        Raises
        ------
        FieldError : a cut-off is below its target.
        """
        cut_offs = [_cut_off_s(alert, self.policy) for alert in self.alerts]
        return np.array(cut_offs, np.int64)

    @property
    def received_order(self) -> Longs:
        """Alerts by the time they were received, then by id, [alerts]."""
        keys = [(alert.received_s, alert.id) for alert in self.alerts]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)

    @cached_property
    def locks(self) -> PairRows:
        """Pairs that the scenario locks, by row and column."""
        return self._rows(self.scenario.locks)

    @cached_property
    def forbidden(self) -> PairRows:
        """Pairs that the scenario forbids, by row and column."""
        return self._rows(self.scenario.forbidden)

    def _rows(self, pairs: tuple[Pair, ...]) -> PairRows:
        rows = {unit.id: row for row, unit in enumerate(self.units)}
        columns = {alert.id: column for column, alert in enumerate(self.alerts)}
        return tuple((rows[pair.unit_id], columns[pair.alert_id]) for pair in pairs)


def situation(
    scenario: Scenario, driving_s: Floats, policy: Policy, now_s: float
) -> Situation:
    """Put a scenario in order and work out its intervals.

    driving_s : [units, alerts] in the order of `in_order`.
    """
    units, alerts = in_order(scenario)
    return Situation(
        scenario=scenario,
        policy=policy,
        now_s=now_s,
        units=units,
        alerts=alerts,
        driving_s=driving_s,
        intervals=interval_table(units, alerts, driving_s, policy, now_s),
    )


def in_order(scenario: Scenario) -> tuple[tuple[Unit, ...], tuple[Alert, ...]]:
    """Units and alerts by id."""
    units = tuple(sorted(scenario.units, key=lambda unit: unit.id))
    alerts = tuple(sorted(scenario.alerts, key=lambda alert: alert.id))
    return units, alerts


def target_s(alert: Alert, policy: Policy) -> int:
    """Longest time to door that is on time: the alert's own, else the policy's."""
    return policy.target_s if alert.target_s is None else alert.target_s


def _cut_off_s(alert: Alert, policy: Policy) -> int:
    cut_off = policy.cut_off_s if alert.cut_off_s is None else alert.cut_off_s
    if cut_off < target_s(alert, policy):
        raise FieldError(
            f"the cut-off, {cut_off} s, is below the target, "
            f"{target_s(alert, policy)} s",
            row=f"alert {alert.id}",
            field="cut_off_s",
            mend="give the alert both, cut-off not below target",
        )
    return cut_off
