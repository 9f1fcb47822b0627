"""Columns: an alert with a team for it, and what each counts for in each goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dispatch.assignment.crews import last_needed
from dispatch.assignment.problem import Bools, Goal, Longs, Problem, Teams
from dispatch.assignment.teams.makes import NOBODY

LOSSES: tuple[Goal, ...] = ("loss", "time")

Numbers = NDArray[np.float64] | Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Teams that could be sent.

    alert : [columns]. last : [columns] the unit whose arrival counts. team :
    [columns, size] units, filled up with -1.
    """

    alert: Longs
    last: Longs
    team: Longs

    def __len__(self) -> int:
        """Count the columns."""
        return len(self.alert)

    def __getitem__(self, chosen: Longs | Bools) -> Columns:
        """Take some of them."""
        return Columns(
            alert=self.alert[chosen], last=self.last[chosen], team=self.team[chosen]
        )

    def __add__(self, more: Columns) -> Columns:
        """Put further columns behind these."""
        size = max(self.team.shape[1], more.team.shape[1])
        return Columns(
            alert=np.concatenate((self.alert, more.alert)),
            last=np.concatenate((self.last, more.last)),
            team=np.concatenate(
                (_filled_up(self.team, size), _filled_up(more.team, size))
            ),
        )

    @property
    def members(self) -> tuple[Longs, Longs]:
        """Column and unit, for every unit in every column."""
        column, place = np.nonzero(self.team != NOBODY)
        return column, self.team[column, place]

    def sums(self, of_member: ArrayLike) -> Longs:
        """Sum up what is given for each of `members`, [columns]."""
        sums = np.zeros(len(self), np.int64)
        np.add.at(sums, self.members[0], of_member)
        return sums

    def teams(self, alerts: int) -> Teams:
        """Write a plan of these columns out, alert by alert."""
        teams: list[tuple[int, ...]] = [()] * alerts
        for alert, team in zip(self.alert.tolist(), self.team.tolist(), strict=True):
            teams[alert] = tuple(sorted(unit for unit in team if unit != NOBODY))
        return tuple(teams)


def columns_of(rows: Iterable[tuple[int, int, Sequence[int]]]) -> Columns:
    """Build columns from rows of alert, last unit needed, team."""
    listed = list(rows)
    size = max((len(team) for _, _, team in listed), default=1)
    team = np.full((len(listed), size), NOBODY, np.int64)
    for row, (_, _, members) in enumerate(listed):
        team[row, : len(members)] = members
    return Columns(
        alert=np.array([alert for alert, _, _ in listed], np.int64),
        last=np.array([last for _, last, _ in listed], np.int64),
        team=team,
    )


def columns_of_plan(problem: Problem, teams: Teams) -> Columns:
    """Columns of a plan, by alert."""
    return columns_of(
        (alert, last_needed(problem, team, alert), team)
        for alert, team in enumerate(teams)
        if team
    )


def counts(problem: Problem, columns: Columns, goal: Goal) -> Longs:
    """What each column adds to a goal that is a sum over columns, [columns]."""
    alert, last = columns.alert, columns.last
    if goal in LOSSES:
        lost = problem.pair_loss[last, alert]
        return lost + _extra(problem, columns)
    if goal == "changes":
        return -_kept(problem, columns)
    if goal == "served":
        return -problem.weight[alert]
    if goal == "on_time":
        on_time = problem.time_s[last, alert] <= problem.target_s[alert]
        return np.where(on_time, -problem.weight[alert], 0)
    msg = f"{goal} is no sum over columns"
    raise ValueError(msg)


def seconds(problem: Problem, columns: Columns) -> Longs:
    """Time to door of each column, [columns]."""
    times: Longs = problem.time_s[columns.last, columns.alert]
    return times


def value_of(problem: Problem, plan: Columns, goal: Goal) -> int:
    """What a plan reaches in a goal; less is better."""
    if goal == "preparedness":
        return _shortage(problem, plan)
    if goal == "worst":
        return int(seconds(problem, plan).max(initial=0))
    given_before = 0
    if goal == "changes" and problem.previous is not None:
        given_before = int((problem.previous >= 0).sum())
    return given_before + int(counts(problem, plan, goal).sum())


def is_within(problem: Problem, plan: Columns, limits: Mapping[Goal, int]) -> bool:
    """Whether a plan sends nobody twice and keeps areas and limits."""
    _, unit = plan.members
    alone = len(np.unique(unit)) == len(unit)
    once = len(np.unique(plan.alert)) == len(plan)
    gone = area_counts(problem, plan)
    kept = problem.areas is None or bool((gone <= problem.areas.spare).all())
    return (
        alone
        and once
        and kept
        and all(value_of(problem, plan, g) <= most for g, most in limits.items())
    )


def area_of_unit(problem: Problem) -> Longs:
    """Area whose units a unit counts for if it is sent, -1 for none, [units]."""
    if problem.areas is None:
        return np.full(problem.units, NOBODY)
    area = problem.areas.of_unit.copy()
    area[[unit for unit, _ in problem.locks]] = NOBODY
    return area


def area_counts(problem: Problem, plan: Columns) -> Longs:
    """How many units leave each area, [areas]."""
    area = area_of_unit(problem)[plan.members[1]]
    areas = 0 if problem.areas is None else len(problem.areas.spare)
    return np.bincount(area[area >= 0], minlength=areas)


def _filled_up(team: Longs, size: int) -> Longs:
    if team.shape[1] == size:
        return team
    return np.pad(team, ((0, 0), (0, size - team.shape[1])), constant_values=NOBODY)


def _extra(problem: Problem, columns: Columns) -> Longs:
    if problem.extra is None:
        return np.zeros(len(columns), np.int64)
    column, unit = columns.members
    return columns.sums(problem.extra[unit, columns.alert[column]])


def _kept(problem: Problem, columns: Columns) -> Longs:
    if problem.previous is None:
        return np.zeros(len(columns), np.int64)
    column, unit = columns.members
    return columns.sums(problem.previous[unit] == columns.alert[column])


def _shortage(problem: Problem, plan: Columns) -> int:
    zones = problem.zones
    if zones is None:
        return 0
    stays = np.ones(problem.units, np.bool_)
    stays[plan.members[1]] = False
    short = np.maximum(zones.wanted - zones.reaches[stays].sum(axis=0), 0)
    return int((zones.weight * short).sum())
