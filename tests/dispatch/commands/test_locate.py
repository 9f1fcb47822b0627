"""`dispatch locate`: what is printed, and one line for each fault."""

import csv
import io
import json
from pathlib import Path

import pytest

from dispatch.cli import main
from dispatch.commands.locate import batch_row, cell
from maps.places.answer import Answer
from tests.plans import small_town


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["locate", *(str(word) for word in words)])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_a_table(city, capsys):
    assert city
    assert run("laugavegur 22, 101") == 0
    out = capsys.readouterr().out
    assert "laugavegur 22, 101: found" in out
    assert "-21.92913, 64.14559" in out


def test_json(city, capsys):
    assert city
    assert run("Laugavegr 22", "--json", "--top", "2", "--near", "-21.9,64.1") == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["text"], form["verdict"]) == ("Laugavegr 22", "unsure")
    assert form["frame"] == "wgs84"
    first, _ = form["candidates"]
    assert (first["place"], first["kind"]) == ("Laugavegur 22, 101", "address")
    assert first["matched"] == ["spelling"]
    assert first["place_kind"] == "unknown"
    assert first["distance_m"] == pytest.approx(5200, abs=100)
    assert 0.8 < first["score"] < 1


def test_a_batch_gives_a_row_for_each_text(city, capsys, tmp_path):
    assert city
    texts = tmp_path / "texts.csv"
    texts.write_text(
        'id,text\n1,"Laugavegur 22, 101"\n2,Xyzzyx 3\n3,=1+1\n4,\n5,Laugavegr 22\n',
        encoding="utf-8",
    )
    assert run("--batch", texts, "--top", "2") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["verdict"] for row in rows] == [
        *("exact", "none", "none", "none", "unsure"),
    ]
    assert rows[0]["place"] == rows[4]["place"] == "Laugavegur 22, 101"
    assert (rows[0]["lon"], rows[0]["lat"]) == ("-21.9291318", "64.1455878")
    assert rows[0]["frame"] == "wgs84"
    assert rows[4]["matched"] == "spelling"
    assert rows[4]["others"]
    assert rows[2]["text"] == "'=1+1"


def test_a_batch_as_json_is_a_list(city, capsys, tmp_path):
    assert city
    texts = tmp_path / "texts.csv"
    texts.write_text("address\nLaugavegur 22, 101\n", encoding="utf-8")
    assert run("--batch", texts, "--json") == 0
    (form,) = json.loads(capsys.readouterr().out)
    assert form["text"] == "Laugavegur 22, 101"


def test_own_places_with_hints(city, capsys, tmp_path):
    assert city
    places = tmp_path / "places.csv"
    places.write_text(
        "name,aliases,lon,lat,frame\n丽景小区,丽景苑,-21.9,64.1,gcj02\n",
        encoding="utf-8",
    )
    assert run("丽景苑3幢", "--places", places, "--json") == 0
    form = json.loads(capsys.readouterr().out)
    assert form["hints"] == {"building": "3"}
    first = form["candidates"][0]
    assert (first["kind"], first["place"]) == ("own", "丽景小区")
    assert first["place_kind"] == "tower"
    # Reykjavik is not in China: there GCJ-02 is WGS-84.
    assert (first["lon"], first["lat"]) == (-21.9, 64.1)


# A place of known_points in WGS-84 and in GCJ-02: Shenzhen.
HERE = (113.912316, 22.543847)
HERE_IN_GCJ02 = (113.9171764808363, 22.540796131694766)


@pytest.fixture
def in_china(monkeypatch, tmp_path):
    """A town there, and two own places of one name: one of them at HERE."""
    monkeypatch.setattr("maps.load", lambda *_, **__: small_town())
    places = tmp_path / "places.csv"
    lon, lat = HERE
    places.write_text(
        f"name,lon,lat,frame\n丽景小区,{lon},{lat},wgs84\n丽景小区,114.1,22.7,wgs84\n",
        encoding="utf-8",
    )
    return places


def test_answers_in_the_frame_of_a_chinese_map(in_china, capsys, tmp_path):
    near = f"{HERE_IN_GCJ02[0]},{HERE_IN_GCJ02[1]}"
    words = ("丽景小区", "--places", in_china, "--frame", "gcj02", "--near", near)
    assert run(*words, "--json") == 0
    form = json.loads(capsys.readouterr().out)
    first = form["candidates"][0]
    assert form["frame"] == "gcj02"
    assert (first["lon"], first["lat"]) == pytest.approx(HERE_IN_GCJ02, abs=1e-7)
    # --near is in that frame too: it is that very place.
    assert first["distance_m"] == 0
    assert run(*words) == 0
    out = capsys.readouterr().out
    assert "lon, lat (GCJ-02)" in out
    assert "113.91718, 22.54080" in out
    texts = tmp_path / "texts.csv"
    texts.write_text("text\n丽景小区\nxyzzyx\n", encoding="utf-8")
    assert run("--batch", texts, *words[1:]) == 0
    row, none = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["lon"], row["lat"]) == ("113.9171765", "22.5407961")
    assert (row["frame"], none["frame"]) == ("gcj02", "")


def test_answers_are_in_wgs84_unless_told(in_china, capsys):
    assert run("丽景小区", "--places", in_china, "--json") == 0
    form = json.loads(capsys.readouterr().out)
    assert form["frame"] == "wgs84"
    found = {(each["lon"], each["lat"]) for each in form["candidates"]}
    assert found == {HERE, (114.1, 22.7)}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "a text or a file of texts"),
        (["x", "--batch", "y.csv"], "a text or a file of texts"),
        (["--batch", "nowhere.csv"], "there is no such file"),
        (["x", "--near", "1"], "write LON,LAT"),
        (["x", "--near", "200,1"], "write LON,LAT"),
        (["x", "--near", "nan,1"], "write LON,LAT"),
        (["x", "--near", "1,91", "--frame", "bd09"], "write LON,LAT in BD-09 degrees"),
        (["x", "--frame", "utm"], "--frame: 'utm' is not a known frame; use wgs84"),
        (["x", "--top", "0"], "--top: 0 is below 1"),
        (["x", "--places", "nowhere.csv"], "there is no such file"),
        (["x", "--roads", "nowhere.pbf"], "no such file"),
    ],
)
def test_refused(words, says, capsys):
    assert run(*words) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    said = "'" + f"{start}1".replace("\r", "\N{REPLACEMENT CHARACTER}")
    assert cell(f"{start}1") == said
    answer = Answer(text=f"{start}1", verdict="none", candidates=())
    assert batch_row(answer, "wgs84")[0] == said
    assert len(batch_row(answer, "wgs84")) == 11


def test_no_cell_steers_a_terminal():
    assert cell("a\x1b[2J\x07\x9bb\u202ec\td") == "a�[2J��b\u202ec\td"
