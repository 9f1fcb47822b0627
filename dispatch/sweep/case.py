"""`Case`: what is simulated again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from dispatch.policy import Policy
from dispatch.simulation.times_table import TimesTable
from maps.road_network import RoadNetwork
from scenarios.fraud.numbers import FraudNumbers
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.demand import Demand
from scenarios.loads.draw_load import draw_load
from scenarios.loads.load import Load
from scenarios.loads.load_spec import LoadSpec
from scenarios.zone import Zone


class Loads(Protocol):
    """A load for each seed. always_same : whether it is one for all."""

    @property
    def always_same(self) -> bool:
        """Whether every seed gives the same load."""

    def load(self, seed: int) -> Load:
        """Return the load of a replication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLoad:
    """A load that is known: replications differ by their luck alone."""

    known: Load
    always_same: bool = True

    def load(self, seed: int) -> Load:
        """Return it."""
        del seed
        return self.known


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnLoads:
    """A load drawn anew for each replication, as `dispatch load` draws it."""

    spec: LoadSpec
    demand: Demand
    numbers: FraudNumbers = field(default_factory=shipped_numbers)
    always_same: bool = False

    def load(self, seed: int) -> Load:
        """Draw one.

        Raises
        ------
        FieldError : as `draw_load`.
        """
        return draw_load(self.spec, self.demand, self.numbers, seed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """Loads, where they are, and the policy by which they are served.

    where : roads, or a table of times between places. zones : what free units should
    reach; none: on roads they are made of the addresses. warm_up_s : alerts received
    before are simulated, and left out of the figures.
    """

    name: str
    title: str = ""
    loads: Loads
    where: RoadNetwork | TimesTable
    policy: Policy = field(default_factory=Policy)
    zones: tuple[Zone, ...] = ()
    warm_up_s: float = 0.0

    @property
    def content(self) -> tuple[object, ...]:
        """All that its results hang on: not what it is called."""
        return self.loads, self.where, self.policy, self.zones, self.warm_up_s
