"""Tables of one script: how many cards are gone, by where she starts and the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fraud.belief import BeliefPart
from scenarios.fraud.chain import Floats, ScriptChain
from scenarios.fraud.chain_kernels import (
    NEGLIGIBLE,
    add_curves,
    carry,
    transitions,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CardTables:
    """What becomes of who starts in a phase of the script, or with one card gone.

    gone : [cards, 2, phases, nodes], expected cards that go, of at most 1, 2, ...,
    from each phase of the script, going or paused. more : [2, cards, nodes], those
    that go besides from a place where cards go, of at most cards, ..., 2, 1: the most
    first. silent : [phases + 1, nodes], chance that no caller has persuaded who goes
    on at the start; last for all places where cards go.
    """

    gone: Floats
    more: Floats
    silent: Floats

    def add_curves(self, part: BeliefPart, cards: int, curves: Floats) -> None:
        """Add what becomes of one script's part of a belief.

        cards : that there are, at most as many as the tables have. curves : [3, nodes],
        expected cards gone, chance of no loss, chance that no caller has stopped her.
        """
        add_curves(
            *(part.going, part.paused, part.chain.n_phases, cards),
            *(self.gone, self.more, self.silent, curves),
        )


def card_tables(chain: ScriptChain, nodes_s: Floats, *, called: bool) -> CardTables:
    """Make the tables of a chain.

    nodes_s : [nodes], rising from 0. called : whether a caller tries all the time.
    """
    n, m = chain.n_phases, chain.n_places
    pause = chain.persuaded if called else np.zeros(m)
    starts = [*range(n + 1), *range(m, m + n + 1)]
    reached = _reached(starts, chain.step, pause, chain.relapse, nodes_s)
    places = (reached[..., :m] + reached[..., m:]).reshape(-1, 2, n + 1, m)
    gone = np.moveaxis(_expected(places[:, :, :n, n:]), (3, 1, 2, 0), (0, 1, 2, 3))
    more = np.moveaxis(_expected(places[:, :, n, n + 1 :])[..., ::-1], 0, 2)
    return CardTables(
        gone=np.ascontiguousarray(gone),
        more=np.ascontiguousarray(more),
        silent=_silent(chain, pause, nodes_s),
    )


def _silent(chain: ScriptChain, pause: Floats, nodes_s: Floats) -> Floats:
    """Chances of still going on, if nobody relapsed: [phases + 1, nodes]."""
    n = chain.n_phases
    if not pause.any():
        return np.ones((n + 1, len(nodes_s)))
    step = np.append(chain.step[:n], 0.0)
    going = _reached([*range(n + 1)], step, pause[: n + 1], 0.0, nodes_s)
    return np.ascontiguousarray(going[..., : n + 1].sum(axis=-1).T)


def _reached(
    starts: list[int], step: Floats, pause: Floats, relapse: float, nodes_s: Floats
) -> Floats:
    """Say where who starts somewhere is at each moment: [nodes, starts, 2 * places]."""
    n = len(step)
    reached = np.zeros((len(nodes_s), len(starts), 2 * n))
    reached[0, range(len(starts)), starts] = 1.0
    moved, in_s, far = np.empty((2 * n, 2 * n)), 0.0, 0
    for node, seconds in enumerate(np.diff(nodes_s).tolist(), start=1):
        if seconds != in_s:
            transitions(step, pause, relapse, seconds, moved)
            in_s, far = seconds, _farthest(moved)
        carry(reached[node - 1], moved, far, reached[node])
    return reached


def _farthest(moved: Floats) -> int:
    """How many places ahead is the farthest that is reached at all."""
    n = len(moved) // 2
    start, end = np.nonzero(moved > NEGLIGIBLE)
    return int(((end % n) - (start % n)).max())


def _expected(chances: Floats) -> Floats:
    """Expected min(count, 1), min(count, 2), ... of a count with these chances.

    chances : [..., counts] of 1 and more. Sums of the chances of at least each.
    """
    at_least = np.cumsum(chances[..., ::-1], axis=-1)[..., ::-1]
    expected: Floats = np.cumsum(at_least, axis=-1)
    return expected
