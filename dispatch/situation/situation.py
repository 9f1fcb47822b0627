"""`Situation`: a scenario at a moment, as rows and columns in order of their ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dispatch.assignment.problem import Longs
from dispatch.intervals import Floats, IntervalTable, interval_table
from dispatch.policy import Policy
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.attended import attended_by
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

PairRows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """Units and alerts at a moment, and how long everyone takes.

    units, alerts : as `in_order`. driving_s : [units, alerts] median seconds, inf
    without a road. now_s : seconds since the scenario's start.
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
        return tuple(
            (rows[pair.unit_id], columns[pair.alert_id])
            for pair in pairs
            if pair.alert_id in columns
        )


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
    """Units, and alerts that still ask for somebody, by id.

    An alert whose officers are on scene asks for nobody else; who is under way there
    may go anywhere.
    """
    done = attended_by(scenario.units, scenario.alerts)
    units = sorted(scenario.units, key=lambda unit: unit.id)
    alerts = sorted(scenario.alerts, key=lambda alert: alert.id)
    if done:
        units = [_released(unit) if unit.assigned in done else unit for unit in units]
        alerts = [alert for alert in alerts if alert.id not in done]
    return tuple(units), tuple(alerts)


def _released(unit: Unit) -> Unit:
    """Take back an order that nobody needs any more; who is there stays there."""
    if not unit.under_way:
        return unit
    return replace(unit, status="free", free_at_s=None, assigned=None, notified_s=None)


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
