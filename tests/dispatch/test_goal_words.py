"""Differences of goals in words."""

from __future__ import annotations

import pytest

from dispatch.goal_words import LossStep, gain_words, goal_words


@pytest.mark.parametrize(
    ("rises", "words"),
    [
        ({}, "nothing is worse"),
        ({"on_time": 0, "loss": 0}, "nothing is worse"),
        ({"on_time": 4, "loss": 0}, "4 less weight on time"),
        ({"on_time": -4}, "4 more weight on time"),
        ({"served": 2}, "2 less weight served"),
        ({"loss": 3}, "15 weighted s more"),
        ({"time": -3}, "15 weighted s less"),
        ({"worst": 60}, "the longest time 60 s longer"),
        ({"preparedness": -5}, "zones short by 5 less"),
        ({"changes": 1}, "1 more orders changed"),
        (
            {"served": 2, "worst": -9},
            "2 less weight served; the longest time 9 s shorter",
        ),
    ],
)
def test_what_rises_is_worse(rises: dict[str, int], words: str) -> None:
    assert goal_words(rises, LossStep(size=5)) == words


def test_a_gain_is_the_other_way_round() -> None:
    assert gain_words({"on_time": 4, "loss": -2}, LossStep(size=5)) == (
        "4 more weight on time; 10 weighted s more"
    )
    assert gain_words({"on_time": 0}, LossStep(size=5)) == "nothing"
