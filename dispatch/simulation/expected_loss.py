"""`ExpectedLoss`: what alerts lose by the model, for contact when it was.

Chance has less of a say in it than in the money that left in one shift: two rules are
told apart by fewer of them.
"""

from __future__ import annotations

from functools import cached_property
from math import inf

from dispatch.policy import Policy
from scenarios.alert import Alert
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.loss_curves import LossCurves
from scenarios.fraud.numbers_file import shipped_numbers


class ExpectedLoss:
    """Expected losses by a policy's numbers; keeps the curves it has made.

    The victim is as the warning said, and a caller is assumed to try from then on,
    where the policy has any.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._called_from_s = 0.0 if policy.callers else None
        self._curves: dict[tuple[object, ...], LossCurves] = {}

    @cached_property
    def _model(self) -> FraudModel:
        """Make the model, once some money is known to be at risk."""
        return FraudModel(self._policy.fraud or shipped_numbers())

    def __call__(self, alert: Alert, contact_s: float | None) -> float | None:
        """Return money; None of an alert that names no sum.

        contact_s : seconds from the warning until officers were with the victim;
        None: never.
        """
        if alert.exposure is None:
            return None
        at_s = inf if contact_s is None else contact_s
        share = self._of(alert).loss_if_contact_at(at_s)
        return alert.exposure * float(share)

    def _of(self, alert: Alert) -> LossCurves:
        """Return the curves of an alert of its kind, for one unit of money."""
        key = (alert.script, alert.stage, alert.cards)
        if key not in self._curves:
            belief = self._model.belief(
                alert.script, alert.stage, warned_s=0.0, now_s=0.0
            )
            self._curves[key] = self._model.curves(
                belief,
                exposure=1.0,
                cards=alert.cards,
                called_from_s=self._called_from_s,
            )
        return self._curves[key]
