from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from scenarios.call_logs.own_log import call_log_of
from scenarios.call_logs.read import read_call_log
from scenarios.response_log.log_files import FORMS, write_log
from scenarios.response_log.response_log import ResponseLog
from scenarios.response_log.rows import ResponseRow
from tests.scenarios.call_logs.logs import clock, found

START = datetime(2026, 3, 21, 9, tzinfo=timezone(timedelta(hours=8)))
ROWS = (
    ResponseRow(
        alert_id="a1",
        unit_id="P1",
        level="high",
        lon=120.1,
        lat=30.2,
        received_s=0.0,
        notified_s=30.0,
        rolling_s=90.0,
        at_gate_s=300.0,
        at_door_s=400.25,
        clear_s=900.0,
        target_s=480.0,
        on_time=True,
        planned_travel_s=200.0,
        planned_on_time=0.8,
        exposure=1e5,
        currency="CNY",
        ended="arrived",
    ),
    ResponseRow(
        alert_id="a2",
        unit_id="P2",
        received_s=10.0,
        notified_s=40.0,
        clear_s=900.0,
        ended="cancelled",
    ),
    ResponseRow(alert_id="a3", received_s=10.0, ended="unserved"),
)
LOG = ResponseLog.of_rows(ROWS, start=START)


def test_our_own_log():
    log = call_log_of(LOG)
    assert log.tz == ZoneInfo("Etc/GMT-8")
    assert (log.n_calls, log.n_units, log.per_unit) == (3, 2, True)
    assert clock(log, "on_scene") == ["09:05:00", None, None]
    assert clock(log, "at_door") == ["09:06:40", None, None]
    assert clock(log, "cancelled") == [None, "09:15:00", None]
    first = log.table.row(0, named=True)
    assert (first["priority"], first["amount"], first["on_time"]) == ("high", 1e5, True)
    assert (first["planned_travel_s"], first["planned_on_time"]) == (200.0, 0.8)
    assert found(log) == {"no_place": 2, "no_unit_id": 1, "no_arrival": 2}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mapping", [None, "officer-dispatch"])
def test_its_files_are_the_same_log(tmp_path, form, mapping):
    write_log(LOG, tmp_path / f"log{form}")
    log = read_call_log(tmp_path / f"log{form}", mapping=mapping)
    assert log.table.equals(call_log_of(LOG).table)
    assert (log.tz, log.mapping.name) == (ZoneInfo("Etc/GMT-8"), "officer-dispatch")


def test_hours_are_of_the_zone_of_the_start():
    start = datetime(2026, 3, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    log = call_log_of(ResponseLog.of_rows(ROWS, start=start))
    assert log.tz.key == "Asia/Shanghai"
    assert call_log_of(LOG, tz="Europe/Berlin").tz.key == "Europe/Berlin"
