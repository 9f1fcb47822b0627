"""A dispatcher's own word: pairs locked or forbidden by hand, and their price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.difference import AlertChange, alert_changes, goal_changes, visits_of
from dispatch.working import Working
from maps.errors import FieldError
from scenarios.scenario import Pair, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Pairs beside those of the scenario."""

    locks: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.locks or self.forbidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverridePrice:
    """What overrides cost.

    locks, forbidden : "unit=alert". goals : by how much each is worse than without
    them. changes : who is served otherwise than without them.
    """

    locks: tuple[str, ...]
    forbidden: tuple[str, ...]
    goals: dict[str, int]
    changes: tuple[AlertChange, ...]


def pairs_of(words: Sequence[str], option: str) -> tuple[Pair, ...]:
    """Read pairs as the command line gives them, "P04=A-2041".

    Raises
    ------
    FieldError : words that are no pair.
    """
    return tuple(_pair(word, option) for word in words)


def _pair(word: str, option: str) -> Pair:
    unit_id, sign, alert_id = word.partition("=")
    if not (sign and unit_id.strip() and alert_id.strip()):
        raise FieldError(
            f"{word!r} is not a unit and an alert",
            field=option,
            mend="write it like P04=A-2041",
        )
    return Pair(unit_id=unit_id.strip(), alert_id=alert_id.strip())


def overridden(scenario: Scenario, overrides: Overrides) -> Scenario:
    """Return a scenario with overrides beside its own pairs."""
    locks = dict.fromkeys((*scenario.locks, *overrides.locks))
    forbidden = dict.fromkeys((*scenario.forbidden, *overrides.forbidden))
    return replace(scenario, locks=tuple(locks), forbidden=tuple(forbidden))


def price_of(overrides: Overrides, without: Working, working: Working) -> OverridePrice:
    """Compare what was worked out without overrides and with them."""
    goals = working.case.problem.goals
    before, after = without.solved.best, working.solved.best
    return OverridePrice(
        locks=tuple(f"{p.unit_id}={p.alert_id}" for p in overrides.locks),
        forbidden=tuple(f"{p.unit_id}={p.alert_id}" for p in overrides.forbidden),
        goals=goal_changes(goals, before.score, after.score),
        changes=alert_changes(
            visits_of(without.case, before.teams), visits_of(working.case, after.teams)
        ),
    )
