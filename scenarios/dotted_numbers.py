"""Numbers within dataclasses and tables, by dotted keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass


def dotted_numbers(node: object, key: str = "") -> Iterator[tuple[str, float]]:
    """Go through every number below a dataclass or a table, in order.

    >>> list(dotted_numbers({"a": 1, "b": {"c": 0.5, "d": "text", "e": True}}))
    [('a', 1), ('b.c', 0.5)]
    """
    if isinstance(node, int | float) and not isinstance(node, bool):
        yield key, node
    for name, inner in _within(node):
        yield from dotted_numbers(inner, f"{key}.{name}" if key else name)


def _within(node: object) -> Iterator[tuple[str, object]]:
    if isinstance(node, Mapping):
        yield from node.items()
    elif is_dataclass(node):
        yield from ((each.name, getattr(node, each.name)) for each in fields(node))
