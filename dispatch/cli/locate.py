"""`dispatch locate`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson
from maps.coordinates import known_frame


@app.command(
    epilog="Example: [bold]dispatch locate 'Laugavegur / Snorrabraut'[/bold]; with "
    "--batch texts.csv a row of answers for each. For a Chinese map: [bold]dispatch "
    "locate 文三路 --roads hangzhou.osm.pbf --frame gcj02[/bold].",
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
    frame: Annotated[
        str, typer.Option(help="Of --near and of the answers: wgs84, gcj02 or bd09.")
    ] = "wgs84",
    top: Annotated[int, typer.Option(help="Candidates to give, at most.")] = 5,
    places: Annotated[
        list[Path] | None,
        typer.Option(help="Your own places in CSV: name, aliases, lon, lat, frame."),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="CSV with a column of texts; rows of answers go out."),
    ] = None,
    as_json: AsJson = False,
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
            frame=known_frame(frame, "--frame"),
            top=top,
            as_json=as_json,
        )
    )
