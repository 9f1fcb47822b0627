"""What the words of `dispatch plan` ask for."""

from pathlib import Path

import pytest

from dispatch.commands.plan import table_and_logs, tiles_of
from maps.errors import InputError
from maps.page.tile_server import TileServer

TILES = "http://tiles.local/{z}/{x}/{y}.png"


def test_logs_are_told_from_a_table(tmp_path: Path) -> None:
    table, logs = table_and_logs(["u.csv", str(tmp_path), "P1.GPX"])
    assert table == "u.csv"
    assert logs == (tmp_path, Path("P1.GPX"))
    with pytest.raises(InputError, match=r"--units: u.csv and v.csv are two tables"):
        table_and_logs(["u.csv", "v.csv"])


def test_an_address_is_a_table_whatever_its_end() -> None:
    table, logs = table_and_logs(["postgresql://h/base#cars.gpx", "P1.gpx"])
    assert table == "postgresql://h/base#cars.gpx"
    assert logs == (Path("P1.gpx"),)


def test_two_addresses_are_named_without_their_passwords() -> None:
    with pytest.raises(InputError) as fault:
        table_and_logs(["postgresql://u:secret@h/a", "postgresql://u:secret@h/b"])
    said = "--units: postgresql://h/a and postgresql://h/b are two tables of units"
    assert str(fault.value).startswith(said)


def test_no_tiles_unless_asked_for() -> None:
    assert tiles_of(None, None) is None
    assert tiles_of(TILES, None) == TileServer(url=TILES, frame="wgs84")
    assert tiles_of(TILES, "gcj02") == TileServer(url=TILES, frame="gcj02")


@pytest.mark.parametrize(
    ("url", "frame", "says"),
    [
        (None, "gcj02", "--tiles-frame: there are no tiles; give them by --tiles URL"),
        (TILES, "bd09", "--tiles-frame: Baidu's tiles lie on a grid of their own"),
        (TILES, "utm", "--tiles-frame: 'utm' is not a known frame"),
        ("http://tiles.local", "gcj02", "--tiles: 'http://tiles.local' is no address"),
    ],
)
def test_tiles_that_are_refused(url: str | None, frame: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        tiles_of(url, frame)
