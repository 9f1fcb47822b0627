"""`ResponseRow`: one row of a log, as whoever writes it gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """One alert and one unit that was told to go there, or nobody.

    What each field means, and its unit, `columns.COLUMNS` says; None: not known, or
    it did not happen.
    """

    alert_id: str
    received_s: float
    ended: str
    unit_id: str | None = None
    level: str | None = None
    officers_needed: int | None = None
    officers: int | None = None
    lon: float | None = None
    lat: float | None = None
    zone: str | None = None
    target_s: float | None = None
    notified_s: float | None = None
    rolling_s: float | None = None
    at_gate_s: float | None = None
    at_door_s: float | None = None
    contact_s: float | None = None
    clear_s: float | None = None
    phone_contact_s: float | None = None
    order: int | None = None
    on_time: bool | None = None
    redirected_from: str | None = None
    planned_travel_s: float | None = None
    planned_on_time: float | None = None
    exposure: float | None = None
    expected_loss: float | None = None
    loss: float | None = None
    currency: str | None = None
