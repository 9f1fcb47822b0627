"""Texts that do harm elsewhere: kept as they are, or refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maps.errors import FileError, InputError
from scenarios import files
from scenarios.nearest_word import nearest_word
from scenarios.text_file import parse_toml
from tests.processor_time import two_seconds

UNIT = {"id": "car-1", "address": "x"}
UNITS_CSV = "id,address\ncar-1,x\n"
ALERT = {"id": "a-1", "received": "2026-03-21T17:00:00+08:00", "address": "x"}
LONG = 1_000_000


def alerts_csv(title: str = "x", received: str = "2026-03-21T17:00:00+08:00") -> str:
    return f"id,received,address,title\na-1,{received},丽景小区1幢,{title}\n"


def read_alerts(folder: Path, content: str, encoding: str = "utf-8"):
    units, alerts = folder / "units.csv", folder / "alerts.csv"
    units.write_text(UNITS_CSV, encoding="utf-8")
    alerts.write_bytes(content.encode(encoding))
    return files.read_tables(units, alerts).alerts


TEXTS = [
    "<script>alert(1)</script>",
    "</script><!-- &lt; ${x} {{x}} %s",
    "[bold]Laugavegur[/bold]",
    "=HYPERLINK('http://x')",
    "+1",
    "-1",
    "@SUM(A1)",
    "a \u202egnol\u202c b",
    "\u200f\u05e9\u05dc",
    "\x1b[2J\x07",
    "\u0000",
    "👮🏽\u200d♀️",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    meeting = {"address": "x", "note": text}
    alert = {**ALERT, "title": text, "address": text, "meeting_point": meeting}
    scenario = files.from_file_form({"units": [UNIT], "alerts": [alert]})
    form = json.loads(json.dumps(files.to_file_form(scenario)))
    assert files.from_file_form(form) == scenario
    assert scenario.alerts[0].title == scenario.alerts[0].place.address == text


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    (alert,) = read_alerts(tmp_path, alerts_csv(f'"{text}"'))
    assert alert.title == text.strip()


@pytest.mark.parametrize("letter", ["\0", "\x07", "\x1b", "\u202e", "\u200f", "\ufeff"])
def test_an_id_that_cannot_be_seen_is_refused(letter: str) -> None:
    with pytest.raises(InputError, match=rf"\(U\+{ord(letter):04X}\); take it out"):
        files.from_file_form({"units": [{**UNIT, "id": f"car{letter}"}]})


@pytest.mark.parametrize("name", ["x\x1b[2J", "\u202e", "a\nb", "<b>"])
def test_a_fault_is_told_in_plain_letters(name: str) -> None:
    with pytest.raises(InputError) as caught:
        files.from_file_form({"units": [{**UNIT, name: 1, "status": name}]})
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"]
)
def test_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    (alert,) = read_alerts(tmp_path, alerts_csv("北京"), encoding)
    assert (alert.place.address, alert.title) == ("丽景小区1幢", "北京")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_toml_is_utf_8_alone(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_bytes("title = '丽景小区'".encode(encoding))
    with pytest.raises(FileError, match="not UTF-8; save the file as UTF-8"):
        files.read(path)


@pytest.mark.parametrize(
    "cell",
    [
        *("3/21/2026 17:00", "21.3.2026 17:00", "5:00 PM", "2026-03-21 5:00 PM"),
        *("2026年3月21日", "Sat Mar 21 2026"),
    ],
)
def test_a_time_that_may_mean_two_is_told_how_to_be_written(tmp_path: Path, cell: str):
    told = rf"received: '{cell}' is not a time; write it as 2026-03-21T17:00:00\+08:00"
    with pytest.raises(InputError, match=told):
        read_alerts(tmp_path, alerts_csv(received=cell))


@pytest.mark.parametrize("cell", ["46102.7083333333", "2026/3/21 17:00"])
def test_a_spreadsheets_time_is_told_how_to_be_written(tmp_path: Path, cell: str):
    told = (
        rf"received: '{cell}' is a spreadsheet's time without a zone; write it as "
        r"2026-03-21T17:00:00\+08:00, with the offset of the place, into a column of t"
    )
    with pytest.raises(InputError, match=told):
        read_alerts(tmp_path, alerts_csv(received=cell))


@pytest.mark.parametrize("cell", ["2026-03-21", "2026-03-21 17:00", "20260321"])
def test_a_time_without_a_zone_is_told_to_take_one(tmp_path: Path, cell: str):
    with pytest.raises(InputError, match=r"a time without a zone; add its offset"):
        read_alerts(tmp_path, alerts_csv(received=cell))


LONG_TEXTS = [
    ("title.toml", 'title = "{x}"\n[[units]]\nid = "a"\naddress = "x"'),
    ("id.toml", '[[units]]\nid = "{x}"'),
    ("field.toml", "[[units]]\n{x} = 1"),
    ("status.toml", '[[units]]\nid = "a"\nstatus = "{x}"'),
    ("time.toml", '[[units]]\nid = "a"\nfree_at = "{x}"'),
    ("number.toml", "[[units]]\nlon = {n}"),
    ("dots.toml", "{dots}a = 1"),
    ("dots_in_a_heading.toml", "[{dots}a]"),
    ("dots_in_quotes.toml", "{quoted}a = 1"),
    ("dots_in_a_table.toml", "a = {{{dots}a = 1}}"),
    ("skills.toml", '[[units]]\nid = "a"\nskills = [{empty}]'),
    ("names.json", "{{{names}}}"),
    ("name_twice.json", '{{{names}, "1": 1}}'),
    ("units.json", '{{"units": [{rows}]}}'),
    ("comma.csv", "id,address\na,x{commas}\n"),
    ("commas.csv", "id,address{commas}\na,x\n"),
    ("columns.csv", "id,address,{columns}\na,x\n"),
    ("same_columns.csv", "id,address{same}\na,x\n"),
    ("cell.csv", "id,address\na,{x}\n"),
    ("quotes.csv", "id,address\na,{quotes}\n"),
    ("wrong_rows.csv", "id,address,status\n{wrong}"),
    ("features.geojson", '{{"features": [{rows}]}}'),
    ("frame.geojson", '{{"features": [], "frame": "{x}"}}'),
    ("lon.geojson", '{{"features": [{{"type": "Feature", "id": "{x}"}}]}}'),
]


LONG_PARTS = {
    "x": lambda: "x" * LONG,
    "n": lambda: "1" * LONG,
    "dots": lambda: "a." * (LONG // 2),
    "quoted": lambda: '"a" . ' * (LONG // 6),
    "empty": lambda: "''," * (LONG // 6),
    "names": lambda: ",".join(f'"{number}": 1' for number in range(LONG // 16)),
    "rows": lambda: ",".join(["{}"] * (LONG // 16)),
    "commas": lambda: "," * LONG,
    "columns": lambda: ",".join(f"c{number}" for number in range(LONG // 10)),
    "same": lambda: ",a" * (LONG // 2),
    "quotes": lambda: '"' * LONG,
    "wrong": lambda: "a,x,fre\n" * (LONG // 32),
}


def long_text(form: str) -> str:
    """Fill a form with a million letters, fewer where each is a row to be read."""
    parts = {name: make() for name, make in LONG_PARTS.items() if f"{{{name}}}" in form}
    return form.format(**parts)


@pytest.mark.parametrize(("name", "form"), LONG_TEXTS)
def test_a_million_letters(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / name
    path.write_text(long_text(form), encoding="utf-8")
    one = files.from_file_form({"units": [UNIT]})
    is_table = path.suffix in {".csv", ".geojson"}
    line = ""
    with two_seconds(name):
        try:
            files.with_units(one, path) if is_table else files.read(path)
        except InputError as refused:
            line = str(refused).replace(str(path), "")
    assert len(line) < 250


def test_a_faulty_file_is_read_no_further_than_needed() -> None:
    rows = [{"id": f"u-{n}"} for n in range(100)]
    with pytest.raises(InputError, match=r"units 1, lon: .*\(and at least 49 more"):
        files.from_file_form({"units": rows})


def test_ids_that_no_row_has_are_told_in_time() -> None:
    units = [{**UNIT, "id": f"u-{n}", "assigned": f"b-{n}"} for n in range(2000)]
    alerts = [{**ALERT, "id": f"a-{n}"} for n in range(2000)]
    told = pytest.raises(InputError, match="units 1, assigned: there is no alert 'b-0'")
    with told, two_seconds("ids"):
        files.from_file_form({"units": units, "alerts": alerts})


def test_no_word_is_near_to_a_long_one_or_among_very_many() -> None:
    assert nearest_word("offlin", ["offline"]) == "offline"
    assert nearest_word("o" * 101, ["o" * 100]) is None
    assert nearest_word("1", map(str, range(1001))) is None


def test_long_texts_may_hold_dots() -> None:
    text = "a." * 1000
    toml = f"title = '{text}'\ndescription = '''\n{text}'''  # {text}\n"
    one = '[[units]]\nid = "car-1"\naddress = "x"\n'
    scenario = files.from_file_form(parse_toml(toml + one, "x.toml"))
    assert scenario.title == text
    assert scenario.description == text
