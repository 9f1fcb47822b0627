"""`dispatch calibrate`: its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.cli.options import AsJson
from maps.coordinates import known_frame


@app.command(
    epilog="Example: [bold]dispatch calibrate trips.csv --roads city.osm.pbf -o "
    "profile.toml[/bold], then write speeds = 'profile.toml' into a policy. Trips of a "
    "Chinese map: [bold]dispatch calibrate trips.csv --frame gcj02 --roads "
    "hangzhou.osm.pbf[/bold].",
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
    frame: Annotated[
        str | None,
        typer.Option(
            help="Of places whose row names none: wgs84, gcj02 or bd09. Needed in "
            "mainland China, where most trips are recorded in gcj02."
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
    frame_col: Annotated[
        str | None, typer.Option(help="Column of the frame of both places.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fit driving speeds to observed trips, or judge a profile on them."""
    from dispatch.commands.calibrate import (  # noqa: PLC0415 - no other command needs it
        CalibrateRequest,
        run_calibrate,
    )
    from maps.fitting.trip_file import Columns  # noqa: PLC0415 - likewise

    columns = Columns(
        start=start_col,
        end=end_col,
        duration=duration_col,
        origin_lon=origin_lon_col,
        origin_lat=origin_lat_col,
        destination_lon=destination_lon_col,
        destination_lat=destination_lat_col,
        frame=frame_col,
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
            frame=None if frame is None else known_frame(frame, "--frame"),
            columns=columns,
            as_json=as_json,
        )
    )
