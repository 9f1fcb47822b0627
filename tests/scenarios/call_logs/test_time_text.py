from datetime import UTC, datetime

import polars as pl
import pytest

from scenarios.call_logs.moment_cells import moment_of
from scenarios.call_logs.time_text import is_zoned, written

# All of them 5 January 2017, 08:04:24, or 08:04 where there are no seconds.
TEXTS = {
    "2017-01-05 08:04:24": 24,
    "2017-01-05T08:04:24": 24,
    "2017-01-05T08:04:24.000": 24,
    "2017-01-05 8:04": 0,
    "2017/1/5 08:04:24": 24,
    "2017.01.05 08:04": 0,
    "2017年1月5日 08:04:24": 24,
    "2017年01月05日08时04分24秒": 24,
    "5.1.2017 08:04:24": 24,
    "05.01.17 08:04": 0,
    "05 Jan 2017 08:04:24": 24,
    "5-JAN-17 08:04": 0,
    "Jan 5, 2017 8:04:24 AM": 24,
    "January 5, 2017 at 8:04 AM": 0,
    "20170105080424": 24,
    "201701050804": 0,
    "20170105 080424": 24,
    "20170105T0804": 0,
    "42740.33638889": 24,
}
ZONED = {
    "2017-01-05T08:04:24Z": 24,
    "2017-01-05 08:04:24 UTC": 24,
    "2017-01-05T16:04:24+08:00": 24,
    "2017-01-05 16:04:24.000+0800": 24,
    "2017-01-05 16:04:24+08": 24,
    "2017-01-05T03:04:24 -05:00": 24,
    "1483603464": 24,
    "1483603464000": 24,
    "1483603464000000": 24,
    "1.483603464E12": 24,
}


@pytest.mark.parametrize(("text", "second"), (TEXTS | ZONED).items())
def test_forms_in_which_times_are_written(text, second):
    how = written([text])
    zoned = is_zoned(how.forms[0])
    cells = pl.DataFrame({"cell": [text, "soon", None]})
    read = cells.select(moment_of(pl.col("cell"), how.forms, zoned=zoned)).to_series()
    meant = datetime(2017, 1, 5, 8, 4, second, tzinfo=UTC if zoned else None)
    assert read.to_list() == [meant, None, None]
    assert zoned == (text in ZONED)


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["3/14/2017 1:00", "1/2/2017 1:00"], "%m/%d/%Y %H:%M"),
        (["14/3/2017 1:00", "1/2/2017 1:00"], "%d/%m/%Y %H:%M"),
        # Nothing says which: a week in January, or first days of seven months.
        (["1/1/2017 1:00", "1/4/2017 1:00", "1/7/2017 1:00"], "%m/%d/%Y %H:%M"),
        (["1/1/2017 1:00", "4/1/2017 1:00", "7/1/2017 1:00"], "%d/%m/%Y %H:%M"),
    ],
)
def test_day_or_month_first(texts, form):
    assert written(texts).forms[0] == form


@pytest.mark.parametrize(
    "text",
    ["", "soon", "17", "2017", "12:30", "13/13/2017", "P1", "123456789012", "E1"],
)
def test_what_is_no_time(text):
    assert written([text]).forms == ()


def test_a_column_of_two_forms():
    how = written(["2017-01-05 08:04"] * 3 + ["5.1.2017 08:04", "never"])
    assert how.forms == ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M")
    assert how.share == 0.8


def test_dates_alone():
    assert written(["01/05/2017", "2017-01-05"]).date_only
    assert not written(["01/05/2017", "2017-01-05 08:00"]).date_only
