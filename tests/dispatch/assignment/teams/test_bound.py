"""The checker believes no price that proves too much."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch.assignment.closest_idle import closest_idle
from dispatch.assignment.problem import Crew, Problem, Zones
from dispatch.assignment.teams.bound import BadProofError, certify_bound
from dispatch.assignment.teams.merged import aims_of, bounds_of
from dispatch.assignment.teams.proof import Proof
from dispatch.assignment.teams.solve import solve_teams
from tests.dispatch.assignment.problems import problem_of
from tests.dispatch.assignment.teams.every_plan import every_plan, values
from tests.dispatch.assignment.teams.team_problems import any_problem


def _proof(problem: Problem, **changes) -> Proof:
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    zones = 0 if problem.zones is None else len(problem.zones.weight)
    proof = Proof(
        aims={"on_time": 1},
        limits={},
        scale=1,
        limit={},
        unit=np.zeros(problem.units, np.int64),
        area=np.zeros(areas, np.int64),
        zone=np.zeros(zones, np.int64),
    )
    return replace(proof, **changes)


def _any_proof(problem: Problem, rng, aims) -> Proof:
    scale = int(rng.choice([1, 7, 1000]))
    aim = aims.get("preparedness", 0)
    zone = np.zeros(0, np.int64)
    if problem.zones is not None:
        zone = rng.integers(0, scale * aim * problem.zones.weight + 1)
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    things = problem.alerts + problem.units
    sets = [np.sort(rng.permutation(things)[:3]) for _ in range(3 if things > 2 else 0)]
    return Proof(
        aims=aims,
        limits={},
        scale=scale,
        limit={},
        unit=rng.integers(0, 5 * scale, problem.units),
        area=rng.integers(0, 2 * scale, areas),
        zone=zone,
        odd_sets=np.array(sets, np.int64).reshape(-1, 3),
        odd=rng.integers(0, 5 * scale, len(sets)),
    )


def test_two_alerts_and_one_unit_in_time():
    # Both of weight 1 could be on time, so without prices the bound is -2. At a
    # price of 1 nothing is gained by sending the unit: 0 + 0 - 1 = -1, the optimum.
    problem = problem_of([[60, 60]])
    assert certify_bound(problem, _proof(problem)) == -2
    priced = _proof(problem, unit=np.array([1]))
    assert certify_bound(problem, priced) == -1


def test_three_singles_who_could_pair_up_in_three_ways():
    # Two are needed at each of three alerts: only one can be served. Without prices
    # the bound is -3. Alerts are 0 to 2, units 3 to 5. At a price of 1 for the set of
    # the units no pair gains: 0 x 3 - 1 = -1, the optimum. Prices of units cannot say
    # that: at a half each, 3 / 2.
    problem = replace(
        problem_of([[60, 60, 60]] * 3),
        crew=Crew(
            officers=np.array([1, 1, 1]),
            needed=np.array([2, 2, 2]),
            skills=np.zeros(3, np.int64),
            wanted=np.zeros(3, np.int64),
            of_one=np.zeros(3, np.bool_),
        ),
    )
    assert certify_bound(problem, _proof(problem)) == -3
    odd = _proof(problem, odd_sets=np.array([[3, 4, 5]]), odd=np.array([1]))
    assert certify_bound(problem, odd) == -1
    # Of five things, two teams: 0 x 3 - 2.
    five = _proof(problem, odd_sets=np.array([[0, 1, 3, 4, 5]]), odd=np.array([1]))
    assert certify_bound(problem, five) == -2


@pytest.mark.parametrize("goal", ["on_time", "served", "loss", "preparedness"])
def test_no_prices_prove_more_than_the_best_of_all_plans(goal):
    for seed in range(60):
        problem = any_problem(seed)
        rng = np.random.default_rng(seed)
        best = min(values(problem, plan)[goal] for plan in every_plan(problem))
        for _ in range(5):
            proof = _any_proof(problem, rng, {goal: 1})
            assert certify_bound(problem, proof) <= best


def test_proofs_hold_and_tampered_ones_prove_no_more():
    for seed in range(40):
        problem = any_problem(seed)
        answer = solve_teams(problem, problem.goals, {}, closest_idle(problem), None)
        for proof in answer.proofs:
            bound = certify_bound(problem, proof)
            reached = _least_reached(problem, proof)
            assert bound <= reached
            raised = replace(proof, unit=proof.unit + proof.scale)
            assert certify_bound(problem, raised) <= reached
            dearer = replace(proof, odd=proof.odd + proof.scale)
            assert certify_bound(problem, dearer) <= reached


def _least_reached(problem: Problem, proof: Proof) -> int:
    """What the best plan within a proof's limits reaches of what it bounds."""
    within = [
        v
        for v in (values(problem, plan) for plan in every_plan(problem))
        if all(v[goal] <= most for goal, most in proof.limits.items())
    ]
    if proof.beyond_s is not None:
        return min(v["worst"] for v in within)
    return min(sum(aim * v[g] for g, aim in proof.aims.items()) for v in within)


def test_certified_bounds_are_what_the_checker_finds():
    for seed in range(40):
        problem = any_problem(seed)
        goals = ("loss", "changes")
        start = ((),) * problem.alerts
        answer = solve_teams(problem, goals, {}, start, None)
        for goal, proof in zip(goals, answer.proofs, strict=True):
            found = answer.optima[goal]
            assert not found.certified or certify_bound(problem, proof) == found.bound


_ZONES = Zones(reaches=np.array([[True]]), weight=np.array([2]), wanted=np.array([1]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": np.array([-1])}, "below zero"),
        ({"unit": np.array([1.0])}, "shape"),
        ({"unit": np.array([1, 1])}, "shape"),
        ({"area": np.array([1])}, "shape"),
        ({"zone": np.array([3])}, "above what its shortage counts"),
        ({"zone": np.array([-1])}, "below zero"),
        ({"scale": 0}, "below zero"),
        ({"limit": {"served": -1}, "limits": {"served": -1}}, "below zero"),
        ({"limit": {"served": 1}}, "without a limit"),
        ({"unit": np.array([2**60])}, "too large"),
        ({"odd_sets": np.array([[0, 1, 2]])}, "shape"),
        ({"odd_sets": np.array([0]), "odd": np.array([1])}, "odd sets of a wrong"),
        ({"odd_sets": np.array([[0, 1, 2]]), "odd": np.array([-1])}, "below zero"),
        ({"odd_sets": np.array([[0, 1, -1]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[0, 2, 1]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[0, 1, 1]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[0, 1, 3]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[-1, 1, 2]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[0, -1, 2]]), "odd": np.array([1])}, "not odd"),
        ({"odd_sets": np.array([[0, -2, 2]]), "odd": np.array([1])}, "not odd"),
    ],
)
def test_bad_prices_are_refused(changes, words):
    problem = replace(problem_of([[60, 60]]), zones=_ZONES)
    good = {"aims": {"preparedness": 1}, "zone": np.array([2])}
    assert certify_bound(problem, _proof(problem, **good)) == 0
    with pytest.raises(BadProofError, match=words):
        certify_bound(problem, _proof(problem, **{**good, **changes}))


def test_a_bound_of_all_bounds_each_goal():
    # Losses of one unit, two alerts: at most 60 + 120 = 180. served counts
    # 180 + 1 = 181; weight 2, of which 0 is late: max(0, 2 // 8) = 0 of it, so
    # on_time counts 180 + 1 = 181 as well. The plan: on_time -1, served -1, loss 60:
    # -181 - 181 + 60 = -302. From this as bound, on_time >= (-302 - 180) / 362
    # = -1.33, so -1; served >= (-302 + 181 - 180) / 181 = -1.66, so -1; loss >= 60.
    problem = problem_of([[60, 120]])
    aims = aims_of(problem, ("on_time", "served", "loss"), 0)
    assert aims == {"on_time": 181, "served": 181, "loss": 1}
    reached = {"on_time": -1, "served": -1, "loss": 60}
    assert bounds_of(problem, aims, -302, reached) == reached


def test_a_weak_bound_of_all_leaves_the_rest_open():
    # 300 less than before: on_time >= (-602 - 180) / 362 = -2.16, so -2: open.
    problem = problem_of([[60, 120]])
    aims = {"on_time": 181, "served": 181, "loss": 1}
    reached = {"on_time": -1, "served": -1, "loss": 60}
    assert bounds_of(problem, aims, -602, reached) == {"on_time": -2}
