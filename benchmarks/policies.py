"""What policies come to on synthetic shifts, from quiet nights to bursts.

    python -m benchmarks.policies [--most 30 | --full] [--workers 2] [--folder DIR]
        [--cities NAME ...] [--cases NAME ...] [--rules NAME ...] [--json]

Four hours after an hour's warm-up, on the embedded city and, where the folder that
`DISPATCH_DATA` names holds `osm/hangzhou_north.graphml.gz`, on northern Hangzhou. All
rules meet the same alerts and the same luck. Replications grow by 10 until the paired
difference in on-time share from closest idle is known to 1 point (half of a 95 %
interval) for every rule but `random`, or until there are 30, with `--full` 60. That is
a fixed amount of work: 30 take some 35 minutes of a processor, so 20 on two.

Load is offered busy time, received to clear, by the time that units are on duty; it is
aimed at, and stands in the table as it came out. `hindsight` is how many points of
on-time share no rule that knew the future could have won beyond. With `--folder` each
run is kept as it ends, and found again.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.machine import machine
from benchmarks.policy_cases import TITLES, UNITS, cases_of, cities
from benchmarks.policy_hindsight import Shares, hindsight_shares
from dispatch.simulation.rules.by_name import RULES
from dispatch.sweep.case import Case
from dispatch.sweep.comparison import Compared, compare
from dispatch.sweep.executors.executor import Executor
from dispatch.sweep.executors.processes import Processes
from dispatch.sweep.paired import paired_difference
from dispatch.sweep.simulator import RunResult
from dispatch.sweep.store import Store
from dispatch.sweep.sweep import run_sweep

STEP, MOST, FULL = 10, 30, 60
NARROW = 0.01
FIRST = "closest_idle"
FLOOR = "random"

_MINUTE_S = 60.0
_HEADINGS = (
    "load, offered",
    "n",
    "rule",
    "on time %",
    "± ",
    "over closest idle",
    "±",
    "hindsight",
    "median s",
    "90 % s",
    "mean s",
    "worst s",
    "redirects",
    "unserved %",
    "expected loss",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule in one case: means over replications; None: there is none.

    Shares are in points of a hundred. half, gain_half : of 95 % intervals. gain : in
    on-time share over closest idle. beyond : what no rule could win more, in hindsight.
    """

    case: str
    rule: str
    n: int
    load: float | None
    on_time: float | None
    half: float | None
    gain: float | None
    gain_half: float | None
    beyond: float | None
    median_s: float | None
    p90_s: float | None
    mean_s: float | None
    worst_s: float | None
    redirects: float | None
    unserved: float | None
    expected_loss: float | None


def main() -> None:
    """Run the plan, and print a table or JSON."""
    arguments = _arguments()
    began_s = time.monotonic()
    towns = cities(os.environ.get("DISPATCH_DATA"))
    wanted = [town for town in towns if town.name in (arguments.cities or [town.name])]
    cases = [
        case
        for town in wanted
        for case in cases_of(town)
        if _short(case.name) in (arguments.cases or [_short(case.name)])
    ]
    store = None if arguments.folder is None else Store(arguments.folder / "runs")
    results = replicate(
        cases,
        [FIRST, *(rule for rule in arguments.rules if rule != FIRST)],
        most=FULL if arguments.full else arguments.most,
        executor=Processes(workers=arguments.workers),
        store=store,
    )
    known = hindsight_shares(cases, results, arguments.folder)
    rows = rows_of(results, known)
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _tables(rows, {town.name: town.title for town in wanted}):
        print(line)
    print(f"\n{(time.monotonic() - began_s) / _MINUTE_S:.0f} min")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policies")
    parser.add_argument("--most", type=int, default=MOST, help=f"runs ({MOST})")
    parser.add_argument("--full", action="store_true", help=f"up to {FULL} runs")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--folder", type=Path, help="where runs are kept")
    parser.add_argument("--cities", nargs="+", metavar="NAME", help="else all there")
    parser.add_argument("--cases", nargs="+", metavar="NAME", help="as 0.5, burst")
    parser.add_argument("--rules", nargs="+", default=[*RULES], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def replicate(
    cases: Sequence[Case],
    rules: Sequence[str],
    *,
    most: int,
    executor: Executor | None = None,
    store: Store | None = None,
) -> list[RunResult]:
    """Run each case until its differences are known well enough, or often enough."""
    results: list[RunResult] = []
    left = [*cases]
    for begin in range(0, most, STEP):
        seeds = range(begin, min(most, begin + STEP))
        results += run_sweep(left, rules, seeds, executor=executor, store=store)
        left = [case for case in left if not narrow(_of_case(results, case.name))]
        if not left:
            break
    return results


def narrow(results: Sequence[RunResult]) -> bool:
    """Whether the differences in on-time share of a case are known to 1 point."""
    halves = [
        None if row.difference is None else row.difference.half_width
        for row in compare(results)
        if row.figure == "on_time" and row.rule not in {FIRST, FLOOR}
    ]
    return all(half is not None and half <= NARROW for half in halves)


def rows_of(results: Sequence[RunResult], known: Mapping[str, Shares]) -> list[Row]:
    """Sum up, by case and rule."""
    cases = dict.fromkeys(result.case for result in results)
    return [
        row
        for case in cases
        for row in _rows(_of_case(results, case), known.get(case, {}))
    ]


def _of_case(results: Iterable[RunResult], case: str) -> list[RunResult]:
    return [result for result in results if result.case == case]


def _rows(results: Sequence[RunResult], known: Shares) -> Iterator[Row]:
    compared = compare(results)
    for rule in dict.fromkeys(row.rule for row in compared):
        own = {row.figure: row for row in compared if row.rule == rule}
        yield _row(own, [r for r in results if r.rule == rule], known)


def _row(
    own: Mapping[str, Compared], results: Sequence[RunResult], known: Shares
) -> Row:
    def mean(name: str, scale: float = 1.0) -> float | None:
        value = own[name].value
        return None if value is None else scale * value.mean

    on_time, gain = own["on_time"].value, own["on_time"].difference
    beyond = paired_difference(
        [r.figures.on_time if r.seed in known else None for r in results],
        [known.get(r.seed) for r in results],
    )
    return Row(
        case=own["on_time"].case,
        rule=own["on_time"].rule,
        n=len(results),
        load=mean("load"),
        on_time=mean("on_time", 100.0),
        half=_points(None if on_time is None else on_time.half_width),
        gain=_points(None if gain is None else gain.mean),
        gain_half=_points(None if gain is None else gain.half_width),
        beyond=_points(None if beyond is None else beyond.mean),
        median_s=mean("median_s"),
        p90_s=mean("p90_s"),
        mean_s=mean("mean_s"),
        worst_s=mean("worst_s"),
        redirects=mean("redirects"),
        unserved=mean("unserved", 100.0),
        expected_loss=mean("expected_loss"),
    )


def _points(share: float | None) -> float | None:
    return None if share is None else 100.0 * share


def _tables(rows: Sequence[Row], titles: Mapping[str, str]) -> Iterator[str]:
    """Write a table for each city."""
    for city, title in titles.items():
        own = [row for row in rows if row.case.startswith(f"{city}:")]
        yield f"**{title}**, {UNITS} units in beats unless said otherwise"
        yield ""
        yield "| " + " | ".join(heading.strip() for heading in _HEADINGS) + " |"
        yield "|" + "---|" * len(_HEADINGS)
        for row in own:
            yield _line(row, own)
        yield ""


def _line(row: Row, rows: Sequence[Row]) -> str:
    same = [other for other in rows if other.case == row.case]
    begins = row is same[0]
    name = _short(row.case)
    loads = [other.load for other in same if other.load is not None]
    offered = f"{fmean(loads):.2f}" if loads else ""
    cells = (
        f"{TITLES.get(name, name)}, {offered}" if begins else "",
        str(row.n) if begins else "",
        row.rule.replace("_", " "),
        _told(row.on_time, 1),
        _told(row.half, 1),
        _told(row.gain, 1, signed=True),
        _told(row.gain_half, 1),
        _told(row.beyond, 1),
        _told(row.median_s, 0),
        _told(row.p90_s, 0),
        _told(row.mean_s, 0),
        _told(row.worst_s, 0),
        _told(row.redirects, 2),
        _told(row.unserved, 1),
        _told(row.expected_loss, 0),
    )
    return "| " + " | ".join(cells) + " |"


def _short(case: str) -> str:
    """Name of a case without its city."""
    return case.partition(":")[2]


def _told(value: float | None, digits: int, *, signed: bool = False) -> str:
    if value is None:
        return ""
    text = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    return text.replace("-0.0", "0.0") if float(text.replace(",", "")) == 0 else text


if __name__ == "__main__":
    main()
