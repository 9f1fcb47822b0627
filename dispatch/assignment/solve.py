"""`solve`: the best plan that can be found, and the old rule's beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate, value
from dispatch.assignment.previous import repaired
from dispatch.assignment.problem import Goal, Problem, Teams, slack_of
from dispatch.assignment.single.certificate import certify
from dispatch.assignment.single.flow import NoFlowError
from dispatch.assignment.single.known import Known, as_before
from dispatch.assignment.single.solve import SinglePlan, solve_single
from dispatch.assignment.structure import needs_teams
from dispatch.plan_rows import Score, SolverNote


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A plan and what it is worth."""

    teams: Teams
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """The best plan with how it was found, and closest idle's.

    optima : the best that each goal can be, those before it at their best; the plan
        may be above it by the slack. single : the plan that is best in the goals that
        a flow decided.
    """

    best: Answer
    closest_idle: Answer
    note: SolverNote
    optima: Mapping[Goal, int]
    single: SinglePlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """What a solver found; status and gap as in its note."""

    answer: Answer
    path: str
    optima: Mapping[Goal, int]
    status: str
    gap: float
    certified: bool
    single: SinglePlan | None = None


def solve(
    problem: Problem, *, deadline: float | None = None, known: Known | None = None
) -> Solved:
    """Find the best plan, judged by `evaluate`, never by a solver's word.

    The solver's answer is the best one, equal to closest idle's and to the repaired
    previous plan or better. Should it be missing, impossible or worse, the best of
    these is taken, and the note says so. Without a proof the gap is 1: no bound
    better than zero is known.

    Parameters
    ----------
    deadline : of `time.monotonic`, when the solver has to end; a plan cut short by
        it is marked.
    known : a plan that may still be the best: where its prices show that it is,
        it is not solved again.

    Raises
    ------
    WeightsTooLargeError
        If a goal does not fit into 64 bits.
    """
    by_rule = _answer(problem, closest_idle(problem))
    try:
        found = _found(problem, by_rule, deadline, known)
    except (NoFlowError, ImpossibleAssignmentError) as fault:
        return _fallen_back(_fallback(problem, by_rule), by_rule, str(fault))
    fallback = by_rule if found.certified else _fallback(problem, by_rule)
    if _rank(problem, fallback, found) < _rank(problem, found.answer, found):
        return _fallen_back(fallback, by_rule, "worse", cut=found.status == "budget")
    return Solved(
        best=found.answer,
        closest_idle=by_rule,
        note=SolverNote(
            path=found.path,
            status=found.status,
            gap=found.gap,
            certified=found.certified,
        ),
        optima=found.optima,
        single=found.single,
    )


def _answer(problem: Problem, teams: Teams) -> Answer:
    return Answer(teams=teams, score=evaluate(problem, teams))


def _fallback(problem: Problem, by_rule: Answer) -> Answer:
    """Return the better of closest idle and the repaired previous plan."""
    if problem.previous is None or (problem.previous < 0).all():
        return by_rule
    kept = _answer(problem, repaired(problem))
    options = (by_rule, kept)
    return min(options, key=lambda answer: _values(problem, answer))


def _values(problem: Problem, answer: Answer) -> tuple[int, ...]:
    return tuple(value(answer.score, goal) for goal in problem.goals)


def _rank(problem: Problem, answer: Answer, found: _Found) -> tuple[int, ...]:
    """Values of the goals; within the slack, one loss is as good as another."""
    values = dict(zip(problem.goals, _values(problem, answer), strict=True))
    for goal, limit in limits_of(problem, found.optima).items():
        values[goal] = max(values[goal], limit)
    return tuple(values.values())


def limits_of(problem: Problem, optima: Mapping[Goal, int]) -> dict[Goal, int]:
    """How high the goals before preparedness may be for its sake."""
    if problem.zones is None or "preparedness" not in problem.goals:
        return {}
    before = problem.goals[: problem.goals.index("preparedness")]
    slack = slack_of(problem)
    return {g: optima[g] + slack.get(g, 0) for g in before if g in optima}


def _found(
    problem: Problem, by_rule: Answer, deadline: float | None, known: Known | None
) -> _Found:
    goals = tuple(
        goal
        for goal in problem.goals
        if goal != "preparedness" or problem.zones is not None
    )
    if needs_teams(problem):
        start = _fallback(problem, by_rule).teams
        return _by_columns(problem, goals, {}, start, deadline)
    first = goals
    if "preparedness" in goals:
        first = goals[: goals.index("preparedness")]
    try:
        found = _by_flow(problem, first, known)
    except ImpossibleAssignmentError:
        if problem.areas is None:
            raise
        # A flow knows no areas: what it found breaks their limits.
        start = _fallback(problem, by_rule).teams
        return _by_columns(problem, goals, {}, start, deadline)
    rest = goals[len(first) :]
    if not rest:
        return found
    limits = limits_of(problem, found.optima)
    more = _by_columns(problem, rest, limits, found.answer.teams, deadline)
    return _Found(
        answer=more.answer,
        path=f"{found.path}, {more.path}",
        optima={**found.optima, **more.optima},
        status=more.status if found.certified else found.status,
        gap=max(found.gap, more.gap),
        certified=found.certified and more.certified,
        single=found.single,
    )


def _by_flow(problem: Problem, goals: tuple[Goal, ...], known: Known | None) -> _Found:
    before = None if known is None else as_before(problem, goals, known)
    if before is not None and not _faults(problem, goals, before):
        return _proved_by_flow(problem, goals, before, "prices still hold", ())
    single = solve_single(problem, goals)
    faults = _faults(problem, goals, single)
    return _proved_by_flow(problem, goals, single, "flow", faults)


def _faults(
    problem: Problem, goals: tuple[Goal, ...], single: SinglePlan
) -> tuple[str, ...]:
    """What is wrong with the proof of a plan."""
    return certify(problem, goals, single.unit_of_alert, single.proof)


def _proved_by_flow(
    problem: Problem,
    goals: tuple[Goal, ...],
    single: SinglePlan,
    path: str,
    faults: tuple[str, ...],
) -> _Found:
    units = single.unit_of_alert.tolist()
    answer = _answer(problem, tuple((unit,) if unit >= 0 else () for unit in units))
    return _Found(
        answer=answer,
        path=path,
        optima={goal: value(answer.score, goal) for goal in goals},
        status="unproved" if faults else "optimal",
        gap=1.0 if faults else 0.0,
        certified=not faults,
        single=single,
    )


def _by_columns(
    problem: Problem,
    goals: tuple[Goal, ...],
    limits: Mapping[Goal, int],
    start: Teams,
    deadline: float | None,
) -> _Found:
    # Only where it is needed: slow to load.
    from dispatch.assignment.teams.solve import solve_teams  # noqa: PLC0415

    counted = dict(limits)
    if "loss" in limits:
        counted["loss"] += _dearer(problem, limits)
    answer = solve_teams(problem, goals, counted, start, deadline)
    bounds = answer.optima
    optima = {goal: bound.value for goal, bound in bounds.items()}
    gaps = {goal: bound.value - bound.bound for goal, bound in bounds.items()}
    if "loss" in optima:
        optima["loss"] -= _dearer(problem, {**limits, **optima})
    return _Found(
        answer=_answer(problem, answer.teams),
        path=answer.path,
        optima=optima,
        status=answer.status,
        gap=max((_gap(optima[goal], gaps[goal]) for goal in gaps), default=0.0),
        certified=all(bound.certified for bound in bounds.values()),
    )


def _dearer(problem: Problem, values: Mapping[Goal, int]) -> int:
    """What solvers count plans dearer than their losses, all serving the same weight.

    values : of the goals before.
    """
    shift = problem.shift
    return 0 if shift is None else shift.of_plan(-values["served"])


def _fallen_back(
    fallback: Answer, by_rule: Answer, why: str, *, cut: bool = False
) -> Solved:
    rule = "closest idle" if fallback is by_rule else "previous plan"
    return Solved(
        best=fallback,
        closest_idle=by_rule,
        note=SolverNote(
            path=f"{rule} (solver: {why})",
            status="budget" if cut else "unproved",
            gap=1.0,
            certified=False,
        ),
        optima={},
    )


def _gap(found: int, above: int) -> float:
    """Share by which a goal may be away from its best, so much above its bound."""
    return min(1.0, above / max(1, abs(found)))
