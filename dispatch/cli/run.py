"""From words to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from dispatch.cli.application import app
from dispatch.terminal_words import shown
from maps.errors import InputError
from scenarios.feeds.address import without_passwords

_STOPPED = 130  # as shells have it: 128 and the number of the interrupt


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command: exit 0, or 2 for bad input, or 1 for a fault of ours."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    sys.exit(_run([word for word in words if word != "--debug"], debug=debug))


def _run(words: list[str], *, debug: bool) -> int:
    try:
        # Typer catches Ctrl-C itself, and hands its exit code back.
        code = app(words, standalone_mode=False)
    except InputError as fault:
        return _say(f"error: {shown(str(fault))}", 2)
    except TyperException as fault:
        said = shown(fault.format_message().rstrip("."))
        return _say(f"error: {said}; --help lists what there is", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _say("stopped", _STOPPED)
    except Exception as fault:
        if debug:
            raise
        kind = type(fault).__name__
        return _say(f"fault of ours ({kind}): {fault}; --debug shows where", 1)
    return _say("stopped", _STOPPED) if code == _STOPPED else 0


def _say(line: str, code: int) -> int:
    print(without_passwords(line), file=sys.stderr)
    return code
