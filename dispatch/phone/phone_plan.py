"""`PhonePlan`: who calls whom, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class QueuedCall(NamedTuple):
    """An alert in a caller's queue, by its index, and when calling begins."""

    alert: int
    start_s: float


Queues = tuple[tuple[QueuedCall, ...], ...]
"""For each caller the alerts to call, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePlan:
    """A queue for each caller.

    orders : in the order of the problem's callers. not_called : indexes of the
    alerts that nobody calls, rising. loss : expected, of all alerts. proved :
    whether no other plan loses less, up to a loss step for each alert. bound : no
    plan loses less than this.
    """

    orders: Queues
    not_called: tuple[int, ...]
    loss: float
    proved: bool
    bound: float
