"""The moment of planning: a time with its zone, or the clock's where that is wanted."""

from datetime import UTC, datetime

import pytest

from dispatch.commands.moment import asked_moment, wall_clock
from maps.errors import FieldError


def test_a_time_with_its_zone() -> None:
    said = asked_moment("2026-03-21T17:04:00+08:00")
    assert said == datetime(2026, 3, 21, 9, 4, tzinfo=UTC)


def test_now_is_the_clocks_to_the_second() -> None:
    noon = datetime(2026, 3, 21, 12, 0, 1, 999_999, tzinfo=UTC)
    assert asked_moment("now", lambda: noon) == noon.replace(microsecond=0)
    assert wall_clock().tzinfo is UTC


@pytest.mark.parametrize("text", ["", "Now", "2026-03-21T17:04:00", "17:04"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match=r"--at: .* or now$"):
        asked_moment(text)
