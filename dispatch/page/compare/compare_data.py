"""A comparison as the data its page is filled from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dispatch.comparison.comparison import PlanComparison, PlanSums
from dispatch.comparison.words import (
    cause_words,
    comparison_texts,
    input_words,
    near_words,
)
from dispatch.difference import AlertChange
from dispatch.language_files import Texts
from dispatch.layers import Timeliness, timeliness
from dispatch.page.plan.plan_data import plan_data
from dispatch.page.texts import LANGUAGES
from dispatch.plan import Plan
from dispatch.plan_rows import Assignment

Row = dict[str, object]
Said = dict[str, str]
"""One text in each language."""


def compare_data(before: Plan, after: Plan, found: PlanComparison) -> Row:
    """Return what the page's scripts read, JSON values only.

    plans : the data of both plans' pages. sums : of both. changes : alerts whose visit
    is another one, those to which others go first, then by how much later it is.
    inputs, causes : a text each, in both languages. same : how many visits are the
    same.
    """
    changes = _changes(before, after, found)
    return {
        "title": after.scenario.title or after.scenario.name,
        "plans": [plan_data(each, with_reach=False) for each in (before, after)],
        "sums": [_sums(found.before), _sums(found.after)],
        "changes": changes,
        "same": len({*_visited(before), *_visited(after)}) - len(changes),
        "inputs": _in_each(
            lambda texts: [input_words(change, texts) for change in found.inputs]
        ),
        "causes": _in_each(lambda texts: [*cause_words(found, texts)]),
    }


def _sums(sums: PlanSums) -> Row:
    return {
        "alerts": sums.alerts,
        "on_time": sums.score.on_time,
        "late": sums.score.late,
        "unserved": sums.score.unserved,
        "worst_s": sums.worst_s,
        "coverage": sums.coverage,
        "expected_loss": sums.expected_loss,
    }


def _changes(before: Plan, after: Plan, found: PlanComparison) -> list[Row]:
    alerts = {
        alert.id: alert for made in (before, after) for alert in made.scenario.alerts
    }
    others = {change.alert_id for change in found.difference.changes}
    targets = {**_targets(before), **_targets(after)}
    visits = (change.visit for change in found.difference.visits)
    order = sorted(visits, key=lambda v: (v.alert_id not in others, -_later_s(v)))
    return [
        {
            "alert_id": visit.alert_id,
            "title": alerts[visit.alert_id].title,
            "level": alerts[visit.alert_id].level,
            "timeliness": _timeliness(
                visit.after_s, targets.get(visit.alert_id, after.policy.target_s)
            ),
            "others_go": visit.alert_id in others,
            "before": {"units": list(visit.before), "time_to_door_s": visit.before_s},
            "after": {"units": list(visit.after), "time_to_door_s": visit.after_s},
            "near": _near(found, visit.alert_id),
        }
        for visit in order
    ]


def _timeliness(time_to_door_s: int | None, target_s: int) -> Timeliness:
    if time_to_door_s is None:
        return Timeliness.UNSERVED
    return timeliness(time_to_door_s, target_s)


def _later_s(visit: AlertChange) -> float:
    """By how much later officers are there; nobody is later than anybody."""
    one, other = visit.before_s, visit.after_s
    if one is None or other is None:
        return float("inf") if other is None else 0.0
    return other - one


def _near(found: PlanComparison, alert_id: str) -> list[Said]:
    rows = [row for row in found.near if row.alert_id == alert_id]
    return _in_each(lambda texts: [near_words(row, texts) for row in rows])


def _in_each(lines: Callable[[Texts], list[str]]) -> list[Said]:
    """Say the same lines in each language."""
    said = {name: lines(comparison_texts(name)) for name in LANGUAGES}
    rows = zip(*said.values(), strict=True)
    return [dict(zip(said, row, strict=True)) for row in rows]


def _visited(made: Plan) -> Mapping[str, Assignment]:
    return {row.alert_id: row for row in made.assignments}


def _targets(made: Plan) -> dict[str, int]:
    return {row.alert_id: row.target_s for row in made.assignments}
