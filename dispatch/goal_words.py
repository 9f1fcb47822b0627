"""Differences of goals, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_WORSE: Mapping[str, str] = MappingProxyType(
    {
        "on_time": "{n} less weight on time",
        "served": "{n} less weight served",
        "worst": "the longest time {n} s longer",
        "preparedness": "zones short by {n} more",
        "changes": "{n} more orders changed",
    }
)
_BETTER: Mapping[str, str] = MappingProxyType(
    {
        "on_time": "{n} more weight on time",
        "served": "{n} more weight served",
        "worst": "the longest time {n} s shorter",
        "preparedness": "zones short by {n} less",
        "changes": "{n} fewer orders changed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LossStep:
    """What one step of `loss` or `time` is: 5 weighted s, say, or 10 CNY."""

    size: int
    unit: str = "weighted s"


def goal_words(rises: Mapping[str, int], step: LossStep) -> str:
    """Say by how much goals rise, what is worse first in their order.

    >>> goal_words({"on_time": 4, "served": 0, "loss": -3}, LossStep(size=5))
    '4 less weight on time; 15 weighted s less'
    >>> goal_words({"loss": 250}, LossStep(size=10, unit="CNY lost"))
    '2,500 CNY lost more'
    """
    words = [_word(goal, rise, step) for goal, rise in rises.items() if rise]
    return "; ".join(words) or "nothing is worse"


def gain_words(gains: Mapping[str, int], step: LossStep) -> str:
    """Say what goals gain; above zero is a gain."""
    if not any(gains.values()):
        return "nothing"
    return goal_words({goal: -gain for goal, gain in gains.items()}, step)


def _word(goal: str, rise: int, step: LossStep) -> str:
    if goal in {"loss", "time"}:
        amount = f"{step.size * abs(rise):,} {step.unit}"
        return f"{amount} {'more' if rise > 0 else 'less'}"
    words = _WORSE if rise > 0 else _BETTER
    return words[goal].format(n=abs(rise))
