"""What OSM tags mean for a patrol car: which ways it drives, how, how fast.

Tag meanings follow the OpenStreetMap wiki (pages Key:highway, Key:access,
Key:oneway, Key:barrier); limits are read in `maps.maxspeed`.
"""

from __future__ import annotations

from collections.abc import Mapping

from maps.maxspeed import limit_kph as limit_kph  # noqa: PLC0414 - a tag like others
from maps.maxspeed import limits_kph as limits_kph  # noqa: PLC0414 - a tag like others
from maps.road_network import ROAD_CLASSES

Tags = Mapping[str, str]

ROUNDABOUTS = frozenset({"roundabout", "circular"})
"""Values of `junction` for a ring of road."""

_CLASS_OF_HIGHWAY = {
    "motorway": "motorway",
    "trunk": "trunk",
    "primary": "primary",
    "secondary": "secondary",
    "tertiary": "tertiary",
    "residential": "residential",
    "living_street": "living_street",
    "service": "service",
    "unclassified": "other",
    "road": "other",
    "motorway_link": "other",
    "trunk_link": "other",
    "primary_link": "other",
    "secondary_link": "other",
    "tertiary_link": "other",
}
# Driven only where a tag says that motor vehicles may.
_CLASS_WHERE_ALLOWED = {"track": "service", "pedestrian": "service"}

_ACCESS_KEYS = ("emergency", "motorcar", "motor_vehicle", "vehicle", "access")
_OPEN = {"yes", "designated", "permissive", "official", "public"}
_RESTRICTED = {
    "private",
    "destination",
    "delivery",
    "customers",
    "permit",
    "residents",
    "agricultural",
    "forestry",
    "military",
}

_GATES = {"gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate", "chain"}
_BLOCKS = {"bollard", "block", "jersey_barrier", "log", "debris", "planter"}
_STANDING_OF_HIGHWAY = {
    "traffic_signals": "signals",
    "stop": "stop",
    "give_way": "give_way",
    "crossing": "crossing",
}
NO_ENTRANCE = 99
"""Rank of a node by which nobody enters."""

_ENTRANCES = ("main", "home", "staircase", "shop", "yes")
_NOT_FOR_VISITORS = {"no", "exit", "emergency", "service", "garage"}
# Gates that people pass, in walls that they do not (wiki, Key:barrier).
_FOR_FEET = _GATES | {
    *("entrance", "wicket_gate", "kissing_gate", "bump_gate"),
    *("turnstile", "full-height_turnstile"),
}
_WALLS = {"wall", "fence", "hedge", "city_wall", "retaining_wall"}
_COMPOUND_LANDUSE = {"residential", "commercial", "industrial", "military"}
_COMPOUND_AMENITIES = {"school", "college", "university", "hospital"}
_SERVICES = {"police", "fire_station", "hospital", "ambulance_station"}


def road_class(tags: Tags) -> int | None:
    """Index into ROAD_CLASSES of a way that is driven, None for any other way."""
    highway = tags.get("highway", "")
    if tags.get("area") == "yes" or access(tags) == "no":
        return None
    name = _CLASS_OF_HIGHWAY.get(highway)
    if name is None and _says_open(tags):
        name = _CLASS_WHERE_ALLOWED.get(highway)
    return None if name is None else ROAD_CLASSES.index(name)


def access(tags: Tags) -> str:
    """Say whether a patrol may drive here: "open", "restricted" or "no".

    The most telling key wins; `emergency=no` says nothing of the police.
    """
    return _said(tags) or "open"


def _said(tags: Tags) -> str | None:
    """Say what the most telling access key says, None where none says anything."""
    for key in _ACCESS_KEYS:
        value = tags.get(key, "")
        if value in _OPEN:
            return "open"
        if value in _RESTRICTED:
            return "restricted"
        if value == "no" and key != "emergency":
            return "no"
    return None


def _says_open(tags: Tags) -> bool:
    return any(tags.get(key) in _OPEN for key in ("motorcar", "motor_vehicle"))


def directions(tags: Tags) -> tuple[bool, bool]:
    """Whether a way is driven along its points, and against them."""
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway", ""))
    if oneway in {"-1", "reverse"}:
        return False, True
    if oneway in {"yes", "true", "1"}:
        return True, False
    round_only = tags.get("junction") in ROUNDABOUTS
    if oneway not in {"no", "false", "0"} and (
        round_only or tags.get("highway") == "motorway"
    ):
        return True, False
    return True, True


def standing_kind(tags: Tags) -> str | None:
    """Say what of STANDING_KINDS a node is, if anything."""
    if tags.get("barrier") in _GATES:
        return "gate"
    return _STANDING_OF_HIGHWAY.get(tags.get("highway", ""))


def standing_directions(tags: Tags) -> tuple[bool, bool]:
    """Whether a sign or signal counts along its way, and against it."""
    text = _direction(tags)
    return text != "backward", text != "forward"


def says_direction(tags: Tags) -> bool:
    """Whether a sign or signal says for whom it counts, in words of its way."""
    return _direction(tags) in {"forward", "backward", "both"}


def _direction(tags: Tags) -> str:
    return tags.get("traffic_signals:direction", tags.get("direction", ""))


def blocks(tags: Tags) -> bool:
    """Whether no car passes this node: a bollard, or a barrier that says no."""
    barrier = tags.get("barrier")
    if barrier in _BLOCKS:
        return _said(tags) != "open"
    return barrier in _GATES and _said(tags) == "no"


def entrance_rank(tags: Tags) -> int:
    """How good a node is for entering a building: 0 the best, NO_ENTRANCE for none.

    OSM wiki, Key:entrance: the main one, then a named kind for people, then any;
    what only leads out, or is for goods and cars, is none.
    """
    value = tags.get("entrance", "no")
    if value in _NOT_FOR_VISITORS:
        return NO_ENTRANCE
    return _ENTRANCES.index(value) if value in _ENTRANCES else len(_ENTRANCES)


def gate_tag(tags: Tags) -> str | None:
    """Say by which tag people on foot come through a wall here, None if they do not.

    >>> gate_tag({"barrier": "lift_gate"}), gate_tag({"barrier": "gate", "foot": "no"})
    ('barrier=lift_gate', None)
    """
    barrier = tags.get("barrier")
    foot = tags.get("foot", tags.get("access", "yes"))
    return f"barrier={barrier}" if barrier in _FOR_FEET and foot != "no" else None


def is_wall(tags: Tags) -> bool:
    """Whether a way is a wall, a fence or a hedge."""
    return tags.get("barrier") in _WALLS


def is_grounds(tags: Tags) -> bool:
    """Whether an area's edge is often walled: of flats, works, schools, hospitals."""
    return (
        tags.get("landuse") in _COMPOUND_LANDUSE
        or tags.get("amenity") in _COMPOUND_AMENITIES
    )


def area_kind(tags: Tags) -> str | None:
    """Say whether a closed way or multipolygon is drawn: "water" or "green"."""
    if (
        tags.get("natural") == "water"
        or tags.get("waterway") in {"riverbank", "dock"}
        or tags.get("landuse") in {"reservoir", "basin"}
    ):
        return "water"
    if (
        tags.get("leisure") in {"park", "garden", "golf_course", "nature_reserve"}
        or tags.get("landuse")
        in {"forest", "grass", "meadow", "cemetery", "allotments"}
        or tags.get("natural") in {"wood", "scrub", "heath", "grassland"}
    ):
        return "green"
    return None


def landmark_kind(tags: Tags) -> str | None:
    """Say by which tag something is a landmark, None where it is none.

    What has a name, and police, fire and ambulance stations without one too.
    """
    if "name" not in tags:
        is_service = tags.get("amenity") in _SERVICES
        return f"amenity={tags['amenity']}" if is_service else None
    for key in ("amenity", "place", "building"):
        value = tags.get(key, "no")
        if value != "no":
            return f"{key}={value}"
    return "landuse=residential" if tags.get("landuse") == "residential" else None
