"""`Case`: a scenario made ready for the solver.

Units and alerts stand in order of their ids, so that the same scenario with its
rows shuffled is the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.locks import with_locks
from dispatch.assignment.problem import Bools, Longs, Problem
from dispatch.assignment.reasons import Eligibility
from dispatch.intervals import Floats, IntervalTable, interval_table
from dispatch.policy import Policy
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """Units, alerts, the seconds between them, and who may go where.

    locked : alert's row → unit's row, of pairs that stay.
    """

    units: tuple[Unit, ...]
    alerts: tuple[Alert, ...]
    intervals: IntervalTable
    eligibility: Eligibility
    locked: dict[int, int]
    problem: Problem


def in_order(scenario: Scenario) -> tuple[tuple[Unit, ...], tuple[Alert, ...]]:
    """Units and alerts by id."""
    units = tuple(sorted(scenario.units, key=lambda unit: unit.id))
    alerts = tuple(sorted(scenario.alerts, key=lambda alert: alert.id))
    return units, alerts


def make_case(
    scenario: Scenario, driving_s: Floats, policy: Policy, now_s: float
) -> Case:
    """Put a scenario's rules into matrices.

    Parameters
    ----------
    driving_s : [units, alerts] in the order of `in_order`; inf without a road.
    now_s : seconds since the scenario's start.

    Raises
    ------
    FieldError : an alert's cut-off is below its target.
    """
    units, alerts = in_order(scenario)
    intervals = interval_table(units, alerts, driving_s, policy, now_s)
    rows = {unit.id: row for row, unit in enumerate(units)}
    columns = {alert.id: column for column, alert in enumerate(alerts)}
    locks = _pairs(scenario.locks, rows, columns)
    time_s = intervals.time_to_door_s()
    eligibility = Eligibility(
        free=_free(units, len(alerts))
        | (_marked(time_s.shape, locks) & _on_duty(units)[:, None]),
        enough_officers=_enough(units, alerts),
        not_forbidden=~_marked(time_s.shape, _pairs(scenario.forbidden, rows, columns)),
        reachable=np.isfinite(driving_s),
        within_cut_off=(time_s <= _cut_offs(alerts, policy))
        | _marked(time_s.shape, locks),
    )
    problem = Problem(
        time_s=time_s,
        allowed=with_locks(eligibility.allowed, locks),
        target_s=np.array([target_s(alert, policy) for alert in alerts], np.int64),
        weight=np.array([policy.weights[alert.level] for alert in alerts], np.int64),
        received_order=_received_order(alerts),
    )
    return Case(
        units=units,
        alerts=alerts,
        intervals=intervals,
        eligibility=eligibility,
        locked={alert: unit for unit, alert in locks},
        problem=problem,
    )


def target_s(alert: Alert, policy: Policy) -> int:
    """Longest time to door that is on time: the alert's own, else the policy's."""
    return policy.target_s if alert.target_s is None else alert.target_s


def _cut_offs(alerts: tuple[Alert, ...], policy: Policy) -> Longs:
    return np.array([_cut_off_s(alert, policy) for alert in alerts], np.int64)


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


def _free(units: tuple[Unit, ...], n_alerts: int) -> Bools:
    known = [unit.status == "free" or unit.free_at_s is not None for unit in units]
    can = np.array(known, np.bool_) & _on_duty(units)
    return np.repeat(can[:, None], n_alerts, axis=1)


def _on_duty(units: tuple[Unit, ...]) -> Bools:
    return np.array([unit.status != "offline" for unit in units], np.bool_)


def _enough(units: tuple[Unit, ...], alerts: tuple[Alert, ...]) -> Bools:
    have = np.array([unit.officers for unit in units], np.int64)
    need = np.array([alert.officers for alert in alerts], np.int64)
    enough: Bools = have[:, None] >= need
    return enough


def _pairs(
    pairs: tuple[Pair, ...], rows: dict[str, int], columns: dict[str, int]
) -> list[tuple[int, int]]:
    return [(rows[pair.unit_id], columns[pair.alert_id]) for pair in pairs]


def _marked(shape: tuple[int, ...], pairs: list[tuple[int, int]]) -> Bools:
    marked = np.zeros(shape, np.bool_)
    for unit, alert in pairs:
        marked[unit, alert] = True
    return marked


def _received_order(alerts: tuple[Alert, ...]) -> Longs:
    keys = [(alert.received_s, alert.id) for alert in alerts]
    return np.array(sorted(range(len(alerts)), key=keys.__getitem__), np.int64)
