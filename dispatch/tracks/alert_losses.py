"""What door and phone together come to, alert by alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dispatch.intervals import Floats
from dispatch.policy import Policy
from dispatch.track_rows import AlertLoss
from dispatch.tracks.counted import exposure_of
from dispatch.tracks.fraud_losses import FraudLosses
from dispatch.tracks.phone_track import Drive, lost
from scenarios.alert import Alert
from scenarios.fraud.loss_curves import LossCurves

_MONEY_DIGITS = 2
_CHANCE_DIGITS = 4


def alert_losses(
    losses: FraudLosses,
    alerts: Sequence[Alert],
    drives: Mapping[str, Drive],
    target_s: Mapping[str, int],
) -> tuple[AlertLoss, ...]:
    """Tell what each alert loses with the plan and without.

    target_s : from each alert received to at the door, by id.
    """
    return tuple(
        _alert_loss(losses, alert, drives.get(alert.id), target_s[alert.id])
        for alert in alerts
    )


def _alert_loss(
    losses: FraudLosses, alert: Alert, drive: Drive | None, target_s: int
) -> AlertLoss:
    curves = losses.curves(alert)
    left_s = max(0.0, target_s - max(0.0, losses.now_s - alert.received_s))
    stages = losses.belief(alert).stages()
    return AlertLoss(
        alert_id=alert.id,
        exposure=exposure_of(alert, losses.policy),
        exposure_known=alert.exposure is not None,
        currency=alert.currency,
        expected_loss=round(lost(curves, drive), _MONEY_DIGITS),
        expected_loss_without_plan=round(
            curves.loss_never_called_never_visited, _MONEY_DIGITS
        ),
        recovered=round(_recovered(losses, curves, drive), _MONEY_DIGITS),
        no_loss_probability=round(_no_loss(curves, drive), _CHANCE_DIGITS),
        contact_probability=round(_contact(curves, drive, left_s), _CHANCE_DIGITS),
        stage=max(stages, key=lambda stage: stages[stage]),
    )


def _no_loss(curves: LossCurves, drive: Drive | None) -> float:
    if drive is None:
        return float(curves.no_loss[-1])
    return float(curves.no_loss_probability(drive.ahead_s, drive.travel_s))


def _contact(curves: LossCurves, drive: Drive | None, within_s: float) -> float:
    if drive is None:
        return curves.phone_contact_probability(within_s)
    chance = curves.contact_probability(drive.ahead_s, drive.travel_s, within_s)
    return float(chance)


def _recovered(losses: FraudLosses, curves: LossCurves, drive: Drive | None) -> float:
    """Money that a stop-payment request at contact brings back.

    What has left by each moment, by how old it is at contact, as contact is planned.
    """
    if drive is None:
        return 0.0
    moments = np.append(
        curves.nodes_s[curves.nodes_s < drive.contact_s], drive.contact_s
    )
    gone: Floats = np.interp(moments, curves.nodes_s, curves.lost)
    left = np.diff(gone, prepend=0.0)
    share = losses.model.recovered_share(drive.contact_s - moments)
    return float(curves.exposure * (left * share).sum())


def assumptions(policy: Policy, horizon_s: float) -> tuple[str, ...]:
    """Say what the losses rest on."""
    model = "by a model of the fraud, whose numbers are mostly assumed"
    return (
        f"Losses and chances are {model}: `dispatch assumptions` lists them.",
        f"Where nobody comes, losses are counted for {horizon_s / 60:.0f} minutes.",
        "A caller goes on to the next alert when the one before is expected to end.",
        "Travel, access and search are by chance, around what the plan says.",
        f"Of alerts that name no sum, {policy.exposure_unknown:.0f} count as at risk.",
    )
