"""`AddressFinder`: one place for an address, or a refusal that lists what it may mean.

Most addresses of a plan stand as they are in the source, and a dictionary finds them;
the gazetteer is opened for the first that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from maps.address import AddressIndex
from maps.errors import PlaceError
from maps.places.answer import Answer, Candidate
from maps.places.apart import Point
from maps.places.place_kind import PlaceKind, place_kind
from maps.places.place_rows import PlaceRow
from maps.road_network import RoadNetwork

if TYPE_CHECKING:
    from maps.places.gazetteer import Gazetteer

_SHOWN = 5
_POINT = "or give lon, lat and frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """Where an address is, lon and lat.

    note : as what it was taken where it is not written as in the source, "" if it is.
    kind : what the source says of the building, and the text of the way to the door.
    """

    point: Point
    note: str = ""
    kind: PlaceKind = "unknown"


class AddressFinder:
    """Finds addresses of a road network, each one place.

    own : users' places beside the network's. accept_best : take the likeliest place
    where it leads clearly, and note it.
    """

    def __init__(
        self,
        roads: RoadNetwork,
        own: Sequence[PlaceRow] = (),
        *,
        accept_best: bool = False,
    ) -> None:
        self._roads = roads
        self._own = own
        self._accept_best = accept_best
        self._doors = AddressIndex(roads.addresses)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from maps.places.gazetteer import Gazetteer  # noqa: PLC0415 - few plans need it

        return Gazetteer.open(self._roads, self._own)

    def find(self, text: str) -> FoundPlace:
        """Find the place of an address.

        Case, accents and width do not matter.

        Raises
        ------
        PlaceError : nothing or several places are what the text says; it lists
            what is like it.
        """
        row = self._doors.find(text)
        if row is not None:
            return self._door(row)
        answer = self._gazetteer.find(text, top=_SHOWN)
        taken = self._taken(answer)
        if taken is None:
            raise _refusal(answer, text)
        how = ", ".join(taken.matched)
        note = f"{answer.text!r} is taken as {taken.text} ({how})"
        kind = place_kind(taken.kind, taken.building, taken.levels, answer.hints)
        return FoundPlace(point=(taken.lon, taken.lat), note=note, kind=kind)

    def _door(self, row: int) -> FoundPlace:
        doors = self._roads.addresses
        return FoundPlace(
            point=(float(doors.lon[row]), float(doors.lat[row])),
            kind=place_kind("address", doors.building[row], doors.levels[row], {}),
        )

    def _taken(self, answer: Answer) -> Candidate | None:
        best = answer.best
        return best if answer.verdict == "exact" or self._accept_best else None


def _refusal(answer: Answer, text: str) -> PlaceError:
    shown = " | ".join(
        f"{each.text} at {each.lon:.5f}, {each.lat:.5f}" for each in answer.candidates
    )
    if answer.verdict == "none":
        return PlaceError(
            f"no address {text!r} in these roads",
            mend=f"write street and number as OpenStreetMap has them, {_POINT}",
        )
    if answer.verdict == "ambiguous":
        return PlaceError(
            f"the address {text!r} may be several places: {shown}",
            mend=f"add postcode or town, {_POINT}",
        )
    if answer.verdict == "exact":
        problem = f"the address {text!r} is a street without a number: {shown}"
        return PlaceError(problem, mend=f"add the number, {_POINT}")
    return PlaceError(
        f"no address {text!r} in these roads; like it: {shown}",
        mend=f"write one of them, {_POINT}; --accept-best takes one that leads clearly",
    )
