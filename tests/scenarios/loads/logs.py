"""Logs of alerts by hand and by chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from maps.road_network import Floats
from scenarios.loads.alert_log import AlertLog
from scenarios.loads.arrivals import clock_s, draw_arrivals
from scenarios.loads.demand import Demand
from scenarios.loads.load import Load
from scenarios.loads.load_spec import LoadSpec


def drawn_log(
    rates: Floats, demand: Demand, weeks: float, *, seed: int = 1
) -> AlertLog:
    """Draw a log from known rates and places; money is lognormal."""
    start, length_s = LoadSpec().start, 604_800.0 * weeks
    drawn = draw_arrivals(rates, start, length_s, seed)
    at_s = np.sort(np.concatenate([layer.received_s for layer in drawn]))
    random = np.random.default_rng(seed)
    rows = demand.rows(random.random(len(at_s)))
    return AlertLog(
        file="log.csv",
        at_s=clock_s(start) + at_s,
        lon=demand.lon[rows],
        lat=demand.lat[rows],
        exposure=np.exp(10 + 1.2 * random.standard_normal(len(at_s))),
        unreadable=0,
    )


def write_log(load: Load, file: Path) -> None:
    """Write the alerts of a load as a control room's table."""
    lines = ["Received at,Longitude,Latitude,Amount"]
    for alert in load.alerts:
        when = np.datetime64(load.start.replace(tzinfo=None), "ms") + np.timedelta64(
            round(1000 * alert.received_s), "ms"
        )
        place = alert.place
        lines.append(f"{when},{place.lon},{place.lat},{alert.exposure}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
