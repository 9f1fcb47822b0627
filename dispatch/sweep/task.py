"""`Task`: one shift to be simulated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispatch.sweep.case import Case
from dispatch.sweep.fingerprint import fingerprint, program
from dispatch.sweep.named_rules import check_rule, rule_fingerprint
from maps.errors import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One case by one rule with one seed.

    case : its name. key : a hash of all that the result hangs on: the program, what
    the case holds, the rule and the seed.
    """

    case: str
    rule: str
    seed: int
    key: str

    @property
    def replication(self) -> tuple[str, int]:
        """What tasks that differ by their rule alone have in common."""
        return self.case, self.seed


def tasks_of(
    cases: Sequence[Case], rules: Sequence[str], seeds: Iterable[int]
) -> tuple[Task, ...]:
    """List the tasks of a sweep: by case, then seed, then rule.

    Raises
    ------
    FieldError : a case or a rule that stands twice, a rule that there is not.
    """
    _check_once("scenario", [case.name for case in cases])
    _check_once("rule", rules)
    for rule in rules:
        check_rule(rule)
    seeds = tuple(seeds)
    of_rule = {rule: rule_fingerprint(rule) for rule in rules}
    of_case = {case.name: fingerprint(program(), *case.content) for case in cases}
    return tuple(
        Task(
            case=case.name,
            rule=rule,
            seed=seed,
            key=fingerprint(of_case[case.name], of_rule[rule], seed),
        )
        for case in cases
        for seed in seeds
        for rule in rules
    )


def _check_once(kind: str, names: Sequence[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise FieldError(
                f"{name!r} stands twice", field=kind, mend="keep the first"
            )
