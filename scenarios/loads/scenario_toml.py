"""A scenario as the text of a TOML file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scenarios.file_form import to_file_form
from scenarios.scenario import Scenario


def scenario_toml(scenario: Scenario) -> str:
    """Write a scenario as TOML, which reading gives the same scenario again."""
    form = to_file_form(scenario)
    rows = {name: value for name, value in form.items() if isinstance(value, list)}
    top = {name: value for name, value in form.items() if name not in rows}
    lines = [*_fields(top)]
    for name, tables in rows.items():
        for table in tables:
            lines += ["", f"[[{name}]]", *_fields(table)]
    return "\n".join(lines) + "\n"


def _fields(table: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in table.items())


def _value(value: object) -> str:
    """Write a value on one line.

    A text of JSON is one of TOML, but for the sign for delete, which TOML wants
    written out (TOML 1.0.0, String).
    """
    if isinstance(value, Mapping):
        inner = ", ".join(_fields(value))
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")
