"""`compare`: rules against each other, figure by figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dispatch.sweep.figure_names import FIGURES
from dispatch.sweep.paired import Interval, Values, mean_interval, paired_difference
from dispatch.sweep.simulator import RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One figure of one rule in one case.

    value : its mean over replications; None: none has it. difference : from the first
    rule's, in the same replications; None: of that rule itself.
    """

    case: str
    rule: str
    figure: str
    value: Interval | None
    difference: Interval | None


def compare(results: Iterable[RunResult]) -> tuple[Compared, ...]:
    """Compare the rules of a sweep: by case, rule and figure, in their order."""
    listed = [*results]
    cases = [*dict.fromkeys(result.case for result in listed)]
    return tuple(row for case in cases for row in _of_case(listed, case))


def _of_case(results: Sequence[RunResult], case: str) -> Iterator[Compared]:
    own = [result for result in results if result.case == case]
    rules = [*dict.fromkeys(result.rule for result in own)]
    for rule in rules:
        for figure in FIGURES:
            values = _values(own, rule, figure)
            first = _values(own, rules[0], figure)
            yield Compared(
                case=case,
                rule=rule,
                figure=figure,
                value=mean_interval(values),
                difference=None
                if rule == rules[0]
                else paired_difference(first, values),
            )


def _values(results: Sequence[RunResult], rule: str, figure: str) -> Values:
    """Give a figure of a rule, by seed."""
    own = [result for result in results if result.rule == rule]
    own.sort(key=lambda result: result.seed)
    return [getattr(result.figures, figure) for result in own]
