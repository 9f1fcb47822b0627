"""`Call`: what a colleague's try to reach the victim by phone came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CallOutcome = Literal["busy", "no_answer", "answered", "persuaded", "relapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One try, or what became of one.

    at_s : seconds since the scenario's start. outcome : the line was busy, nobody
    answered, the victim answered and was not persuaded, she was and has stopped, or
    she goes on with the fraud after all.
    """

    at_s: float
    outcome: CallOutcome
