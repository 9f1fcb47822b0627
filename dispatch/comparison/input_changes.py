"""What one plan was given otherwise than the other, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dispatch.plan import Plan
from dispatch.plan_file import now_of
from dispatch.policy_file import policy_to_file_form
from scenarios.file_form import to_file_form

InputPart = Literal["now", "policy", "units", "alerts", "orders", "zones"]
"""What a plan is given, in parts that can be exchanged one by one. orders : pairs that
are locked or forbidden. zones : areas and zones."""

PARTS: tuple[InputPart, ...] = get_args(InputPart)

_SHEETS: Mapping[InputPart, tuple[str, ...]] = {
    "units": ("units",),
    "alerts": ("alerts",),
    "orders": ("locks", "forbidden"),
    "zones": ("areas", "zones"),
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChange:
    """One value that is another one, or a row that only one side has.

    sheet : the list in the scenario's file that the row stands in, "policy" or "now".
    row : its id, or its pair. field : as the file has it, "" of a row that is new or
    gone. before, after : as in the file, None where a side has none.
    """

    part: InputPart
    sheet: str
    row: str
    field: str
    before: Any
    after: Any


def input_changes(before: Plan, after: Plan) -> tuple[InputChange, ...]:
    """List what is another: the moment, then the policy, then rows by their ids."""
    return tuple(_changes(before, after))


def _changes(before: Plan, after: Plan) -> Iterator[InputChange]:
    one, other = now_of(before).isoformat(), now_of(after).isoformat()
    if one != other:
        yield InputChange(
            part="now", sheet="now", row="", field="", before=one, after=other
        )
    policies = policy_to_file_form(before.policy), policy_to_file_form(after.policy)
    yield from _in_row("policy", "policy", "", *policies)
    forms = to_file_form(before.scenario), to_file_form(after.scenario)
    for part, sheets in _SHEETS.items():
        for sheet in sheets:
            yield from _in_sheet(part, sheet, *(form.get(sheet, []) for form in forms))


def _in_sheet(
    part: InputPart, sheet: str, before: list[Row], after: list[Row]
) -> Iterator[InputChange]:
    were, are = ({_key(row): row for row in rows} for rows in (before, after))
    for key in sorted({*were, *are}):
        if key in were and key in are:
            yield from _in_row(part, sheet, key, were[key], are[key])
            continue
        yield InputChange(
            part=part,
            sheet=sheet,
            row=key,
            field="",
            before=were.get(key),
            after=are.get(key),
        )


def _in_row(
    part: InputPart, sheet: str, row: str, before: Row, after: Row
) -> Iterator[InputChange]:
    were, are = dict(_flat(before)), dict(_flat(after))
    for field in sorted({*were, *are}):
        if were.get(field) != are.get(field):
            yield InputChange(
                part=part,
                sheet=sheet,
                row=row,
                field=field,
                before=were.get(field),
                after=are.get(field),
            )


def _key(row: Row) -> str:
    """Name a row: a pair by its two ids."""
    return str(row["id"]) if "id" in row else f"{row['unit']}:{row['alert']}"


def _flat(table: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give the fields of a table, those of tables within it as `table.field`."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
