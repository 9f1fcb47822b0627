"""Times as spreadsheets save them: read to say how they are to be written.

Excel saves a moment as 2026/3/21 17:00 where it speaks Chinese, and as 46102.7083, days
since 30 December 1899 (its 1900 system, past February 1900), in a column of numbers.
Neither has a zone, so they are never taken for a moment. Those that may mean two days,
as 3/4/2026, are not read at all.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's time has no zone
# Days of the years 1954 to 2119. *Assumed*: other numbers are no dates.
_EARLIEST, _LATEST = 20_000, 80_000
_NUMBER = re.compile(r"\d{5}(?:\.\d{1,15})?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})/(\d{1,2})/(\d{1,2})(?: +(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)


def spreadsheet_time(text: str) -> datetime | None:
    """Read a spreadsheet's time, which has no zone; None for what is none.

    >>> spreadsheet_time("2026/3/21 17:00"), spreadsheet_time("46102.70833333")
    (datetime.datetime(2026, 3, 21, 17, 0), datetime.datetime(2026, 3, 21, 17, 0))
    """
    cell = text.strip()
    if _NUMBER.fullmatch(cell):
        return _of_days(float(cell))
    found = _DATE.fullmatch(cell)
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - as above
    except ValueError:
        return None


def _of_days(days: float) -> datetime | None:
    """Turn days into a time, to the second."""
    if not _EARLIEST <= days < _LATEST:
        return None
    return _ZERO + timedelta(seconds=round(days * 86_400))
