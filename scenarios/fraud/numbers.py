"""`FraudNumbers`: all that the model of a fraud rests on, and the source of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from maps.errors import FieldError
from scenarios.alert import PlaceKind
from scenarios.dotted_numbers import dotted_numbers
from scenarios.nearest_word import hint

TRANSFERS = "transfers"
"""The stage after the last of any script: money leaves."""

_Kind = TypeVar("_Kind")
_LARGEST_SHAPE = 8  # phases of a stage (assumed): more change nothing
_MOST_HOLDS = 10
_LONGEST_S = 30 * 24 * 3600
_WIDEST_SIGMA = 2.0
_UNITS = MappingProxyType({"shape": "phases", "sigma": "log s", "holds": "times"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a script: its names, mean dwell, and chance of a busy line."""

    english: str
    chinese: str
    dwell_s: float
    busy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudScript:
    """One way to defraud: its names, and its stages by id, in order."""

    english: str
    chinese: str
    stages: Mapping[str, Stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """What comes after the script: a transfer at once, the next after gaps.

    gap_s : mean of the exponential gap between two cards. busy : of the line.
    """

    english: str
    chinese: str
    gap_s: float
    busy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """What a caller's tries come to.

    try_every_s : a try takes that long. answer : where the line is not busy;
    persuade : where she answers. busy_paused : the line of one who has stopped.
    relapse_s : mean, from stopping to going on after all.
    """

    try_every_s: float
    answer: float
    persuade: float
    busy_paused: float
    relapse_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Kerb to door: lognormal, sigma around the median of the kind of place."""

    sigma: float
    median_s: Mapping[PlaceKind, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Nobody opens, in a share of visits: then Gamma(shape, scale) on top."""

    share: float
    shape: int
    scale_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OnScene:
    """Contact to clear: short visits and a share of long ones, both lognormal."""

    short_median_s: float
    long_median_s: float
    long_share: float
    sigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What stop-payment requests bring back.

    share, decay_s, floor : max(floor, share * exp(-age / decay_s)). hold_s, holds :
    how long a stop holds, and how many times at most.
    """

    share: float
    decay_s: float
    floor: float
    hold_s: float
    holds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """One number: its dotted key, value, unit and source."""

    key: str
    value: float
    unit: str
    source: str

    @property
    def assumed(self) -> bool:
        """Whether nobody measured it."""
        return self.source.startswith("assumed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudNumbers:
    """Scripts and all other numbers, as `fraud_script.toml` has them.

    shape : of every stage's Gamma, whole. horizon_s : how far losses are counted
    where nobody comes. sources : by dotted key, as "phone.answer".
    """

    shape: int
    horizon_s: float
    transfers: Transfers
    phone: Phone
    access: Access
    search: Search
    on_scene: OnScene
    money: Money
    scripts: Mapping[str, FraudScript]
    sources: Mapping[str, str]

    def rows(self) -> Iterator[NumberRow]:
        """Go through every number, in the file's order."""
        for key, value in dotted_numbers(self):
            source = self.sources.get(key, "not said")
            yield NumberRow(key=key, value=value, unit=unit_of(key), source=source)

    def with_value(self, key: str, value: float) -> FraudNumbers:
        """Return the same with one number changed, for seeing what hangs on it.

        Raises
        ------
        FieldError : no number has that key, or none may have that value.
        """
        known = dict(dotted_numbers(self))
        if key not in known:
            raise FieldError(
                "there is no such number", field=key, mend=hint(key, known)
            )
        if isinstance(known[key], int) and float(value).is_integer():
            value = int(value)
        check_number(key, value)
        sources = MappingProxyType({**self.sources, key: "changed"})
        return replace(_put(self, key.split("."), value), sources=sources)


def unit_of(key: str) -> str:
    """Unit of a number, by its key.

    >>> unit_of("phone.relapse_s"), unit_of("phone.answer"), unit_of("money.holds")
    ('s', 'share', 'times')
    """
    if key.endswith("_s") or ".median_s." in key:
        return "s"
    return _UNITS.get(key.rpartition(".")[2], "share")


def check_number(key: str, value: float) -> None:
    """Refuse what a number of that key cannot be.

    Raises
    ------
    FieldError : out of its range, or not whole where it has to be.
    """
    least, most, whole = _range(unit_of(key))
    if whole and not float(value).is_integer():
        raise FieldError(f"{value} is not a whole number", field=key)
    if not least <= value <= most:
        mend = f"write {least} to {most}"
        raise FieldError(f"{value} is out of range", field=key, mend=mend)


def _range(unit: str) -> tuple[float, float, bool]:
    """Least, most, and whether it has to be whole."""
    return {
        "s": (1, _LONGEST_S, False),
        "phases": (1, _LARGEST_SHAPE, True),
        "log s": (0.01, _WIDEST_SIGMA, False),
        "times": (0, _MOST_HOLDS, True),
        "share": (0, 1, False),
    }[unit]


def _put(node: _Kind, path: list[str], value: float) -> _Kind:
    """Copy a dataclass with one number below it changed."""
    name, rest = path[0], path[1:]
    inner = getattr(node, name)
    changes = {name: _put_below(inner, rest, value)}
    return replace(node, **changes)  # type: ignore[type-var] # one of the above


def _put_below(node: object, path: list[str], value: float) -> object:
    if not path:
        return value
    if not isinstance(node, Mapping):
        return _put(node, path, value)
    name, rest = path[0], path[1:]
    changed = {name: _put_below(node[name], rest, value)}
    return MappingProxyType({**node, **changed})
