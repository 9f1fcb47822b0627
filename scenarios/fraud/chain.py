"""`ScriptChain`: a fraud as a Markov chain of places in it.

A stage of Gamma dwell and whole shape is so many exponential phases. The places are
the phases of all stages in order, then how many cards are gone: one at the end of
the script, one more after each exponential gap, without end (who counts takes no more
than there are). At every place she goes on or has paused; who has paused stays where
she is. Calls pause, relapses go on; only contact at the door stops for good.

Calling is a rate, and so memoryless: a try takes `try_every_s` and succeeds with
(1 - busy) * answer * persuade. Against tries at fixed moments that changes the mean
wait for the first success by nothing where the first result is known after one try.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from scenarios.fraud.numbers import TRANSFERS, FraudNumbers

Floats = NDArray[np.float64]

_LEAST_CARDS = 16
_FAR_SIGMAS = 8.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScriptChain:
    """Rates between the places of one script, per second.

    stage_ids : in order, the transfers last. n_phases : places before the first
    transfer; so many of each stage as shape. step : [places], to the next place, 0
    at the last. persuaded : [places], to a pause, while a caller tries. relapse :
    out of a pause. busy : [places], chance that the line is busy.
    """

    stage_ids: tuple[str, ...]
    shape: int
    n_phases: int
    step: Floats
    persuaded: Floats
    relapse: float
    busy: Floats

    @property
    def n_places(self) -> int:
        """Phases, and counts of cards that are gone."""
        return len(self.step)

    def cards_gone(self) -> Floats:
        """Cards that are gone at each place, [places]."""
        return np.maximum(0.0, np.arange(self.n_places) - (self.n_phases - 1))


def script_chain(numbers: FraudNumbers, script: str, *, most_cards: int) -> ScriptChain:
    """Make the chain of one script, with places for so many cards."""
    stages = numbers.scripts[script].stages
    shape = numbers.shape
    dwell_s = np.array([stage.dwell_s for stage in stages.values()])
    phase_rate = np.repeat(shape / dwell_s, shape)
    card_rate = np.full(most_cards, 1.0 / numbers.transfers.gap_s)
    card_rate[-1] = 0.0
    phase_busy = np.repeat([stage.busy for stage in stages.values()], shape)
    busy = np.append(phase_busy, np.full(most_cards, numbers.transfers.busy))
    phone = numbers.phone
    success = (1.0 - busy) * phone.answer * phone.persuade
    return ScriptChain(
        stage_ids=(*stages, TRANSFERS),
        shape=shape,
        n_phases=len(phase_rate),
        step=np.append(phase_rate, card_rate),
        persuaded=success / phone.try_every_s,
        relapse=1.0 / phone.relapse_s,
        busy=busy,
    )


def most_cards_in_s(numbers: FraudNumbers, seconds: float) -> int:
    """Cards beyond which none leaves within some time, but by a chance of 1e-12."""
    mean = seconds / numbers.transfers.gap_s
    return _LEAST_CARDS + ceil(mean + _FAR_SIGMAS * sqrt(mean))
