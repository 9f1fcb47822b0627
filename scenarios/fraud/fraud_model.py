"""`FraudModel`: what waiting costs while a fraud is going on.

    numbers = shipped_numbers()
    model = FraudModel(numbers)
    belief = model.belief(
        "refund", "card_details",
        stage_since_s=-240.0, warned_s=0.0, now_s=120.0,
        calls=[Call(at_s=60.0, outcome="busy")],
    )
    curves = model.curves(
        belief, exposure=4.9e6, cards=23, place_kind="tower", called_from_s=0.0
    )
    curves.loss_if_kerb_at([90.0, 150.0], [200.0, 200.0])  # money, one per unit
    curves.loss_without_officers

All figures are conditional on the numbers, most of which are assumed.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from scenarios.alert import PlaceKind
from scenarios.call import Call
from scenarios.fraud.belief import Belief
from scenarios.fraud.card_tables import CardTables, card_tables
from scenarios.fraud.chain import Floats, most_cards_in_s, script_chain
from scenarios.fraud.delays import (
    DoorDelay,
    access_middles,
    lognormal,
    search_middles,
    searches,
)
from scenarios.fraud.evidence import after_call
from scenarios.fraud.loss_curves import LossCurves
from scenarios.fraud.money_stop import recovered_share
from scenarios.fraud.numbers import FraudNumbers
from scenarios.fraud.on_scene_time import OnSceneTime
from scenarios.fraud.start import start_belief
from scenarios.fraud.time_grid import coarse_grid
from scenarios.fraud.waiting import later, only_going

TRAVEL_SIGMA = 0.35
"""Of the lognormal travel time, as a policy's default."""

_SILENT = 2  # of the three curves of `CardTables`
_FEW_CARDS = 32  # of tables that serve most alerts; those of many are made on demand
# With 41, 80 and 61 points losses differ by under 1e-4 of the exposure.
_ACCESS_POINTS = 7
_SEARCH_POINTS = 12
_TRAVEL_POINTS = 5


class FraudModel:
    """Beliefs and curves by one set of numbers; keeps the tables it has made."""

    def __init__(
        self, numbers: FraudNumbers, *, travel_sigma: float = TRAVEL_SIGMA
    ) -> None:
        """Take numbers.

        travel_sigma : of the lognormal travel time around its median.
        """
        self.numbers = numbers
        self._nodes_s = coarse_grid(numbers.horizon_s)
        self._most_cards = most_cards_in_s(numbers, float(self._nodes_s[-1]))
        self._chains = {
            name: script_chain(numbers, name, most_cards=self._most_cards)
            for name in numbers.scripts
        }
        self._tables: dict[tuple[str, bool, int], CardTables] = {}
        self._search = searches(numbers.search, _SEARCH_POINTS)
        self._access = lognormal(numbers.access.sigma, _ACCESS_POINTS)
        self.travel_sigma = travel_sigma
        self._travel = lognormal(travel_sigma, _TRAVEL_POINTS)
        self._access_middles = access_middles(numbers.access.sigma)
        self._search_middles = search_middles(numbers.search)

    def belief(  # noqa: PLR0913 - all that may be known
        self,
        script: str | None,
        stage: str | None,
        *,
        stage_since_s: float | None = None,
        warned_s: float,
        now_s: float,
        calls: Iterable[Call] = (),
    ) -> Belief:
        """Say where in the fraud she may be now.

        Times are seconds since the scenario's start. What is taken for what is not
        said, see `start`. Of the calls those count that were made by now and since
        she entered the stage, if that is known.

        Parameters
        ----------
        stage_since_s : when she entered the stage, None where nobody knows. After
        the warning, it is where the story begins anew; before, how long she had
        spent in it by then. warned_s : when the stage was known.
        """
        now_s = max(now_s, warned_s)
        begin_s = warned_s
        spent_s = None
        if stage_since_s is not None:
            begin_s = min(now_s, max(warned_s, stage_since_s))
            spent_s = begin_s - min(stage_since_s, begin_s)
            calls = [call for call in calls if call.at_s >= stage_since_s]
        belief = start_belief(self._chains, script, stage, spent_s)
        at_s = begin_s
        for call in sorted(calls, key=lambda call: call.at_s):
            if call.at_s > now_s:
                break
            belief = later(belief, max(0.0, call.at_s - at_s))
            belief = after_call(belief, call.outcome, self.numbers.phone)
            at_s = max(at_s, call.at_s)
        return later(belief, now_s - at_s)

    def curves(  # noqa: PLR0913 - all that makes a difference
        self,
        belief: Belief,
        *,
        exposure: float,
        cards: int | None = None,
        place_kind: PlaceKind = "unknown",
        access_s: float | None = None,
        meeting: bool = False,
        called_from_s: float | None = None,
    ) -> LossCurves:
        """Work out the losses of one alert, from the moment of its belief on.

        Parameters
        ----------
        exposure : money at risk, in equal parts on so many cards; cards : 1 where it
        is not known (assumed). access_s : median from kerb to door, where it is
        known better than by the kind of place. meeting : whether a meeting point
        is agreed, as quick to reach as a place outdoors, where nobody has to be
        searched for. called_from_s : from when on one caller tries, seconds from
        now; None for never.
        """
        n_cards = max(1, cards or 1)
        counted = min(n_cards, self._most_cards)
        gone, no_loss, silent = self._by_contact(belief, counted, called_from_s)
        alone = gone
        if called_from_s is not None:
            alone = self._steady(belief, counted, called=False)[0]
        lost = np.clip(gone / n_cards, 0.0, 1.0)
        delay = self._delay(place_kind, access_s, meeting=meeting)
        return LossCurves(
            exposure=exposure,
            loss_without_officers=exposure * float(lost[-1]),
            loss_never_called_never_visited=exposure * float(alone[-1]) / n_cards,
            nodes_s=self._nodes_s,
            lost=lost,
            no_loss=no_loss,
            silent=silent,
            lost_at_kerb=delay.at_kerb(lost),
            delay=delay,
            travel=self._travel,
            travel_sigma=self.travel_sigma,
        )

    @property
    def on_scene_s(self) -> OnSceneTime:
        """Contact to clear."""
        return OnSceneTime(numbers=self.numbers.on_scene)

    def recovered_share(self, age_s: ArrayLike) -> Floats:
        """Share of what left so long ago that a stop-payment request brings back."""
        return recovered_share(self.numbers.money, age_s)

    def _by_contact(
        self, belief: Belief, cards: int, called_from_s: float | None
    ) -> Floats:
        """Cards gone, no loss, not stopped by phone, by contact at: [3, nodes]."""
        if called_from_s is None:
            return self._steady(belief, cards, called=False)
        if called_from_s <= 0.0:
            return self._steady(belief, cards, called=True)
        before = self._steady(belief, cards, called=False)
        after = self._steady(later(belief, called_from_s), cards, called=True)
        if belief.paused > 0.0:  # who was stopped before was reached, relapse or not
            going = later(only_going(belief), called_from_s)
            after[_SILENT] = self._steady(going, cards, called=True)[_SILENT]
        return self._joined(before, after, called_from_s)

    def _joined(self, before: Floats, after: Floats, from_s: float) -> Floats:
        """Curves that go over into others, which begin at some moment."""
        nodes_s = self._nodes_s
        joined = before.copy()
        late = nodes_s >= from_s
        for row, other in zip(joined, after, strict=True):
            row[late] = np.interp(nodes_s[late] - from_s, nodes_s, other)
        return joined

    def _steady(self, belief: Belief, cards: int, *, called: bool) -> Floats:
        """Curves if a caller tries all the time, or never: [3, nodes]."""
        curves = np.zeros((3, len(self._nodes_s)))
        for part in belief.parts:
            table = self._table(part.script, cards, called=called)
            table.add_curves(part, cards, curves)
        return curves

    def _table(self, script: str, cards: int, *, called: bool) -> CardTables:
        """Make the tables of a script, or take those that were made."""
        most = _FEW_CARDS if cards <= _FEW_CARDS else self._most_cards
        key = (script, called, most)
        if key not in self._tables:
            chain = script_chain(self.numbers, script, most_cards=most)
            self._tables[key] = card_tables(chain, self._nodes_s, called=called)
        return self._tables[key]

    def _delay(
        self, kind: PlaceKind, access_s: float | None, *, meeting: bool
    ) -> DoorDelay:
        """Kerb to contact."""
        medians_s = self.numbers.access.median_s
        median_s = medians_s[kind] if access_s is None else access_s
        return DoorDelay(
            nodes_s=self._nodes_s,
            median_s=medians_s["outdoors"] if meeting else median_s,
            access=self._access,
            access_middles=self._access_middles,
            search=None if meeting else self._search,
            search_share=0.0 if meeting else self.numbers.search.share,
            search_middles_s=self._search_middles,
        )
