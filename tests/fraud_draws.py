"""Frauds drawn one by one: a check of the model that shares nothing with it but data.

Stages are drawn as Gammas and not as phases; tries, relapses and transfers as moments
on a clock that stands still while she has stopped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fraud.numbers import FraudNumbers

Rng = np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What draws came to: means, and their standard errors."""

    lost: float
    lost_error: float
    no_loss: float
    no_loss_error: float
    persuaded: float
    persuaded_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Whom to draw for: a stage, how long in it, cards, calls and officers.

    called_s : None for never. fixed_s, travel_s, median_s : of the officers, None
    for those who never come; search, tries_at_beats : whether there is one, and
    whether tries are made at fixed beats.
    """

    script: str
    stage: str
    spent_s: float = 0.0
    cards: int = 1
    called_s: float | None = None
    fixed_s: float | None = None
    travel_s: float = 0.0
    median_s: float = 0.0
    search: bool = True
    tries_at_beats: bool = False
    within_s: float = 480.0


def draw(numbers: FraudNumbers, case: Case, n: int, seed: int) -> Drawn:
    """Draw n frauds."""
    rng = np.random.default_rng(seed)
    ends_s = _contact_s(numbers, case, n, rng)
    rows = np.array([_one(numbers, case, end_s, rng) for end_s in ends_s])
    means, errors = rows.mean(axis=0), rows.std(axis=0) / np.sqrt(n)
    return Drawn(
        lost=means[0],
        lost_error=errors[0],
        no_loss=means[1],
        no_loss_error=errors[1],
        persuaded=means[2],
        persuaded_error=errors[2],
    )


def _contact_s(numbers: FraudNumbers, case: Case, n: int, rng: Rng):
    if case.fixed_s is None:
        return np.full(n, numbers.horizon_s)
    travel = case.travel_s * np.exp(0.35 * rng.standard_normal(n))
    access = case.median_s * np.exp(numbers.access.sigma * rng.standard_normal(n))
    found = rng.random(n) >= numbers.search.share if case.search else np.ones(n, bool)
    search = rng.gamma(numbers.search.shape, numbers.search.scale_s, n)
    contact = case.fixed_s + travel + access + np.where(found, 0.0, search)
    return np.minimum(contact, numbers.horizon_s)


def _one(numbers: FraudNumbers, case: Case, end_s: float, rng: Rng):
    """Share lost, nothing lost, and stopped by phone by `within_s`, of one fraud."""
    moves, busies = _script(numbers, case, rng)
    clock_s, lost, place, first_stop_s = 0.0, 0, 0, np.inf
    while place < len(moves):
        left_s = moves[place]
        while True:
            stop_s = _persuaded_s(numbers, case, clock_s, busies[place], rng)
            if stop_s >= clock_s + left_s:
                clock_s += left_s
                break
            left_s -= stop_s - clock_s
            first_stop_s = min(first_stop_s, stop_s)
            clock_s = stop_s + rng.exponential(numbers.phone.relapse_s)
        lost += clock_s < end_s and place >= len(moves) - case.cards
        place += 1
    if first_stop_s == np.inf and case.called_s is not None:
        first_stop_s = _persuaded_s(numbers, case, clock_s, busies[-1], rng)
    return lost / case.cards, lost == 0, first_stop_s <= case.within_s


def _script(numbers: FraudNumbers, case: Case, rng: Rng):
    """How long until each next stage, the first transfer and each after it."""
    stages = numbers.scripts[case.script].stages
    ahead = [*stages][[*stages].index(case.stage) :]
    dwell_s = [_gamma(numbers.shape, stages[id_].dwell_s, rng) for id_ in ahead]
    while dwell_s[0] <= case.spent_s:
        dwell_s[0] = _gamma(numbers.shape, stages[ahead[0]].dwell_s, rng)
    dwell_s[0] -= case.spent_s
    gaps_s = rng.exponential(numbers.transfers.gap_s, case.cards - 1)
    busies = [stages[id_].busy for id_ in ahead]
    return [*dwell_s, *gaps_s], [*busies, *[numbers.transfers.busy] * case.cards]


def _gamma(shape: int, mean_s: float, rng: Rng) -> float:
    return rng.gamma(shape, mean_s / shape)


def _persuaded_s(
    numbers: FraudNumbers, case: Case, now_s: float, busy: float, rng: Rng
) -> float:
    """When the next try succeeds."""
    if case.called_s is None:
        return np.inf
    phone = numbers.phone
    success = (1 - busy) * phone.answer * phone.persuade
    begin_s = max(now_s, case.called_s)
    if not case.tries_at_beats:
        return begin_s + rng.exponential(phone.try_every_s / success)
    tried = np.floor((begin_s - case.called_s) / phone.try_every_s)
    tries = tried + rng.geometric(success)
    return case.called_s + tries * phone.try_every_s
