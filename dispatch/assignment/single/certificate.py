"""The proof that a plan of single units is the best, checked apart from the solver.

Prices u of alerts and v of units bound every plan from below: if u + v is at most
the cost of each pair that may be used, u at most the cost of waiting, and v at most
zero, then every plan costs at least sum(u) + sum(v). A plan that costs just that is
the cheapest. It then is the best goal by goal, too, for one step of a goal is made
to cost more than twice all that the goals after it can add up to:

    goal       costs, in steps                               at most, over all alerts
    on time    weight where late or waiting                  sum of weights
    served     weight where waiting                          sum of weights
    loss       loss + extra of the pair                      largest of each alert
    changes    -1 where the unit was sent there before       1 for each such alert

Every other cheapest plan keeps to pairs and waits that cost just what they are
worth, and sends each unit with a price; only those are looked at for the next goals.
The worst time needs prices that sum to more than zero where a pair costs 1 if it
takes that long and 0 if it takes less.

Everything is worked out here anew from the problem, in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Bools, Goal, Longs, Problem
from dispatch.assignment.single.proof import Proof, Step

# Sums of three such numbers still fit into 64 bits.
_LIMIT = 2**61


def certify(
    problem: Problem, goals: tuple[Goal, ...], unit_of_alert: Longs, proof: Proof
) -> tuple[str, ...]:
    """List what is wrong with a proof; empty where the plan is the best.

    Parameters
    ----------
    problem : what was to be solved.
    goals : what the plan is to be best in, in order; preparedness is none of them.
    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    """
    faults = _misshapen(problem, unit_of_alert, proof) or _other_goals(goals, proof)
    faults = faults or _impossible(problem, unit_of_alert)
    left = _Left(
        pairs=None,
        may_wait=np.ones(problem.alerts, np.bool_),
        must=np.zeros(problem.units, np.bool_),
    )
    most_loss = () if faults else tuple(problem.most_loss.tolist())
    for step in () if faults else proof:
        measure = _measure(problem, unit_of_alert, step, most_loss)
        faults, left = _follow(problem, unit_of_alert, step, measure, left)
        if faults:
            return tuple(f"{' and '.join(step.goals)}: {fault}" for fault in faults)
    return faults


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Left:
    """What the best plans so far may do: units and alerts of pairs, None for all."""

    pairs: tuple[Longs, Longs] | None
    may_wait: Bools
    must: Bools


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Measure:
    """How many steps of one number each goal counts for; and the worst time."""

    weight: Longs
    waiting: Longs
    dearest_wait: int
    dearest_loss: int
    on_time: int
    loss: int
    changes: int
    worst_s: int | None


def _measure(
    problem: Problem, unit_of_alert: Longs, step: Step, most_loss: tuple[int, ...]
) -> _Measure:
    """Work out what one step of each goal counts for.

    most_loss : [alerts] largest loss of an allowed pair.
    """
    divisor = int(np.gcd.reduce(problem.weight)) or 1
    weight = problem.weight // divisor
    counts: dict[str, int] = {}
    total = 0
    for goal in reversed(step.goals):
        counts[goal] = 1 + 2 * total
        total += counts[goal] * _at_most(problem, goal, weight, most_loss)
    waiting = counts.get("on_time", 0) + counts.get("served", 0)
    loss = counts.get("loss", 0) + counts.get("time", 0)
    return _Measure(
        weight=weight,
        # What would leave 64 bits is refused afterwards, by the dearest wait.
        waiting=weight * min(waiting, _LIMIT // (1 + int(weight.max(initial=0)))),
        dearest_wait=waiting * max(weight.tolist(), default=0),
        dearest_loss=max(most_loss, default=0)
        * counts.get("loss", counts.get("time", 0)),
        on_time=counts.get("on_time", 0),
        loss=loss,
        changes=counts.get("changes", 0),
        worst_s=_worst_s(problem, unit_of_alert) if "worst" in step.goals else None,
    )


def _at_most(
    problem: Problem, goal: Goal, weight: Longs, most_loss: tuple[int, ...]
) -> int:
    if goal in {"on_time", "served"}:
        return sum(weight.tolist())
    if goal in {"loss", "time"}:
        return sum(most_loss)
    if goal == "changes" and problem.previous is not None:
        return len({alert for alert in problem.previous.tolist() if alert >= 0})
    return 0


def _worst_s(problem: Problem, unit_of_alert: Longs) -> int:
    alert = np.flatnonzero(unit_of_alert >= 0)
    return int(problem.time_s[unit_of_alert[alert], alert].max(initial=0))


def _misshapen(problem: Problem, unit_of_alert: Longs, proof: Proof) -> tuple[str, ...]:
    units, alerts = problem.time_s.shape
    arrays = [("unit_of_alert", unit_of_alert, alerts)]
    for step in proof:
        arrays.append(("alert_price", step.alert_price, alerts))
        arrays.append(("unit_price", step.unit_price, units))
    return tuple(
        f"{name} is not {length} numbers of 64 bits"
        for name, values, length in arrays
        if values.dtype != np.int64 or values.shape != (length,)
    )


def _other_goals(goals: tuple[Goal, ...], proof: Proof) -> tuple[str, ...]:
    """Refuse a proof of other goals, or of what cannot be proved in one step."""
    proved = tuple(goal for step in proof for goal in step.goals)
    if proved != goals:
        return (f"a proof of {', '.join(proved)}, not of {', '.join(goals)}",)
    alone = ("worst", "preparedness")
    faults = [
        f"{goal} is not proved by sums"
        for step in proof
        for goal in alone
        if goal in step.goals and (goal != "worst" or len(step.goals) > 1)
    ]
    return tuple(faults)


def _impossible(problem: Problem, unit_of_alert: Longs) -> tuple[str, ...]:
    units = problem.time_s.shape[0]
    if ((unit_of_alert < -1) | (unit_of_alert >= units)).any():
        return ("a unit that does not exist is sent",)
    faults = []
    alert = np.flatnonzero(unit_of_alert >= 0)
    unit = unit_of_alert[alert]
    if (np.bincount(unit, minlength=1) > 1).any():
        faults.append("a unit is sent twice")
    if not _may_go(problem, unit, alert).all():
        faults.append("a unit is sent where it may not go")
    return tuple(faults)


def _may_go(problem: Problem, unit: Longs, alert: Longs) -> Bools:
    """Whether units may go to alerts, and are enough there; one row each."""
    may: Bools = problem.allowed[unit, alert]
    if crew := problem.crew:
        may = may & (crew.officers[unit] >= crew.needed[alert])
        may &= (crew.skills[unit] & crew.wanted[alert]) == crew.wanted[alert]
    return may


def _follow(
    problem: Problem,
    unit_of_alert: Longs,
    step: Step,
    measure: _Measure,
    left: _Left,
) -> tuple[tuple[str, ...], _Left]:
    """Say what is wrong with a step; and what plans as good may still do."""
    largest = _too_large(problem, measure, step)
    if largest:
        return (largest,), left
    unit, alert = _worth_looking_at(problem, measure, step, left)
    room = _cost(problem, measure, unit, alert)
    room -= step.alert_price[alert] + step.unit_price[unit]
    faults = [
        *(["a pair costs less than its prices"] if (room < 0).any() else []),
        *_wrong_prices(measure, step, left),
        *_wrong_sum(problem, unit_of_alert, measure, step),
    ]
    return tuple(faults), _tight(problem, measure, step, left, (unit, alert, room))


def _worth_looking_at(
    problem: Problem, measure: _Measure, step: Step, left: _Left
) -> tuple[Longs, Longs]:
    """Pairs that might cost no more than their prices."""
    if left.pairs is not None:
        return left.pairs
    if measure.worst_s is not None:
        unit, alert = np.nonzero(problem.allowed)
    else:
        unit, alert = _not_above(problem, measure, step)
    may = _may_go(problem, unit, alert)
    return unit[may], alert[may]


def _not_above(problem: Problem, measure: _Measure, step: Step) -> tuple[Longs, Longs]:
    """Pairs whose loss alone is not above their alert's price: few to look at closely.

    Prices of units are not above zero, which is checked for itself.
    """
    worth = step.alert_price + measure.changes
    if not measure.loss:
        place = np.flatnonzero((worth >= 0) & problem.allowed)
    else:
        bonus = (
            0 if problem.extra is None else min(0, int(problem.extra.min(initial=0)))
        )
        low = problem.pair_loss <= worth // measure.loss - bonus
        place = np.flatnonzero(low & problem.allowed)
    return np.divmod(place, max(1, problem.alerts))


def _cost(problem: Problem, measure: _Measure, unit: Longs, alert: Longs) -> Longs:
    """Cost of pairs, [k]."""
    time_s = problem.time_s[unit, alert]
    if measure.worst_s is not None:
        return (time_s >= measure.worst_s).astype(np.int64)
    cost = measure.loss * problem.pair_loss[unit, alert]
    if problem.extra is not None:
        cost += measure.loss * problem.extra[unit, alert]
    cost += np.where(
        time_s > problem.target_s[alert], measure.on_time * measure.weight[alert], 0
    )
    if problem.previous is not None:
        cost -= np.where(problem.previous[unit] == alert, measure.changes, 0)
    return cost


def _too_large(problem: Problem, measure: _Measure, step: Step) -> str:
    numbers = [
        _weighted_time(problem),
        measure.on_time * sum(measure.weight.tolist()),
        measure.dearest_loss,
        measure.changes,
        measure.dearest_wait,
        _largest(step.alert_price),
        _largest(step.unit_price),
    ]
    return "numbers too large to be checked" if max(numbers) >= _LIMIT else ""


def _largest(prices: Longs) -> int:
    """Largest number, whatever its sign."""
    return max(int(prices.max(initial=0)), -int(prices.min(initial=0)))


def _weighted_time(problem: Problem) -> int:
    """Largest weight x time, where that is the loss."""
    if problem.loss is not None:
        return 0
    longest = problem.time_s.max(initial=0, where=problem.allowed)
    return max(problem.weight.tolist(), default=0) * int(longest)


def _wrong_prices(measure: _Measure, step: Step, left: _Left) -> list[str]:
    faults = []
    if (step.unit_price[~left.must] > 0).any():
        faults.append("a unit has a price above zero")
    if (step.alert_price > measure.waiting)[left.may_wait].any():
        faults.append("an alert's price is above the cost of waiting")
    return faults


def _wrong_sum(
    problem: Problem, unit_of_alert: Longs, measure: _Measure, step: Step
) -> list[str]:
    bound = sum(step.alert_price.tolist()) + sum(step.unit_price.tolist())
    if measure.worst_s is not None:
        if measure.worst_s == 0 or bound > 0:
            return []
        return [f"nothing says that {measure.worst_s} s cannot be avoided"]
    alert = np.flatnonzero(unit_of_alert >= 0)
    paid = _cost(problem, measure, unit_of_alert[alert], alert)
    waits = measure.waiting[unit_of_alert < 0]
    cost = sum(paid.tolist()) + sum(waits.tolist())
    return [] if cost == bound else [f"cost {cost}, but the prices sum to {bound}"]


def _tight(
    problem: Problem,
    measure: _Measure,
    step: Step,
    left: _Left,
    rows: tuple[Longs, Longs, Longs],
) -> _Left:
    unit, alert, room = rows
    if measure.worst_s is not None:
        within = problem.time_s[unit, alert] <= measure.worst_s
        return _Left(
            pairs=(unit[within], alert[within]),
            may_wait=left.may_wait,
            must=left.must,
        )
    return _Left(
        pairs=(unit[room == 0], alert[room == 0]),
        may_wait=left.may_wait & (step.alert_price == measure.waiting),
        must=left.must | (step.unit_price < 0),
    )
