"""Text as users save it: what is read, and one line for what is not."""

from pathlib import Path

import pytest

from maps.errors import FileError
from maps.text_file import file_bytes, is_there, read_table_text, read_text

CHINESE = "丽景小区1幢,北京\n"


def put(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"]
)
def test_tables_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    assert read_table_text(put(tmp_path, CHINESE.encode(encoding))) == CHINESE


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_byte_order_mark_is_no_letter(tmp_path: Path, order: str) -> None:
    assert read_table_text(put(tmp_path, f"\ufeff{CHINESE}".encode(order))) == CHINESE


def test_a_few_chinese_letters_are_enough(tmp_path: Path) -> None:
    # Two of these three letters could be taken for one of UTF-8's each.
    text = "地址,text\n一,Laugavegur 22\n"
    assert read_table_text(put(tmp_path, text.encode("gb18030"))) == text


@pytest.mark.parametrize(
    "content",
    [
        # Letters beside ASCII's would be taken for one rare Chinese letter.
        "straße, Ægisgata".encode("latin-1"),
        "ул. Ленина".encode("cp1251"),
        # Two of the three bytes of the last letter are gone.
        "丽景小区".encode()[:-2],
        "丽景".encode("utf-16")[:-1],
        b"\xff\xfe\x00\xd8",
        b"name\n\xff\xff\xff",
        # Half of it is UTF-8.
        "é".encode() + b",\xc3,",
        "é".encode() + b"\xc3a",
    ],
)
def test_other_encodings_of_tables_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileError, match=r"byte \d+: not UTF-8; save the file as UTF-8"):
        read_table_text(put(tmp_path, content))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_texts_are_utf_8_alone(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(FileError, match="not UTF-8"):
        read_text(put(tmp_path, CHINESE.encode(encoding)))
    assert read_text(put(tmp_path, CHINESE.encode("utf-8-sig"))) == CHINESE


@pytest.mark.parametrize("read", [read_text, read_table_text])
@pytest.mark.parametrize("content", ["", "\ufeff", " \n"])
def test_an_empty_file_is_refused(tmp_path: Path, read, content: str) -> None:
    with pytest.raises(FileError, match="the file is empty"):
        read(put(tmp_path, content.encode()))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none.csv", "there is no such file"),
        ("", "this is a folder, not a file"),
        ("x" * 5000, "cannot be read: File name too long"),
        ("\0", "cannot be read: embedded null byte"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, line: str) -> None:
    assert not is_there(tmp_path / name)
    for read in (read_text, read_table_text, file_bytes):
        with pytest.raises(FileError, match=line):
            read(tmp_path / name)


def test_the_last_bytes_of_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, b"12345")
    assert [file_bytes(path, at_most=n) for n in (2, 9)] == [b"45", b"12345"]
