"""`FraudLosses`: what alerts lose by the model of the fraud, as the door plan asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dispatch.assignment.problem import Longs
from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.tracks.counted import counted_share, exposure_of
from scenarios.alert import Alert
from scenarios.fraud.belief import Belief
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.loss_curves import LossCurves
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FraudLosses:
    """The model of the fraud at a moment, with a phone plan; a `LossModel`.

    now_s : seconds since the scenario's start. called_from_s : when calling each
    alert begins, by id, seconds from now; who is not in it is not called.
    """

    model: FraudModel
    policy: Policy
    now_s: float
    called_from_s: Mapping[str, float] = field(default_factory=dict)
    # The same for every phone plan at this moment, so they are made once.
    _beliefs: dict[Alert, Belief] = field(default_factory=dict)
    _curves: dict[tuple[Alert, float | None], LossCurves] = field(default_factory=dict)

    def calling(self, called_from_s: Mapping[str, float]) -> FraudLosses:
        """Return the same with another phone plan."""
        return replace(self, called_from_s=called_from_s)

    def visited(self, alert: Alert, ahead_s: Longs, travel_s: Longs) -> Floats:
        """Say what is lost if officers come, as it counts; see `LossModel`."""
        return self.share(alert) * self.curves(alert).loss_if_kerb_at(ahead_s, travel_s)

    def unvisited(self, alert: Alert) -> float:
        """Say what is lost if nobody comes, as it counts."""
        return self.share(alert) * self.curves(alert).loss_without_officers

    def share(self, alert: Alert) -> float:
        """Share of the money that counts."""
        return counted_share(exposure_of(alert, self.policy), self.policy)

    def curves(self, alert: Alert) -> LossCurves:
        """Return what an alert loses, with the calls of this plan."""
        return self.curves_called(alert, self.called_from_s.get(alert.id))

    def curves_called(self, alert: Alert, called_from_s: float | None) -> LossCurves:
        """Return what an alert loses if calling begins then, or never."""
        key = (alert, called_from_s)
        if key not in self._curves:
            self._curves[key] = self.model.curves(
                self.belief(alert),
                exposure=exposure_of(alert, self.policy),
                cards=alert.cards,
                place_kind=alert.place_kind,
                access_s=alert.access_s,
                meeting=alert.meeting_point is not None,
                called_from_s=called_from_s,
            )
        return self._curves[key]

    def belief(self, alert: Alert) -> Belief:
        """Say where in the fraud the victim may be now."""
        if alert not in self._beliefs:
            self._beliefs[alert] = self.model.belief(
                alert.script,
                alert.stage,
                stage_since_s=alert.stage_since_s,
                warned_s=alert.received_s,
                now_s=self.now_s,
                calls=alert.calls,
            )
        return self._beliefs[alert]


def fraud_model_of(
    scenario: Scenario, policy: Policy, made: FraudModel | None = None
) -> FraudModel | None:
    """Make the model, where it applies: money is a goal, and some is known at risk.

    made : one that is at hand; it keeps tables that take a while to make, and is
    taken where its numbers are the policy's.
    """
    if "loss" not in policy.goals or all(a.exposure is None for a in scenario.alerts):
        return None
    numbers = policy.fraud or shipped_numbers()
    if made and made.numbers == numbers and made.travel_sigma == policy.sigma:
        return made
    return FraudModel(numbers, travel_sigma=policy.sigma)
