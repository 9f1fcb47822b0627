"""Where units stand between calls, from a table of units or a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from dispatch.locate import Ground
from dispatch.review.could_have_been_units import LonLat
from maps.errors import PlaceError
from scenarios.files import read, with_units
from scenarios.scenario import Scenario
from scenarios.unit import Unit

_NOTHING = Scenario(
    name="units", start=datetime(1970, 1, 1, tzinfo=UTC), units=(), alerts=()
)


def read_homes(file: Path, ground: Ground) -> Mapping[str, LonLat]:
    """Read where each unit stands: lon, lat by its id.

    file : a table of units (CSV, GeoJSON, …), or a scenario in TOML.

    Raises
    ------
    InputError : a file that cannot be read, a field that is wrong, or an address that
        the roads do not know.
    """
    is_scenario = file.suffix.lower() == ".toml"
    scenario = read(file) if is_scenario else with_units(_NOTHING, file)
    return {unit.id: _point(unit, ground, file) for unit in scenario.units}


def _point(unit: Unit, ground: Ground, file: Path) -> LonLat:
    place = unit.place
    if place.lon is not None and place.lat is not None:
        return place.lon, place.lat
    try:
        return ground.addresses.find(place.address or "").point
    except PlaceError as fault:
        fault.file, fault.row = str(file), f"unit {unit.id}"
        raise
