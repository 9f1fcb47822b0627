"""`dispatch assumptions`: every number that is rested on, and where it is from."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dispatch.assumptions import Assumptions, assumptions
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.terminal_words import shown
from scenarios.fraud.numbers import NumberRow
from scenarios.fraud.numbers_file import shipped_numbers

_GROUPS = {
    "policy": "the policy",
    "fraud": "the model of the fraud",
    "moves": "where free units should wait",
    "loads": "synthetic loads, where their specs say nothing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionsRequest:
    """What the user asked for; None where he left it to us."""

    policy: Path | None = None
    assumed_only: bool = False
    as_json: bool = False


def run_assumptions(request: AssumptionsRequest) -> None:
    """Read, list, print.

    Raises
    ------
    InputError : anything wrong with what was given.
    """
    policy = Policy() if request.policy is None else read_policy(request.policy)
    fraud = shipped_numbers() if policy.fraud is None else policy.fraud
    told = assumptions(policy, fraud)
    if request.as_json:
        json.dump(_form(told, request), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(told, request, Console(highlight=False))


def _form(told: Assumptions, request: AssumptionsRequest) -> dict[str, Any]:
    return {
        group: [
            {**asdict(row), "assumed": row.assumed}
            for row in _wanted(getattr(told, group), request)
        ]
        for group in _GROUPS
    }


def _wanted(
    rows: tuple[NumberRow, ...], request: AssumptionsRequest
) -> list[NumberRow]:
    return [row for row in rows if row.assumed or not request.assumed_only]


def _print(told: Assumptions, request: AssumptionsRequest, console: Console) -> None:
    for group, title in _GROUPS.items():
        rows = getattr(told, group)
        assumed = sum(row.assumed for row in rows)
        heading = f"{title}: {len(rows)} numbers, {assumed} of them assumed"
        console.print(_table(heading, _wanted(rows, request)))


def _table(title: str, rows: list[NumberRow]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("number", overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    table.add_column("source", overflow="fold")
    for row in rows:
        style = "yellow" if row.assumed else ""
        source = Text(shown(row.source), style=style)
        table.add_row(Text(row.key), f"{row.value:,.10g}", row.unit, source)
    return table
