"""The terminal's table."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from dispatch.plan import Plan
from dispatch.table import clock, print_plan, shown


def printed(plan: Plan) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    print_plan(plan, console)
    return console.export_text()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59, "0:59"), (485, "8:05"), (-61, "-1:01")]
)
def test_clock(seconds: int, text: str) -> None:
    assert clock(seconds) == text


def test_what_steers_a_terminal_is_not_shown() -> None:
    assert shown("a\x1b[31mb\nc\u202ed") == "a�[31mb�c�d"


def test_worst_first_with_what_a_chief_asks(shipped_plans: dict[str, Plan]) -> None:
    lines = printed(shipped_plans["evening"]).splitlines()
    rows = [line for line in lines if "A-204" in line]
    assert "A-2046" in rows[0]
    assert "LATE 3:17" in rows[0]
    assert "same answer" in rows[0]
    assert any("8:04 P07" in row for row in rows)  # what the old rule would do


def test_unserved_come_first_with_their_reason(shipped_plans: dict[str, Plan]) -> None:
    rows = [r for r in printed(shipped_plans["surge"]).splitlines() if "│ A-3" in r]
    assert len(rows) == 80
    waiting = ["others first" in row for row in rows]
    assert waiting == sorted(waiting, reverse=True)
    assert sum(waiting) == len(shipped_plans["surge"].unserved)


def test_markup_in_a_title_is_text(shipped_plans: dict[str, Plan]) -> None:
    plan = shipped_plans["one_step_away"]
    titled = replace(plan, scenario=replace(plan.scenario, title="[red]x[/red]"))
    assert "[red]x[/red]" in printed(titled)
