"""Differences of goals, said in words."""

from __future__ import annotations

from collections.abc import Mapping
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


def goal_words(rises: Mapping[str, int], step_s: int) -> str:
    """Say by how much goals rise, what is worse first in their order.

    step_s : seconds in a step of `loss` or `time`.

    >>> goal_words({"on_time": 4, "served": 0, "loss": -3}, 5)
    '4 less weight on time; 15 weighted s less'
    """
    words = [_word(goal, rise, step_s) for goal, rise in rises.items() if rise]
    return "; ".join(words) or "nothing is worse"


def gain_words(gains: Mapping[str, int], step_s: int) -> str:
    """Say what goals gain; above zero is a gain."""
    if not any(gains.values()):
        return "nothing"
    return goal_words({goal: -gain for goal, gain in gains.items()}, step_s)


def _word(goal: str, rise: int, step_s: int) -> str:
    if goal in {"loss", "time"}:
        return f"{step_s * abs(rise)} weighted s {'more' if rise > 0 else 'less'}"
    words = _WORSE if rise > 0 else _BETTER
    return words[goal].format(n=abs(rise))
