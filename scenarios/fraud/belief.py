"""`Belief`: where in the fraud she may be, by the warning, the clock and the calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fraud.chain import Floats, ScriptChain


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeliefPart:
    """Probabilities within one script; all that they add up to is its share.

    going, paused : [places] of the script's chain.
    """

    script: str
    chain: ScriptChain
    going: Floats
    paused: Floats

    @property
    def share(self) -> float:
        """How likely it is this script."""
        return float(self.going.sum() + self.paused.sum())

    @property
    def here(self) -> Floats:
        """Chance of each place, going or paused, [places]."""
        return self.going + self.paused

    def stages(self) -> dict[str, float]:
        """Chance of each stage of the script, by id."""
        chain, here = self.chain, self.here
        phases = here[: chain.n_phases].reshape(-1, chain.shape).sum(axis=1)
        chances = (*phases.tolist(), float(here[chain.n_phases :].sum()))
        return dict(zip(chain.stage_ids, chances, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Belief:
    """Probabilities over scripts, places and pauses at a moment; they add up to 1."""

    parts: tuple[BeliefPart, ...]

    @property
    def paused(self) -> float:
        """Chance that she has stopped, for now."""
        return float(sum(part.paused.sum() for part in self.parts))

    @property
    def no_loss(self) -> float:
        """Chance that nothing is lost yet."""
        phases = (part.here[: part.chain.n_phases] for part in self.parts)
        return float(sum(chances.sum() for chances in phases))

    @property
    def hazard_per_min(self) -> float:
        """Transfers that are to be expected now, per minute."""
        per_s = (_transfers_per_s(part) for part in self.parts)
        return 60.0 * sum(per_s)

    def share_lost(self, cards: int) -> float:
        """Share of the money that is to be expected gone, of so many cards."""
        gone = (
            part.here @ np.minimum(part.chain.cards_gone(), cards)
            for part in self.parts
        )
        return float(sum(gone)) / cards

    def stages(self) -> dict[str, float]:
        """Chance of each stage by id; one id in several scripts counts as one."""
        chances: dict[str, float] = {}
        for part in self.parts:
            for stage, chance in part.stages().items():
                chances[stage] = chances.get(stage, 0.0) + chance
        return chances


def _transfers_per_s(part: BeliefPart) -> float:
    """Rate of leaving the last phase, and every place after it."""
    first = part.chain.n_phases - 1
    return float(part.going[first:] @ part.chain.step[first:])
