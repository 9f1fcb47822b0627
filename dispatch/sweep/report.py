"""`SweepReport`: what a sweep came to, and of what it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

from dispatch.sweep.bounds import Bound, Gaps, gaps_of
from dispatch.sweep.case import Case
from dispatch.sweep.comparison import Compared, compare
from dispatch.sweep.figure_names import FIGURES
from dispatch.sweep.paired import LEVEL, Interval
from dispatch.sweep.simulator import RunResult

METHOD = (
    "Each rule meets the same alerts and the same luck in a replication; means over "
    "replications and their paired differences from the first rule, with intervals by "
    "Student's t (Law, Simulation Modeling and Analysis, section 10.2.1)."
)
_DIGITS = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class SweepReport:
    """Cases, rules, replications, and their results.

    seed : of the first replication; the others' follow. policy : what it is called.
    bounds : what no rule betters, replication by replication, where that was asked for.
    """

    cases: Sequence[Case]
    rules: Sequence[str]
    replications: int
    seed: int
    policy: str
    results: Sequence[RunResult]
    bounds: Sequence[Bound] = ()

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The rules against each other."""
        return compare(self.results)

    def row(self, case: str, rule: str, figure: str) -> Compared:
        """Return one figure of one rule in one case."""
        return self._rows[case, rule, figure]

    def gaps(self, case: str) -> Gaps | None:
        """Say how far the rules of a case stay below its bounds; None without any."""
        return gaps_of(case, self.rules, self.results, self.bounds)

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], Compared]:
        return {(row.case, row.rule, row.figure): row for row in self.compared}


def report_form(report: SweepReport) -> dict[str, Any]:
    """Write a report as a JSON-ready table."""
    return {
        "program": f"officer-dispatch {version('officer-dispatch')}",
        "method": METHOD,
        "level": LEVEL,
        "seed": report.seed,
        "replications": report.replications,
        "policy": report.policy,
        "figures": {name: asdict(figure) for name, figure in FIGURES.items()},
        "scenarios": [_case(report, case) for case in report.cases],
    }


def _case(report: SweepReport, case: Case) -> dict[str, Any]:
    gaps = report.gaps(case.name)
    return {
        "name": case.name,
        "title": case.title,
        "loads": "known" if case.loads.always_same else "drawn",
        "warm_up_s": case.warm_up_s,
        "rules": [_rule(report, case.name, rule) for rule in report.rules],
        "hindsight": None if gaps is None else _hindsight(gaps),
    }


def _hindsight(gaps: Gaps) -> dict[str, Any]:
    from dispatch.hindsight.hindsight import (  # noqa: PLC0415 - seldom asked for
        RELAXED,
    )

    return {
        "on_time": _interval(gaps.bound),
        "gaps": {rule: _interval(gap) for rule, gap in gaps.gaps.items()},
        "relaxed": list(RELAXED),
    }


def _rule(report: SweepReport, case: str, rule: str) -> dict[str, Any]:
    rows = [report.row(case, rule, figure) for figure in FIGURES]
    form: dict[str, Any] = {
        "rule": rule,
        "figures": {row.figure: _interval(row.value) for row in rows},
    }
    if rule != report.rules[0]:
        form["differences"] = {row.figure: _interval(row.difference) for row in rows}
    return form


def _interval(told: Interval | None) -> dict[str, float | None] | None:
    if told is None:
        return None
    return {
        "mean": round(told.mean, _DIGITS),
        "low": None if told.low is None else round(told.low, _DIGITS),
        "high": None if told.high is None else round(told.high, _DIGITS),
        "n": told.n,
    }
