"""Goodness of fit: how well rates, places and exposures describe a log.

The rates were fitted to the same log, so p-values are too high: a low one says that
the model does not fit, a high one proves nothing.

    hours       alerts by clock hours against their expectation, chi-square; hours in
                a row are put together until 5 are expected (Cochran, Biometrics 10,
                1954, 417-451)
    gaps        time is stretched by the rate, and then gaps should be exponential of
                mean 1 (Brown et al., Neural Computation 14, 2002, 325-346);
                Kolmogorov-Smirnov
    moments     in stretched time alerts should lie evenly; Kolmogorov-Smirnov
    cells       alerts by cell against their expectation, chi-square; cells from the
                south-west on are put together until 5 are expected
    hour_place  whether places are the same by day (08 to 20) and by night, chi-square
    exposure    Kolmogorov-Smirnov, and quantiles
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from maps.road_network import Floats, Longs
from maps.week_hours import HOURS
from scenarios.loads.alert_log import AlertLog
from scenarios.loads.arrivals import HOUR_S, cumulative
from scenarios.loads.exposure import Exposure
from scenarios.loads.log_fit import FittedLoad

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
_LEAST_EXPECTED = 5.0
_FEWEST = 2
_DAY_FROM, _DAY_TO = 8, 20  # *assumed*


@dataclass(frozen=True, slots=True, kw_only=True)
class FitTest:
    """One test. value : its statistic; freedom : degrees of it, None for a KS test.

    n : what it was made of: groups, gaps, moments or amounts.
    """

    name: str
    value: float
    p: float
    n: int
    freedom: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """Alerts of an hour of the week in the log, and what the rates expect there."""

    hour: int
    observed: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Alerts of a cell in the log, and what is expected there; middle in WGS-84."""

    lon: float
    lat: float
    observed: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """Amount that a share of the alerts is below, in the log and as fitted."""

    share: float
    observed: float
    fitted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReport:
    """How well a fit describes its log.

    alerts : in it; unplaced : of them, without a place; unreadable, repeated : rows
    that are left out. exposure : the law that was fitted. cells : those that are
    farthest off. notes : what was filled in.
    """

    alerts: int
    unplaced: int
    unreadable: int
    repeated: int
    hours_long: float
    hour_bandwidth_h: float
    place_bandwidth_m: float
    exposure: Exposure | None
    tests: tuple[FitTest, ...]
    hours: tuple[Hour, ...]
    cells: tuple[Cell, ...]
    quantiles: tuple[Quantile, ...]
    notes: tuple[str, ...]


def fit_report(log: AlertLog, fit: FittedLoad, *, most_cells: int = 10) -> FitReport:
    """Compare a log with what was fitted to it.

    most_cells : that are listed.
    """
    tests = (
        _hours_test(log, fit.hours.rates),
        gaps_test(log.at_s, fit.hours.rates),
        _moments_test(log, fit.hours.rates),
        _cells_test(log, fit),
        _hour_place_test(log, fit),
        _exposure_test(log, fit),
    )
    began_s, ended_s = log.span_s
    return FitReport(
        alerts=len(log),
        unplaced=int(np.isnan(log.lon).sum()),
        unreadable=log.unreadable,
        repeated=log.repeated,
        hours_long=(ended_s - began_s) / HOUR_S,
        hour_bandwidth_h=fit.hours.bandwidth_h,
        place_bandwidth_m=fit.places.bandwidth_m,
        exposure=fit.exposure,
        tests=tuple(test for test in tests if test is not None),
        hours=_hours(log, fit.hours.rates),
        cells=_cells(log, fit, most_cells),
        quantiles=_quantiles(log, fit),
        notes=fit.hours.notes,
    )


def gaps_test(at_s: Floats, rates: Floats) -> FitTest | None:
    """Gaps between alerts, in time stretched by the rates, against Exp(1).

    at_s : [n] sorted, since Monday, 29 December 1969 by the clock of the place.
    """
    gaps = np.diff(cumulative(rates, at_s))
    if len(gaps) < _FEWEST:
        return None
    return _ks("gaps", gaps, "expon")


def chi_square(name: str, observed: Floats, expected: Floats) -> FitTest | None:
    """Pearson's test of counts, put together in a row until 5 are expected.

    The degrees of freedom are the groups less one. None below two groups.
    """
    groups = _groups(expected)
    seen = np.bincount(groups, observed)
    awaited = np.bincount(groups, expected)
    if len(seen) < _FEWEST:
        return None
    value = float((((seen - awaited) ** 2) / awaited).sum())
    freedom = len(seen) - 1
    p = float(stats.chi2.sf(value, freedom))
    return FitTest(name=name, value=value, p=p, n=len(seen), freedom=freedom)


def _groups(expected: Floats) -> Longs:
    """Group of each count; the last group takes what is left over, [n]."""
    group, total = 0, 0.0
    groups = np.zeros(len(expected), np.int64)
    for row, each in enumerate(expected.tolist()):
        groups[row] = group
        total += each
        if total >= _LEAST_EXPECTED:
            group, total = group + 1, 0.0
    return np.minimum(groups, max(0, group - 1))


def _ks(name: str, values: Floats, law: str) -> FitTest:
    """Test values against a law (Kolmogorov-Smirnov)."""
    found = stats.kstest(values, law)
    value, p = float(np.asarray(found.statistic)), float(np.asarray(found.pvalue))
    return FitTest(name=name, value=value, p=p, n=len(values))


def _hours_test(log: AlertLog, rates: Floats) -> FitTest | None:
    first, last = (int(end // HOUR_S) for end in log.span_s)
    observed = np.bincount((log.at_s // HOUR_S).astype(np.int64) - first)
    expected = rates[np.arange(first, last) % HOURS]
    return chi_square("hours", observed.astype(np.float64), expected)


def _moments_test(log: AlertLog, rates: Floats) -> FitTest:
    began, ended = cumulative(rates, np.array(log.span_s))
    share = (cumulative(rates, log.at_s) - began) / (ended - began)
    return _ks("moments", share, "uniform")


def _cell_counts(log: AlertLog, fit: FittedLoad) -> tuple[Floats, Floats]:
    """Alerts by cell, seen and expected, [cells] each."""
    known = np.isfinite(log.lon)
    cell = fit.places.grid.cells(log.lon[known], log.lat[known])
    seen = np.bincount(cell, minlength=len(fit.places.share)).astype(np.float64)
    return seen, fit.places.share * seen.sum()


def _cells_test(log: AlertLog, fit: FittedLoad) -> FitTest | None:
    return chi_square("cells", *_cell_counts(log, fit))


def _hour_place_test(log: AlertLog, fit: FittedLoad) -> FitTest | None:
    """Test by cells, put together until either part of the day expects 5."""
    known = np.isfinite(log.lon)
    hour = (log.at_s[known] // HOUR_S) % 24
    by_day = (hour >= _DAY_FROM) & (hour < _DAY_TO)
    cell = fit.places.grid.cells(log.lon[known], log.lat[known])
    total = np.bincount(cell, minlength=len(fit.places.share)).astype(np.float64)
    lesser = min(by_day.mean(), 1 - by_day.mean())
    groups = _groups(total * lesser)[cell]
    if groups.max(initial=0) < 1 or not by_day.any() or by_day.all():
        return None
    width = int(groups.max()) + 1
    parts = (groups[by_day], groups[~by_day])
    table = np.array([np.bincount(part, minlength=width) for part in parts])
    found = stats.chi2_contingency(table, correction=False)
    return FitTest(
        name="hour_place",
        value=float(found.statistic),
        p=float(found.pvalue),
        n=width,
        freedom=int(found.dof),
    )


def _exposure_test(log: AlertLog, fit: FittedLoad) -> FitTest | None:
    amounts = log.exposure[log.exposure > 0]
    if fit.exposure is None or len(amounts) < _FEWEST:
        return None
    return _ks("exposure", fit.exposure.share_below(amounts), "uniform")


def _hours(log: AlertLog, rates: Floats) -> tuple[Hour, ...]:
    first, last = (int(end // HOUR_S) for end in log.span_s)
    times = np.bincount(np.arange(first, last) % HOURS, minlength=HOURS)
    hour = (log.at_s // HOUR_S).astype(np.int64) % HOURS
    seen = np.bincount(hour, minlength=HOURS)
    rows = zip(seen.tolist(), (times * rates).tolist(), strict=True)
    return tuple(
        Hour(hour=hour, observed=observed, expected=expected)
        for hour, (observed, expected) in enumerate(rows)
    )


def _cells(log: AlertLog, fit: FittedLoad, most: int) -> tuple[Cell, ...]:
    """Cells whose counts are farthest from their expectation, by Pearson residual."""
    seen, expected = _cell_counts(log, fit)
    off = np.abs(seen - expected) / np.sqrt(np.maximum(expected, 1.0))
    rows = np.argsort(-off, kind="stable")[:most]
    rows = rows[(seen[rows] > 0) | (expected[rows] > 0)]
    lon, lat = fit.places.grid.middles(rows)
    return tuple(
        Cell(lon=x, lat=y, observed=int(seen[row]), expected=float(expected[row]))
        for row, x, y in zip(rows.tolist(), lon.tolist(), lat.tolist(), strict=True)
    )


def _quantiles(log: AlertLog, fit: FittedLoad) -> tuple[Quantile, ...]:
    amounts = log.exposure[log.exposure > 0]
    if fit.exposure is None or not len(amounts):
        return ()
    observed = np.quantile(amounts, QUANTILES).tolist()
    fitted = fit.exposure.quantile(np.array(QUANTILES)).tolist()
    return tuple(
        Quantile(share=share, observed=seen, fitted=model)
        for share, seen, model in zip(QUANTILES, observed, fitted, strict=True)
    )
