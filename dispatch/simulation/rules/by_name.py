"""The rules that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dispatch.simulation.rules.closest_idle import ClosestIdle
from dispatch.simulation.rules.move_up import MovesUp
from dispatch.simulation.rules.random_idle import RandomIdle
from dispatch.simulation.rules.rule import Rule
from dispatch.simulation.rules.solved import BATCH, BATCH_REDIRECT, FULL, PREPARED
from maps.errors import FieldError
from scenarios.nearest_word import hint

RULES: Mapping[str, Callable[[int], Rule]] = MappingProxyType(
    {
        "closest_idle": lambda _: ClosestIdle(),
        "batch": lambda _: BATCH,
        "batch_redirect": lambda _: BATCH_REDIRECT,
        "full": lambda _: FULL,
        "prepared": lambda _: PREPARED,
        "random": RandomIdle,
        "move_up": lambda _: MovesUp(rule=FULL),
    }
)
"""Each by its seed, which only `random` takes notice of."""


def rule_of(name: str, seed: int = 0) -> Rule:
    """Return a rule by its name.

    Raises
    ------
    FieldError : no rule is called that.
    """
    if name not in RULES:
        problem = f"no rule is called {name!r}"
        raise FieldError(problem, field="rule", mend=hint(name, RULES))
    return RULES[name](seed)
