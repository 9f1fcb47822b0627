"""What could have been: who would have been there first, by the roads.

    found = could_have_been(log, roads, units=Path("posts.csv"), target_s=480)
    found.share_sooner, found.saved_median_s
    found.calls[0].best_unit

Each call is looked at when its first unit was told, with the units as they stood:
those on no other call, where the log saw them last. All times are the model's, of
the unit that was first in fact as of the others: turnout and a median drive. So what
could have been saved is what the model sees. Where a unit did not stand where it is
taken to have stood, or the streets were not as the model has them, it is wrong.

Where one call waits, the best unit is the closest; where several wait at that moment,
they are given units together. What a choice would have changed for later calls is
not followed up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean, median
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from dispatch.locate import Ground
from dispatch.policy import Policy
from dispatch.review.calibration_tables import bias_table
from dispatch.review.calibration_trips import Trips, trips_of
from dispatch.review.could_have_been_hindsight import hindsight_share
from dispatch.review.could_have_been_homes import read_homes
from dispatch.review.could_have_been_moments import Moment, Moments
from dispatch.review.could_have_been_times import Driving
from dispatch.review.could_have_been_who import Chosen, choose
from maps.road_network import RoadNetwork
from scenarios.call_logs.call_log import CallLog

AT_MOST = 5000
"""Calls looked at; of more, every second, third and so on (assumed)."""

MOST_ROWS = 200_000
"""The latest rows of a log, those looked at; it takes half a minute (assumed)."""

_BLOCK = 200  # moments whose drives are looked up at once
_COLUMNS = MappingProxyType(
    {
        "call_id": pl.String,
        "row": pl.Int64,
        "waiting": pl.Int64,
        "free": pl.Int64,
        "first_unit": pl.String,
        "first_s": pl.Int64,
        "closest_unit": pl.String,
        "closest_s": pl.Int64,
        "best_unit": pl.String,
        "best_s": pl.Int64,
        "target_s": pl.Float64,
        "saved_s": pl.Int64,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCall:
    """One call, by the model; all times are received to on scene, seconds.

    row : of the log, where its first unit stands. waiting : calls that waited at
    that moment, itself among them; free : units on no other call, in a known place.
    first, closest, best : the unit that was first in fact, the closest that was free,
    and the one of the best plan for all that waited. target_s : of time on scene.
    """

    call_id: str
    row: int
    waiting: int
    free: int
    first_unit: str
    first_s: int
    closest_unit: str
    closest_s: int
    best_unit: str
    best_s: int
    target_s: float

    @property
    def saved_s(self) -> int:
        """How much sooner the best unit would have been there than the first was."""
        return self.first_s - self.best_s


@dataclass(frozen=True, slots=True, kw_only=True)
class CouldHaveBeen:
    """A log's calls, each with who could have been there.

    left_out : why calls are not among them, with how many. one_in : only every so
    many-th call was looked at. from_home : share of places that are homes given; the
    others are the units' last scenes. at_most_within : share of calls that could have
    been within the target at most, whoever had gone (`could_have_been_hindsight`);
    None where it was not sought. trips : the log's drives, driven again by the same
    model. tz : in which its times are written.
    """

    calls: tuple[ComparedCall, ...]
    left_out: Mapping[str, int]
    one_in: int
    from_home: float
    at_most_within: float | None
    trips: Trips
    tz: ZoneInfo

    @property
    def share_sooner(self) -> float | None:
        """Share of calls where the best unit is another, and sooner."""
        return _mean([call.saved_s > 0 for call in self.calls])

    @property
    def share_together(self) -> float | None:
        """Share of calls where others waited at the same moment."""
        return _mean([call.waiting > 1 for call in self.calls])

    @property
    def saved_mean_s(self) -> float | None:
        """Of all calls; those that another call's unit makes wait count below 0."""
        return _mean([call.saved_s for call in self.calls])

    @property
    def saved_median_s(self) -> float | None:
        """Of the calls where the best unit is sooner."""
        sooner = [call.saved_s for call in self.calls if call.saved_s > 0]
        return float(median(sooner)) if sooner else None

    def within_target(self, who: str) -> float | None:
        """Share of calls within the target. who : "first", "closest" or "best"."""
        return _mean(
            [getattr(call, f"{who}_s") <= call.target_s for call in self.calls]
        )

    def median_s(self, who: str) -> float | None:
        """Median received to on scene. who : as above."""
        times = [getattr(call, f"{who}_s") for call in self.calls]
        return float(median(times)) if times else None

    def form(self) -> dict[str, Any]:
        """Return the figures as JSON takes them; calls are in `tables`."""
        whose = ("first", "closest", "best")
        return {
            "modelled": True,
            "n": len(self.calls),
            "one_in": self.one_in,
            "left_out": dict(self.left_out),
            "places_from_home": self.from_home,
            "share_sooner": self.share_sooner,
            "share_waiting_together": self.share_together,
            "saved_median_s_where_sooner": self.saved_median_s,
            "saved_mean_s": self.saved_mean_s,
            "median_s": {who: self.median_s(who) for who in whose},
            "within_target": {who: self.within_target(who) for who in whose},
            "within_target_at_most": self.at_most_within,
            "model": {
                "n_trips": len(self.trips.trips),
                "left_out": dict(self.trips.left_out),
                "bias": {
                    group: asdict(bias) for group, bias in self.trips.bias.items()
                },
            },
        }

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return the calls, the drives for `dispatch calibrate`, and their bias."""
        rows = [asdict(call) | {"saved_s": call.saved_s} for call in self.calls]
        return {
            "could_have_been": pl.DataFrame(rows, schema=dict(_COLUMNS)),
            "trips": self.trips.table(self.tz),
            "trips_bias": bias_table(self.trips.bias),
        }


def could_have_been(  # noqa: PLR0913 - two things, and some that are seldom given
    log: CallLog,
    roads: RoadNetwork,
    *,
    units: Path | None = None,
    target_s: float = 480.0,
    policy: Policy | None = None,
    at_most: int = AT_MOST,
    progress: Callable[[str], None] = lambda _: None,
) -> CouldHaveBeen:
    """Look at each call of a log with the units as they stood.

    Parameters
    ----------
    units : where they stand between calls, a table of units or a scenario.
    target_s : of time on scene, of calls that name none.
    policy : its speeds, whether units drive with lights, its turnout.
    at_most : calls.
    progress : told what is being done.

    Raises
    ------
    InputError : a table of units that cannot be read, or an address unknown there.
    """
    rules = policy or Policy()
    ground = Ground(roads)
    log, earlier = _latest(log)
    homes = {} if units is None else read_homes(units, ground)
    moments = Moments(log, homes, target_s=target_s, at_most=at_most)
    driving = Driving(ground, rules)
    progress("placing units and calls on the roads")
    looked_at = [*moments]
    progress("looking at who could have been there")
    driving.expect(len(looked_at))
    calls, why = _looked_at(looked_at, driving, rules)
    compared = {call.call_id for call in calls}
    progress("bounding what anyone could have done")
    counting = [each for each in looked_at if each.call.call_id in compared]
    at_most_within = hindsight_share(log, counting, homes, ground, rules)
    progress("driving the log's drives again")
    return CouldHaveBeen(
        calls=calls,
        left_out=dict(moments.left_out + why + Counter(earlier=earlier)),
        one_in=moments.one_in,
        from_home=moments.from_home,
        at_most_within=at_most_within,
        trips=trips_of(log, driving, homes=homes),
        tz=log.tz,
    )


def _latest(log: CallLog) -> tuple[CallLog, int]:
    """Return the latest part of a long log, and how many calls came before."""
    if len(log) <= MOST_ROWS:
        return log, 0
    moment = pl.coalesce("received", "dispatched", "on_scene")
    since = log.table.select(moment.top_k(MOST_ROWS).min()).item()
    table, others = (each.filter(moment >= since) for each in (log.table, log.others))
    latest = replace(log, table=table, others=others)
    return latest, log.n_calls - latest.n_calls


def _looked_at(
    moments: Sequence[Moment], driving: Driving, policy: Policy
) -> tuple[tuple[ComparedCall, ...], Counter[str]]:
    """Compare the calls of moments; else count why that cannot be."""
    calls: list[ComparedCall] = []
    why = Counter[str]()
    for first in range(0, len(moments), _BLOCK):
        block = moments[first : first + _BLOCK]
        for moment, seconds in zip(block, driving.of(block), strict=True):
            chosen = choose(moment, seconds, policy)
            if isinstance(chosen, str):
                why[chosen] += 1
            else:
                calls.append(_compared(moment, chosen))
    return tuple(calls), why


def _compared(moment: Moment, chosen: Chosen) -> ComparedCall:
    return ComparedCall(
        call_id=moment.call.call_id,
        row=moment.call.row,
        waiting=len(moment.waiting),
        free=chosen.free,
        first_unit=moment.units[moment.first].unit_id,
        first_s=chosen.first_s,
        closest_unit=moment.units[chosen.closest].unit_id,
        closest_s=chosen.closest_s,
        best_unit=moment.units[chosen.best].unit_id,
        best_s=chosen.best_s,
        target_s=moment.call.target_s,
    )


def _mean(values: list[bool] | list[int]) -> float | None:
    return fmean(values) if values else None
