"""`LossCurves`: what one alert loses, by when somebody is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenarios.fraud.chain import Floats
from scenarios.fraud.delays import Delays, DoorDelay


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossCurves:
    """Losses and chances of one alert; times are seconds from the belief's moment on.

    exposure : money at risk. loss_without_officers : by the horizon, with the calls
    that were asked for; loss_never_called_never_visited : and with none.

    nodes_s : [nodes], moments. lost, no_loss : [nodes], share lost and chance of no
    loss for contact at the door at each. silent : [nodes], chance that no caller has
    stopped her by then. lost_at_kerb : fine, share lost for officers at the kerb.
    delay : from there to contact. travel, travel_sigma : of driving.
    """

    exposure: float
    loss_without_officers: float
    loss_never_called_never_visited: float
    nodes_s: Floats
    lost: Floats
    no_loss: Floats
    silent: Floats
    lost_at_kerb: Floats
    delay: DoorDelay
    travel: Delays
    travel_sigma: float

    def loss_if_kerb_at(self, fixed_s: ArrayLike, travel_s: ArrayLike) -> Floats:
        """Expected loss if officers drive off after `fixed_s`.

        Parameters
        ----------
        fixed_s : what lies ahead before driving: dispatch and turnout. travel_s :
        median of driving. Arrays of one shape, or that broadcast.

        Returns
        -------
        Money, in the shape of both; never falling with either time.
        """
        return self.exposure * self._after_travel(self.lost_at_kerb, fixed_s, travel_s)

    def loss_if_contact_at(self, at_s: ArrayLike) -> Floats:
        """Expected loss if contact at the door is at exactly these moments."""
        at = np.asarray(at_s, float)
        return np.asarray(self.exposure * np.interp(at, self.nodes_s, self.lost))

    def no_loss_probability(self, fixed_s: ArrayLike, travel_s: ArrayLike) -> Floats:
        """Chance that nothing is lost; parameters as of `loss_if_kerb_at`."""
        at_kerb = self.delay.at_kerb(self.no_loss)
        return self._after_travel(at_kerb, fixed_s, travel_s)

    def contact_probability(
        self, fixed_s: ArrayLike, travel_s: ArrayLike, within_s: float
    ) -> Floats:
        """Chance that she is stopped by phone, or met at the door, by `within_s`."""
        door = self.door_contact_probability(fixed_s, travel_s, within_s)
        return 1.0 - (1.0 - door) * (1.0 - self.phone_contact_probability(within_s))

    def door_contact_probability(
        self, fixed_s: ArrayLike, travel_s: ArrayLike, within_s: float
    ) -> Floats:
        """Chance of contact at the door by `within_s` seconds from now."""
        fixed, travel, shape = _flat(fixed_s, travel_s)
        sigma = self.travel_sigma
        return self.delay.chance_within(within_s - fixed, travel, sigma).reshape(shape)

    def phone_contact_probability(self, within_s: float) -> float:
        """Chance that a caller reaches and stops her by then, relapse or not."""
        return 1.0 - float(np.interp(within_s, self.nodes_s, self.silent))

    def _after_travel(
        self, curve: Floats, fixed_s: ArrayLike, travel_s: ArrayLike
    ) -> Floats:
        fixed, travel, shape = _flat(fixed_s, travel_s)
        return self.travel.mean_of(curve, fixed, travel).reshape(shape)


def _flat(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats, Any]:
    """Two arrays as flat ones of one length, and the shape that they had."""
    one, other = np.broadcast_arrays(first, second)
    shape = one.shape
    return _floats(one), _floats(other), shape


def _floats(values: NDArray[Any]) -> Floats:
    """Make a flat array of its own of them; nothing lies in the past."""
    flat: Floats = np.ascontiguousarray(values, float).reshape(-1)
    return np.maximum(flat, 0.0)
