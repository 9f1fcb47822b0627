"""Pieces of a page: text as it is, data blocks, scripts read from files.

Folium reads what an element's macros return as a template once more. Text from
outside, and scripts, go in as `Raw` instead.

Scripts and styles of our own are joined without their comments and indents, of which a
page has no use: none of their texts may run over lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from branca.element import Element
from jinja2 import Template

# Line separators end a line in old script parsers, and a lone surrogate cannot be
# written as UTF-8.
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_LINE_END = re.compile(r"\s*\n\s*")
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


class Raw(Element):
    """Text that goes into the page as it is, never read as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text


def json_text(value: object) -> str:
    """Write JSON that cannot end a script block, whatever its texts hold.

    Raises
    ------
    ValueError : a number is nan or infinite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def json_block(element_id: str, value: object) -> str:
    """Return data as a script element that is only read, never run."""
    text = json_text(value)
    return f'<script type="application/json" id="{element_id}">{text}</script>'


def script_block(code: str) -> str:
    """Return code as a script element.

    Raises
    ------
    ValueError : the code holds a sequence that would end the element.
    """
    if found := _ENDS_SCRIPT.search(code):
        msg = f"{found[0]!r} cannot stand inside a script element"
        raise ValueError(msg)
    return f"<script>\n{code}\n</script>"


def joined_scripts(files: Iterable[Path]) -> str:
    """Join script files into one function scope, in the order given."""
    return f'(function () {{\n"use strict";\n{_joined(files)}\n}})();'


def joined_styles(files: Iterable[Path]) -> str:
    """Join style sheets, in the order given, as a style element."""
    return f"<style>\n{_joined(files)}\n</style>"


def _joined(files: Iterable[Path]) -> str:
    text = "\n".join(file.read_text("utf-8") for file in files)
    return _LINE_END.sub("\n", _COMMENT.sub("", text)).strip()
