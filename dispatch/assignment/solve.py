"""`solve`: the best assignment that can be found, and the old rule's beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.assignment.certificate import certify
from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate
from dispatch.assignment.flow import NoFlowError, solve_flow
from dispatch.assignment.problem import Longs, Problem
from dispatch.plan_rows import Score, SolverNote


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """An assignment and what it is worth.

    unit_of_alert : [alerts] index of the unit, -1 where the alert waits.
    """

    unit_of_alert: Longs
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """The best assignment with how it was found, and closest idle's."""

    best: Answer
    closest_idle: Answer
    note: SolverNote


def solve(problem: Problem) -> Solved:
    """Find the best assignment, judged by `evaluate`, never by a solver's word.

    The flow's answer is the best one, equal to closest idle's or better. Should it
    be missing, impossible or worse, closest idle's is taken, and the note says so.
    Without a proof the gap is 1: no bound better than zero is known.

    Raises
    ------
    WeightsTooLargeError
        If the goals do not fit into 64 bits.
    """
    by_rule = _answer(problem, closest_idle(problem))
    try:
        by_flow, faults = _by_flow(problem)
    except (NoFlowError, ImpossibleAssignmentError) as fault:
        return _fallen_back(by_rule, str(fault))
    if by_rule.score.goals < by_flow.score.goals:
        return _fallen_back(by_rule, "worse")
    return Solved(best=by_flow, closest_idle=by_rule, note=_note("flow", faults))


def _by_flow(problem: Problem) -> tuple[Answer, tuple[str, ...]]:
    """Answer by the flow, and what is wrong with its proof."""
    found = solve_flow(problem)
    answer = _answer(problem, found.unit_of_alert)
    return answer, certify(
        problem, found.unit_of_alert, found.alert_price, found.unit_price
    )


def _answer(problem: Problem, unit_of_alert: Longs) -> Answer:
    return Answer(unit_of_alert=unit_of_alert, score=evaluate(problem, unit_of_alert))


def _fallen_back(by_rule: Answer, why: str) -> Solved:
    path = f"closest idle (flow: {why})"
    return Solved(best=by_rule, closest_idle=by_rule, note=_note(path, (why,)))


def _note(path: str, faults: tuple[str, ...]) -> SolverNote:
    if faults:
        return SolverNote(path=path, status="unproved", gap=1.0, certified=False)
    return SolverNote(path=path, status="optimal", gap=0.0, certified=True)
