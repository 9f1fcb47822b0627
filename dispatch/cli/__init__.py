"""The `dispatch` command: what may be said to it, a room for each of its commands.

What a command does stands in `dispatch.commands`.
"""

from dispatch.cli import calibrate, explain, locate, plan, schema
from dispatch.cli.run import main

__all__ = ["calibrate", "explain", "locate", "main", "plan", "schema"]
