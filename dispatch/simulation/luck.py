"""What is drawn by chance, for each alert from streams of its own.

The streams are named by the alert's id and by what is drawn, so an alert has the same
luck whatever the rule, the fleet and the other alerts: common random numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from dispatch.policy import Policy
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.fraud.numbers import TRANSFERS, FraudNumbers, Stage
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.fraud.on_scene_time import OnSceneTime

TURNOUT_SIGMA = 0.3
"""Of the lognormal turnout around its median (assumed)."""

SLOTS = 8
"""Units at one alert that have luck of their own; further ones share it."""

_ONE = (1.0,) * SLOTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLuck:
    """What chance has in store for one alert; as it stands, nothing.

    turnout, travel : multiples of the medians, of the first unit there, the second
    and so on; a unit that takes another's place has its luck. access : a multiple.
    search_s : until somebody opens. on_scene_s : contact to clear. phone_s : a caller
    tries so long until the victim stops, None: for ever. relapse_s : until she goes
    on after all. leaves_s : when money leaves, card by card, seconds from the warning.
    """

    turnout: tuple[float, ...] = _ONE
    travel: tuple[float, ...] = _ONE
    access: float = 1.0
    search_s: float = 0.0
    on_scene_s: float = 0.0
    phone_s: float | None = None
    relapse_s: float = 0.0
    leaves_s: tuple[float, ...] = ()


Luck = Callable[[Alert], AlertLuck]


class ModelLuck:
    """Luck by the model of the fraud and a policy's medians."""

    def __init__(
        self, seed: int, policy: Policy, numbers: FraudNumbers | None = None
    ) -> None:
        """Take a seed.

        numbers : of the model; None: the policy's, else those that ship.

        Raises
        ------
        FieldError : a seed below 0.
        """
        if seed < 0:
            raise FieldError(f"{seed} is below 0", field="seed")
        self._seed, self._sigma = _words(seed), policy.sigma
        self._numbers = numbers or policy.fraud or shipped_numbers()
        self._on_scene = OnSceneTime(numbers=self._numbers.on_scene)

    def __call__(self, alert: Alert) -> AlertLuck:
        """Draw the luck of one alert."""
        relapse = self._stream("relapse", alert)
        return AlertLuck(
            turnout=self._multiples("turnout", alert, TURNOUT_SIGMA),
            travel=self._multiples("travel", alert, self._sigma),
            access=self._multiples("access", alert, self._numbers.access.sigma)[0],
            search_s=self._search_s(alert),
            on_scene_s=float(
                self._on_scene.draw_s(self._stream("on scene", alert), 1)[0]
            ),
            phone_s=self._phone_s(alert),
            relapse_s=float(relapse.exponential(self._numbers.phone.relapse_s)),
            leaves_s=self._leaves_s(alert),
        )

    def _stream(self, name: str, alert: Alert) -> np.random.Generator:
        words = f"{name}/{alert.id}".encode()
        key = int.from_bytes(blake2b(words, digest_size=8).digest(), "big")
        # As default_rng([seed, key]) in less than half the time.
        return np.random.default_rng(np.array(self._seed + _words(key), np.uint32))

    def _multiples(self, name: str, alert: Alert, sigma: float) -> tuple[float, ...]:
        normal = self._stream(name, alert).standard_normal(SLOTS)
        return tuple(np.exp(sigma * normal).tolist())

    def _search_s(self, alert: Alert) -> float:
        """Seconds at the door until somebody opens; none at a meeting point."""
        search, stream = self._numbers.search, self._stream("search", alert)
        nobody_opens = stream.random() < search.share
        seconds = float(stream.gamma(search.shape, search.scale_s))
        return seconds if nobody_opens and alert.meeting_point is None else 0.0

    def _phone_s(self, alert: Alert) -> float | None:
        """Seconds of tries until she stops, as at the stage of the warning."""
        phone, stream = self._numbers.phone, self._stream("phone", alert)
        chance = (1.0 - self._busy(alert)) * phone.answer * phone.persuade
        tries = stream.geometric(chance) if chance > 0 else None
        return None if tries is None else phone.try_every_s * float(tries)

    def _busy(self, alert: Alert) -> float:
        stages, stage = self._stages(alert), alert.stage
        if stage is not None and stage in stages:
            return stages[stage].busy
        return self._numbers.transfers.busy

    def _stages(self, alert: Alert) -> Mapping[str, Stage]:
        """Return the alert's script, stage by stage; by chance where nobody knows."""
        scripts, script = self._numbers.scripts, alert.script
        if script is None or script not in scripts:
            names = [*scripts]
            script = names[int(self._stream("script", alert).integers(len(names)))]
        return scripts[script].stages

    def _leaves_s(self, alert: Alert) -> tuple[float, ...]:
        """When each card's share leaves, where money is known to be at risk."""
        if not alert.exposure:
            return ()
        stream, cards = self._stream("money", alert), max(1, alert.cards or 1)
        gap_s = self._numbers.transfers.gap_s
        first_s = self._first_s(alert, stream)
        gaps_s = stream.exponential(gap_s, cards)
        gaps_s[0] = first_s
        return tuple(np.cumsum(gaps_s).tolist())

    def _first_s(self, alert: Alert, stream: np.random.Generator) -> float:
        """Seconds from the warning to the first transfer.

        The time in the stage before the warning is that of a random moment of it.
        """
        stages, stage = self._stages(alert), alert.stage
        if stage == TRANSFERS:
            return 0.0
        names, shape = [*stages], self._numbers.shape
        dwell_s = np.array([stage.dwell_s for stage in stages.values()])
        at = int(stream.choice(len(names), p=dwell_s / dwell_s.sum()))
        at = names.index(stage) if stage is not None and stage in stages else at
        left_of_stage = 1 + int(stream.integers(shape))
        phases = np.full(len(names) - at, shape)
        phases[0] = left_of_stage
        return float(stream.gamma(phases, dwell_s[at:] / shape).sum())


def _words(number: int) -> list[int]:
    """Cut a number into those of 32 bits, the lowest first."""
    words = [number & 0xFFFFFFFF]
    while number := number >> 32:
        words.append(number & 0xFFFFFFFF)
    return words
