"""`Gazetteer`: a text in, ranked candidates out.

    text ─ folding ─► readings ─► names like each ─► doors by number ─► candidates
                              └─► two streets ─► where they meet ─┘

Every reading of the text is tried on every name that is like its own; a candidate's
score is the product of how well name, number and town agree. Nothing is dropped for
being second: several places that are what was asked for are an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from maps.places.answer import Answer, Candidate
from maps.places.apart import Point
from maps.places.crossings import Crossed
from maps.places.door_search import Door, beside, doors
from maps.places.folding import folded, visible
from maps.places.localities import Localities
from maps.places.names import LikeName, Names
from maps.places.place_rows import PlaceRow
from maps.places.ranking import ranked, verdict, with_distance
from maps.places.readings import Reading, readings
from maps.places.store import PlaceStore
from maps.road_network import RoadNetwork

_BESIDE_LIKENESS, _MOST_BESIDE = 0.7, 4  # of names whose number is lacking (assumed)
_HALF = 0.6  # of its score that a street has where two are named (assumed)


class Gazetteer:
    """Places of a road network, and users' own, by what people write.

    Opened once for many look-ups.
    """

    def __init__(self, stores: Sequence[PlaceStore]) -> None:
        self._stores = [(store, Names(store.names())) for store in stores]
        pairs = [pair for store in stores for pair in store.localities()]
        self._localities = Localities(pairs)

    @classmethod
    def open(
        cls, roads: RoadNetwork, own: Iterable[PlaceRow] = (), *, cache: bool = True
    ) -> Gazetteer:
        """Open the places of a network, made on the first time, and users' own.

        own : places that are kept in memory alone. cache : keep the network's.
        """
        stores = [PlaceStore.of_roads(roads, cache=cache)]
        rows = list(own)
        return cls([PlaceStore.of_rows(rows), *stores] if rows else stores)

    def close(self) -> None:
        """Let go of the files."""
        for store, _ in self._stores:
            store.close()

    def find(self, text: str, *, near: Point | None = None, top: int = 5) -> Answer:
        """Look a text up.

        near : lon, lat of WGS-84; of equals the nearer stands first. top : most
        candidates to give.
        """
        plain = folded(text)
        meant = readings(plain, self._localities.has, self._known)
        found = [
            candidate
            for store, names in self._stores
            for candidate in self._in_store(store, names, plain, meant)
        ]
        found = with_distance(found, near)
        order = ranked(found, plain)
        return Answer(
            text=visible(text).strip(),
            verdict=verdict(order, found),
            candidates=tuple(order[:top]),
            hints=dict(next((r.hints for r in meant if r.hints), ())),
        )

    def _in_store(
        self, store: PlaceStore, names: Names, plain: str, meant: Sequence[Reading]
    ) -> Iterator[Candidate]:
        crossed = Crossed.of(plain, names)
        for candidate in self._addresses(store, names, meant):
            # One of two streets that are set against each other is half an answer.
            yield candidate if crossed is None else _half(candidate)
        if crossed is not None:
            yield from crossed.candidates(store)

    def _known(self, name: str) -> bool:
        return any(names.known(name) for _, names in self._stores)

    def _addresses(
        self, store: PlaceStore, names: Names, meant: Sequence[Reading]
    ) -> Iterator[Candidate]:
        like = {name: names.like(name) for name in {each.name for each in meant}}
        for reading in meant:
            likes = {each.owner: each for each in like[reading.name]}
            for door in self._doors(store, reading, like[reading.name]):
                yield self._candidate(reading, likes[door.owner], door)

    def _doors(
        self, store: PlaceStore, reading: Reading, likes: Sequence[LikeName]
    ) -> list[Door]:
        """Places of the names that the reading's number may mean."""
        if not reading.number:
            found = store.without_number([like.owner for like in likes])
            return [Door(each.owner, each.place, 1.0) for each in found]
        here = doors(store, [like.owner for like in likes], reading.number)
        for owner in _lacking(likes, here):
            here += beside(
                store,
                owner,
                reading.number,
                lambda place: self._agreement(reading, place)[0],
            )
        return here

    def _agreement(
        self, reading: Reading, place: PlaceRow
    ) -> tuple[float, tuple[str, ...]]:
        return self._localities.agreement(
            reading.localities, place.postcode, place.town
        )

    def _candidate(self, reading: Reading, like: LikeName, door: Door) -> Candidate:
        factor, faults = self._agreement(reading, door.place)
        notes = (like.how, door.note, *faults, _regions_note(reading))
        place = door.place
        whole = reading.weight == 1.0 and not door.note and not faults
        return Candidate(
            kind=place.kind,
            text=place.text,
            door=place.door,
            lon=place.lon,
            lat=place.lat,
            score=reading.weight * like.likeness * door.factor * factor,
            matched=tuple(note for note in notes if note),
            exact=whole and like.how == "name",
            building=place.building,
            levels=place.levels,
        )


def _lacking(likes: Sequence[LikeName], here: Sequence[Door]) -> list[int]:
    """Owners that may have the number unknown to us; none where its door is found."""
    having = {door.owner for door in here}
    found = {door.owner for door in here if door.factor == 1.0}
    if any(like.owner in found for like in likes if like.how == "name"):
        return []
    lacking = [
        like.owner
        for like in likes
        if like.owner not in having and like.likeness >= _BESIDE_LIKENESS
    ]
    return lacking[:_MOST_BESIDE]


def _regions_note(reading: Reading) -> str:
    regions = " ".join(reading.regions)
    return f"not checked: {regions}" if regions else ""


def _half(candidate: Candidate) -> Candidate:
    return replace(candidate, score=candidate.score * _HALF, exact=False)
