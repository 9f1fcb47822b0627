"""`dispatch load`: a synthetic load as a scenario, and how well it fits its log."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

import maps
from dispatch.commands.load_tables import (
    exposure_quantiles,
    load_counts,
    print_load,
    print_report,
)
from dispatch.terminal_words import shown
from maps.errors import FieldError, FileError
from maps.road_network import RoadNetwork
from maps.safe_file import writing
from scenarios.file_form import to_file_form
from scenarios.fraud.numbers_file import shipped_numbers
from scenarios.loads.alert_log import read_alert_log
from scenarios.loads.demand import Demand
from scenarios.loads.demand_file import read_demand
from scenarios.loads.draw_load import draw_load, expected_alerts
from scenarios.loads.fit_report import FitReport, fit_report
from scenarios.loads.load import Load, load_to_scenario
from scenarios.loads.load_spec import LoadSpec
from scenarios.loads.log_fit import FittedLoad, fit_log
from scenarios.loads.scenario_toml import scenario_toml
from scenarios.loads.spec_file import read_load_spec
from scenarios.loads.spec_rows import LONGEST_H
from scenarios.loads.town_demand import (
    known_addresses,
    no_addresses,
    town_demand,
)

_SUFFIXES = (".toml", ".json")
_EMBEDDED = "reykjavik"
_PLACES_SAID = "Alerts are placed by the spec's [places], and not by the log."


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRequest:
    """What the user asked for; None where he left it to us."""

    spec: Path | None = None
    hours: float | None = None
    seed: int = 1
    log: Path | None = None
    roads: str | None = None
    output: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A load, how many alerts were to be expected, and the fit where there is one.

    notes : what is to be said about it, a sentence each.
    """

    load: Load
    expected: float
    seed: int
    report: FitReport | None
    notes: tuple[str, ...]


def run_load(request: LoadRequest) -> None:
    """Read, fit, draw, write, print.

    Raises
    ------
    InputError : anything wrong with what was given; nothing is written then.
    """
    _check(request)
    drawn = made_load(request)
    if request.output is not None:
        _save(drawn.load, request.output)
    if request.as_json:
        sys.stdout.write(json.dumps(load_form(drawn), indent=1) + "\n")
    else:
        _print(drawn, Console(highlight=False))
    if request.output is not None:
        notes = Console(stderr=True)
        notes.print(f"wrote {request.output}", style="dim", markup=False)


def made_load(request: LoadRequest) -> Drawn:
    """Draw the load that is asked for.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    numbers = shipped_numbers()
    given = request.spec
    spec = LoadSpec() if given is None else read_load_spec(given, numbers)
    hours = spec.length_s / 3600.0 if request.hours is None else request.hours
    spec = replace(spec, length_s=3600.0 * hours, roads=_roads_name(request, spec))
    roads = None if spec.roads is None else _load_roads(spec.roads)
    spec, demand, report, notes = _demand(request, spec, roads)
    with _naming(given):
        load = draw_load(spec, demand, numbers, request.seed)
    return Drawn(
        load=load,
        expected=expected_alerts(spec),
        seed=request.seed,
        report=report,
        notes=notes,
    )


def load_form(drawn: Drawn) -> dict[str, Any]:
    """Write what was drawn as a JSON-ready table."""
    load = drawn.load
    form = {
        "name": load.name,
        "start": load.start.isoformat(),
        "hours": load.length_s / 3600.0,
        "seed": drawn.seed,
        "roads": load.roads,
        "alerts": len(load.alerts),
        "alerts_expected": round(drawn.expected, 3),
        "units": len(load.units),
        **load_counts(load),
        "exposure": exposure_quantiles(load),
        "notes": list(drawn.notes),
    }
    if drawn.report is not None:
        form["fit"] = asdict(drawn.report)
    return form


def _check(request: LoadRequest) -> None:
    """Refuse what could only fail after all the work."""
    if request.seed < 0:
        raise FieldError(f"{request.seed} is below 0", field="--seed")
    if request.hours is not None and not 0 < request.hours <= LONGEST_H:
        problem = f"{request.hours:g} is out of range"
        mend = f"write above 0 and up to {LONGEST_H:.0f}"
        raise FieldError(problem, field="--hours", mend=mend)
    output = request.output
    if output is None:
        return
    if output.suffix.lower() not in _SUFFIXES:
        raise FileError("a scenario is a .toml or a .json file", file=output)
    if output.is_dir():
        raise FileError("this is a folder, not a file", file=output)
    if not output.absolute().parent.is_dir():
        raise FileError("there is no such folder", file=output.parent)


def _roads_name(request: LoadRequest, spec: LoadSpec) -> str | None:
    """Name the roads; the embedded city only where nothing else says a place."""
    placed = spec.places is not None or request.log is not None
    return request.roads or spec.roads or (None if placed else _EMBEDDED)


def _load_roads(source: str) -> RoadNetwork:
    with _progress() as progress:
        return maps.load(source, progress=progress)


def _demand(
    request: LoadRequest, spec: LoadSpec, roads: RoadNetwork | None
) -> tuple[LoadSpec, Demand, FitReport | None, tuple[str, ...]]:
    """Say where alerts may be; with a log, also how many and how much."""
    addresses = no_addresses() if roads is None else known_addresses(roads)
    fit, report = None, None
    if request.log is not None:
        log = read_alert_log(request.log, spec.frame)
        fit = fit_log(log, addresses, spec.smoothing)
        report = fit_report(log, fit)
        spec = _fitted(spec, fit)
    if spec.places is not None:
        file = (request.spec or Path()).parent / spec.places
        demand = read_demand(file, addresses, spec.frame)
        return spec, demand, report, () if fit is None else (_PLACES_SAID,)
    if fit is not None:
        return spec, fit.places.demand, report, ()
    if roads is None:
        raise FieldError("nothing says where alerts are", field="--roads")
    demand, notes = town_demand(roads)
    return spec, demand, report, notes


def _fitted(spec: LoadSpec, fit: FittedLoad) -> LoadSpec:
    """Put what was fitted into a spec."""
    shares = spec.shares
    if fit.exposure is not None:
        shares = replace(shares, exposure=fit.exposure)
    return replace(spec, rates=fit.hours.rates, shares=shares)


@contextmanager
def _naming(file: Path | None) -> Iterator[None]:
    """Name the spec in a fault that was found while drawing."""
    try:
        yield
    except FieldError as fault:
        fault.file = fault.file or (None if file is None else str(file))
        raise


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show the step that runs where a person is looking."""
    notes = Console(stderr=True)
    if not notes.is_terminal:
        yield lambda _: None
        return
    with notes.status("reading the roads") as status:
        yield lambda step: status.update(f"reading the roads: {step}")


def _save(load: Load, path: Path) -> None:
    """Write a load as a scenario."""
    scenario = load_to_scenario(load)
    if path.suffix.lower() == ".json":
        form = to_file_form(scenario)
        text = json.dumps(form, ensure_ascii=False, indent=1) + "\n"
    else:
        text = scenario_toml(scenario)
    try:
        with writing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(f"cannot be written: {why}", file=path) from None


def _print(drawn: Drawn, console: Console) -> None:
    load = drawn.load
    start = load.start.isoformat(timespec="minutes")
    console.print(
        Text(
            f"{shown(load.name)}: {len(load.alerts)} alerts and {len(load.units)} "
            f"units in {load.length_s / 3600.0:g} h from {start}, seed {drawn.seed} "
            f"({drawn.expected:.1f} alerts expected)"
        )
    )
    print_load(load, console)
    for note in drawn.notes:
        console.print(Text(shown(note)))
    if drawn.report is not None:
        print_report(drawn.report, console)
