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

from dispatch.plan_command import PlanRequest, run_plan
from dispatch.schemas import SCHEMAS
from dispatch.table import shown
from maps.coordinates import Frame
from maps.errors import InputError

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
        str,
        typer.Argument(
            help="A TOML or JSON file, or one that ships: one_step_away, "
            "evening, surge."
        ),
    ] = "evening",
    *,
    roads: Annotated[
        str | None,
        typer.Option(
            help="A road file, a shipped city or a place name; else the "
            "scenario's, else reykjavik."
        ),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A policy in TOML; else the defaults.")
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(help="Units in CSV or GeoJSON, in place of the scenario's."),
    ] = None,
    alerts: Annotated[
        Path | None,
        typer.Option(help="Alerts in CSV or GeoJSON, in place of the scenario's."),
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
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="Folder for plan.html, plan.json, plan.gpkg."
        ),
    ] = Path("out"),
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
) -> None:
    """Decide who goes where, and write the plan."""
    run_plan(
        PlanRequest(
            scenario=scenario,
            units=units,
            alerts=alerts,
            frame=cast("Frame | None", frame),  # the reader refuses others
            roads=roads,
            policy=policy,
            at=at,
            output=output,
            as_json=as_json,
            with_names=with_names,
            timings=timings,
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
        return _say(f"error: {shown(str(fault))}; --help lists what there is", 2)
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
