"""How long the expected losses of many units at many alerts take.

    python -m benchmarks.fraud_model [--units 2000] [--alerts 500] [--runs 7] [--json]

Made-up alerts of all scripts, with 1 to 23 cards, some of them with calls, half of them
to be called from now on; random times. Medians: the tables of a script, which a model
makes once; beliefs; curves; and the losses of all pairs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import TypeVar

import numpy as np

from benchmarks.machine import machine
from scenarios.alert import PlaceKind
from scenarios.call import Call
from scenarios.fraud.belief import Belief
from scenarios.fraud.chain import Floats
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.loss_curves import LossCurves
from scenarios.fraud.numbers_file import shipped_numbers

_Kind = TypeVar("_Kind")

_HEADINGS = ("what", "runs", "wall ms", "least wall ms", "cpu ms")
_PLACES: tuple[PlaceKind, ...] = ("tower", "house", "outdoors", "shop", "unknown")
_MOST_CARDS = 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step: medians over its runs, and the least."""

    what: str
    runs: int
    wall_ms: float
    least_wall_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One made-up alert."""

    script: str
    stage: str
    now_s: float
    calls: tuple[Call, ...]
    cards: int
    exposure: float
    place: PlaceKind
    access_s: float | None
    called_from_s: float | None


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    rows = measure(
        units=arguments.units,
        alerts=arguments.alerts,
        runs=arguments.runs,
        seed=arguments.seed,
    )
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(machine(), end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fraud_model")
    parser.add_argument("--units", type=int, default=2000, help="(2000)")
    parser.add_argument("--alerts", type=int, default=500, help="(500)")
    parser.add_argument("--runs", type=int, default=7, help="of each step (7)")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up alerts (1)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def measure(*, units: int, alerts: int, runs: int, seed: int) -> list[Row]:
    """Measure every step; the loops are compiled before."""
    rng = np.random.default_rng(seed)
    model = FraudModel(shipped_numbers())
    made = [_made(model, rng) for _ in range(alerts)]
    fixed_s = rng.uniform(15.0, 300.0, (units, alerts))
    travel_s = rng.lognormal(6.0, 0.5, (units, alerts))

    def tables() -> list[LossCurves]:
        return curves_of(FraudModel(model.numbers), made, beliefs)

    def all_but_tables() -> Floats:
        return losses(
            curves_of(model, made, beliefs_of(model, made)), fixed_s, travel_s
        )

    beliefs = beliefs_of(model, made)
    curves = curves_of(model, made, beliefs)
    steps: dict[str, Callable[[], object]] = {
        "a new model, its tables and all curves": tables,
        "beliefs": lambda: beliefs_of(model, made),
        "curves, tables made": lambda: curves_of(model, made, beliefs),
        "losses of all pairs": lambda: losses(curves, fixed_s, travel_s),
        "all three": all_but_tables,
    }
    return [_row(what, runs, step) for what, step in steps.items()]


def _made(model: FraudModel, rng: np.random.Generator) -> Made:
    script = _one_of(tuple(model.numbers.scripts), rng)
    now_s = float(rng.integers(0, 900))
    called = rng.random() < 1 / 3
    return Made(
        script=script,
        stage=_one_of(tuple(model.numbers.scripts[script].stages), rng),
        now_s=now_s,
        calls=(Call(at_s=now_s / 2, outcome="busy"),) if called else (),
        cards=int(rng.integers(1, _MOST_CARDS + 1)),
        exposure=float(rng.lognormal(11.0, 1.0)),
        place=_one_of(_PLACES, rng),
        access_s=float(rng.integers(30, 400)) if rng.random() < 1 / 2 else None,
        called_from_s=0.0 if rng.random() < 1 / 2 else None,
    )


def _one_of(things: tuple[_Kind, ...], rng: np.random.Generator) -> _Kind:
    return things[int(rng.integers(len(things)))]


def beliefs_of(model: FraudModel, made: list[Made]) -> list[Belief]:
    """Beliefs about all alerts."""
    return [
        model.belief(
            each.script,
            each.stage,
            warned_s=0.0,
            now_s=each.now_s,
            calls=each.calls,
        )
        for each in made
    ]


def curves_of(
    model: FraudModel, made: list[Made], beliefs: list[Belief]
) -> list[LossCurves]:
    """Curves of all alerts."""
    return [
        model.curves(
            belief,
            exposure=each.exposure,
            cards=each.cards,
            place_kind=each.place,
            access_s=each.access_s,
            called_from_s=each.called_from_s,
        )
        for each, belief in zip(made, beliefs, strict=True)
    ]


def losses(curves: list[LossCurves], fixed_s: Floats, travel_s: Floats) -> Floats:
    """Expected losses of all pairs, [units, alerts]."""
    out = np.empty_like(fixed_s)
    for alert, curve in enumerate(curves):
        out[:, alert] = curve.loss_if_kerb_at(fixed_s[:, alert], travel_s[:, alert])
    return out


def _row(what: str, runs: int, step: Callable[[], object]) -> Row:
    step()
    wall_ms, cpu_ms = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        wall_ms.append((time.perf_counter() - wall) * 1e3)
        cpu_ms.append((time.process_time() - cpu) * 1e3)
    return Row(
        what=what,
        runs=runs,
        wall_ms=round(median(wall_ms), 1),
        least_wall_ms=round(min(wall_ms), 1),
        cpu_ms=round(median(cpu_ms), 1),
    )


def _table(rows: list[Row]) -> list[str]:
    lines = ["| " + " | ".join(_HEADINGS) + " |", "|" + "---|" * len(_HEADINGS)]
    for row in rows:
        times = f"{row.wall_ms:.1f} | {row.least_wall_ms:.1f} | {row.cpu_ms:.1f}"
        lines.append(f"| {row.what} | {row.runs} | {times} |")
    return lines


if __name__ == "__main__":
    main()
