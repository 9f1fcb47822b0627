"""`dispatch locate`: what is printed, and one line for each fault."""

import csv
import io
import json
from pathlib import Path

import pytest

from dispatch.cli import main
from dispatch.commands.locate import batch_row, cell
from maps.places.answer import Answer


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


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "a text or a file of texts"),
        (["x", "--batch", "y.csv"], "a text or a file of texts"),
        (["--batch", "nowhere.csv"], "there is no such file"),
        (["x", "--near", "1"], "write LON,LAT"),
        (["x", "--near", "200,1"], "write LON,LAT"),
        (["x", "--near", "nan,1"], "write LON,LAT"),
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
    assert cell(f"{start}1") == f"'{start}1"
    answer = Answer(text=f"{start}1", verdict="none", candidates=())
    assert batch_row(answer)[0] == f"'{start}1"
    assert len(batch_row(answer)) == 11
