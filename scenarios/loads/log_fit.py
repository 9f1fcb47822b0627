"""`FittedLoad`: rates, places and exposures fitted to a log.

The rate at an hour of the week and a place is taken for the product of a rate by hour
and a density by place, so that either has all of the log to be told from: *assumed*;
`fit_report` tests it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maps.address import Addresses
from scenarios.loads.alert_log import AlertLog
from scenarios.loads.exposure import Exposure, fit_exposure
from scenarios.loads.hour_fit import HourFit, fit_hours
from scenarios.loads.load_spec import Smoothing
from scenarios.loads.place_fit import PlaceFit, fit_places


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedLoad:
    """What a log says about hours to come.

    exposure : None where the log says nothing of it.
    """

    hours: HourFit
    places: PlaceFit
    exposure: Exposure | None


def fit_log(log: AlertLog, addresses: Addresses, smoothing: Smoothing) -> FittedLoad:
    """Fit rates by hour and place, and the exposure.

    addresses : over which the cells' weights are spread; there may be none.
    """
    return FittedLoad(
        hours=fit_hours(log, smoothing.hour_bandwidth_h),
        places=fit_places(
            log, addresses, smoothing.cell_m, smoothing.place_bandwidth_m
        ),
        exposure=fit_exposure(log.exposure[np.isfinite(log.exposure)]),
    )
