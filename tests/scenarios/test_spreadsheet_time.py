"""Times as Excel saves them."""

import pytest

from scenarios.spreadsheet_time import spreadsheet_time


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        # 46102 days after 30 December 1899; 0.7083 of a day is 16 h 59 min 57.12 s.
        ("46102", "2026-03-21T00:00:00"),
        ("46102.7083", "2026-03-21T16:59:57"),
        (" 2026/3/21 ", "2026-03-21T00:00:00"),
        ("2026/03/21 5:07", "2026-03-21T05:07:00"),
        ("2026/12/1 17:00:09", "2026-12-01T17:00:09"),
    ],
)
def test_times_without_a_zone(cell: str, time: str) -> None:
    read = spreadsheet_time(cell)
    assert read is not None
    assert read.isoformat() == time


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "",
            "1",
            "19999",
            "80000.5",
            "99999",
            "1e5",
            "-46102",
            "4610\uff12",
            "461020",
        ),
        *("3/4/2026", "2026/2/30", "2026/3/21 24:00", "2026/3/21 17:0", "x" * 10_000),
    ],
)
def test_other_texts(cell: str) -> None:
    assert spreadsheet_time(cell) is None
