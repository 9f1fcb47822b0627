"""The moment of planning that the user asks for with --at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from maps.errors import FieldError
from scenarios.file_rows import aware_time

NOW = "now"  # what the computer's clock says


def wall_clock() -> datetime:
    """Return the moment by the computer's clock, aware."""
    return datetime.now(UTC)


def asked_moment(
    text: str,
    clock: Callable[[], datetime] = wall_clock,
    *,
    field: str = "--at",
) -> datetime:
    """Read the moment of planning; NOW is the clock's, to the second.

    field : which option asks for it.

    Raises
    ------
    FieldError : no time, or one without its zone.
    """
    if text == NOW:
        return clock().replace(microsecond=0)
    try:
        return aware_time(text)
    except ValueError as fault:
        raise FieldError(
            f"{text!r} is not a time with its zone",
            field=field,
            mend="write it like 2026-03-21T17:04:00+00:00, or now",
        ) from fault
