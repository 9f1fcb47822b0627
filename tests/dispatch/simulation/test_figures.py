"""Figures of shifts on the street, worked out by hand.

Told 90 s after the alert, moving 60 s later, a second for every ten metres; contact at
once, and 600 s until clear.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.simulation.figures import ShiftFigures, on_duty_s, shift_figures
from tests.dispatch.simulation.shifts import load_of_rows, run
from tests.street import alert, unit


def test_times_to_door_of_a_served_and_an_unserved_alert():
    # A: 150 + 100 = 250 s. B asks for three, and there are two in all.
    # On duty: 86,400 s. Busy: A 250 + 600 = 850 s; B counts as A does, 1700 s.
    load = load_of_rows(
        unit("P1", 0), alert("A", 1000), alert("B", 0, received_s=5000.0, officers=3)
    )
    assert shift_figures(run(load).log, load) == ShiftFigures(
        n_alerts=2,
        on_time=0.5,
        median_s=250.0,
        p90_s=250.0,
        mean_s=250.0,
        worst_s=250.0,
        redirects=0.0,
        unserved=0.5,
        expected_loss=None,
        loss=None,
        load=pytest.approx(1700 / 86_400),
    )


def test_a_crew_is_there_when_its_last_unit_is():
    # P1 at the door after 150 + 0, P2 after 150 + 300 s: four officers after 450 s.
    # Contact after 150 s, clear 600 s later: both are busy for 750 s.
    load = load_of_rows(unit("P1", 0), unit("P2", 3000), alert("A", 0, officers=4))
    figures = shift_figures(run(load).log, load)
    assert (figures.mean_s, figures.on_time, figures.unserved) == (450.0, 1.0, 0.0)
    assert figures.load == pytest.approx(2 * 750 / (2 * 86_400))


def test_quantiles_lie_between_alerts():
    # 150, 250 and 350 s: median 250; the 90th percentile lies 0.8 of the way from the
    # second to the third, 330.
    rows = [
        alert(name, metres, received_s=2000.0 * n)
        for n, (name, metres) in enumerate([("A", 0), ("B", 1000), ("C", 3000)])
    ]
    load = load_of_rows(unit("P1", 0), *rows)
    figures = shift_figures(run(load).log, load)  # B is left from A, C from B
    assert figures.median_s == 250.0
    assert figures.p90_s == pytest.approx(330.0)
    assert figures.worst_s == 350.0


def test_what_comes_before_the_warm_up_ends_does_not_count():
    # Of the alerts B alone: 150 + 100 s. Of the duty 86,400 - 3600 = 82,800 s.
    load = load_of_rows(
        unit("P1", 0), alert("A", 0), alert("B", 1000, received_s=3600.0)
    )
    log = run(load).log
    figures = shift_figures(log, load, warm_up_s=3600.0)
    assert (figures.n_alerts, figures.mean_s) == (1, 250.0)
    assert figures.load == pytest.approx(850 / 82_800)
    assert shift_figures(log, load, warm_up_s=3601.0) == ShiftFigures(n_alerts=0)


def test_redirects_are_counted_where_the_unit_goes():
    # P1 rolls to A when B comes, urgent and nearer; then it goes to A after all.
    load = load_of_rows(
        unit("P1", 0),
        alert("A", 9000, level="low"),
        alert("B", 3000, level="high", received_s=200.0),
    )
    figures = shift_figures(run(load, "full").log, load)
    assert figures.redirects == 0.5


def test_duty_is_counted_up_to_the_loads_length():
    load = load_of_rows(
        unit("P1", 0),
        unit("P2", 0),
        alert("A", 0),
        spans={"P1": (1000.0, 9000.0), "P2": (0.0, 500.0)},
    )
    load = replace(load, length_s=7200.0)
    assert on_duty_s(load) == 6200.0 + 500.0
    assert on_duty_s(load, 3600.0) == 3600.0


def test_losses_are_those_of_alerts_that_name_a_sum():
    load = load_of_rows(
        unit("P1", 0), alert("A", 0, exposure=1000.0), alert("B", 0, received_s=3000.0)
    )
    asked: list[tuple[str, float | None]] = []

    def losses(row: object, contact_s: float | None) -> float | None:
        asked.append((row.id, contact_s))  # type: ignore[attr-defined]
        return 700.0 if row.id == "A" else None  # type: ignore[attr-defined]

    figures = shift_figures(run(load).log, load, losses=losses)  # type: ignore[arg-type]
    assert asked == [("A", 150.0), ("B", 150.0)]
    assert (figures.expected_loss, figures.loss) == (700.0, 0.0)
