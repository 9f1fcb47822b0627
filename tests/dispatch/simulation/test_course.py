"""A shift in its course: every moment by hand."""

from __future__ import annotations

import pytest

from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders
from tests.dispatch.simulation.shifts import (
    load_of_rows,
    lucky,
    metres_of,
    rows_of,
    run,
)
from tests.street import alert, unit

MOMENTS = ("notified", "rolling", "at_gate", "at_door", "contact", "clear")


def moments(row: dict[str, object]) -> list[object]:
    return [row.get(f"{name}_s") for name in MOMENTS]


def test_one_visit():
    # Received at 100 s, told at 190, moving at 250; 2000 m are 200 s; access 30 s.
    load = load_of_rows(
        unit("P1", 0), unit("P2", 8000), alert("A", 2000, received_s=100, access_s=30)
    )
    [row] = rows_of(run(load))
    assert row["unit_id"] == "P1"
    assert moments(row) == [190, 250, 450, 480, 480, 1080]
    assert (row["on_time"], row["order"], row["ended"]) == (True, 1, "arrived")
    assert row["planned_travel_s"] == 200
    # 300 s are left for 200 s of driving: (ln 300 - ln 200) / 0.35 = 1.158.
    assert row["planned_on_time"] == pytest.approx(0.8767, abs=1e-4)


def test_luck_stretches_every_interval():
    # Turnout 60 x 1.5, driving 200 x 2, access 30 x 3, then 70 s until somebody opens.
    luck = lucky(10.0, turnout=(1.5,) * 8, travel=(2.0,) * 8, access=3.0, search_s=70.0)
    load = load_of_rows(unit("P1", 0), alert("A", 2000, access_s=30))
    [row] = rows_of(run(load, luck=luck))
    assert moments(row) == [90, 180, 580, 670, 740, 750]
    # What was planned is the median.
    assert row["planned_travel_s"] == 200
    assert row["on_time"] is False


def test_a_patrol_that_rolls_needs_no_turnout():
    load = load_of_rows(unit("P1", 0, rolling=True), alert("A", 2000))
    [row] = rows_of(run(load))
    assert moments(row)[:3] == [90, 90, 290]


def test_an_alert_waits_for_the_unit_that_is_free_first():
    # P1 is with A until 90 + 60 + 100 + 600 = 850 s; B, 1000 m on, came at 500 s:
    # told at 865, moving at 925, there at 1025 s.
    load = load_of_rows(
        unit("P1", 0), alert("A", 1000), alert("B", 2000, received_s=500)
    )
    _, later = rows_of(run(load))
    assert moments(later)[:3] == [865, 925, 1025]


def test_a_unit_that_stays_or_returns_or_is_back_at_once():
    # Free at 850 s, 1000 m from its station. C comes at 900 s at 3000 m: told at 990.
    load = load_of_rows(
        unit("P1", 0), alert("A", 1000), alert("C", 3000, received_s=900)
    )
    by = {
        between: moments(rows_of(run(load, between=between))[1])[:3]
        for between in ("stay", "return", "at_once")
    }
    assert by["stay"] == [990, 1050, 1250]
    # Back since 950 s.
    assert by["return"] == by["at_once"] == [990, 1050, 1350]


def test_a_unit_on_its_way_back_is_sent_from_where_it_is():
    # Free at 850 s; C at 800 s: told at 890, 40 s and 400 m on its way back, and
    # rolling: 3000 - 600 m.
    load = load_of_rows(
        unit("P1", 0), alert("A", 1000), alert("C", 3000, received_s=800)
    )
    seen: list[float] = []

    def first_idle(moment: Moment) -> Orders:
        if not moment.waiting or not moment.idle:
            return {}
        seen.append(metres_of(moment.place(moment.idle[0]).lon or 0.0))
        return {moment.units[moment.idle[0]].id: moment.waiting[0].id}

    rows = rows_of(run(load, first_idle, between="return"))
    assert moments(rows[1])[:3] == [890, 890, 1130]
    assert seen == pytest.approx([0.0, 1000.0], abs=0.1)


# --- Redirected mid-edge -----------------------------------------------------------

# P1 is told at 90 s and moves to A, 12,000 m off, at 150 s. B comes at 400 s, when
# P1 is at 2500 m; it is told 90 s later, at 490 s, at 3400 m.


@pytest.mark.parametrize(
    ("metres", "there_s"),
    [(5000, 490 + 160), (3400, 490), (1000, 490 + 240)],  # ahead, here, behind
)
def test_a_unit_is_redirected_mid_edge(metres: int, there_s: float):
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 12_000, level="low", cut_off_s=3000),
        alert("B", metres, level="high", received_s=400),
    )
    first, again, other = rows_of(run(load, "full", luck=lucky(60.0)))
    assert (first["alert_id"], first["ended"]) == ("A", "redirected")
    assert moments(first)[:3] == [90, 150, None]
    assert (other["alert_id"], other["redirected_from"]) == ("B", "A")
    assert moments(other)[:3] == [490, 490, pytest.approx(there_s, abs=0.01)]
    # 60 s later it is free, told again after 15 s, and turns out anew.
    told_s = pytest.approx(there_s + 60 + 15, abs=0.01)
    assert (again["alert_id"], again["notified_s"]) == ("A", told_s)
    left_s = abs(12_000 - metres) / 10
    assert again["at_gate_s"] == pytest.approx(there_s + 75 + 60 + left_s, abs=0.1)


def test_where_a_moving_unit_is():
    load = load_of_rows(
        unit("P1", 0), alert("A", 12_000), alert("B", 0, received_s=400)
    )
    seen: dict[float, float] = {}

    def look(moment: Moment) -> Orders:
        seen[moment.now_s] = metres_of(moment.place(0).lon or 0.0)
        if moment.now_s > 400:
            return {}
        column = [alert.id for alert in moment.alerts].index("A")
        seen[-moment.now_s] = float(moment.driving_s[0, column])
        return {"P1": "A"}

    run(load, look)
    # At 400 s it has driven 250 s of 1200.
    assert seen[400.0] == pytest.approx(2500, abs=0.1)
    assert seen[-400.0] == pytest.approx(950, abs=0.01)


def test_an_order_is_changed_for_nothing_before_it_is_told():
    # At 50 s P1 is not told yet. Full: B on time by P1, A by P2.
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 4000),
        alert("A", 1500),
        alert("B", -0.0, received_s=50),
    )
    by_full = {row["alert_id"]: row for row in rows_of(run(load, "batch"))}
    assert by_full["A"]["unit_id"] == "P2"
    assert by_full["B"]["unit_id"] == "P1"
    assert all(row["ended"] == "arrived" for row in by_full.values())
    # By the old rule P1 goes to A whatever comes.
    by_rule = {row["alert_id"]: row for row in rows_of(run(load))}
    assert by_rule["A"]["unit_id"] == "P1"


def test_a_unit_called_back_is_free_where_it_is():
    load = load_of_rows(
        unit("P1", 0), alert("A", 5000), alert("B", 5000, received_s=300)
    )

    def back(moment: Moment) -> Orders:
        if moment.now_s < 300:
            return {"P1": "A"}
        if moment.now_s == 300:
            return {"P1": None}
        return {}

    rows = rows_of(run(load, back))
    assert [(row["alert_id"], row["ended"]) for row in rows] == [
        ("A", "cancelled"),
        ("B", "unserved"),
    ]


# --- Teams -------------------------------------------------------------------------


def test_two_single_officers_are_a_crew():
    # At the door at 250 and at 550 s; contact with the first; both clear together.
    load = load_of_rows(
        unit("P1", 0, officers=1), unit("P2", 5000, officers=1), alert("A", 1000)
    )
    first, second = rows_of(run(load))
    assert moments(first) == [90, 150, 250, 250, 250, 850]
    assert moments(second) == [90, 150, 550, 550, 550, 850]
    assert (first["order"], second["order"]) == (1, 2)
    # Enough officers 550 s after the alert, 70 s late; so say both rows.
    assert first["on_time"] is second["on_time"] is False


def test_who_comes_after_the_end_is_not_needed():
    load = load_of_rows(
        unit("P1", 0, officers=1), unit("P2", 9000, officers=1), alert("A", 1000)
    )
    first, second = rows_of(run(load, luck=lucky(100.0)))
    assert (first["clear_s"], first["on_time"]) == (350, False)
    assert (second["ended"], second.get("at_gate_s")) == ("cancelled", None)


# --- Nobody ------------------------------------------------------------------------


def test_nobody_before_the_cut_off():
    # 16,600 m: 90 + 60 + 1660 s are more than half an hour.
    load = load_of_rows(unit("P1", 0), alert("A", 16_600), alert("B", 16_500))
    by = {row["alert_id"]: row for row in rows_of(run(load))}
    assert by["A"]["ended"] == "unserved"
    assert by["A"]["on_time"] is False
    assert by["B"]["at_door_s"] == 1800


def test_who_has_no_patience_is_lost():
    load = load_of_rows(
        unit("P1", 0), alert("A", 0), alert("B", 0, received_s=10), alert("C", 0)
    )
    by = {row["alert_id"]: row["ended"] for row in rows_of(run(load, patience_s=0.0))}
    assert by == {"A": "arrived", "B": "unserved", "C": "unserved"}


def test_shifts_begin_and_end():
    # P1 ends at 80 s with an order given, which it carries out, and no other; P2
    # begins at 1000 s and is told at once.
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 2000),
        alert("A", 1000),
        alert("B", 1000, received_s=200),
        spans={"P1": (0.0, 80.0), "P2": (1000.0, 5000.0)},
    )
    first, second = rows_of(run(load))
    assert (first["unit_id"], first["clear_s"]) == ("P1", 850)
    assert (second["unit_id"], second["notified_s"]) == ("P2", 1015)


# --- Phone and money ---------------------------------------------------------------


def test_callers_take_one_after_the_other():
    # Two callers: A and B at once, C when A has stopped, at 100 s.
    luck = lucky(phone_s=100.0)
    rows = [alert(name, 5000) for name in "ABC"]
    load = load_of_rows(unit("P1", 0), *rows)
    by = {row["alert_id"]: row for row in rows_of(run(load, luck=luck))}
    assert [by[name]["phone_contact_s"] for name in "ABC"] == [100, 100, 200]


def test_a_caller_stops_when_officers_are_there():
    # At the door at 150 s.
    load = load_of_rows(unit("P1", 0), alert("A", 0))
    [row] = rows_of(run(load, luck=lucky(phone_s=151.0)))
    assert "phone_contact_s" not in row


@pytest.mark.parametrize(
    ("phone_s", "loss"),
    # Contact at the door at 450 s. Four cards leave at 50, 200, 400 and 500 s: three
    # are gone. Called at 150 s, she goes on 100 s later: 50, 300, 500 and 600 s.
    [(None, 750.0), (150.0, 500.0)],
)
def test_money_that_left_in_time(phone_s: float | None, loss: float):
    luck = lucky(leaves_s=(50.0, 200.0, 400.0, 500.0), phone_s=phone_s, relapse_s=100.0)
    load = load_of_rows(unit("P1", 0), alert("A", 3000, exposure=1000.0))
    [row] = rows_of(run(load, luck=luck))
    assert row["contact_s"] == 450
    assert row["loss"] == loss
