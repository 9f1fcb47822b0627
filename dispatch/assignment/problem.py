"""`Problem`: what the solver is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from dispatch.assignment.matrix_kernels import largest_allowed

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

Teams = tuple[tuple[int, ...], ...]
"""Who goes where: for each alert the indexes of its units, rising; none: it waits."""

Goal = Literal["on_time", "served", "loss", "time", "worst", "preparedness", "changes"]
"""What a plan is to be good at. `time` is `loss` with seconds for money."""

GOALS: tuple[Goal, ...] = get_args(Goal)

DEFAULT_GOALS: tuple[Goal, ...] = (
    "on_time",
    "served",
    "loss",
    "worst",
    "preparedness",
    "changes",
)

WAITS = -1

FAR = int(np.iinfo(np.int64).max)
"""Time to door of a pair that is not allowed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crew:
    """Officers and skills: who is enough for whom.

    officers : [units] how many are in each. needed : [alerts] how many are asked for.
    skills : [units] a bit for each skill that the unit has.
    wanted : [alerts] a bit for each skill that is asked for.
    of_one : [alerts] whether one unit must have all of them; else anyone of the team
        may have each.
    """

    officers: Longs
    needed: Longs
    skills: Longs
    wanted: Longs
    of_one: Bools


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Areas:
    """How many units may leave each area at most.

    of_unit : [units] index of its area, -1 without one. spare : [areas] how many of
    its units may be sent; locked ones do not count.
    """

    of_unit: Longs
    spare: Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Zones:
    """What units that stay free are to keep within reach.

    reaches : [units, zones] whether a unit that stays free is there in time; False
        for a unit that is not free.
    weight : [zones] what one unit too few counts for. wanted : [zones] how many
        units there should be.
    """

    reaches: Bools
    weight: Longs
    wanted: Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossShift:
    """By how much `Problem.loss` is above what is lost, and what waiting loses.

    A visit to an alert is counted as `per_weight` x weight dearer than its loss, and
    as much cheaper as waiting would lose. Where `served` comes first, plans that are
    compared differ in their losses as they do in what is counted.

    per_weight : so large that nothing is counted below zero. waiting : [alerts].
    """

    per_weight: int
    waiting: Longs

    def of_pairs(self, weight: Longs) -> Longs:
        """What each alert's visit is counted dearer, [alerts]."""
        return self.per_weight * weight - self.waiting

    def of_plan(self, weighted_served: int) -> int:
        """What a plan is counted dearer than all that it loses."""
        return self.per_weight * weighted_served - int(self.waiting.sum())


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """Units, alerts, and the seconds between them.

    Parameters
    ----------
    time_s : [units, alerts] time to door, whole seconds; without meaning where
        the pair is not allowed.
    allowed : [units, alerts] whether the unit may be sent to the alert.
    target_s : [alerts] longest time to door that is on time.
    weight : [alerts] positive.
    received_order : [alerts] alerts as closest idle takes them.
    loss : [units, alerts] what is lost if the unit is the last one needed there;
        within an alert it never falls as time rises. None: weight x time_s.
    extra : [units, alerts] what sending the unit costs beside that, whoever is last:
        of another area, say, or less than nothing for who is on the way. None: 0.
        `loss + extra` is not negative.
    shift : where alerts that wait lose something, too. None: they lose nothing.
    previous : [units] the alert that each was sent to before, -1 for none.
    locks : (unit, alert) pairs that stay: the unit goes nowhere else, and nobody
        goes there without it.
    crew : None where every unit is enough for every alert.
    areas, zones : None where nothing has to stay behind.
    goals : in order of importance.
    slack, slack_s : how far above its optimum the sum of losses, and the longest
        time in seconds, may be for preparedness.

    Raises
    ------
    TypeError
        An array that is not int64 (or bool): OR-Tools would cut floats short.
    ValueError
        Shapes that do not fit, a negative time, a weight below 1, an order that
        is not one, a goal listed twice.
    """

    time_s: Longs
    allowed: Bools
    target_s: Longs
    weight: Longs
    received_order: Longs
    loss: Longs | None = None
    extra: Longs | None = None
    previous: Longs | None = None
    locks: tuple[tuple[int, int], ...] = ()
    crew: Crew | None = None
    areas: Areas | None = None
    zones: Zones | None = None
    goals: tuple[Goal, ...] = DEFAULT_GOALS
    slack: int = 0
    slack_s: int = 0
    shift: LossShift | None = None

    def __post_init__(self) -> None:
        """Refuse what the solver could not rely on."""
        units, alerts = _two(np.shape(self.time_s))
        sizes = {"units": units, "alerts": alerts}
        _check_arrays(self, _AXES, sizes)
        if self.crew is not None:
            _check_arrays(self.crew, _CREW_AXES, sizes)
        if self.areas is not None:
            sizes["areas"] = len(self.areas.spare)
            _check_arrays(self.areas, _AREA_AXES, sizes)
        if self.zones is not None:
            sizes["zones"] = len(self.zones.weight)
            _check_arrays(self.zones, _ZONE_AXES, sizes)
        self._check_values()

    @property
    def units(self) -> int:
        """Count the units."""
        return len(self.time_s)

    @property
    def alerts(self) -> int:
        """Count the alerts."""
        return len(self.target_s)

    @cached_property
    def pair_loss(self) -> Longs:
        """What is lost if a unit is the last one needed, [units, alerts]."""
        return self.weight * self.time_s if self.loss is None else self.loss

    @cached_property
    def most_loss(self) -> Longs:
        """Largest loss of an allowed pair, [alerts]; 0 where nobody may go."""
        loss = self.pair_loss
        if self.extra is not None:
            loss = loss + self.extra
        most: Longs = largest_allowed(loss, self.allowed)
        return most

    @cached_property
    def locked_to(self) -> dict[int, tuple[int, ...]]:
        """Units that are locked to each alert that has any, rising."""
        units: dict[int, tuple[int, ...]] = {}
        for unit, alert in sorted(self.locks):
            units[alert] = (*units.get(alert, ()), unit)
        return units

    def _check_values(self) -> None:
        # Nearly always none is; the least is found without looking at what is allowed.
        if self.time_s.min(initial=0) < 0 and ((self.time_s < 0) & self.allowed).any():
            msg = "time_s has a negative time to door"
            raise ValueError(msg)
        if (self.target_s < 0).any():
            msg = "target_s has a negative target"
            raise ValueError(msg)
        if (self.weight < 1).any():
            msg = "weight has a weight below 1"
            raise ValueError(msg)
        if not np.array_equal(np.sort(self.received_order), np.arange(self.alerts)):
            msg = "received_order does not name every alert once"
            raise ValueError(msg)
        if self.previous is not None and not _within(self.previous, self.alerts):
            msg = "previous names an alert that does not exist"
            raise ValueError(msg)
        if self.shift is not None and not _is_before("served", "loss", self.goals):
            msg = "losses by waiting can only be counted where 'served' comes before"
            raise ValueError(msg)
        if len(set(self.goals)) < len(self.goals):
            msg = f"goals has one twice: {', '.join(self.goals)}"
            raise ValueError(msg)


def _is_before(goal: Goal, other: Goal, goals: tuple[Goal, ...]) -> bool:
    """Whether a goal comes before another, where that is among them at all."""
    return other not in goals or goal in goals[: goals.index(other)]


def slack_of(problem: Problem) -> dict[Goal, int]:
    """How far above their optimum goals may be for preparedness, where they may."""
    return {
        "loss": problem.slack,
        "time": problem.slack,
        "worst": problem.slack_s,
    }


def _within(rows: Longs, count: int) -> bool:
    """Whether rows are indexes below a count, or -1."""
    return bool(((rows >= WAITS) & (rows < count)).all())


# --- What each array is of ---------------------------------------------------------

Axes = Mapping[str, tuple[str, ...]]

_PAIRS = ("units", "alerts")
_AXES: Axes = MappingProxyType(
    {
        **dict.fromkeys(("time_s", "allowed", "loss", "extra"), _PAIRS),
        **dict.fromkeys(("target_s", "weight", "received_order"), ("alerts",)),
        "previous": ("units",),
    }
)
_CREW_AXES: Axes = MappingProxyType(
    {
        **dict.fromkeys(("officers", "skills"), ("units",)),
        **dict.fromkeys(("needed", "wanted", "of_one"), ("alerts",)),
    }
)
_AREA_AXES: Axes = MappingProxyType({"of_unit": ("units",), "spare": ("areas",)})
_ZONE_AXES: Axes = MappingProxyType(
    {"reaches": ("units", "zones"), "weight": ("zones",), "wanted": ("zones",)}
)
_BOOLS = ("allowed", "of_one", "reaches")


def _two(shape: tuple[int, ...]) -> tuple[int, int]:
    if len(shape) != 2:  # noqa: PLR2004 - units and alerts
        msg = f"time_s has {len(shape)} dimensions, not units and alerts"
        raise ValueError(msg)
    return shape[0], shape[1]


def _check_arrays(owner: object, axes: Axes, sizes: Mapping[str, int]) -> None:
    """Check the kind and the shape of each array that is there."""
    for name, along in axes.items():
        values = getattr(owner, name)
        if values is None:
            continue
        wanted = np.dtype(np.bool_ if name in _BOOLS else np.int64)
        if not isinstance(values, np.ndarray) or values.dtype != wanted:
            kind = getattr(values, "dtype", type(values).__name__)
            msg = f"{name} is {kind}, not an array of {wanted}"
            raise TypeError(msg)
        shape = tuple(sizes[axis] for axis in along)
        if values.shape != shape:
            msg = f"{name} has shape {values.shape}, not {shape}"
            raise ValueError(msg)
