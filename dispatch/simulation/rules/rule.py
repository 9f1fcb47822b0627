"""`Rule`: from a moment to orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from dispatch.simulation.moment import Moment

Orders = Mapping[str, str | None]
"""Where units go, by id: to an alert, or None: back from where they go. A unit that
is not named goes on with what it does."""


class Rule(Protocol):
    """Decides, whenever an alert comes or a unit is free.

    One that has `redirects = False` is asked only when an alert waits and a unit is
    idle; for one that has `prepared = False` no zones are made of the addresses.
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


def looks_at_zones(rule: Rule) -> bool:
    """Whether a rule may ask what free units reach; every rule may that says nothing.

    >>> looks_at_zones(lambda moment: {})
    True
    """
    return bool(getattr(rule, "prepared", True))
