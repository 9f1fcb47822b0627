"""What the words of `dispatch plan` ask for."""

from pathlib import Path

import pytest

from dispatch.commands.plan import table_and_logs
from maps.errors import InputError


def test_logs_are_told_from_a_table(tmp_path: Path) -> None:
    table, logs = table_and_logs([Path("u.csv"), tmp_path, Path("P1.GPX")])
    assert table == Path("u.csv")
    assert logs == (tmp_path, Path("P1.GPX"))
    with pytest.raises(InputError, match=r"--units: u.csv and v.csv are two tables"):
        table_and_logs([Path("u.csv"), Path("v.csv")])
