"""The terminal's table."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

import dispatch
from dispatch.difference import AlertChange
from dispatch.overrides import Overrides
from dispatch.plan import Plan
from dispatch.plan_rows import Reason
from dispatch.table import change_words, print_plan, reason_words, reason_words_of_one
from dispatch.terminal_words import clock, in_a_cell, shown
from scenarios.scenario import Pair
from tests.street import alert, policy, scene, street, unit


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
    assert "LATE 3:27" in rows[0]
    assert "same answer" in rows[0]
    assert any("8:04 P07" in row for row in rows)  # what the old rule would do


def test_unserved_come_first_with_their_reason(shipped_plans: dict[str, Plan]) -> None:
    text = printed(shipped_plans["surge"]).partition("this plan")[0]
    rows = [row for row in text.splitlines() if "│ A-3" in row]
    assert len(rows) == 80
    waiting = ["others first" in row for row in rows]
    assert waiting == sorted(waiting, reverse=True)
    assert sum(waiting) == len(shipped_plans["surge"].unserved)


HOSTILE = "[red]x[/red]\x1b[31m"
DECODED = "[red]x[/red]�[31m"


def test_the_price_of_overrides_is_said() -> None:
    # P1 would go to B, just on time, and P2 to A.
    plan = dispatch.plan(
        scene(
            unit(f"{HOSTILE}1", 1200),
            unit("P2", 200),
            alert("A", 1000),
            alert("B", 4500),
        ),
        street(),
        policy(),
        overrides=Overrides(
            locks=(Pair(unit_id=f"{HOSTILE}1", alert_id="A"),),
            forbidden=(Pair(unit_id="P2", alert_id="A"),),
        ),
    )
    first, *rest = printed(plan).splitlines()[-4:]
    price = f"the price of lock {DECODED}1=A, forbid P2=A: 2 less weight on time; 80 we"
    assert first.startswith(price)
    assert rest == [
        "longer",
        f"  A: P2 3:50 -> {DECODED}1 2:50",
        f"  B: {DECODED}1 8:00 -> P2 9:40",
    ]


def test_who_waits_and_what_to_look_at() -> None:
    plan = dispatch.plan(
        scene(
            unit(f"{HOSTILE}1", 0, position_s=-60.0),
            alert(f"{HOSTILE}A", 100, level="high"),
            alert("B", 100),
        ),
        street(),
        policy(),
    )
    text = printed(plan)
    assert "\x1b" not in text
    assert "others first" in text
    assert f"look: unit {DECODED}1: position 60 s old" in text
    assert "this plan: 1 on time, 0 late, 1 unserved; worst 2:40" in text


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    assert reason_words(reason)
    assert reason_words_of_one(reason)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((("P1",), 250), ((), None), "A: P1 4:10 -> nobody"),
        (((), None), (("M1", "M2"), 480), "A: nobody -> M1 + M2 8:00"),
        ((("P1",), 0), (("P2",), 61), "A: P1 0:00 -> P2 1:01"),
    ],
)
def test_a_change_in_words(
    before: tuple[tuple[str, ...], int | None],
    after: tuple[tuple[str, ...], int | None],
    words: str,
) -> None:
    change = AlertChange(
        alert_id="A",
        before=before[0],
        before_s=before[1],
        after=after[0],
        after_s=after[1],
    )
    assert change_words(change) == words


def test_markup_in_a_title_is_text(shipped_plans: dict[str, Plan]) -> None:
    plan = shipped_plans["one_step_away"]
    titled = replace(plan, scenario=replace(plan.scenario, title="[red]x[/red]"))
    assert "[red]x[/red]" in printed(titled)


def test_a_text_that_would_fill_the_screen_is_cut() -> None:
    assert in_a_cell("x" * 100) == "x" * 100
    assert in_a_cell("\x07" + "x" * 1_000_000) == "�" + "x" * 98 + "…"


def test_where_nobody_asks_there_is_nothing_to_tell() -> None:
    plan = dispatch.plan(scene(unit("P1", 0)), street(), policy())
    assert printed(plan) == "No alert asks for anybody now.\n"
