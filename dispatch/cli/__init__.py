"""The `dispatch` command: what may be said to it, a room for each of its commands.

What a command does stands in `dispatch.commands`.
"""

from dispatch.cli import (
    assumptions,
    calibrate,
    compare,
    explain,
    load,
    locate,
    meet,
    move_up,
    plan,
    review,
    schema,
    simulate,
    story,
)
from dispatch.cli.run import main

__all__ = [
    "assumptions",
    "calibrate",
    "compare",
    "explain",
    "load",
    "locate",
    "main",
    "meet",
    "move_up",
    "plan",
    "review",
    "schema",
    "simulate",
    "story",
]
