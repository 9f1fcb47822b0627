"""A guard against readers that hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

MOST_S = 2.0


@contextmanager
def two_seconds(what: str) -> Iterator[None]:
    """Fail where a block takes longer; the processor's time, for others run too."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # No Exception, so that no reader takes it for a fault of its file.
        pytest.fail(f"{what}: over {MOST_S} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
