"""A plan as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.difference import AlertChange
from dispatch.goal_rows import loss_step
from dispatch.goal_words import LossStep, goal_words
from dispatch.overrides import OverridePrice
from dispatch.plan import Plan
from dispatch.plan_file import now_of
from dispatch.plan_rows import Assignment, Reason, Score, Unserved
from dispatch.terminal_words import clock, in_a_cell, percent, shown
from dispatch.track_table import print_tracks

_REASONS = {
    Reason.NO_FREE_UNIT: "none free",
    Reason.STALE_POSITION: "positions too old",
    Reason.FORBIDDEN: "forbidden",
    Reason.REDIRECT_FORBIDDEN: "all under way",
    Reason.OTHER_AREA: "other areas",
    Reason.NO_ROUTE: "no road",
    Reason.BEYOND_CUT_OFF: "all too far",
    Reason.TOO_FEW_OFFICERS: "too few officers",
    Reason.MISSING_SKILLS: "skills missing",
    Reason.AREA_MINIMUM: "area keeps them",
    Reason.OTHERS_FIRST: "others first",
    Reason.LOCKED: "locked",
}
_REASONS_OF_ONE = {
    Reason.NO_FREE_UNIT: "busy or off duty",
    Reason.STALE_POSITION: "its position is too old",
    Reason.REDIRECT_FORBIDDEN: "under way to an alert as urgent",
    Reason.OTHER_AREA: "of another area",
    Reason.BEYOND_CUT_OFF: "too far",
    Reason.LOCKED: "locked elsewhere, or others are locked here",
}
_AT_RISK = 0.75  # of the target: from here on an arrival may well be late


def print_plan(plan: Plan, console: Console) -> None:
    """Print a plan: worst first, then what it is worth and what to look at."""
    if not plan.alerts_at:
        console.print("No alert asks for anybody now.")
        return
    console.print(_table(plan))
    console.print(_summary("this plan", plan.score))
    console.print(_summary("closest idle", plan.closest_idle_score))
    if _worth(plan.score) == _worth(plan.closest_idle_score):
        console.print("Sending the closest idle units is as good here.", style="dim")
    if plan.coverage is not None and plan.closest_idle_coverage is not None:
        limit = clock(plan.policy.coverage_s)
        console.print(
            f"what stays free reaches {percent(plan.coverage)} of the addresses or "
            f"zones within {limit}; by closest idle "
            f"{percent(plan.closest_idle_coverage)}"
        )
    proof = "certified" if plan.solver.certified else "NOT certified"
    if plan.solver.gap:
        proof += f", at most {100 * plan.solver.gap:.2g} % from the best"
    console.print(
        Text(f"{plan.solver.path}: {plan.solver.status}, {proof}"), style="dim"
    )
    if plan.tracks is not None:
        print_tracks(plan.tracks, console)
    if plan.override is not None:
        step = loss_step(plan.working, plan.policy)
        _print_override(plan.override, step, console)
    for warning in plan.warnings:
        console.print(Text(f"look: {shown(warning)}"), style="yellow")


def _print_override(price: OverridePrice, step: LossStep, console: Console) -> None:
    pairs = [f"lock {pair}" for pair in price.locks]
    pairs += [f"forbid {pair}" for pair in price.forbidden]
    words = goal_words(price.goals, step)
    console.print(Text(f"the price of {', '.join(map(shown, pairs))}: {words}"))
    for change in price.changes:
        console.print(Text(f"  {change_words(change)}"))


def change_words(change: AlertChange) -> str:
    """Say a change: "A-1: P1 4:10 -> P2 5:30"."""
    before = visit_words(change.before, change.before_s)
    after = visit_words(change.after, change.after_s)
    return f"{shown(change.alert_id)}: {before} -> {after}"


def visit_words(unit_ids: Sequence[str], time_s: int | None) -> str:
    """Say who goes and when they are there."""
    return "nobody" if time_s is None else f"{units_words(unit_ids)} {clock(time_s)}"


def units_words(unit_ids: Sequence[str]) -> str:
    """Say who goes together."""
    return shown(" + ".join(unit_ids))


def reason_words(reason: Reason) -> str:
    """Say a reason in a few words."""
    return _REASONS[reason]


def reason_words_of_one(reason: Reason) -> str:
    """Say why a single unit may not go."""
    return _REASONS_OF_ONE.get(reason, reason_words(reason))


def _table(plan: Plan) -> Table:
    moment = now_of(plan).isoformat(sep=" ", timespec="seconds")
    name = in_a_cell(plan.scenario.title or plan.scenario.name)
    table = Table(title=Text(f"{name} · {moment} · {shown(plan.roads.name)}"))
    for heading in ("alert", "address", "units"):
        table.add_column(heading, overflow="fold")
    for heading in ("to door", "spare", "P", "closest idle"):
        table.add_column(heading, justify="right", no_wrap=True)
    for waiting in plan.unserved:
        table.add_row(*_waiting_row(plan, waiting), style="bold red")
    for assignment in plan.assignments:
        table.add_row(*_row(plan, assignment), style=_style(assignment))
    return table


def _row(plan: Plan, row: Assignment) -> tuple[Text, ...]:
    spare = row.target_s - row.time_to_door_s
    cells = (
        shown(row.alert_id),
        _address(plan, row.alert_id),
        shown(", ".join(row.unit_ids)),
        clock(row.time_to_door_s),
        clock(spare) if spare >= 0 else f"LATE {clock(-spare)}",
        percent(row.probability_on_time),
        _closest_idle(row),
    )
    return tuple(Text(cell) for cell in cells)


def _waiting_row(plan: Plan, row: Unserved) -> tuple[Text, ...]:
    cells = (
        shown(row.alert_id),
        _address(plan, row.alert_id),
        "nobody",
        "–",
        reason_words(row.reason),
        "–",
        "–",
    )
    return tuple(Text(cell) for cell in cells)


def _address(plan: Plan, alert_id: str) -> str:
    at = plan.alerts_at[alert_id]
    return in_a_cell(at.address) or f"{at.lon:.5f}, {at.lat:.5f}"


def _closest_idle(row: Assignment) -> str:
    if row.same_as_closest_idle:
        return "same answer"
    if row.closest_idle_time_to_door_s is None:
        return "nobody"
    units = shown(", ".join(row.closest_idle_unit_ids))
    return f"{clock(row.closest_idle_time_to_door_s)} {units}"


def _style(row: Assignment) -> str:
    if not row.on_time:
        return "red"
    return "yellow" if row.time_to_door_s > _AT_RISK * row.target_s else ""


def _worth(score: Score) -> tuple[int, int, int]:
    return score.weighted_on_time, score.weighted_served, score.weighted_time_s


def _summary(name: str, score: Score) -> str:
    return (
        f"{name}: {score.on_time} on time, {score.late} late, {score.unserved} "
        f"unserved; worst {clock(score.worst_time_to_door_s)}, together "
        f"{clock(score.total_time_to_door_s)}"
    )
