"""What each goal has come to, and what the plan would be without it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dispatch.assignment.evaluate import evaluate, value
from dispatch.assignment.problem import Goal, Problem
from dispatch.assignment.solve import solve
from dispatch.goal_words import LossStep
from dispatch.plan_rows import GoalRow, WithoutGoal
from dispatch.policy import Policy
from dispatch.working import Working

_UNITS: Mapping[Goal, str] = MappingProxyType(
    {
        "on_time": "weight on time, below zero",
        "served": "weight served, below zero",
        "loss": "weight x {step} s",
        "time": "weight x {step} s",
        "worst": "s",
        "preparedness": "weight of zones x units that they lack",
        "changes": "orders",
    }
)

_WORK_AT_MOST = 20_000
"""Up to which plans are made again without each goal: units x alerts, ten times that
where teams or zones are to be chosen (assumed: together about a second)."""

_TEAMS_COST = 10


def goal_rows(working: Working, policy: Policy) -> tuple[GoalRow, ...]:
    """Tell what each goal has come to, in the policy's order."""
    solved, small = working.solved, _is_small(working.case.problem)
    return tuple(
        GoalRow(
            goal=goal,
            unit=_unit(working, policy, goal),
            value=value(solved.best.score, goal),
            optimum=solved.optima.get(goal),
            without=without_goal(working, goal, policy) if small else None,
        )
        for goal in working.case.problem.goals
    )


def _is_small(problem: Problem) -> bool:
    teams = problem.crew is not None or problem.zones is not None
    return problem.units * problem.alerts * (_TEAMS_COST if teams else 1) <= (
        _WORK_AT_MOST
    )


def loss_step(working: Working | None, policy: Policy) -> LossStep:
    """Say what one step of a plan's third goal is."""
    if working is None or working.loss is None or "loss" not in policy.goals:
        return LossStep(size=policy.time_step_s)
    return LossStep(size=policy.loss_step, unit=f"{_currency(working)} lost")


def _currency(working: Working) -> str:
    return " or ".join(sorted({alert.currency for alert in working.case.alerts}))


def _unit(working: Working, policy: Policy, goal: Goal) -> str:
    if goal == "loss" and working.loss is not None:
        return f"{policy.loss_step} {_currency(working)}"
    return _UNITS[goal].format(step=policy.time_step_s)


def without_goal(working: Working, goal: Goal, policy: Policy) -> WithoutGoal:
    """Make the plan again without one of its goals, however large it is."""
    case, solved = working.case, working.solved
    rest = tuple(other for other in case.problem.goals if other != goal)
    deadline = time.monotonic() + policy.budget_s
    # What waiting loses can only be counted where as much weight is served.
    shift = None if goal == "served" else case.problem.shift
    problem = replace(case.problem, goals=rest, shift=shift)
    teams = solve(problem, deadline=deadline).best.teams
    score = evaluate(case.problem, teams)
    pairs = zip(case.alerts, teams, solved.best.teams, strict=True)
    return WithoutGoal(
        values={each: value(score, each) for each in case.problem.goals},
        alert_ids=tuple(alert.id for alert, one, two in pairs if one != two),
    )
