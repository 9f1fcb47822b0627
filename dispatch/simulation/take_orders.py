"""Orders of a rule, looked through before anybody follows them."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch.simulation.moment import Moment
from dispatch.simulation.rule_error import RuleError
from dispatch.simulation.rules.rule import Order, Orders, Rule, Wait, rule_name
from scenarios.nearest_word import hint


def checked_orders(rule: Rule, moment: Moment) -> Orders:
    """Ask a rule, and refuse orders that nobody could carry out.

    Raises
    ------
    RuleError : it raised, gave no table of orders, or named a unit that is not on
        duty or cannot be sent, an alert that asks for nobody, a place where nobody
        waits, or a pair without a road.
    """
    told = _told(rule, moment)
    rows = {unit.id: row for row, unit in enumerate(moment.units)}
    waiting = {Wait(row=row) for row in moment.waiting_rows}
    columns = {alert.id: column for column, alert in enumerate(moment.alerts)}
    orders: dict[str, Order] = {}
    for unit_id, order in told:
        if unit_id in orders:
            raise _fault(rule, moment, f"names {unit_id!r} twice")
        orders[unit_id] = order
        if unit_id not in rows:
            problem = f"sends {unit_id!r}, which is not on duty"
            raise _fault(rule, moment, problem, mend=hint(str(unit_id), rows))
        row = rows[unit_id]
        if moment.units[row].assigned == order:
            continue
        known = waiting if isinstance(order, Wait) else columns
        if order is not None and order not in known:
            problem = _unknown(unit_id, order)
            raise _fault(rule, moment, problem, mend=hint(str(order), columns))
        if not moment.sendable[row]:
            problem = f"sends {unit_id!r}, which is at the gate or on scene"
            raise _fault(rule, moment, problem)
        if order in columns and not moment.leads(row, columns[order]):
            problem = f"sends {unit_id!r} to {order!r}, where no road leads"
            raise _fault(rule, moment, problem)
    return orders


def _told(rule: Rule, moment: Moment) -> list[tuple[str, Order]]:
    """Ask a rule; what comes of that is pairs of ids and orders at least."""
    try:
        said: object = rule(moment)
        pairs = [*said.items()] if isinstance(said, Mapping) else None
    except Exception as error:
        problem = f"raised {type(error).__name__}: {error}"
        raise _fault(rule, moment, problem) from error
    if pairs is None:
        problem = f"gave {type(said).__name__}, not orders"
        mend = "return a mapping of unit ids to alert ids"
        raise _fault(rule, moment, problem, mend=mend)
    for unit_id, order in pairs:
        if not isinstance(order, str | Wait | None):
            problem = f"gives {unit_id!r} {order!r}, which is no order"
            mend = "write an alert's id, a Wait, or None"
            raise _fault(rule, moment, problem, mend=mend)
    return pairs


def _unknown(unit_id: str, order: object) -> str:
    """Say that there is no such alert, or no such place to wait at."""
    if isinstance(order, Wait):
        return f"lets {unit_id!r} wait at row {order.row!r}, which is no waiting place"
    return f"sends {unit_id!r} to {order!r}, which asks for nobody"


def _fault(
    rule: Rule, moment: Moment, problem: str, *, mend: str | None = None
) -> RuleError:
    where = f"rule {rule_name(rule)}, at {moment.now_s:g} s"
    return RuleError(problem, row=where, mend=mend)
