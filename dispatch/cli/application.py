"""The `dispatch` command itself, to which the others are added."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import Annotated

import typer

app = typer.Typer(
    help="Who goes where: officer dispatch for control rooms, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
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
