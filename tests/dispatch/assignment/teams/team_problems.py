"""Problems with teams, by chance."""

from __future__ import annotations

import numpy as np

from dispatch.assignment.problem import GOALS, Areas, Crew, Problem, Zones

_STEP_S = 60


def any_problem(seed: int, most_units: int = 4, most_alerts: int = 3) -> Problem:
    """Draw a problem with some of everything, and many ties."""
    rng = np.random.default_rng(seed)
    units = int(rng.integers(0, most_units + 1))
    alerts = int(rng.integers(0, most_alerts + 1))
    steps = rng.integers(0, rng.choice([3, 6, 20]), (units, alerts))
    order = np.argsort(rng.random(alerts))
    weight = rng.choice([[1, 2, 4], [1, 1, 1], [3, 7, 1000]][rng.integers(3)], alerts)
    loss = None
    if rng.random() < 0.4:
        growth = rng.integers(0, 5, (21, alerts)).cumsum(axis=0)
        loss = np.take_along_axis(growth, steps, axis=0)
    allowed = rng.random((units, alerts)) < rng.choice([0.6, 0.9, 1.0])
    locks = _locks(rng, units, alerts)
    for unit, alert in locks:
        allowed[unit, np.arange(alerts) != alert] = False
    return Problem(
        time_s=_STEP_S * steps,
        allowed=allowed,
        target_s=rng.integers(0, 10, alerts) * _STEP_S,
        weight=weight.astype(np.int64),
        received_order=order.astype(np.int64),
        loss=loss,
        extra=_extra(rng, weight * _STEP_S * steps if loss is None else loss),
        previous=rng.integers(-1, alerts, units) if rng.random() < 0.5 else None,
        locks=locks,
        crew=_crew(rng, units, alerts) if rng.random() < 0.85 else None,
        areas=_areas(rng, units) if rng.random() < 0.3 else None,
        zones=_zones(rng, units) if rng.random() < 0.6 else None,
        goals=_goals(rng),
        slack=int(rng.choice([0, 0, 1, 5, 200, 1000])),
        slack_s=int(rng.choice([0, 0, 0, 60, 120])),
    )


def _goals(rng):
    if rng.random() < 0.6:
        kind = "loss" if rng.random() < 0.7 else "time"
        return ("on_time", "served", kind, "worst", "preparedness", "changes")
    goals = [goal for goal in GOALS if goal != rng.choice(["loss", "time"])]
    count = int(rng.integers(1, len(goals) + 1))
    return tuple(goals[i] for i in rng.permutation(len(goals))[:count])


def _extra(rng, loss):
    if rng.random() < 0.6:
        return None
    return np.maximum(rng.integers(-40, 60, loss.shape), -loss)


def _locks(rng, units: int, alerts: int):
    if rng.random() < 0.6 or not units * alerts:
        return ()
    count = int(rng.integers(1, min(units, 3) + 1))
    chosen = rng.permutation(units)[:count].tolist()
    return tuple((unit, int(rng.integers(alerts))) for unit in chosen)


def _crew(rng, units: int, alerts: int) -> Crew:
    skills = 4 if rng.random() < 0.5 else 1
    return Crew(
        officers=rng.integers(0 if rng.random() < 0.2 else 1, 4, units),
        needed=rng.integers(0 if rng.random() < 0.2 else 1, 5, alerts),
        skills=rng.integers(0, skills, units),
        wanted=rng.integers(0, skills, alerts) * (rng.random(alerts) < 0.6),
        of_one=rng.random(alerts) < 0.5,
    )


def _areas(rng, units: int) -> Areas:
    return Areas(of_unit=rng.integers(-1, 2, units), spare=rng.integers(0, 3, 2))


def _zones(rng, units: int) -> Zones:
    zones = int(rng.integers(0, 4))
    return Zones(
        reaches=rng.random((units, zones)) < 0.6,
        weight=rng.integers(1, 4, zones),
        wanted=rng.integers(0, 4, zones),
    )
