"""A plan as a table for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.plan import Plan
from dispatch.plan_file import now_of
from dispatch.plan_rows import Assignment, Reason, Score, Unserved

_REASONS = {
    Reason.NO_FREE_UNIT: "none free",
    Reason.TOO_FEW_OFFICERS: "too few officers",
    Reason.FORBIDDEN: "forbidden",
    Reason.NO_ROUTE: "no road",
    Reason.BEYOND_CUT_OFF: "all too far",
    Reason.OTHERS_FIRST: "others first",
}
_AT_RISK = 0.75  # of the target: from here on an arrival may well be late


def print_plan(plan: Plan, console: Console) -> None:
    """Print a plan: worst first, then what it is worth and what to look at."""
    console.print(_table(plan))
    console.print(_summary("this plan", plan.score))
    console.print(_summary("closest idle", plan.closest_idle_score))
    if plan.score.goals == plan.closest_idle_score.goals:
        console.print("Sending the closest idle units is as good here.", style="dim")
    proof = "certified" if plan.solver.certified else "NOT certified"
    console.print(
        Text(f"{plan.solver.path}: {plan.solver.status}, {proof}"), style="dim"
    )
    for warning in plan.warnings:
        console.print(Text(f"look: {shown(warning)}"), style="yellow")


def clock(seconds: int) -> str:
    """Seconds as minutes and seconds.

    >>> clock(485), clock(-15)
    ('8:05', '-0:15')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


def shown(text: str) -> str:
    """Text that may come from anywhere, without what could steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _table(plan: Plan) -> Table:
    moment = now_of(plan).isoformat(sep=" ", timespec="seconds")
    name = shown(plan.scenario.title or plan.scenario.name)
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
        _percent(row.probability_on_time),
        _closest_idle(row),
    )
    return tuple(Text(cell) for cell in cells)


def _percent(share: float) -> str:
    """Whole percent; neither certain nor hopeless unless it is."""
    if 0 < share < 1:
        return f"{min(99, max(1, round(100 * share)))}%"
    return f"{share:.0%}"


def _waiting_row(plan: Plan, row: Unserved) -> tuple[Text, ...]:
    cells = (
        shown(row.alert_id),
        _address(plan, row.alert_id),
        "nobody",
        "–",
        _REASONS[row.reason],
        "–",
        "–",
    )
    return tuple(Text(cell) for cell in cells)


def _address(plan: Plan, alert_id: str) -> str:
    at = plan.alerts_at[alert_id]
    return shown(at.address) or f"{at.lon:.5f}, {at.lat:.5f}"


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


def _summary(name: str, score: Score) -> str:
    return (
        f"{name}: {score.on_time} on time, {score.late} late, {score.unserved} "
        f"unserved; worst {clock(score.worst_time_to_door_s)}, together "
        f"{clock(score.total_time_to_door_s)}"
    )
