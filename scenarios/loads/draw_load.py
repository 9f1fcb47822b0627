"""`draw_load`: a load from its spec, its demand and a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.fraud.numbers import FraudNumbers
from scenarios.loads.arrivals import Arrivals, draw_arrivals, expected_between
from scenarios.loads.demand import Demand
from scenarios.loads.fleet import draw_fleet
from scenarios.loads.load import Load
from scenarios.loads.load_spec import LoadSpec, Surge
from scenarios.loads.marks import AlertShares, Marks, Uniforms, draw_marks
from scenarios.loads.streams import stream
from scenarios.place import Place

_MOST_ALERTS = 1_000_000  # *assumed*


def draw_load(spec: LoadSpec, demand: Demand, numbers: FraudNumbers, seed: int) -> Load:
    """Draw the alerts and the units of a load.

    One seed and one spec give one load. The alerts do not hang on the fleet; those of
    one hour do not on the rates of another; what they are about does not on where
    they are.

    Parameters
    ----------
    demand : where alerts may be. numbers : whose scripts and stages there are.
    seed : not below 0.

    Raises
    ------
    FieldError : nobody on duty, a district that holds nothing, or more alerts or
        units than anything could do with.
    """
    awaited = expected_alerts(spec)
    if awaited > _MOST_ALERTS:
        problem = (
            f"{awaited:,.0f} alerts are to be expected, of {_MOST_ALERTS:,} at most"
        )
        raise FieldError(problem, field="rates", mend="make the load shorter")
    draw = _Draw(spec=spec, demand=demand, numbers=numbers, seed=seed)
    alerts = [*draw.usual(), *draw.of_surges()]
    fleet = draw_fleet(spec, demand, seed)
    return Load(
        name=spec.name,
        title=spec.title,
        description=f"Synthetic: drawn with seed {seed}.",
        start=spec.start,
        length_s=spec.length_s,
        roads=spec.roads,
        alerts=tuple(sorted(alerts, key=lambda a: (a.received_s, a.id))),
        units=tuple(unit for unit, _ in fleet),
        shifts=tuple(shift for _, shift in fleet),
    )


def expected_alerts(spec: LoadSpec) -> float:
    """Mean number of alerts over all seeds; of a surge the part within the load."""
    usual = expected_between(spec.rates, spec.start, spec.length_s)
    return usual + sum(s.alerts * s.share_within(spec.length_s) for s in spec.surges)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draw:
    """All that the alerts of a load are drawn from."""

    spec: LoadSpec
    demand: Demand
    numbers: FraudNumbers
    seed: int

    def usual(self) -> Iterator[Alert]:
        """Draw the alerts that come by the rates.

        One is called by the clock hour and its number among all that the hour could
        have, so that it keeps its id where rates change.
        """
        spec = self.spec
        for arrivals in draw_arrivals(spec.rates, spec.start, spec.length_s, self.seed):
            ids = [self._id(arrivals, int(number)) for number in arrivals.number]
            received = arrivals.received_s.tolist()
            yield from self._alerts(
                ids, received, self._uniforms_of(arrivals), self.demand, spec.shares
            )

    def of_surges(self) -> Iterator[Alert]:
        """Draw the alerts of the surges, each from streams of its own."""
        for surge in self.spec.surges:
            uniforms = self._uniforms_of_surge(surge)
            moments = np.round(surge.start_s + surge.length_s * uniforms("moment"), 3)
            ids = [f"{surge.id}:{number:02d}" for number in range(1, surge.alerts + 1)]
            inside = (moments >= 0) & (moments < self.spec.length_s)
            shares = of_script(self.spec.shares, surge.script, surge.stage)
            drawn = self._alerts(
                ids, moments.tolist(), uniforms, self._district(surge), shares
            )
            yield from (a for a, keep in zip(drawn, inside, strict=True) if keep)

    def _alerts(
        self,
        ids: list[str],
        received: list[float],
        uniforms: Uniforms,
        demand: Demand,
        shares: AlertShares,
    ) -> Iterator[Alert]:
        if not ids:
            return
        marks = draw_marks(shares, self.numbers, uniforms)
        points = demand.rows(uniforms("place")).tolist()
        for id_, moment, mark, point in zip(ids, received, marks, points, strict=True):
            yield self._alert(id_, moment, mark, demand, point)

    def _alert(
        self, id_: str, received_s: float, mark: Marks, demand: Demand, point: int
    ) -> Alert:
        place: Place = demand.place(point)
        kind = demand.kind(point)
        return Alert(
            id=id_,
            received_s=received_s,
            place=place,
            title=self.numbers.scripts[mark.script].english,
            level=mark.level,
            officers=mark.officers,
            place_kind=mark.place_kind if kind == "unknown" else kind,
            script=mark.script,
            stage=mark.stage,
            exposure=mark.exposure,
            currency=self.spec.shares.currency,
            cards=mark.cards,
        )

    def _id(self, arrivals: Arrivals, number: int) -> str:
        layer = "" if arrivals.layer == 0 else f"{arrivals.layer}."
        return f"{arrivals.clock:%m%d-%H}-{layer}{number + 1}"

    def _uniforms_of(self, arrivals: Arrivals) -> Uniforms:
        return lambda name: arrivals.uniforms(self.seed, name)

    def _uniforms_of_surge(self, surge: Surge) -> Uniforms:
        def numbers(name: str) -> np.ndarray:
            return stream(self.seed, "surge", surge.id, name).random(surge.alerts)

        return numbers

    def _district(self, surge: Surge) -> Demand:
        if surge.lon is None or surge.lat is None:
            return self.demand
        try:
            return self.demand.within(surge.lon, surge.lat, surge.radius_m)
        except FieldError as fault:
            fault.row = f"surges {surge.id!r}"
            raise


def of_script(
    shares: AlertShares, script: str | None, stage: str | None
) -> AlertShares:
    """Change shares to one script, and to one stage of it, where they are said."""
    if script is None:
        return shares
    stages = shares.stages if stage is None else {script: {stage: 1.0}}
    return replace(shares, scripts={script: 1.0}, stages=stages)
