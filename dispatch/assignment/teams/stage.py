"""One goal made least, with the proof that nothing is less."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from math import ceil, floor, inf

import numpy as np

from dispatch.assignment.teams.arrivals import Arrivals
from dispatch.assignment.teams.bound import BadProofError, step_of, total_of
from dispatch.assignment.teams.broken_sets import broken_sets
from dispatch.assignment.teams.columns import (
    LOSSES,
    Columns,
    columns_of,
    is_within,
    seconds,
    value_of,
)
from dispatch.assignment.teams.master import (
    LinearAnswer,
    NoAnswerError,
    RowPrices,
    Task,
    charges_of,
    program_of,
    solve_whole,
)
from dispatch.assignment.teams.merged import bounds_of
from dispatch.assignment.teams.odd_sets import no_odd_sets
from dispatch.assignment.teams.pool import Pool
from dispatch.assignment.teams.pricing import (
    Charges,
    Floats,
    Priced,
    TooManyTeamsError,
    charged,
    priced,
)
from dispatch.assignment.teams.proof import Proof
from dispatch.assignment.teams.town import Clock, Town
from dispatch.assignment.teams.whole_prices import handed_on, no_prices, whole_prices

_UNKNOWN = 2**62

# Amounts of work, none of which changes what is proved: how often columns are asked
# for, and odd sets; of more columns per alert than so many, how many are kept; how
# many are added per alert and make. Tried on 500 alerts; assumed.
_ROUNDS = 60
_CUTS = 20
_TOO_MANY = 25
_KEPT = 10
_TO_ADD = 10

# Shares below this are none: ten times GLOP's tolerance is still far from a half.
_SOME = 1e-6

# How many columns beside those in use to try for a plan, first and last. About how
# many of all columns to search in whole, the cheapest first, one after the other;
# where zones count, the last only. Of more columns, or more last ones of teams, the
# gap is left, and told. Tried on 30 and 500 alerts; assumed.
_TRIED = 200
_TRIED_LAST = 1_500
_SEARCHED = (3_000, 8_000)
_CORE = 10_000
_MOST_ENDS = 9_000


class Stage:
    """Makes a task least, from a plan and columns to begin with.

    plan, value : the best so far. bound : none comes to less. bound_by_prices, proof :
    as far as prices prove it. core : columns of the integer program that closed the
    rest, 0 if none was needed. before : a proof of goals before, which may already
    show that a time to door has to be so long.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what the stage before it hands on, piece by piece
        self,
        task: Task,
        town: Town,
        pool: Pool,
        plan: Columns,
        clock: Clock,
        before: Proof | None = None,
    ) -> None:
        self._task, self._town, self._clock = task, town, clock
        self._before, self._pool = before, pool
        pool.add_plan(plan)
        self.plan, self.value = plan, task.value(plan)
        self._step = step_of(task.problem, task.aims)
        self._used = np.zeros(0, np.int64)
        self._is_exact = False
        self.core = 0
        self._refuted = (-1, self.value)
        self.proof = no_prices(task)
        self._is_tried = False
        self.bound = self.bound_by_prices = _least_possible(task)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be found or proved."""
        if self._task.beyond_s is not None and self.bound > 0:
            return True
        return self.bound >= self.value

    @property
    def is_certified(self) -> bool:
        """Whether prices alone prove the bound."""
        return self._is_tried and self.bound_by_prices >= self.bound

    def run(self) -> None:
        """Make it least."""
        with suppress(NoAnswerError):
            self._run()

    def _run(self) -> None:
        if self.is_done:
            self._try(no_prices(self._task))
        elif self._before is not None and self._task.beyond_s is not None:
            with suppress(BadProofError):
                self._try(handed_on(self._task, self._before))
        if self.is_done:
            return
        # What rounding up makes of the bound is soon known; the rest takes long.
        self._linear(exactly=False)
        if not self.is_done:
            self._consider_whole(self._about_split(_TRIED))
        if not self.is_done:
            self._consider_whole(self._promising(_TRIED))
        if not self.is_done and not self._is_exact:
            self._linear(exactly=True)
        if not self.is_done:
            self._search()

    def _search(self) -> None:
        """Search with whole columns for what prices leave open."""
        if "on_time" in self._left_open().aims and len(self._task.aims) > 1:
            return
        for most in _SEARCHED if self._task.zones is None else _SEARCHED[-1:]:
            if self.is_done or not self._whole(most):
                break
        before = self.value
        if not self.is_done:
            self._consider_whole(self._promising(_TRIED_LAST))
        if not self.is_done and self.value < before:
            self._whole(_SEARCHED[-1])

    def _linear(self, *, exactly: bool) -> None:
        """Add the columns that shares would use until none is missing; then bound.

        First those of the nearest units; of all only if the bound shows that
        others matter.
        """
        self._converge(self._town.near, exactly=exactly)
        if not self.is_done and self._lacks_some():
            self._converge(self._town.all, exactly=exactly)

    def _converge(self, arrivals: Sequence[Arrivals], *, exactly: bool) -> None:
        before = None
        for _ in range(_CUTS):
            self._balance(arrivals, exactly=exactly)
            if self.bound == before and not self.is_done:
                # Perhaps it is not the bound that is missing, but the plan.
                self._consider_whole(self._about_split(_TRIED))
            if self.is_done or not self._cut():
                break
            before = self.bound

    def _cut(self) -> bool:
        """Rule out shares that no plan can have, if any odd set does."""
        columns = self._pool.columns[self._used]
        new = broken_sets(columns, self._share, self._task.problem.alerts)
        self._pool.add_odd_sets(new)
        return bool(len(new))

    def _balance(self, arrivals: Sequence[Arrivals], *, exactly: bool) -> None:
        """Add columns until none is missing; then bound."""
        pool = self._pool
        for _ in range(_ROUNDS):
            self._check_time()
            answer = pool.solve(self._task, self._clock.left_s)
            self._used = np.flatnonzero(answer.share > _SOME)
            self._share = answer.share[self._used]
            if answer.is_whole:
                self._consider(pool.columns[self._used])
            found = [priced(self._task.problem, a, answer.charges) for a in arrivals]
            missing = self._missing(answer, found)
            self._shrink(answer)
            self._is_exact = not len(missing)
            if self._is_exact or (not exactly and self._cannot_rise(answer, found)):
                break
            pool.add(missing)
        self._try_rounded(answer)

    def _missing(self, answer: LinearAnswer, found: Iterable[Priced]) -> Columns:
        """Teams that cost less than their alert's price."""
        largest = float(np.abs(answer.alert).max(initial=0.0))
        tolerance = _SOME * (1.0 + largest / 1000)
        columns = columns_of(())
        for some in found:
            below = -answer.alert[some.arrivals.alike.alerts] - tolerance
            # An alert that lacks one team soon lacks the next best as well.
            lacking = some.least() < below
            columns += some.cheap(np.where(lacking, np.inf, -np.inf), _TO_ADD)
        if not len(self._pool.odd_sets):
            return columns
        # Larger teams were found without what odd sets charge.
        cost = charged(self._task.problem, columns, answer.charges)
        return columns[cost + answer.alert[columns.alert] < -tolerance]

    def _cannot_rise(self, answer: LinearAnswer, found: Iterable[Priced]) -> bool:
        """Whether more columns would not change the bound, rounded as it is."""
        most = answer.value
        for some in found:
            alert = answer.alert[some.arrivals.alike.alerts]
            most += float(np.minimum(some.least() + alert, 0.0).sum())
        tolerance = _SOME * (1.0 + abs(answer.value) * 1e-6)
        rounded = ceil((answer.value - tolerance) / self._step)
        return ceil((most - tolerance) / self._step) >= min(
            rounded, self.value // self._step
        )

    def _shrink(self, answer: LinearAnswer) -> None:
        """Go on with the columns that are nearly worth their price, if too many."""
        alerts, columns = self._task.problem.alerts, self._pool.columns
        if len(columns) <= _TOO_MANY * alerts:
            return
        cost = charged(self._task.problem, columns, answer.charges)
        cost += answer.alert[columns.alert]
        cost[self._used] = -np.inf
        kept = np.sort(np.argsort(cost, kind="stable")[: _KEPT * alerts])
        self._pool.keep(kept)
        self._used = np.flatnonzero(np.isin(kept, self._used))

    def _lacks_some(self) -> bool:
        """Whether teams of units farther away would lower the bound."""
        charges = self._charges()
        near = sum(
            priced(self._task.problem, some, charges).least().sum()
            for some in self._town.near
        )
        return bool(self._least_of_all < near - _rounding(near))

    def _try_rounded(self, answer: LinearAnswer) -> None:
        for bits in range(20, -1, -4):
            try:
                self._try(whole_prices(self._task, answer.prices, 2**bits))
            except BadProofError:
                continue
            return

    def _try(self, proof: Proof) -> None:
        """Keep a proof if its bound is better."""
        fixed, least = total_of(self._task.problem, proof, self._town.cheapest)
        total = fixed + least
        bound = -(-total // (proof.scale * self._step)) * self._step
        if not self._is_tried or bound >= self.bound:
            self.bound = self.bound_by_prices = bound
            self.proof, self._is_tried = proof, True
            self._total, self._least_of_all = total, least

    def _whole(self, most: int) -> bool:
        """Search among about so many columns; True if more would make sense.

        They are all that are dearer than their alert's cheapest by no more than
        some sum. A plan with any other comes to more than the bound and that sum.
        """
        found, room = self._all_priced()
        within = min(room, _sum_for(found, most))
        task = self._to_beat()
        if within < room and len(task.aims) > 1:
            return True
        core = self._columns_within(found, within)
        if core is None:
            return False
        is_best = self._solve_core(task, core)
        if is_best and within >= room:
            self.bound = self.value
        elif is_best:
            above = self._total + floor(max(within, 0.0) - _rounding(room))
            proved = -(-above // (self.proof.scale * self._step)) * self._step
            self.bound = max(self.bound, min(self.value, proved))
        return is_best

    def _solve_core(self, task: Task, core: Columns) -> bool:
        """Whether it is known that no plan of a core is better than the one here."""
        # Cores only grow: one of the same size is the same.
        if self._refuted == (len(core), self.value):
            return True
        columns = _within_time(task, core)
        plan, is_best = solve_whole(
            program_of(task, columns, self._pool.odd_sets), self._clock.left_s
        )
        if plan is not None:
            self._consider(plan)
        if is_best:
            self.core = max(self.core, len(core))
            self._refuted = (len(core), self.value)
        return is_best

    def _target(self) -> int:
        """What a plan worth finding comes to at most."""
        return 0 if self._task.beyond_s is not None else self.value - self._step

    def _charges(self) -> Charges:
        proof, zones = self.proof, self._task.zones
        unit = proof.unit.astype(float)
        if zones is not None:
            # A proof has what a unit costs beyond the zones that would lack it.
            unit += zones.reaches @ proof.zone
        prices = RowPrices(
            unit=unit,
            area=proof.area.astype(float),
            zone=proof.zone.astype(float),
            odd=proof.odd.astype(float),
            odd_sets=proof.odd_sets,
            limits=proof.limit,
        )
        return charges_of(self._task, prices, proof.scale)

    def _all_priced(self) -> tuple[list[Priced], float]:
        """All teams, and how much dearer one may be in a plan worth finding."""
        self._check_time()
        charges = self._charges()
        found = [priced(self._task.problem, a, charges) for a in self._town.all]
        room = self._target() * self.proof.scale - self._total
        return found, room + _rounding(room)

    def _columns_within(self, found: list[Priced], within: float) -> Columns | None:
        """All columns no dearer than that; None if too many."""
        if sum(int((some.dearer() <= within).sum()) for some in found) > _MOST_ENDS:
            return None
        charges, most = self._charges(), self._least_costs(found) + within
        if len(charges.odd_sets):
            # Listed without what odd sets charge, then charged: all that could be.
            free = replace(charges, odd_sets=no_odd_sets(), odd=np.zeros(0))
            found = [priced(self._task.problem, s.arrivals, free) for s in found]
        rows = chain.from_iterable(
            some.up_to(most[some.arrivals.alike.alerts]) for some in found
        )
        try:
            listed = list(islice(rows, _CORE + 1))
        except TooManyTeamsError:
            return None
        if len(listed) > _CORE:
            return None
        columns = columns_of(listed)
        if len(charges.odd_sets):
            cost = charged(self._task.problem, columns, charges)
            columns = columns[cost <= most[columns.alert] + _rounding(within)]
        return columns

    def _least_costs(self, found: Iterable[Priced]) -> Floats:
        """Cost of each alert's cheapest team, or of waiting, [alerts]."""
        least = np.zeros(self._task.problem.alerts)
        for some in found:
            least[some.arrivals.alike.alerts] = some.least()
        return least

    def _to_beat(self) -> Task:
        """Ask for better than what is there: often that there is none soon shows."""
        task = self._left_open()
        limits = dict(task.limits)
        if task.beyond_s is not None:
            earlier_s = task.beyond_s - 1
            limits["worst"] = min(limits.get("worst", earlier_s), earlier_s)
        if len(task.aims) == 1:
            goal = next(iter(task.aims))
            limits[goal] = value_of(task.problem, self.plan, goal) - self._step
        return replace(task, limits=limits)

    def _left_open(self) -> Task:
        """Leave out of the aims what the bound proves: a limit will do for it.

        Numbers are smaller then, and the integer program's tolerance does not matter.
        """
        task, problem = self._task, self._task.problem
        if len(task.aims) <= 1:
            return task
        values = {goal: value_of(problem, self.plan, goal) for goal in task.aims}
        bounds = bounds_of(problem, task.aims, self.bound, values)
        proved = {g: values[g] for g, bound in bounds.items() if bound >= values[g]}
        return Task(
            problem=problem,
            aims={g: aim for g, aim in task.aims.items() if g not in proved},
            limits={**task.limits, **proved},
        )

    def _consider_whole(self, columns: Columns) -> None:
        """Search among some columns."""
        self._check_time()
        program = program_of(self._task, columns, self._pool.odd_sets)
        plan, _ = solve_whole(program, self._clock.left_s)
        if plan is not None:
            self._consider(plan)

    def _about_split(self, more: int) -> Columns:
        """Columns that shares use, and the cheapest of alerts that they split."""
        columns, used = self._pool.columns, self._used
        split = self._share < 1 - _SOME
        is_split = np.zeros(self._task.problem.alerts, np.bool_)
        is_split[columns.alert[used[split]]] = True
        above = np.where(is_split[columns.alert], self._above(), np.inf)
        above[used] = -1.0
        return self._first(above, len(used) + more)

    def _promising(self, more: int) -> Columns:
        """Columns that shares use, some of the next cheapest, and the plan."""
        above = self._above()
        above[self._used] = -1.0
        count = len(self._used) + more + self._task.problem.alerts
        return self._first(above, count) + self.plan

    def _first(self, above: Floats, most: int) -> Columns:
        order = np.argsort(above, kind="stable")[:most]
        chosen = np.sort(order[np.isfinite(above[order])])
        return _within_time(self._task, self._pool.columns[chosen])

    def _above(self) -> Floats:
        """How much dearer than its alert's cheapest each column is, [columns]."""
        charges, problem = self._charges(), self._task.problem
        near = (priced(problem, arrivals, charges) for arrivals in self._town.near)
        columns = self._pool.columns
        least = self._least_costs(near)
        return charged(problem, columns, charges) - least[columns.alert]

    def _consider(self, plan: Columns) -> None:
        """Take a plan if it is better than the one before, and possible."""
        value = self._task.value(plan)
        if value < self.value and is_within(
            self._task.problem, plan, self._task.limits
        ):
            self.plan, self.value = plan, value

    def _check_time(self) -> None:
        if self._clock.is_over:
            raise NoAnswerError("no time left")


def _sum_for(found: Iterable[Priced], most: int) -> float:
    """How much dearer than the cheapest about so many teams are at most."""
    dearer = np.concatenate([np.zeros(0), *(some.dearer() for some in found)])
    if len(dearer) <= most:
        return inf
    return float(np.partition(dearer, most)[most])


def _within_time(task: Task, columns: Columns) -> Columns:
    if task.latest_s is None:
        return columns
    return columns[seconds(task.problem, columns) <= task.latest_s]


def _least_possible(task: Task) -> int:
    """What no plan comes to less than, whoever may go where."""
    problem, least = task.problem, 0
    if set(task.aims) & set(LOSSES) and problem.extra is not None:
        return -_UNKNOWN
    for goal, aim in task.aims.items():
        if goal in {"on_time", "served"}:
            least -= aim * sum(problem.weight.tolist())
        if goal == "preparedness" and problem.zones is not None:
            there = problem.zones.reaches.sum(axis=0)
            lacking = np.maximum(problem.zones.wanted - there, 0)
            least += aim * int((problem.zones.weight * lacking).sum())
    return least


def _rounding(room: float) -> float:
    return 1e-6 * (1.0 + abs(room))
