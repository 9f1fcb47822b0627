"""The `dispatch` command."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Annotated, cast

import typer
from typer.exceptions import TyperException

from dispatch.commands.calibrate import CalibrateRequest, run_calibrate
from dispatch.commands.explain import ExplainRequest, run_explain
from dispatch.commands.plan import PlanRequest, run_plan, table_and_logs
from dispatch.schemas import SCHEMAS
from dispatch.table import shown
from dispatch.watch import WatchRequest, run_watch
from maps.coordinates import Frame
from maps.errors import InputError
from maps.fitting.trip_file import Columns

app = typer.Typer(
    help="Who goes where: officer dispatch for control rooms, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.command(
    epilog="Example: [bold]dispatch plan evening -o out[/bold], then open "
    "out/plan.html.",
)
def plan(  # noqa: PLR0913 - an option each
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="A TOML or JSON file, or one that ships: one_step_away, "
            "evening (the default), surge."
        ),
    ] = None,
    *,
    roads: Annotated[
        str | None,
        typer.Option(
            help="A road file, a shipped city or a place name; else the "
            "scenario's, else reykjavik."
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(help="A policy in TOML, or one that ships: default, ageing."),
    ] = None,
    units: Annotated[
        list[Path] | None,
        typer.Option(
            help="Units in CSV, GeoJSON, GeoPackage or Parquet, in place of the "
            "scenario's; or position logs in GPX or NMEA, or a folder of them, that "
            "say where units were last."
        ),
    ] = None,
    alerts: Annotated[
        Path | None,
        typer.Option(
            help="Alerts in CSV, GeoJSON, GeoPackage or Parquet, in place of the "
            "scenario's."
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="Which column of the tables is which field, in TOML: under [units] "
            "or [alerts], column = 'field'."
        ),
    ] = None,
    frame: Annotated[
        str | None,
        typer.Option(help="Of points in tables that name none: wgs84, gcj02 or bd09."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="The moment of planning, with its zone: 2026-03-21T17:04:00+00:00."
        ),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(
            metavar="UNIT=ALERT", help="Send this unit there, and say what that costs."
        ),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="UNIT=ALERT", help="Never send this unit there; say what it costs."
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="Folder for plan.html, plan.json, plan.gpkg."
        ),
    ] = Path("out"),
    places: Annotated[
        list[Path] | None,
        typer.Option(help="Your own places in CSV: name, aliases, lon, lat, frame."),
    ] = None,
    accept_best: Annotated[
        bool,
        typer.Option(
            "--accept-best",
            help="Take an address that is not written as on the map for the one that "
            "it is most like, where that leads clearly.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print plan.json instead of the table.")
    ] = False,
    with_names: Annotated[
        bool,
        typer.Option(
            "--with-names", help="Keep victims' names and phones in plan.json."
        ),
    ] = False,
    timings: Annotated[
        Path | None, typer.Option(help="Write how long each step took, as JSON.")
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Read units.csv, alerts.csv, scenario.toml and their like from this "
            "folder, and plan anew when they change.",
        ),
    ] = None,
    every: Annotated[
        float, typer.Option(metavar="SECONDS", help="Between two looks at --watch.")
    ] = 1.0,
) -> None:
    """Decide who goes where, and write the plan."""
    unit_table, logs = table_and_logs(units or ())
    request = PlanRequest(
        scenario=scenario or "evening",
        units=unit_table,
        positions=logs,
        mapping=mapping,
        alerts=alerts,
        frame=cast("Frame | None", frame),  # the reader refuses others
        roads=roads,
        policy=policy,
        at=at,
        locks=tuple(lock or ()),
        forbidden=tuple(forbid or ()),
        output=output,
        places=tuple(places or ()),
        accept_best=accept_best,
        as_json=as_json,
        with_names=with_names,
        timings=timings,
    )
    if watch is None:
        run_plan(request)
    else:
        run_watch(
            WatchRequest(plan=request, folder=watch, scenario=scenario, every_s=every)
        )


@app.command(
    epilog="Example: [bold]dispatch explain out/plan.json A-2041[/bold]",
)
def explain(
    plan: Annotated[Path, typer.Argument(help="A plan.json.")],
    alert: Annotated[str, typer.Argument(help="Id of the alert.")],
    *,
    roads: Annotated[
        str | None,
        typer.Option(help="The road file of the plan, where it was no shipped city."),
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, max=100, help="How many alternatives to tell of.")
    ] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of tables.")
    ] = False,
) -> None:
    """Say why these units go to an alert, and what every other choice costs."""
    run_explain(
        ExplainRequest(plan=plan, alert=alert, roads=roads, top=top, as_json=as_json)
    )


@app.command(
    epilog="Example: [bold]dispatch calibrate trips.csv --roads city.osm.pbf -o "
    "profile.toml[/bold], then write speeds = 'profile.toml' into a policy.",
)
def calibrate(  # noqa: PLR0913 - an option each
    trips: Annotated[
        Path,
        typer.Argument(help="Observed trips, .csv or .csv.gz, a heading on top."),
    ],
    *,
    roads: Annotated[
        str, typer.Option(help="A road file, a shipped city or a place name.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the fitted profile, as TOML."),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(help="Judge this profile on the trips, and fit nothing."),
    ] = None,
    folds: Annotated[
        int, typer.Option(help="Parts for cross-validation, two or more.")
    ] = 5,
    seed: Annotated[int, typer.Option(help="Of dealing trips into folds.")] = 1,
    sample: Annotated[
        int, typer.Option(help="Take so many trips at most, by chance.")
    ] = 5000,
    zone: Annotated[
        str | None,
        typer.Option(
            help="Time zone of the roads, as America/New_York: for hour factors, "
            "where times carry another."
        ),
    ] = None,
    start_col: Annotated[
        str | None,
        typer.Option(
            help="Column of the start; columns with usual names are found without."
        ),
    ] = None,
    end_col: Annotated[str | None, typer.Option(help="Column of the end.")] = None,
    duration_col: Annotated[
        str | None, typer.Option(help="Column of the duration, seconds.")
    ] = None,
    origin_lon_col: Annotated[
        str | None, typer.Option(help="Column of the origin's longitude.")
    ] = None,
    origin_lat_col: Annotated[
        str | None, typer.Option(help="Column of the origin's latitude.")
    ] = None,
    destination_lon_col: Annotated[
        str | None, typer.Option(help="Column of the destination's longitude.")
    ] = None,
    destination_lat_col: Annotated[
        str | None, typer.Option(help="Column of the destination's latitude.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of the table.")
    ] = False,
) -> None:
    """Fit driving speeds to observed trips, or judge a profile on them."""
    columns = Columns(
        start=start_col,
        end=end_col,
        duration=duration_col,
        origin_lon=origin_lon_col,
        origin_lat=origin_lat_col,
        destination_lon=destination_lon_col,
        destination_lat=destination_lat_col,
    )
    run_calibrate(
        CalibrateRequest(
            trips=trips,
            roads=roads,
            output=output,
            check=check,
            folds=folds,
            seed=seed,
            sample=sample,
            zone=zone,
            columns=columns,
            as_json=as_json,
        )
    )


@app.command(epilog="Example: [bold]dispatch schema plan[/bold]")
def schema(
    name: Annotated[str, typer.Argument(help="scenario, policy or plan.")],
) -> None:
    """Print the JSON Schema of a file."""
    if name not in SCHEMAS:
        raise InputError(f"no schema is called {name!r}", mend="; ".join(SCHEMAS))
    typer.echo(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1))


@app.command(
    epilog="Example: [bold]dispatch locate 'Laugavegur / Snorrabraut'[/bold]; with "
    "--batch texts.csv a row of answers for each.",
)
def locate(  # noqa: PLR0913 - an option each
    text: Annotated[
        str | None,
        typer.Argument(help="An address, a name, or a crossing: 'A / B'."),
    ] = None,
    *,
    roads: Annotated[
        str, typer.Option(help="A road file, a shipped city or a place name.")
    ] = "reykjavik",
    near: Annotated[
        str | None,
        typer.Option(metavar="LON,LAT", help="Of equals the nearer stands first."),
    ] = None,
    top: Annotated[int, typer.Option(help="Candidates to give, at most.")] = 5,
    places: Annotated[
        list[Path] | None,
        typer.Option(help="Your own places in CSV: name, aliases, lon, lat, frame."),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="CSV with a column of texts; rows of answers go out."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of the table.")
    ] = False,
) -> None:
    """Find what an address may mean: ranked places, and why each."""
    from dispatch.commands.locate import (  # noqa: PLC0415 - no other command needs it
        LocateRequest,
        run_locate,
    )

    run_locate(
        LocateRequest(
            text=text,
            batch=batch,
            roads=roads,
            places=tuple(places or ()),
            near=near,
            top=top,
            as_json=as_json,
        )
    )


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's callbacks take the value
    if wanted:
        typer.echo(version_of("officer-dispatch"))
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print it."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a fault of ours arose.")
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command: exit 0, or 2 for bad input, or 1 for a fault of ours."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    sys.exit(_run([word for word in words if word != "--debug"], debug=debug))


def _run(words: list[str], *, debug: bool) -> int:
    try:
        app(words, standalone_mode=False)
    except InputError as fault:
        return _say(f"error: {shown(str(fault))}", 2)
    except TyperException as fault:
        said = shown(fault.format_message().rstrip("."))
        return _say(f"error: {said}; --help lists what there is", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _say("stopped", 130)
    except Exception as fault:
        if debug:
            raise
        kind = type(fault).__name__
        return _say(f"fault of ours ({kind}): {fault}; --debug shows where", 1)
    return 0


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code
