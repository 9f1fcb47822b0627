"""Pieces of a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.page.parts import (
    joined_scripts,
    joined_styles,
    json_block,
    json_text,
    script_block,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_json_cannot_end_its_block() -> None:
    block = json_block("data", {"title": "</script><script>alert(1)</script>"})
    assert block.count("<") == 2
    assert "\\u003c/script>" in block


def test_json_has_no_line_separators() -> None:
    assert json_text("a\u2028b\u2029c") == '"a\\u2028b\\u2029c"'


@given(ANY_TEXT)
def test_json_gives_back_every_text(text: str) -> None:
    written = json_text(text)
    assert json.loads(written) == text
    assert written.encode("utf-8")


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


@pytest.mark.parametrize("code", ["'</script>'", "'</SCRIPT '", "x <!--y"])
def test_scripts_that_would_end_their_element_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        script_block(code)


def test_scripts_share_one_scope(tmp_path: Path) -> None:
    for name in ("one.js", "two.js"):
        (tmp_path / name).write_text(f"const {name[:3]} = 1;\n", "utf-8")
    code = joined_scripts([tmp_path / "one.js", tmp_path / "two.js"])
    assert code == (
        '(function () {\n"use strict";\nconst one = 1;\nconst two = 1;\n})();'
    )


def test_comments_and_indents_are_left_out(tmp_path: Path) -> None:
    script, style = tmp_path / "one.js", tmp_path / "one.css"
    script.write_text(
        "/* What it\n   is for. */\n\nfunction one() {\n  /* why */\n"
        '  return "/* text */"; /* kept */\n}\n',
        "utf-8",
    )
    style.write_text("/* Rows. */\n.row {\n  top: 0;\n}\n\n.x { top: 1px; }\n", "utf-8")
    assert joined_scripts([script]) == (
        '(function () {\n"use strict";\nfunction one() {\n'
        'return "/* text */"; /* kept */\n}\n})();'
    )
    assert joined_styles([style, style]) == (
        "<style>\n" + 2 * ".row {\ntop: 0;\n}\n.x { top: 1px; }\n" + "</style>"
    )


SCRIPTS = [
    file
    for folder in ("maps/page", "dispatch/page")
    for file in Path(folder).rglob("*.js")
    if "vendored" not in file.parts
]


@pytest.mark.parametrize("file", SCRIPTS, ids=str)
def test_no_text_of_a_script_runs_over_lines(file: Path) -> None:
    for line in file.read_text("utf-8").splitlines():
        assert line.count("`") % 2 == 0, line
