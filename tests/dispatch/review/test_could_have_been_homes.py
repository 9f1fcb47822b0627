"""Where units stand between calls, from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.locate import Ground
from dispatch.review.could_have_been_homes import read_homes
from maps.errors import InputError
from tests.street import street

GROUND = Ground(street())


def test_a_table_of_units(tmp_path: Path):
    file = tmp_path / "posts.csv"
    file.write_text("id,lon,lat,frame\nP1,120.01,0,wgs84\nP2,120.02,0,wgs84\n", "utf-8")
    assert read_homes(file, GROUND) == {"P1": (120.01, 0.0), "P2": (120.02, 0.0)}


def test_a_scenario(tmp_path: Path):
    file = tmp_path / "shift.toml"
    file.write_text(
        'start = 2026-03-21T17:00:00+00:00\nframe = "wgs84"\n'
        '[[units]]\nid = "P1"\nlon = 120.01\nlat = 0.0\n',
        "utf-8",
    )
    assert read_homes(file, GROUND) == {"P1": (120.01, 0.0)}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("posts.csv", "id,address\nP1,Nowhere 7\n", r"posts\.csv, unit P1.*Nowhere"),
        ("posts.csv", "id,lon,lat\n", r"posts\.csv.*no units"),
        ("posts.csv", "id,lon,lat\nP1,east,0\n", r"posts\.csv.*lon"),
        ("shift.toml", "units = 3\n", r"shift\.toml"),
    ],
)
def test_files_that_do_not_say(tmp_path: Path, name: str, text: str, says: str):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=says):
        read_homes(file, GROUND)


def test_a_file_that_is_missing():
    with pytest.raises(InputError, match=r"gone\.csv"):
        read_homes(Path("gone.csv"), GROUND)
