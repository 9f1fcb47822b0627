"""Bad input: one clear line each."""

import gzip
from pathlib import Path

import pytest

from maps.errors import InputError
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.logs import HEAD, row
from tests.scenarios.call_logs.workbook import write_workbook

GOOD = f"{HEAD}\n{row()}".encode()
WIDE = ",".join(f"c{at}" for at in range(1_000_000)).encode()


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("bom_alone.csv", b"\xef\xbb\xbf", "the file is empty"),
        ("blank.csv", b"\n \n\n", "the file is empty"),
        ("headings_alone.csv", HEAD.encode() + b"\n", "holds no row"),
        ("a_million_columns.csv", WIDE + b"\n1\n", "over 1,000 columns"),
        ("one_endless_line.csv", b"a" * 3_000_000, "a first line of over a million"),
        ("zeros.csv", bytes(10_000), "the file is empty"),
        ("binary.csv", bytes(range(256)) * 40, "not a text, so no CSV"),
        ("cut.csv.gz", gzip.compress(GOOD * 500)[:300], "cannot be read"),
        ("no_gzip.csv.gz", b"\x1f\x8b" + b"junk" * 30, "cannot be read"),
        ("no_end_of_quote.csv", b'received,x\n2026-03-21 10:00,"abc\n', "quote"),
        ("latin.csv", "received,straße\n2026-03-21 10:00,München\n".encode("latin-1"),
         "not UTF-8"),
        ("no.parquet", b"PAR1" + b"junk" * 30, "not valid Parquet"),
        ("no.xlsx", b"PK\x03\x04" + b"junk" * 30, "not a spreadsheet that can be read"),
        ("no.jsonl", b"{]\n", "not valid JSON Lines"),
        ("base.db", b"SQLite format 3\0" + bytes(100), "give sqlite:///"),
        ("no_times.csv", b"a,b\n1,2\n", "no column of times is recognised among a, b"),
        ("dates_alone.csv", b"received,b\n2026-03-21,2\n", "no column of times"),
    ],
)  # fmt: skip
def test_files(tmp_path, name, raw, says):
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(InputError, match=says) as fault:
        read_call_log(file, tz="Asia/Shanghai")
    assert name in str(fault.value)
    assert "\n" not in str(fault.value)
    assert len(str(fault.value)) < 400 + len(str(tmp_path))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere.csv", "there is no such file"),
        (".", "this is a folder, not a log"),
        ("a\0b.csv", "cannot be read"),
        ("sqlite:///nowhere.db", "there is no such file"),
        ("sqlite://", "no address of a file of SQLite"),
        ("mysql://me:secret@host/base", "no database of a kind that is read"),
        ("postgresql://me:sec/ret@host/base", "not the address of a table"),
        ("postgresql://me@127.0.0.1:1/base#calls", "the server says"),
    ],
)
def test_sources(source, says):
    with pytest.raises(InputError, match=says) as fault:
        read_call_log(source, tz="Asia/Shanghai")
    assert "sec" not in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_query_of_a_file(tmp_path):
    with pytest.raises(InputError, match="a query is for a database"):
        read_call_log(tmp_path / "calls.csv", query="SELECT 1")


def test_a_workbook_without_rows(tmp_path):
    file = write_workbook(tmp_path / "empty.xlsx", [["received", "unit"]])
    with pytest.raises(InputError, match="no sheet has a row"):
        read_call_log(file)


def test_a_mapping_to_a_column_of_no_times(tmp_path):
    file = Path(tmp_path / "log.csv")
    file.write_bytes(GOOD)
    (tmp_path / "mine.toml").write_text('[columns]\nreceived = "unit id"\n')
    with pytest.raises(InputError, match="'P1' is no time, nor is any other"):
        read_call_log(file, mapping=tmp_path / "mine.toml", tz="Asia/Shanghai")


def test_a_duration_since_what_is_not_there(tmp_path):
    file = Path(tmp_path / "log.csv")
    file.write_bytes(GOOD)
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        '[columns]\nreceived = "received"\n'
        '[durations]\nclear = { column = "lon", since = "at_door" }\n'
    )
    with pytest.raises(InputError, match="is since at_door, which no column gives"):
        read_call_log(file, mapping=mapping, tz="Asia/Shanghai")


def test_a_mapping_without_receipt(tmp_path):
    file = Path(tmp_path / "log.csv")
    file.write_bytes(GOOD)
    (tmp_path / "mine.toml").write_text('[columns]\ncall_id = "call id"\n')
    with pytest.raises(InputError, match="no column is mapped to received"):
        read_call_log(file, mapping=tmp_path / "mine.toml", tz="Asia/Shanghai")
