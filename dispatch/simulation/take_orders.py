"""Orders of a rule, looked through before anybody follows them."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch.simulation.moment import Moment
from dispatch.simulation.rule_error import RuleError
from dispatch.simulation.rules.rule import Orders, Rule, rule_name
from scenarios.nearest_word import hint


def checked_orders(rule: Rule, moment: Moment) -> Orders:
    """Ask a rule, and refuse orders that nobody could carry out.

    Raises
    ------
    RuleError : it raised, gave no table of orders, or named a unit that is not on
        duty or cannot be sent, an alert that asks for nobody, or a pair without a
        road.
    """
    try:
        orders: object = rule(moment)
    except Exception as error:
        problem = f"raised {type(error).__name__}: {error}"
        raise _fault(rule, moment, problem) from error
    if not isinstance(orders, Mapping):
        problem = f"gave {type(orders).__name__}, not orders"
        mend = "return a mapping of unit ids to alert ids"
        raise _fault(rule, moment, problem, mend=mend)
    rows = {unit.id: row for row, unit in enumerate(moment.units)}
    columns = {alert.id: column for column, alert in enumerate(moment.alerts)}
    for unit_id, alert_id in orders.items():
        if unit_id not in rows:
            problem = f"sends {unit_id!r}, which is not on duty"
            raise _fault(rule, moment, problem, mend=hint(str(unit_id), rows))
        row = rows[unit_id]
        if moment.units[row].assigned == alert_id:
            continue
        if alert_id is not None and alert_id not in columns:
            problem = f"sends {unit_id!r} to {alert_id!r}, which asks for nobody"
            raise _fault(rule, moment, problem, mend=hint(str(alert_id), columns))
        if not moment.sendable[row]:
            problem = f"sends {unit_id!r}, which is at the gate or on scene"
            raise _fault(rule, moment, problem)
        if alert_id is not None and not moment.leads(row, columns[alert_id]):
            problem = f"sends {unit_id!r} to {alert_id!r}, where no road leads"
            raise _fault(rule, moment, problem)
    return {unit_id: orders[unit_id] for unit_id in orders}


def _fault(
    rule: Rule, moment: Moment, problem: str, *, mend: str | None = None
) -> RuleError:
    where = f"rule {rule_name(rule)}, at {moment.now_s:g} s"
    return RuleError(problem, row=where, mend=mend)
