"""Compiled loops over a chain (`chain`): what time does to its probabilities."""

from __future__ import annotations

from math import exp

from maps.paths.compiled import compiled
from scenarios.fraud.chain import Floats

_TAIL = 1e-13
NEGLIGIBLE = 1e-16
"""Left out: processors take long over numbers near the smallest there are."""
_MOST_JUMPS = 200.0  # of the clock at a time: exp(-200) is still a number


@compiled
def advance(
    going: Floats,
    paused: Floats,
    step: Floats,
    pause: Floats,
    relapse: float,
    seconds: float,
) -> None:
    """Move probabilities on in time, in place.

    Uniformization (Jensen 1953): jumps come by a Poisson clock as fast as the
    fastest place, and some of them lead nowhere. Exact but for a chance of 1e-13
    that still more come, which count as those.

    Parameters
    ----------
    going, paused : [places], or of one chain among others of the same rates.
    step, pause : [places], out of going, per second. relapse : out of paused.
    """
    clock = relapse
    for at in range(len(step)):
        clock = max(clock, step[at] + pause[at])
    left = clock * seconds
    while left > 0.0:
        _advance_jumps(going, paused, step / clock, pause / clock, relapse / clock,
                       min(left, _MOST_JUMPS))  # fmt: skip
        left -= _MOST_JUMPS


@compiled
def _advance_jumps(
    going: Floats,
    paused: Floats,
    step: Floats,
    pause: Floats,
    relapse: float,
    mean: float,
) -> None:
    """Let so many jumps of the clock come, on average."""
    last = len(step) - 1
    top = 0
    for at in range(last + 1):
        if going[at] > 0.0 or paused[at] > 0.0:
            top = at
    weight = exp(-mean)
    covered = weight
    go, stop = going.copy(), paused.copy()
    going *= weight
    paused *= weight
    n = 0
    while 1.0 - covered > _TAIL and (n < mean or weight > _TAIL):
        n += 1
        weight *= mean / n
        covered += weight
        top = min(top + 1, last)
        for at in range(top, -1, -1):
            stays = go[at] * (1.0 - step[at] - pause[at])
            pauses = go[at] * pause[at]
            comes = go[at - 1] * step[at - 1] if at > 0 else 0.0
            back = stop[at] * relapse
            go[at] = stays + comes + back
            stop[at] += pauses - back
            going[at] += weight * go[at]
            paused[at] += weight * stop[at]
    for at in range(top + 1):
        going[at] += (1.0 - covered) * go[at]
        paused[at] += (1.0 - covered) * stop[at]


@compiled
def transitions(
    step: Floats, pause: Floats, relapse: float, seconds: float, moved: Floats
) -> None:
    """Say where each place leads to in some time.

    moved : [2 * places, 2 * places], filled: from each place going, then from each
    paused, the chance of each going, then of each paused.
    """
    n_places = len(step)
    for start in range(2 * n_places):
        moved[start] = 0.0
        moved[start, start] = 1.0
        going, paused = moved[start, :n_places], moved[start, n_places:]
        advance(going, paused, step, pause, relapse, seconds)


@compiled
def carry(before: Floats, moved: Floats, far: int, after: Floats) -> None:
    """Move probabilities on by what `transitions` said.

    before, after : [starts, 2 * places]; after comes as zeros. far : places ahead
    that are reached.
    """
    n = before.shape[1] // 2
    for start in range(len(before)):
        for at in range(2 * n):
            chance = before[start, at]
            if chance < NEGLIGIBLE:
                continue
            first = at % n
            end = min(n, first + far + 1)
            for to in range(first, end):
                after[start, to] += chance * moved[at, to]
            for to in range(n + first, n + end):
                after[start, to] += chance * moved[at, to]


@compiled
def add_curves(
    going: Floats,
    paused: Floats,
    n_phases: int,
    cards: int,
    gone: Floats,
    more: Floats,
    silent: Floats,
    curves: Floats,
) -> None:
    """Add up tables by the chances of their starts.

    going, paused : [places]. gone, more, silent : as of `CardTables`. curves :
    [3, nodes], added to: expected cards gone, chance of no loss, chance that no
    caller has stopped her.
    """
    for flag in range(2):
        chances = going if flag == 0 else paused
        for at in range(len(chances)):
            chance = chances[at]
            if chance < NEGLIGIBLE:
                continue
            if at < n_phases:
                for node in range(curves.shape[1]):
                    curves[0, node] += chance * gone[cards - 1, flag, at, node]
                    curves[1, node] += chance * (1.0 - gone[0, flag, at, node])
            elif at - n_phases + 1 >= cards:
                curves[0] += chance * cards
            else:
                here = at - n_phases + 1
                row = len(gone) - 1 - (cards - here)
                for node in range(curves.shape[1]):
                    curves[0, node] += chance * (here + more[flag, row, node])
            if flag == 0:
                for node in range(curves.shape[1]):
                    curves[2, node] += chance * silent[min(at, n_phases), node]
