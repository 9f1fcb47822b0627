"""`Rule`: from a moment to orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dispatch.simulation.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An order to wait at a place. row : of it, one of `Moment.waiting_rows`."""

    row: int


Order = str | Wait | None

Orders = Mapping[str, Order]
"""Where units go, by id: to an alert, by its id; to a place, to wait there; or None:
back from where they go. A unit that is not named goes on with what it does."""


class Rule(Protocol):
    """Decides, whenever an alert comes or a unit is free.

    One that has `redirects = False` is asked only when an alert waits and a unit is
    idle; one that has `always = True` also when no alert is open; for one that has
    `prepared = False` no zones are made of the addresses; for one that has
    `money = True` victims are phoned in the order of the phone plan.
    `name` is what it is called.
    """

    def __call__(self, moment: Moment, /) -> Orders:
        """Say who goes where from now on."""


def rule_name(rule: Rule) -> str:
    """Call a rule by its name, else by that of its function or class."""
    name = getattr(rule, "name", None) or getattr(rule, "__name__", None)
    return str(name or type(rule).__name__)


def redirects(rule: Rule) -> bool:
    """Whether a rule may change orders; every rule may that does not say otherwise."""
    return bool(getattr(rule, "redirects", True))


def asked_always(rule: Rule) -> bool:
    """Whether a rule has something to say where no alert is open."""
    return bool(getattr(rule, "always", False))


def calls_by_plan(rule: Rule) -> bool:
    """Whether callers go by the phone plan; else victims are phoned as they come."""
    return bool(getattr(rule, "money", False))


def looks_at_zones(rule: Rule) -> bool:
    """Whether a rule may ask what free units reach; every rule may that says nothing.

    >>> looks_at_zones(lambda moment: {})
    True
    """
    return bool(getattr(rule, "prepared", True))
