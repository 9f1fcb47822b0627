"""The face: all that plans as good may still do, and nothing that they may not."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from dispatch.assignment.evaluate import ImpossibleAssignmentError, evaluate, value
from dispatch.assignment.problem import Problem
from dispatch.assignment.single import face as room
from dispatch.assignment.single.face import Cheapest, cheapest_of_all, cheapest_on
from dispatch.assignment.single.flow import Network, NoFlowError
from tests.dispatch.assignment.networks import network_of, only_group
from tests.dispatch.assignment.problems import TIME_GOALS, problem_of, problems

_GOALS = (*TIME_GOALS, "changes")

Plan = tuple[int, ...]


def _of_all(problem: Problem) -> Cheapest:
    return cheapest_of_all(problem, only_group(problem, _GOALS), problem.allowed)


def _on_few(problem: Problem) -> Cheapest:
    """Begin with nobody sent."""
    waiting = np.full(problem.alerts, -1, dtype=np.int64)
    return cheapest_on(network_of(problem, _GOALS), waiting)


def _begun_well(problem: Problem) -> Cheapest:
    """Begin with a plan that is the best already."""
    return cheapest_on(network_of(problem, _GOALS), _of_all(problem).unit_of_alert)


def _best_plans(problem: Problem) -> list[Plan]:
    """Every plan that is best in the goals, by trying all."""
    values: dict[Plan, tuple[int, ...]] = {}
    for plan in product(range(-1, problem.units), repeat=problem.alerts):
        teams = tuple((unit,) if unit >= 0 else () for unit in plan)
        try:
            score = evaluate(problem, teams)
        except ImpossibleAssignmentError:
            continue
        values[plan] = tuple(value(score, goal) for goal in _GOALS)
    best = min(values.values())
    return [plan for plan, each in values.items() if each == best]


def test_the_face_by_hand() -> None:
    # Both ways to serve both take 600 s: all pairs may be used, nobody may wait,
    # and unit 0, which saves 200 s, has to be sent.
    problem = problem_of([[100, 300], [300, 500]], target_s=900)
    face = _of_all(problem).face
    assert len(face.arcs) == 4
    assert face.may_wait.tolist() == [False, False]
    assert face.must[0]


def test_pairs_that_only_worse_plans_use_are_not_on_the_face() -> None:
    # 100 + 250 s is the only best plan.
    face = _of_all(problem_of([[100, 120], [400, 250]])).face
    assert {(0, 0), (1, 1)} <= set(
        zip(face.arcs.unit.tolist(), face.arcs.alert.tolist(), strict=True)
    )
    assert len(face.arcs) < 4


@settings(max_examples=60, deadline=None)
@given(problems(most=3, goals=_GOALS))
def test_every_best_plan_lies_on_the_face(problem: Problem) -> None:
    best = _best_plans(problem)
    for found in (_of_all(problem), _on_few(problem), _begun_well(problem)):
        assert tuple(found.unit_of_alert.tolist()) in best
        face = found.face
        pairs = set(zip(face.arcs.unit.tolist(), face.arcs.alert.tolist(), strict=True))
        for plan in best:
            for alert, unit in enumerate(plan):
                assert (unit, alert) in pairs or (unit < 0 and face.may_wait[alert])
            assert set(np.flatnonzero(face.must).tolist()) <= set(plan)


@settings(max_examples=60, deadline=None)
@given(problems(most=3, goals=_GOALS))
def test_no_other_plan_lies_on_the_face(problem: Problem) -> None:
    best = _best_plans(problem)
    for found in (_of_all(problem), _on_few(problem), _begun_well(problem)):
        for plan in product(range(-1, problem.units), repeat=problem.alerts):
            if _lies_on(found.face, plan):
                assert plan in best


def _lies_on(face: Network, plan: Plan) -> bool:
    pairs = set(zip(face.arcs.unit.tolist(), face.arcs.alert.tolist(), strict=True))
    sent = [unit for unit in plan if unit >= 0]
    return (
        len(set(sent)) == len(sent)
        and set(np.flatnonzero(face.must).tolist()) <= set(sent)
        and all(
            (unit, alert) in pairs if unit >= 0 else face.may_wait[alert]
            for alert, unit in enumerate(plan)
        )
    )


def test_an_optimal_flow_that_is_not_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "cheapest", lambda _: np.array([1, 0]))
    problem = problem_of([[100, 300], [300, 100]])
    for solve in (_of_all, _on_few):
        with pytest.raises(NoFlowError, match="OPTIMAL, but"):
            solve(problem)
