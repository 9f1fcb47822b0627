"""`LoadSpec` from a TOML file; what it leaves out keeps its default.

Where rates are fitted to a log, they stand in the place of [rates] and of exposure,
and its places where there are no [places].

A spec::

    name = "weekdays"                    # else the file's name
    start = 2026-03-23T00:00:00+08:00    # hours are by this clock
    hours = 24
    roads = "hangzhou.osm.pbf"           # whose addresses alerts are at
    frame = "gcj02"                      # of all points that name none themselves

    [rates]                              # alerts per hour, in one of three ways
    per_hour = 2.0                       # their mean, by the shape that ships
    by_hour = [...]                      # 24 of a day, or 168 from Monday 00:00
    weekday_factors = [...]              # 7, by which those of 24 are multiplied
    [rates.spans]                        # every hour of the week in one of them
    "00-07" = 0.5
    "07-24" = 3

    [places]
    file = "zones.csv"                   # lon, lat, weight, frame; or a GeoPackage

    [fit]                                # of rates to a log
    cell_m = 500
    hour_bandwidth_h = 1.0               # else the log chooses both
    place_bandwidth_m = 500

    [alerts]                             # shares, against each other
    levels = { high = 0.2, medium = 0.5, low = 0.3 }
    officers = { 2 = 0.95, 4 = 0.05 }
    scripts = { refund = 2, loan = 1 }   # ids of scenarios/fraud/fraud_script.toml
    stages.refund = { card_details = 1, verification_code = 1 }
    place_kinds = { tower = 0.7, house = 0.3 }
    exposure = { kind = "lognormal", median = 30000, sigma = 1.5 }
                                         # or pareto, minimum, alpha
    currency = "CNY"
    cards_mean = 3

    [[surges]]                           # a burst: so many more within minutes
    id = "burst"
    at = 2026-03-23T17:00:00+08:00
    minutes = 15
    alerts = 20
    lon = 120.27                         # a campaign: against one district,
    lat = 30.17
    radius_m = 1500
    script = "refund"                    # by one script
    stage = "card_details"

    [[shifts]]                           # else three of eight hours
    id = "early"
    start = "07:00"
    end = "15:00"
    days = "mon-fri"                     # of the start; else every day
    units = 10
    officers = 2
    posts = "beats"                      # or "stations"
    skills = ["mandarin"]

    [[stations]]                         # else `station_count` in the middle of as
    id = "harbour"                       # many parts of town
    lon = 120.25
    lat = 30.18
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from maps.errors import FieldError, InputError
from maps.road_network import Floats
from maps.text_file import read_text
from maps.week_hours import hours_of
from scenarios.alert import Level, PlaceKind
from scenarios.file_places import check_place, to_places
from scenarios.fraud.numbers import FraudNumbers
from scenarios.loads.exposure import Exposure, Lognormal, Pareto
from scenarios.loads.fleet import turns_of
from scenarios.loads.load_spec import (
    DUTIES,
    PER_HOUR,
    Duty,
    LoadSpec,
    Smoothing,
    Surge,
)
from scenarios.loads.marks import AlertShares
from scenarios.loads.spec_rows import (
    AlertsRow,
    ExposureRow,
    LoadFile,
    RatesRow,
    ShiftRow,
    StationRow,
    SurgeRow,
)
from scenarios.loads.week_rates import (
    rates_by_hour,
    rates_of_spans,
    shaped_rates,
)
from scenarios.nearest_word import hint
from scenarios.place import Place
from scenarios.references import twice
from scenarios.row_faults import Spot, add_faults, checked, raise_first, shown
from scenarios.sheet import sheet_of
from scenarios.text_file import parse_toml

_LISTS = ("surges", "shifts", "stations")
_MOST_OFFICERS = 1000
_IN_A_DAY = 24
_OWN_ID = "give each its own id"


def read_load_spec(path: Path, numbers: FraudNumbers) -> LoadSpec:
    """Read a spec. numbers : whose scripts and stages there are.

    Raises
    ------
    FileError : missing, or not TOML.
    FieldError : a field that is unknown or wrong.
    """
    data = parse_toml(read_text(path), path)
    return load_spec_of(data, numbers, file=str(path))


def load_spec_of(
    data: Mapping[str, Any], numbers: FraudNumbers, *, file: str | None = None
) -> LoadSpec:
    """Make a spec of a file's table.

    file : what to call it where something is wrong; a file of places stands beside it.

    Raises
    ------
    FieldError : the first fault, with the number of the others.
    """
    faults: list[InputError] = []
    spot = Spot(file=file)
    top = {name: value for name, value in data.items() if name not in _LISTS}
    head = checked(LoadFile, top, spot, faults, strict=True) or LoadFile()
    surges, shifts, stations = (
        sheet_of(data, kind, spot, faults, head.frame) for kind in _LISTS
    )
    surge_rows = surges.check(SurgeRow, faults)
    shift_rows = shifts.check(ShiftRow, faults)
    station_rows = stations.check(StationRow, faults)
    for where, row in [*surge_rows, *station_rows]:
        if isinstance(row, StationRow) or row.lon is not None or row.lat is not None:
            check_place(row, head.frame, where, faults)
    add_faults(faults, twice(surge_rows, _id, "id", _OWN_ID))
    add_faults(faults, twice(shift_rows, _id, "id", _OWN_ID))
    add_faults(faults, twice(station_rows, _id, "id", _OWN_ID))
    raise_first(faults)
    try:
        return _spec(head, surge_rows, shift_rows, station_rows, numbers)
    except FieldError as fault:
        fault.file = fault.file or file
        raise


def _spec(
    head: LoadFile,
    surges: list[tuple[Spot, SurgeRow]],
    shifts: list[tuple[Spot, ShiftRow]],
    stations: list[tuple[Spot, StationRow]],
    numbers: FraudNumbers,
) -> LoadSpec:
    """Put a spec together of checked rows."""
    plain = LoadSpec()
    start = head.start or plain.start
    return LoadSpec(
        name=head.name or plain.name,
        title=head.title,
        start=start,
        length_s=3600.0 * head.hours,
        roads=head.roads,
        frame=head.frame,
        rates=_rates(head.rates),
        places=None if head.places is None else head.places.file,
        shares=_shares(head.alerts, numbers),
        surges=tuple(_surge(row, start, head, spot, numbers) for spot, row in surges),
        duties=tuple(_duty(row, start, head, spot) for spot, row in shifts) or DUTIES,
        stations=_stations([row for _, row in stations], head),
        station_count=head.station_count,
        smoothing=Smoothing(**head.fit.model_dump()),
    )


def _id(row: SurgeRow | ShiftRow | StationRow) -> str:
    return row.id


def _rates(row: RatesRow | None) -> Floats:
    """Rates by hour of the week, [168]."""
    if row is None:
        return shaped_rates(PER_HOUR)
    if row.per_hour is not None:
        return shaped_rates(row.per_hour)
    if row.by_hour is not None:
        return rates_by_hour(row.by_hour, row.weekday_factors)
    return rates_of_spans(row.spans or {})


def _shares(row: AlertsRow, numbers: FraudNumbers) -> AlertShares:
    """Shares of what alerts are about; what is left out keeps its default."""
    for script in [*(row.scripts or {}), *row.stages]:
        _check_script(script, numbers, "alerts.scripts")
    for script, stages in row.stages.items():
        for stage in stages:
            _check_stage(script, stage, numbers, f"alerts.stages.{script}")
    _check_words(row.levels, get_args(Level), "alerts.levels")
    _check_words(row.place_kinds, get_args(PlaceKind), "alerts.place_kinds")
    given: dict[str, Any] = {
        "levels": row.levels,
        "officers": None if row.officers is None else _officers(row.officers),
        "scripts": row.scripts,
        "stages": row.stages or None,
        "place_kinds": row.place_kinds,
        "exposure": None if row.exposure is None else _exposure(row.exposure),
        "currency": row.currency,
        "cards_mean": row.cards_mean,
    }
    return AlertShares(**{name: each for name, each in given.items() if each})


def _officers(shares: Mapping[str, float]) -> Mapping[int, float]:
    """Shares by how many officers."""
    for number in shares:
        if not (number.isdecimal() and 0 < int(number) <= _MOST_OFFICERS):
            problem = f"{shown(number)} is no number of officers"
            raise FieldError(problem, field="alerts.officers", mend="write { 2 = 1 }")
    return MappingProxyType({int(name): share for name, share in shares.items()})


def _exposure(row: ExposureRow) -> Exposure:
    if row.kind == "pareto":
        return Pareto(minimum=row.minimum or 0.0, alpha=row.alpha or 0.0)
    return Lognormal(median=row.median or 0.0, sigma=row.sigma or 0.0)


def _surge(
    row: SurgeRow, start: datetime, head: LoadFile, spot: Spot, numbers: FraudNumbers
) -> Surge:
    """Make a surge of its row; one that never comes in the file's hours is refused."""
    if row.script is not None:
        _check_script(row.script, numbers, "script", spot)
    if row.script is not None and row.stage is not None:
        _check_stage(row.script, row.stage, numbers, "stage", spot)
    middle = Place() if row.lon is None else to_places([row], [head.frame])[0]
    surge = Surge(
        id=row.id,
        start_s=(row.at - start) / timedelta(seconds=1),
        length_s=60.0 * row.minutes,
        alerts=row.alerts,
        lon=middle.lon,
        lat=middle.lat,
        radius_m=row.radius_m,
        script=row.script,
        stage=row.stage,
    )
    if not surge.share_within(3600.0 * head.hours):
        problem = "none of its alerts come while the load lasts"
        mend = "look at its time, or make the load longer"
        raise spot.fault(problem, field="at", mend=mend)
    return surge


def _duty(row: ShiftRow, start: datetime, head: LoadFile, spot: Spot) -> Duty:
    """Make a duty of its row; one that never comes in the file's hours is refused."""
    if row.start == row.end:
        mend = 'for a whole day write "00:00" to "24:00"'
        raise spot.fault("the shift has no length", field="end", mend=mend)
    try:
        hours = range(7 * _IN_A_DAY) if row.days is None else hours_of(row.days)
        days = sorted({hour // _IN_A_DAY for hour in hours})
    except FieldError as fault:
        raise spot.fault(fault.problem, field="days", mend=fault.mend) from None
    duty = Duty(
        id=row.id,
        start_s=row.start,
        end_s=row.end,
        units=row.units,
        days=tuple(days),
        officers=row.officers,
        posts=row.posts,
        skills=tuple(row.skills),
    )
    if not any(turns_of(duty, start, 3600.0 * head.hours)):
        problem = "this shift never starts while the load lasts"
        mend = "look at its days and hours, or make the load longer"
        raise spot.fault(problem, field="start", mend=mend)
    return duty


def _stations(rows: list[StationRow], head: LoadFile) -> Mapping[str, Place]:
    places = to_places(rows, [head.frame] * len(rows))
    told = zip(rows, places, strict=True)
    return MappingProxyType({row.id: place for row, place in told})


def _check_script(
    script: str, numbers: FraudNumbers, field: str, spot: Spot | None = None
) -> None:
    if script not in numbers.scripts:
        mend = hint(script, numbers.scripts)
        problem = f"there is no script {shown(script)}"
        raise (spot or Spot()).fault(problem, field=field, mend=mend)


def _check_stage(
    script: str,
    stage: str,
    numbers: FraudNumbers,
    field: str,
    spot: Spot | None = None,
) -> None:
    stages = numbers.scripts[script].stages
    if stage not in stages:
        problem = f"{script} has no stage {shown(stage)}"
        raise (spot or Spot()).fault(problem, field=field, mend=hint(stage, stages))


def _check_words(
    shares: Mapping[str, float] | None, known: tuple[str, ...], field: str
) -> None:
    for word in shares or ():
        if word not in known:
            problem = f"{shown(word)} is not known here"
            raise FieldError(problem, field=field, mend=hint(word, known))
