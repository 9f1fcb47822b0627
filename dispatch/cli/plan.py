"""`dispatch plan`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dispatch.cli.application import app
from dispatch.cli.options import (
    PageLanguage,
    PageTheme,
    PolicyFile,
    Roads,
    look_of,
)
from maps.errors import FieldError

if TYPE_CHECKING:
    from maps.coordinates import Frame


@app.command(
    epilog="Example: [bold]dispatch plan evening -o out[/bold], then open "
    "out/plan.html. Over tiles of a Chinese map: [bold]dispatch plan mine.toml --tiles "
    "'http://tiles.local/{z}/{x}/{y}.png' --tiles-frame gcj02[/bold].",
)
def plan(  # noqa: PLR0913 - an option each
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="A TOML or JSON file, or one that ships: one_step_away, "
            "fake_police, evening (the default), surge."
        ),
    ] = None,
    *,
    roads: Roads = None,
    policy: PolicyFile = None,
    units: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE|URL",
            help="Units in CSV, GeoJSON, GeoPackage or Parquet, or in PostgreSQL, as "
            "postgresql://host/base#table, in place of the scenario's; or position "
            "logs in GPX or NMEA, or a folder of them, that say where units were last.",
        ),
    ] = None,
    alerts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|URL",
            help="Alerts in CSV, GeoJSON, GeoPackage, Parquet or PostgreSQL, in place "
            "of the scenario's.",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="Which column of the tables is which field, in TOML: under "
            r"\[units] or \[alerts], column = 'field'."
        ),
    ] = None,
    frame: Annotated[
        str | None,
        typer.Option(help="Of points in tables that name none: wgs84, gcj02 or bd09."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="The moment of planning, with its zone: 2026-03-21T17:04:00+00:00; "
            "later alerts and events are not known then. Or now: what the computer's "
            "clock says. Else the scenario's, else the latest received time; never the "
            "clock."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Say what has changed since that moment, and why. With --at it is "
            "when something last happened before, where the scenario tells of events.",
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
    move_up: Annotated[
        bool,
        typer.Option(
            "--move-up",
            help="Also say where the units should wait that stay free, as dispatch "
            "move-up does. Off by default: it takes longer than the plan itself.",
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
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Map tiles of your own server under the page's roads, as "
            "http://tiles.local/{z}/{x}/{y}.png: all that the page then asks a network "
            "for.",
        ),
    ] = None,
    tiles_frame: Annotated[
        str | None,
        typer.Option(help="Of --tiles: wgs84 (the default), or gcj02 as Amap's are."),
    ] = None,
    language: PageLanguage = "en",
    theme: PageTheme = "dark",
    timings: Annotated[
        Path | None, typer.Option(help="Write how long each step took, as JSON.")
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Read units.csv, alerts.csv, scenario.toml and their like from this "
            "folder, and position logs there or in its folder positions, and plan anew "
            "when they change.",
        ),
    ] = None,
    every: Annotated[
        float, typer.Option(metavar="SECONDS", help="Between two looks at --watch.")
    ] = 1.0,
    replan_every: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help="With --watch and --at now, plan anew after so long, also where no "
            "file has changed. Off by default.",
        ),
    ] = None,
) -> None:
    """Decide who goes where, and write the plan."""
    from dispatch.commands.plan import (  # noqa: PLC0415 - other commands start sooner
        PlanRequest,
        run_plan,
        table_and_logs,
        tiles_of,
    )

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
        since=since,
        locks=tuple(lock or ()),
        forbidden=tuple(forbid or ()),
        output=output,
        places=tuple(places or ()),
        accept_best=accept_best,
        move_up=move_up,
        as_json=as_json,
        with_names=with_names,
        look=look_of(theme, language, tiles_of(tiles, tiles_frame)),
        timings=timings,
    )
    if watch is not None and since is not None:
        problem, mend = "a folder under watch tells of now", "leave one of the two out"
        raise FieldError(problem, field="--since", mend=mend)
    if watch is None and replan_every is not None:
        problem, mend = "one plan is made and no other", "add --watch DIR"
        raise FieldError(problem, field="--replan-every", mend=mend)
    if watch is None:
        run_plan(request)
    else:
        from dispatch.commands.watch import (  # noqa: PLC0415 - seldom asked for
            WatchRequest,
            run_watch,
        )
        from dispatch.watching.watch import Watched  # noqa: PLC0415 - as above

        watched = Watched(folder=watch, replan_every_s=replan_every)
        run_watch(
            WatchRequest(
                plan=request, watched=watched, scenario=scenario, every_s=every
            )
        )
