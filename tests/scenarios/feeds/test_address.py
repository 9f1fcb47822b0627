"""Addresses of tables, and passwords that never show."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import FileError
from scenarios.feeds.address import (
    is_address,
    parse_address,
    shown_source,
    stem_of,
    without_passwords,
)


@pytest.mark.parametrize(
    ("source", "server", "name", "schema", "table"),
    [
        ("postgresql://h/b#units", "postgresql://h/b", "h/b#units", None, "units"),
        ("postgres://h/b#ops.cars", "postgres://h/b", "h/b#ops.cars", "ops", "cars"),
        ("postgresql://h/b", "postgresql://h/b", "h/b#units", None, "units"),
        ("postgresql://h/b#ops.", "postgresql://h/b", "h/b#ops.", "ops", "units"),
        ("postgresql:///b", "postgresql:///b", "/b#units", None, "units"),
        ("postgresql://", "postgresql://", "#units", None, "units"),
        (
            "postgresql://u:p%40ss@h:5433,[::1]:7/b?sslmode=require#my%2Etable",
            "postgresql://u:p%40ss@h:5433,[::1]:7/b?sslmode=require",
            "h:5433,[::1]:7/b#my%2Etable",
            None,
            "my.table",
        ),
        (
            "postgresql://%2Fvar%2Frun/b?password=secret#警车",
            "postgresql://%2Fvar%2Frun/b?password=secret",
            "%2Fvar%2Frun/b#警车",
            None,
            "警车",
        ),
    ],
)
def test_an_address_is_taken_apart(
    source: str, server: str, name: str, schema: str | None, table: str
) -> None:
    found = parse_address(source, "units")
    assert (found.server, found.name) == (server, f"postgresql://{name}")
    assert (found.schema, found.table) == (schema, table)


@pytest.mark.parametrize(
    "source",
    [
        "postgresql://u:se@cret@h/b",
        "postgresql://u:se/cret@h/b",
        "postgresql://u:se#cret@h/b",
        "postgresql://u:se?cret@h/b",
        "postgresql://u:cret/b",
        "postgresql://h/b#u:se@cret",
        "postgresql://:5432/b",
        "postgresql://h,/b",
        "postgresql:/u:secret@h/b",
        "postgis://u:secret@h/b",
        "https://u:secret@h/units.csv",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(source: str) -> None:
    with pytest.raises(FileError) as fault:
        parse_address(source)
    said = str(fault.value)
    assert "not the address of a table in PostgreSQL; write postgresql://user@h" in said
    assert "cret" not in said


_ANYTHING = st.text(st.sampled_from(string.ascii_lowercase + "@:/?#%&=[],. \\"))


@given(before=_ANYTHING, after=_ANYTHING)
def test_a_password_never_shows(before: str, after: str) -> None:
    secret = "GEHEIM"  # noqa: S105 - to be looked for
    source = f"postgresql://user:{before}{secret}{after}@host/base#units"
    try:
        said = shown_source(source)
    except FileError as fault:
        said = str(fault)
    assert secret not in said
    assert secret not in without_passwords(f"there is no file {source}")


def test_a_path_is_no_address() -> None:
    for path in ("units.csv", "C:/units.csv", r"C:\units.csv", "/a/b.csv", "a:b.csv"):
        assert not is_address(path)
        assert shown_source(path) == path
    assert is_address(Path("postgresql://h/b"))


def test_tables_are_called_as_files_are() -> None:
    assert stem_of("tables/night.csv", "alerts") == "night"
    assert stem_of("postgresql://h/b#ops.night", "alerts") == "night"
    assert stem_of("postgresql://h/b", "alerts") == "alerts"


def test_an_address_in_its_repr_has_no_password() -> None:
    assert "secret" not in repr(parse_address("postgresql://u:secret@h/b#units"))


def test_passwords_within_a_line_are_crossed_out() -> None:
    line = "what is postgresql://u:se@cret@h/b?sslpassword=cret&password=cret#t here?"
    assert without_passwords(line) == (
        "what is postgresql://u:…@h/b?sslpassword=…&password=…#t here?"
    )
    assert without_passwords("no postgresql://u@h:5432/b, 12:30 a@b") == (
        "no postgresql://u@h:5432/b, 12:30 a@b"
    )
