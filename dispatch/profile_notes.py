"""What stands beside the numbers of a fitted profile: where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maps.calibration import Calibration
from maps.fitting.fit_quality import Quality
from maps.fitting.profile_fit import LEAST_DRIVES
from maps.fitting.profile_numbers import field_names
from maps.speeds import SpeedProfile

_ASSUMED = (
    "class_kph.living_street",
    "class_kph.service",
    "standing_s.gate",
    "restricted_entry_s",
    "emergency_factor",
    "emergency_ignores",
)


def heading(made: Calibration, *, trips: str, roads: str) -> tuple[str, ...]:
    """Say what the profile was fitted to, and what it is worth."""
    return (
        f"A speed profile, fitted by `dispatch calibrate` to {made.n} trips",
        f"of {trips} on the roads of {roads}.",
        "",
        "Predicted/actual duration, and the median of the error:",
        f"  before, by the shipped defaults: {_line(made.before)}",
        f"  after, {len(made.folds)} folds, each unseen: {_line(made.after)}",
        "",
        "start_stop_s is for judging trips alone and stands in no plan. Hours are",
        'local time. Use it in a policy as speeds = "this file", or judge it on',
        "other trips with `dispatch calibrate TRIPS --roads FILE --check`.",
    )


def number_notes(drives: Mapping[str, int]) -> dict[str, str]:
    """Say of each number whether it was fitted, to how many trips, or assumed."""
    notes = dict.fromkeys(field_names(), f"default: under {LEAST_DRIVES} trips")
    notes["turn_s.straight"] = "default"
    notes |= dict.fromkeys(_ASSUMED, "default, assumed")
    return notes | {name: f"fitted, {count} trips" for name, count in drives.items()}


def number_lines(profile: SpeedProfile) -> Iterator[str]:
    """Give a profile's numbers, the shipped ones in brackets where they differ."""
    default = SpeedProfile()
    yield "km/h: " + _beside(profile.class_kph, default.class_kph)
    seconds = {**profile.turn_s, "junction": profile.junction_s, **profile.standing_s}
    shipped = {**default.turn_s, "junction": default.junction_s, **default.standing_s}
    yield "seconds: " + _beside(seconds, shipped)
    for name, spans in profile.hour_factor.items():
        factors = ", ".join(f"{span} {factor:g}" for span, factor in spans.items())
        yield f"factor on speed, {name}: {factors}"


def _beside(numbers: Mapping[str, float], shipped: Mapping[str, float]) -> str:
    return ", ".join(
        f"{name} {value:g}"
        + (f" ({shipped[name]:g})" if value != shipped[name] else "")
        for name, value in numbers.items()
    )


def _line(measured: Quality) -> str:
    return (
        f"median {measured.median_ratio:.3f}, p10 {measured.p10:.3f}, "
        f"p90 {measured.p90:.3f}, r {measured.r:.3f}, "
        f"{measured.median_abs_error_s:.0f} s"
    )
