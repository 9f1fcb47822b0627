"""Pieces of a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.page.parts import joined_scripts, json_block, json_text, script_block

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
