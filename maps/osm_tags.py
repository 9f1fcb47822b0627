"""What OSM tags mean for a patrol car: which ways it drives, how, how fast.

Tag meanings follow the OpenStreetMap wiki (pages Key:highway, Key:access,
Key:oneway, Key:maxspeed, Key:barrier).
"""

from __future__ import annotations

from collections.abc import Mapping

from maps.road_network import ROAD_CLASSES

Tags = Mapping[str, str]

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
_SERVICES = {"police", "fire_station", "hospital", "ambulance_station"}
_KPH_PER_MPH = 1.609344
_WALKING_KPH = 6.0  # assumed: OSM's "walk" names no number


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
    for key in _ACCESS_KEYS:
        value = tags.get(key, "")
        if value in _OPEN:
            return "open"
        if value in _RESTRICTED:
            return "restricted"
        if value == "no" and key != "emergency":
            return "no"
    return "open"


def _says_open(tags: Tags) -> bool:
    return any(tags.get(key) in _OPEN for key in ("motorcar", "motor_vehicle"))


def directions(tags: Tags) -> tuple[bool, bool]:
    """Whether a way is driven along its points, and against them."""
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway", ""))
    if oneway in {"-1", "reverse"}:
        return False, True
    if oneway in {"yes", "true", "1"}:
        return True, False
    round_only = tags.get("junction") in {"roundabout", "circular"}
    if oneway not in {"no", "false", "0"} and (
        round_only or tags.get("highway") == "motorway"
    ):
        return True, False
    return True, True


def limits_kph(tags: Tags) -> tuple[float, float]:
    """Posted limit along the way's points and against them, nan where unknown."""
    both = tags.get("maxspeed", "")
    return (
        limit_kph(tags.get("maxspeed:forward", both)),
        limit_kph(tags.get("maxspeed:backward", both)),
    )


def limit_kph(text: str) -> float:
    """Read one `maxspeed` value, km/h; nan for none, a zone code, nonsense.

    >>> limit_kph("50"), round(limit_kph("30 mph"), 1), limit_kph("walk")
    (50.0, 48.3, 6.0)
    """
    text = text.strip().lower()
    if text == "walk":
        return _WALKING_KPH
    factor = _KPH_PER_MPH if text.endswith("mph") else 1.0
    number = text.removesuffix("mph").removesuffix("km/h").removesuffix("kmh")
    try:
        value = float(number) * factor
    except ValueError:
        return float("nan")
    return value if 0 < value < 1000 else float("nan")  # noqa: PLR2004 - nan, inf, typos


def standing_kind(tags: Tags) -> str | None:
    """Say what of STANDING_KINDS a node is, if anything."""
    if tags.get("barrier") in _GATES:
        return "gate"
    return _STANDING_OF_HIGHWAY.get(tags.get("highway", ""))


def standing_directions(tags: Tags) -> tuple[bool, bool]:
    """Whether a sign or signal counts along its way, and against it."""
    text = tags.get("traffic_signals:direction", tags.get("direction", ""))
    return text != "backward", text != "forward"


def blocks(tags: Tags) -> bool:
    """Whether no car passes this node: a bollard, or a barrier that says no."""
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    if any(tags.get(key) in _OPEN for key in _ACCESS_KEYS):
        return False
    return barrier in _BLOCKS or (barrier in _GATES and access(tags) == "no")


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
        or tags.get("landuse") in {"forest", "grass", "meadow", "cemetery", "allotments"}
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
