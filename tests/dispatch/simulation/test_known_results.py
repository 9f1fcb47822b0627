"""Queues and cities whose answers are known, by simulation within its error.

Larson & Odoni, *Urban Operations Research* (1981), chapter 5; Erlang (1917). A unit
of their time is `UNIT_S` seconds, and one of distance a second, so that driving takes
nothing of a service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt

import numpy as np
import pandas as pd
import pytest

from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.simulation.luck import AlertLuck
from dispatch.simulation.moment import Moment
from dispatch.simulation.rules.rule import Orders, Rule
from dispatch.simulation.simulate import simulate
from dispatch.simulation.times_table import TimesTable
from scenarios.alert import Alert
from scenarios.loads.load import Load, Shift
from scenarios.place import Place
from scenarios.unit import Unit
from tests.street import START

UNIT_S = 1e5
_AT_ONCE = Policy(dispatch_s=0, least_dispatch_s=0, turnout_s=0, cut_off_s=10**15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Units at home between calls. seconds : [units, kinds of calls], driving."""

    seconds: Floats
    rate: float
    shares: Sequence[float]
    patience_s: float

    def log(
        self, seed: int, calls: int, rule: Rule | str = "closest_idle"
    ) -> pd.DataFrame:
        """Simulate so many calls; services are exponential with mean 1."""
        rng = np.random.default_rng(seed)
        received = np.cumsum(rng.exponential(1 / self.rate, calls)) * UNIT_S
        kind = rng.choice(len(self.shares), calls, p=self.shares)
        service_s = (rng.exponential(1.0, calls) * UNIT_S).tolist()
        units, kinds = self.seconds.shape
        names = [*(f"U{row}" for row in range(units)), *map(str, range(kinds))]
        table = np.zeros((units + kinds, units + kinds))
        table[:units, units:] = self.seconds
        alerts = tuple(
            Alert(
                id=f"{row:07}",
                received_s=float(received[row]),
                place=Place(address=str(kind[row])),
                access_s=0,
            )
            for row in range(calls)
        )
        crew = tuple(Unit(id=name, place=Place(address=name)) for name in names[:units])
        load = Load(
            name="queue",
            start=START,
            length_s=float(received[-1]),
            alerts=alerts,
            units=crew,
            shifts=tuple(
                Shift(unit_id=unit.id, start_s=0.0, end_s=1e15) for unit in crew
            ),
        )
        shift = simulate(
            load,
            TimesTable(names, table),
            rule,
            policy=_AT_ONCE,
            luck=lambda alert: AlertLuck(on_scene_s=service_s[int(alert.id)]),
            between="at_once",
            patience_s=self.patience_s,
        )
        return shift.log.table


def workloads(log: pd.DataFrame) -> list[float]:
    """Share of the time that each unit is busy, while calls come."""
    span_s = float(log["received_s"].max())
    busy_s = log["clear_s"].clip(upper=span_s) - log["notified_s"].clip(upper=span_s)
    shares: list[float] = (busy_s.groupby(log["unit_id"]).sum() / span_s).tolist()
    return shares


def agrees(found: Sequence[Sequence[float]], known: Sequence[float]) -> None:
    """Check means of replications: within four standard errors of what is known."""
    values = np.array(found)
    error = values.std(axis=0, ddof=1) / sqrt(len(values))
    assert (np.abs(values.mean(axis=0) - known) < 4 * error).all(), (
        values.mean(axis=0),
        error,
    )


# --- Hypercube, section 5.4.3: calls of four kinds, each with its order of units -----

_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 0, 1))
HYPERCUBE = Queue(
    seconds=np.array([[order.index(unit) for order in _ORDERS] for unit in range(3)])
    * 1e-3,
    rate=1.5,
    shares=[0.5 / 1.5, 0.25 / 1.5, 0.35 / 1.5, 0.4 / 1.5],
    patience_s=inf,
)
# Workloads; the chance of having to wait: all are busy, Erlang C; that all are idle.
_HYPERCUBE_KNOWN = (0.5574, 0.4734, 0.4693, 0.236842, 0.210526)


def hypercube(seed: int, calls: int) -> list[float]:
    log = HYPERCUBE.log(seed, calls)
    waited = log["notified_s"] - log["received_s"] > 1.0
    # Calls that come at random find what there is at any time.
    alone = log["clear_s"].cummax().shift(fill_value=0.0) <= log["received_s"]
    return [*workloads(log), float(waited.mean()), float(alone.mean())]


def test_the_hypercube_in_short():
    # A single run of 1500 calls: within 0.06, over two standard deviations.
    assert hypercube(1, 1500) == pytest.approx(_HYPERCUBE_KNOWN, abs=0.06)


@pytest.mark.slow
def test_the_hypercube():
    found = [hypercube(seed, 3000) for seed in range(20)]
    agrees(found, _HYPERCUBE_KNOWN)
    # Narrow enough to tell the second unit from the first.
    assert np.std(found, axis=0).max() / sqrt(20) < 0.01


# --- The city of Carter, Chaiken and Ignall, section 5.3.3 ---------------------------

# Calls on a line, each hundredth of it one kind: half on (.75, 1), half on (-1, .75).
_X = np.arange(-0.995, 1.0, 0.01)
_SHARES = np.where(_X > 0.75, 0.5 / 25, 0.5 / 175)
CITY = Queue(
    seconds=np.abs(np.array([0.75, -0.25])[:, None] - _X[None, :]),
    rate=1.25,
    shares=(_SHARES / _SHARES.sum()).tolist(),
    patience_s=0.0,
)
# Mean travel, workloads; and who is lost, Erlang B of 1.25 and 2.
_CITY_KNOWN = (0.46246, 0.49010, 0.43774, 0.257732)


# Who is nearer is not always best: calls up to 53/126, and not to 1/4, are for the
# second unit.
_BEST_BORDER = 53 / 126
_BEST_TRAVEL = 0.46166


def best_rule(moment: Moment) -> Orders:
    """Send the unit on whose side of the best border a call is, else the other."""
    if not moment.waiting or not moment.idle:
        return {}
    [call] = moment.waiting
    wanted = 0 if _X[int(call.place.address or "")] > _BEST_BORDER else 1
    row = wanted if wanted in moment.idle else moment.idle[0]
    return {moment.units[row].id: call.id}


def city(seed: int, calls: int) -> list[float]:
    log = CITY.log(seed, calls)
    travel = float(log["planned_travel_s"].mean())
    lost = float((log["ended"] == "unserved").mean())
    return [travel, *workloads(log), lost]


def test_the_two_unit_city_in_short():
    assert city(1, 1500) == pytest.approx(_CITY_KNOWN, abs=0.06)


@pytest.mark.slow
def test_the_two_unit_city():
    found = [city(seed, 3000) for seed in range(20)]
    agrees(found, _CITY_KNOWN)


@pytest.mark.slow
def test_the_best_rule_of_the_two_unit_city():
    found = []
    for seed in range(10):
        best = CITY.log(seed, 3000, best_rule)["planned_travel_s"].mean()
        closest = CITY.log(seed, 3000)["planned_travel_s"].mean()
        found.append([float(best), float(closest - best)])
    agrees(found, [_BEST_TRAVEL, _CITY_KNOWN[0] - _BEST_TRAVEL])


# --- Erlang B ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("load", "units", "lost"), [(4.0, 8, 0.030420), (8.0, 10, 0.121661)]
)
def test_erlang_b(load: float, units: int, lost: float):
    queue = Queue(seconds=np.zeros((units, 1)), rate=load, shares=[1.0], patience_s=0.0)
    found = [
        [float((queue.log(seed, 3000)["ended"] == "unserved").mean())]
        for seed in range(6)
    ]
    agrees(found, [lost])


# --- The square-root law -------------------------------------------------------------


@pytest.mark.parametrize(("order", "known"), [(2, 0.5), (1, 0.6267)])
def test_the_square_root_law(order: int, known: float):
    # Mean distance to the nearest of units scattered over a square, times the root of
    # their density; calls keep away from the borders.
    found = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        units, calls = rng.random((100, 2)), 0.2 + 0.6 * rng.random((60, 2))
        apart = np.abs(units[:, None] - calls[None]) ** order
        queue = Queue(
            seconds=apart.sum(axis=2) ** (1 / order),
            rate=1e-3,
            shares=[1 / 60] * 60,
            patience_s=0.0,
        )
        log = queue.log(seed, 60)
        found += (10 * log["planned_travel_s"]).to_list()
    # The distance's own deviation is half its mean; towns differ too.
    assert np.mean(found) == pytest.approx(known, abs=4 * known / 2 / sqrt(300))


# --- Alerts at once on a square ------------------------------------------------------


@pytest.mark.slow
def test_what_a_batch_gains_over_the_nearest():
    # Ten calls and ten units scattered over a square, all at once: first come, first
    # served drives 19.4 % more than the batch, by distances along the sides.
    driven = {"closest_idle": [], "batch": []}
    for seed in range(60):
        rng = np.random.default_rng(seed)
        units, calls = rng.random((10, 2)), rng.random((10, 2))
        apart = np.abs(units[:, None] - calls[None]).sum(axis=2)
        for rule, sums in driven.items():
            sums.append(_all_at_once(1e5 * apart, rule))
    nearest, batch = (np.array(sums) for sums in driven.values())
    gain = nearest.sum() / batch.sum() - 1
    error = np.std(nearest / batch, ddof=1) / sqrt(len(batch))
    assert gain == pytest.approx(0.194, abs=4 * error)
    assert error < 0.03


def _all_at_once(seconds: Floats, rule: str) -> float:
    """Driving of all visits together, [units, calls] all free and waiting at first."""
    units, calls = seconds.shape
    names = [str(row) for row in range(units + calls)]
    table = np.zeros((units + calls, units + calls))
    table[:units, units:] = seconds
    crew = tuple(Unit(id=name, place=Place(address=name)) for name in names[:units])
    load = Load(
        name="square",
        start=START,
        length_s=1.0,
        alerts=tuple(
            Alert(id=name, received_s=0.0, place=Place(address=name), access_s=0)
            for name in names[units:]
        ),
        units=crew,
        shifts=tuple(Shift(unit_id=unit.id, start_s=0.0, end_s=1e15) for unit in crew),
    )
    late = replace(_AT_ONCE, target_s=10**8, cut_off_s=10**8)
    where = TimesTable(names, table)
    luck = AlertLuck(on_scene_s=1e9)
    shift = simulate(load, where, rule, policy=late, luck=lambda _: luck)
    return float(shift.log.table["planned_travel_s"].sum())
