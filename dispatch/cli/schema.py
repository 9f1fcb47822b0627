"""`dispatch schema`: its words."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dispatch.cli.application import app
from dispatch.schemas import SCHEMAS
from maps.errors import InputError


@app.command(epilog="Example: [bold]dispatch schema plan[/bold]")
def schema(
    name: Annotated[str, typer.Argument(help="scenario, policy, plan, load, move_up.")],
) -> None:
    """Print the JSON Schema of a file."""
    if name not in SCHEMAS:
        raise InputError(f"no schema is called {name!r}", mend="; ".join(SCHEMAS))
    typer.echo(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1))
