"""Makes: which kinds of unit together are just enough for which alerts.

To an alert, a unit is no more than the officers it brings, up to those asked for,
and the skills it brings of those asked for: its kind. Whether a team is enough, and
whether anyone in it could stay, depends on the kinds alone. So the teams of an alert
are all the ways to fill a few makes, such as (two officers) or (one, one).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dispatch.assignment.problem import Bools, Crew, Longs, Problem

NOBODY = -1

Kind = tuple[int, int]
"""Officers, and a bit for each skill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """One way to be enough.

    kinds : of the units to choose, rising. behind : of the units locked to the
    alert, the last that has to be there as well; -1 if none has to.
    """

    kinds: tuple[int, ...]
    behind: int = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alike:
    """Alerts that ask for the same, and what is enough for each of them.

    alerts : indexes, rising. kind : [units] what each unit is to them. locked : who
    comes along in any case.
    """

    alerts: Longs
    kind: Longs
    makes: tuple[Make, ...]
    locked: tuple[int, ...] = ()


def to_choose(problem: Problem) -> Bools:
    """Whether a unit may be chosen for an alert: allowed, and locked nowhere."""
    free = problem.allowed.copy()
    free[[unit for unit, _ in problem.locks]] = False
    return free


def alike_alerts(problem: Problem) -> tuple[Alike, ...]:
    """Put alerts together that ask for the same; each with locked units is alone.

    An alert whose locks cannot be kept stands nowhere: it waits.
    """
    demands: dict[tuple[int, int, bool], list[int]] = {}
    for alert in range(problem.alerts):
        if alert not in problem.locked_to:
            demands.setdefault(_demand(problem.crew, alert), []).append(alert)
    groups = [_alike(problem, alerts) for alerts in demands.values()]
    groups += [
        _with_locked(problem, alert, locked)
        for alert, locked in problem.locked_to.items()
        if _can_be_kept(problem, alert, locked)
    ]
    return tuple(groups)


def _demand(crew: Crew | None, alert: int) -> tuple[int, int, bool]:
    if crew is None:
        return 0, 0, False
    demand = (crew.needed[alert], crew.wanted[alert], crew.of_one[alert])
    return int(demand[0]), int(demand[1]), bool(demand[2])


def _can_be_kept(problem: Problem, alert: int, locked: tuple[int, ...]) -> bool:
    elsewhere = {unit for unit, other in problem.locks if other != alert}
    allowed = bool(problem.allowed[list(locked), alert].all())
    return allowed and elsewhere.isdisjoint(locked)


def _alike(problem: Problem, alerts: Sequence[int]) -> Alike:
    kinds, kind, full = _kinds(problem, alerts[0])
    return Alike(
        alerts=np.array(alerts, np.int64),
        kind=kind,
        makes=tuple(Make(kinds=found) for found in _least(kinds, full, ())),
    )


def _with_locked(problem: Problem, alert: int, locked: tuple[int, ...]) -> Alike:
    kinds, kind, full = _kinds(problem, alert)
    row = problem.time_s[:, alert]
    arriving = sorted(locked, key=lambda unit: (int(row[unit]), unit))
    there = [kinds[kind[unit]] for unit in arriving]
    makes = []
    for chosen in _least(kinds, full, there):
        team = [kinds[k] for k in chosen]
        count = next(
            n for n in range(len(there) + 1) if _enough([*team, *there[:n]], full)
        )
        behind = arriving[count - 1] if count else NOBODY
        makes.append(Make(kinds=chosen, behind=behind))
    return Alike(alerts=np.array([alert]), kind=kind, makes=tuple(makes), locked=locked)


def _kinds(problem: Problem, alert: int) -> tuple[list[Kind], Longs, Kind]:
    """Kinds that occur, the kind of each unit [units], and what is asked for."""
    crew = problem.crew
    if crew is None:
        return [(0, 0)], np.zeros(problem.units, np.int64), (0, 0)
    needed, wanted, of_one = _demand(crew, alert)
    officers = np.minimum(crew.officers, max(needed, 0))
    skills = crew.skills & wanted
    if of_one:
        skills = (skills == wanted).astype(np.int64) * min(wanted, 1)
        wanted = min(wanted, 1)
    sets, own = np.unique(skills, return_inverse=True)
    found, kind = np.unique(officers * max(len(sets), 1) + own, return_inverse=True)
    kinds = [(f // len(sets), int(sets[f % len(sets)])) for f in found.tolist()]
    return kinds, kind.astype(np.int64), (max(needed, 0), wanted)


def _enough(team: Sequence[Kind], full: Kind) -> bool:
    skills = 0
    for _, own in team:
        skills |= own
    return bool(team) and sum(o for o, _ in team) >= full[0] and skills == full[1]


def _least(
    kinds: Sequence[Kind], full: Kind, there: Sequence[Kind]
) -> Iterator[tuple[int, ...]]:
    """All that are enough with those who are there, and nobody too many."""
    begun: list[tuple[int, ...]] = [()]
    while begun:
        chosen = begun.pop()
        team = [*there, *(kinds[k] for k in chosen)]
        if _enough(team, full):
            if _all_required(team, len(there), full):
                yield chosen
            continue
        first = chosen[-1] if chosen else 0
        begun += [
            (*chosen, k)
            for k in range(first, len(kinds))
            if _helps(team, kinds[k], full)
        ]


def _helps(team: Sequence[Kind], kind: Kind, full: Kind) -> bool:
    """Whether a unit more could be required; not if it adds to nothing missing."""
    missing = full[0] - sum(o for o, _ in team)
    skills = full[1]
    for _, own in team:
        skills &= ~own
    return not team or (missing > 0 and kind[0] > 0) or bool(skills & kind[1])


def _all_required(team: Sequence[Kind], locked: int, full: Kind) -> bool:
    return not any(
        _enough([*team[:i], *team[i + 1 :]], full) for i in range(locked, len(team))
    )
