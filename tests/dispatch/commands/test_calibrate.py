"""`dispatch calibrate`: what it prints, writes and refuses."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from dispatch.cli import main
from dispatch.profile_file import read_profile, save_profile
from dispatch.profile_notes import heading, number_lines, number_notes
from maps.calibration import check
from maps.coordinates import Frame, from_wgs84
from maps.fitting.profile_numbers import field_names
from maps.speeds import SpeedProfile
from tests.city_trips import TRUE, driven, grid_city, write_trips

DATA = os.environ.get("DISPATCH_DATA")
N = 40


@pytest.fixture(scope="module")
def town():
    return grid_city()


@pytest.fixture
def trips(tmp_path, town):
    path = tmp_path / "trips.csv"
    write_trips(driven(town, N), path)
    return path


@pytest.fixture
def run(monkeypatch, capsys, town):
    """Run the command on the town, whatever roads it is given."""
    monkeypatch.setattr("maps.load", lambda *_source, **_told: town)

    def run_it(
        *words: str | Path, frame: tuple[str, ...] = ("--frame", "wgs84")
    ) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["calibrate", *frame, *map(str, words), "--roads", "the town"])
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, said.out, said.err

    return run_it


def test_json(run, trips):
    code, out, _ = run(trips, "--json", "--folds", 2)
    assert code == 0
    made = json.loads(out)
    assert made["n"] == N
    assert set(made["left_out"].values()) == {0}
    measures = {"median_ratio", "p10", "p90", "r", "median_abs_error_s"}
    assert set(made["before"]) == set(made["after"]) == measures
    assert [fold["n"] for fold in made["folds"]] == [20, 20]
    assert made["start_stop_s"]["before"] == 75
    assert made["start_stop_s"]["after"] == made["profile"]["start_stop_s"]
    assert "in-sample" in made["notes"][0]


@pytest.mark.slow
def test_what_cannot_be_measured_is_null(run, trips):
    code, out, _ = run(trips, "--json", "--folds", N)
    assert code == 0
    assert json.loads(out)["folds"][0]["r"] is None


def test_table(run, trips):
    rows = trips.read_text(encoding="utf-8") + "300,0,0,0,0\nx,1,2,3,4\n"
    trips.write_text(rows, encoding="utf-8")
    code, out, _ = run(trips, "--folds", 2)
    assert code == 0
    assert f"{N} trips of trips.csv" in out
    assert "left out: 1 that could not be read" in out
    assert "left out: 1 that are nowhere on Earth, or at 0, 0" in out
    for word in ("before", "after", "fold 1", "fold 2", "start-stop constant: 75 s"):
        assert word in out


def test_the_profile_that_is_written_is_the_one_that_was_judged(run, trips, tmp_path):
    output = tmp_path / "city.toml"
    code, out, err = run(trips, "--folds", 2, "--json", "-o", output)
    assert code == 0
    assert "wrote" in err
    made = json.loads(out)
    written = read_profile(output)
    assert written.class_kph == made["profile"]["class_kph"]
    assert written.start_stop_s == made["start_stop_s"]["after"]
    text = output.read_text(encoding="utf-8")
    assert f"{N} trips" in text
    assert "residential" in text
    assert "# fitted, " in text
    assert "default, assumed" in text


def test_check(run, trips, tmp_path):
    true = tmp_path / "true.toml"
    save_profile(TRUE, true, heading=[], notes={})
    code, out, _ = run(trips, "--check", true, "--json")
    assert code == 0
    made = json.loads(out)
    assert made["after"]["median_ratio"] == pytest.approx(1, abs=0.005)
    assert made["after"]["median_abs_error_s"] < 1
    assert made["folds"] == []
    code, out, _ = run(trips, "--check", true)
    assert "After: the profile that is checked; nothing was fitted." in " ".join(
        out.split()
    )


def test_a_sample_is_taken_and_told(run, trips):
    found = [run(trips, "--json", "--folds", 2, "--sample", 30) for _ in range(2)]
    assert found[0] == found[1]
    made = json.loads(found[0][1])
    assert (made["n"], made["left_out"]["not_sampled"]) == (30, N - 30)


def test_columns_by_flags(run, trips):
    text = trips.read_text(encoding="utf-8")
    text = text.replace("duration_s", "took").replace("origin_lon", "x")
    trips.write_text(text, encoding="utf-8")
    flags = ("--duration-col", "took", "--origin-lon-col", "x")
    assert run(trips, *flags, "--folds", 2, "--json")[0] == 0


def shifted(trips: Path, frame: Frame) -> None:
    """Write the trips of a file as a map of that frame has them."""
    with trips.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    for end in ("origin", "destination"):
        lon, lat = (
            np.array([float(row[f"{end}_{axis}"]) for row in rows])
            for axis in ("lon", "lat")
        )
        places = zip(*from_wgs84(lon, lat, frame), strict=True)
        for row, (x, y) in zip(rows, places, strict=True):
            row[f"{end}_lon"], row[f"{end}_lat"] = f"{x:.7f}", f"{y:.7f}"
    with trips.open("w", encoding="utf-8", newline="") as text:
        table = csv.DictWriter(text, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def test_trips_of_a_chinese_map(run, trips, tmp_path):
    true = tmp_path / "true.toml"
    save_profile(TRUE, true, heading=[], notes={})
    words = (trips, "--check", true, "--json")
    shifted(trips, "gcj02")
    _, out, _ = run(*words, frame=("--frame", "gcj02"))
    made = json.loads(out)
    assert made["n"] == N
    assert made["after"]["median_abs_error_s"] < 1
    # Taken for WGS-84 they are half a kilometre off: another road, if any.
    code, out, _ = run(*words)
    assert code == 2 or json.loads(out)["after"]["median_abs_error_s"] > 5


BAD = {
    "no_file": (["none.csv"], "none.csv: there is no such file"),
    "no_column": (
        ["trips.csv", "--start-col", "when"],
        "no column 'when'; name it with --start-col; there are: duration_s, origin_lon",
    ),
    "empty": (["empty.csv"], "empty.csv: the file is empty"),
    "nothing_usable": (["zero.csv"], "none of the 1 trips can be used"),
    "one_fold": (["trips.csv", "--folds", "1"], "--folds: 1 is below 2"),
    "many_folds": (
        ["trips.csv", "--folds", "41"],
        "--folds: 41 folds of 40 usable trips",
    ),
    "no_sample": (["trips.csv", "--sample", "0"], "--sample: 0 is below 1"),
    "zone": (["trips.csv", "--zone", "Mars"], "--zone: no zone is called 'Mars'"),
    "frame": (
        ["trips.csv", "--frame", "utm"],
        "--frame: 'utm' is not a known frame; use wgs84, gcj02, bd09",
    ),
    "frame_column": (
        ["trips.csv", "--frame-col", "map"],
        "no column 'map'; name it with --frame-col",
    ),
    "no_profile": (
        ["trips.csv", "--check", "none.toml"],
        "none.toml: there is no such",
    ),
    "bad_profile": (
        ["trips.csv", "--check", "bad.toml"],
        "bad.toml, country: no limits are known",
    ),
    "check_and_output": (
        ["trips.csv", "--check", "bad.toml", "-o", "out.toml"],
        "--output: with --check nothing is fitted",
    ),
    "no_folder": (
        ["trips.csv", "-o", "none/out.toml"],
        "none: there is no such folder",
    ),
    "a_folder": (["trips.csv", "-o", "."], ".: this is a folder, not a file"),
    "no_number": (["trips.csv", "--folds", "x"], "a valid integer"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(run, trips, monkeypatch, name):
    words, problem = BAD[name]
    monkeypatch.chdir(trips.parent)
    Path("empty.csv").write_text("", encoding="utf-8")
    Path("bad.toml").write_text("country = 'XX'", encoding="utf-8")
    heading_row = trips.read_text(encoding="utf-8").splitlines()[0]
    Path("zero.csv").write_text(f"{heading_row}\n300,0,0,0,0\n", encoding="utf-8")
    there = sorted(Path().iterdir())
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert problem in err
    assert err.count("\n") == 1
    assert sorted(Path().iterdir()) == there


def test_the_frame_must_be_said_in_china(run, trips):
    code, out, err = run(trips, frame=())
    assert (code, out) == (2, "")
    assert "trips.csv, --frame: places in China without a frame; say which" in err


def test_roads_must_be_said(capsys, trips):
    with pytest.raises(SystemExit) as end:
        main(["calibrate", str(trips)])
    assert end.value.code == 2
    assert "roads" in capsys.readouterr().err


def test_notes_name_fields_that_there_are():
    notes = number_notes({"class_kph.primary": 12})
    assert notes["class_kph.primary"] == "fitted, 12 trips"
    assert notes["standing_s.gate"] == "default, assumed"
    assert notes["turn_s.back"] == "default: under 30 trips"
    fields = {*field_names(), "emergency_factor", "emergency_ignores"}
    assert set(notes) == fields


def test_heading_and_lines(town):
    made = check(driven(town, 5), town, TRUE)
    lines = heading(made, trips="trips.csv", roads="town")
    assert "to 5 trips" in lines[0]
    assert any("median 1.000" in line for line in lines)
    found = list(number_lines(TRUE))
    assert "primary 55 (37)" in found[0]
    assert "trunk 55," in found[0]
    slow = SpeedProfile(hour_factor={"all": {"mon": 0.5}})
    assert list(number_lines(slow))[-1] == "factor on speed, all: mon 0.5"


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")
def test_a_profile_judged_on_the_trips_that_it_was_fitted_to(tmp_path, capsys):
    folder = Path(str(DATA))
    words = [
        str(folder / "trips_manhattan_1200.csv.gz"),
        "--roads",
        str(folder / "osm" / "manhattan.graphml.gz"),
        "--json",
    ]
    made = []
    for more in (
        ["-o", str(tmp_path / "o.toml")],
        ["--check", str(tmp_path / "o.toml")],
    ):
        with pytest.raises(SystemExit) as end:
            main(["calibrate", *words, *more])
        assert end.value.code == 0
        made.append(json.loads(capsys.readouterr().out))
    fitted, checked = made
    assert checked["before"] == fitted["before"]
    assert checked["profile"] == fitted["profile"]
    # In-sample, and so a little better than unseen.
    assert checked["after"]["r"] > fitted["after"]["r"]
    assert 0.97 <= checked["after"]["median_ratio"] <= 1.03
