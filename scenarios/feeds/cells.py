"""Cells of tables that others keep: what a row of a file of text would hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from scenarios.table_files import listed


def row_of_cells(
    fields: Sequence[str | None], cells: Sequence[object]
) -> dict[str, Any]:
    """Make a row of its cells; empty ones are fields left out."""
    row: dict[str, Any] = {}
    for field, cell in zip(fields, cells, strict=True):
        value = _plain(cell)
        if field is None or value is None:
            continue
        outer, dot, inner = field.partition(".")
        place = row.setdefault(outer, {}) if dot else row
        if isinstance(place, dict):
            place[inner or outer] = listed(inner or outer, value)
    if isinstance(row.get("id"), int | float):
        row["id"] = _digits(row["id"])
    return row


def _digits(number: float) -> str:
    """Write a number as an id."""
    return str(int(number)) if isinstance(number, int) else f"{number:.15g}"


def _plain(cell: object) -> Any:  # noqa: ANN401 - a cell may hold anything
    """Turn a cell into what a file of text would hold; None for an empty one."""
    if isinstance(cell, np.ndarray | list | tuple):
        return [_plain(value) for value in cell]
    if isinstance(cell, dict):
        plain = {name: _plain(value) for name, value in cell.items()}
        return {name: value for name, value in plain.items() if value is not None}
    if cell is None or pd.isna(cell) or cell == "":  # type: ignore[call-overload]
        return None
    if isinstance(cell, date):  # pandas' moments too
        return cell.isoformat()
    return cell.item() if isinstance(cell, np.generic) else cell
