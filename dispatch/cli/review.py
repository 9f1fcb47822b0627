"""`dispatch review`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson, PageLanguage, PageTheme, look_of
from maps.coordinates import known_frame


@app.command(
    epilog="Example: [bold]dispatch review sffd.csv.gz --where 'Priority=3' --tz "
    "America/Los_Angeles -o out[/bold], then open out/review.html. Two logs: [bold]"
    "dispatch review march.csv --against february.csv[/bold].",
)
def review(  # noqa: PLR0913 - an option each
    log: Annotated[
        str,
        typer.Argument(
            help="Calls and who went there: CSV, also packed, Parquet, Excel, our own "
            "log, or the URL of a database.",
        ),
    ],
    *,
    mapping: Annotated[
        str | None,
        typer.Option(
            metavar="PRESET|FILE",
            help="Which column holds what: sf-fire, seattle-police, officer-dispatch "
            "or a TOML file; else columns are recognised and shown.",
        ),
    ] = None,
    tz: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE", help="Of times without one, of hours and of weekdays."
        ),
    ] = None,
    target: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help="In which a call is on time; else each call's own, else 480.",
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            metavar="CONDITION",
            help="Which rows, by the log's own columns: 'priority=A and flag=N'.",
        ),
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="SQL", help="Of a database: what to read.")
    ] = None,
    frame: Annotated[
        str | None,
        typer.Option(
            help="Of the log's places: wgs84, gcj02 or bd09; needed in mainland China, "
            "where the mapping does not say it."
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="LOG2", help="A log from before, to compare with."),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Compare the calls received before this day or time with the others.",
        ),
    ] = None,
    roads: Annotated[
        str | None,
        typer.Option(
            help="A road file, a shipped city or a place name: also say what could "
            "have been."
        ),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where units wait; else where they were last."
        ),
    ] = None,
    anonymise: Annotated[
        bool,
        typer.Option(
            "--anonymise",
            help="Hash ids, blur places and amounts, tell nothing of under 5 calls.",
        ),
    ] = False,
    language: PageLanguage = "en",
    theme: PageTheme = "dark",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write the page, and every number as JSON, CSV and Parquet.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look back on a log: what the response times were, where, when, how sure."""
    from dispatch.commands.review import (  # noqa: PLC0415 - no other command needs it
        ReviewRequest,
        run_review,
    )

    run_review(
        ReviewRequest(
            log=log,
            mapping=mapping,
            tz=tz,
            target_s=target,
            where=where,
            query=query,
            frame=None if frame is None else known_frame(frame, "--frame"),
            against=against,
            split=split,
            roads=roads,
            units=units,
            anonymise=anonymise,
            look=look_of(theme, language),
            output=output,
            as_json=as_json,
        )
    )
