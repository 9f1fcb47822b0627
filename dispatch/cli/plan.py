"""`dispatch plan`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from dispatch.cli.application import app
from dispatch.commands.plan import PlanRequest, run_plan, table_and_logs
from dispatch.watch import WatchRequest, run_watch
from maps.coordinates import Frame


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
