import hmac
import itertools
import os
import re
from dataclasses import replace
from pathlib import Path

import h3
import polars as pl
import pytest

from dispatch.review.anonymise import BANDS, RESOLUTION, anonymised
from dispatch.review.anonymous_key import VARIABLE, anonymous_key, key_of
from maps.errors import FileError
from scenarios.call_logs.call_log import SCHEMA
from scenarios.call_logs.raw_log import raw_log
from scenarios.call_logs.read import call_log, read_call_log

KEY = b"a key that nobody can guess"
DATA = os.environ.get("DISPATCH_DATA")


def secret_log(n_calls=12, where=None):
    """Calls with names, doors and sums: two in a far cell, the others near by."""
    rows = [
        {
            "case id": f"case-{at}",
            "unit": f"Unit {at % 4}",
            "received": f"2026-03-21 10:{at:02d}:00",
            "address": f"Mill Road {at}, Mrs Li",
            "lon": 120.1612345 + at * 1e-6 if at > 1 else 121.5,
            "lat": 30.2712345,
            "amount": 23_456.78 * at,
            "priority": "secret word" if at == 3 else "A",
            "title": "fraud",
            "remark": "call her son Wang Wei",
        }
        for at in range(n_calls)
    ]
    raw = raw_log(pl.DataFrame(rows).lazy(), "/home/chief/secret folder/log.csv")
    return call_log(raw, tz="Asia/Shanghai", where=where, frame="wgs84")


def test_nothing_that_tells_who_or_where_is_left():
    log = secret_log()
    made = anonymised(log, KEY)
    text = made.table.write_csv() + made.others.write_csv() + made.name
    secrets = itertools.chain(
        (f"case-{at}" for at in range(12)),
        (f"Unit {at}" for at in range(4)),
        ("Mill Road", "Li", "secret", "Wang", "son", "23456", "121.5"),
        (str(lon) for lon in log.table["lon"]),
        (str(lat) for lat in log.table["lat"]),
    )
    assert [word for word in secrets if word in text] == []
    assert made.table.schema == dict(SCHEMA)


def test_moments_and_findings_stay():
    log = secret_log()
    made = anonymised(log, KEY)
    assert made.table["received"].equals(log.table["received"])
    assert made.findings == log.findings


def test_ids_are_hashed_with_the_key():
    made = anonymised(secret_log(), KEY)
    meant = hmac.new(KEY, b"call_id\0case-7", "sha256").hexdigest()[:16]
    assert made.table["call_id"][7] == meant
    assert made.table["unit_id"][1] == made.table["unit_id"][5]
    assert made.n_calls == 12
    assert made.n_units == 4


def test_another_key_gives_other_ids():
    one, other = (anonymised(secret_log(), key) for key in (KEY, KEY + b"!"))
    assert not {*one.table["call_id"]} & {*other.table["call_id"]}
    assert anonymised(secret_log(), KEY).table.equals(one.table)


def test_a_call_and_a_unit_of_one_name_differ():
    log = secret_log()
    same = log.table.with_columns(unit_id=pl.col("call_id"))
    made = anonymised(replace(log, table=same), KEY).table
    assert not {*made["call_id"]} & {*made["unit_id"]}


def test_places_are_cells_and_those_of_few_calls_go():
    made = anonymised(secret_log(), KEY).table
    assert made["lon"].to_list()[:2] == [None, None]  # two calls in their cell
    lat, lon = h3.cell_to_latlng(h3.latlng_to_cell(30.2712345, 120.16130, RESOLUTION))
    assert made["lon"].to_list()[2:] == [lon] * 10
    assert made["lat"].to_list()[2:] == [lat] * 10


def test_amounts_are_the_lower_ends_of_bands():
    made = anonymised(secret_log(), KEY).table["amount"].to_list()
    # 0, 23 thousand, 47, 70, 94, 117, 141, ...
    assert made[:7] == [0.0, 10_000.0, 10_000.0, 50_000.0, 50_000.0, 1e5, 1e5]
    assert {*made} <= {*map(float, BANDS)}


def test_words_of_few_calls_go():
    made = anonymised(secret_log(), KEY).table
    assert made["priority"].to_list() == ["A"] * 3 + [None] + ["A"] * 8
    assert made["kind"].to_list() == ["fraud"] * 12


def test_kinds_that_are_free_texts_go():
    log = secret_log(60)
    rows = pl.concat([log.table] * 25).with_row_index("at")
    texts = rows.with_columns(kind=pl.format("text {}", pl.col("at") // 5)).drop("at")
    texts = texts.with_columns(call_id=pl.format("{}", pl.col("kind")))
    assert anonymised(replace(log, table=texts), KEY).table["kind"].null_count() == 1500


def test_rows_that_were_not_chosen_are_blurred_too():
    made = anonymised(secret_log(where="priority = A"), KEY)
    assert (len(made.table), len(made.others)) == (11, 1)
    assert "case" not in made.others.write_csv()


def test_a_log_without_places_or_units():
    log = secret_log()
    none = log.table.with_columns(
        lon=pl.lit(None, dtype=pl.Float64), unit_id=pl.lit(None, dtype=pl.String)
    )
    made = anonymised(replace(log, table=none), KEY).table
    assert made["lat"].null_count() == made["unit_id"].null_count() == 12


def test_the_key_of_the_environment():
    assert (
        anonymous_key({VARIABLE: " long enough a secret "}) == b"long enough a secret"
    )
    with pytest.raises(FileError, match="a key of 5 signs, too short"):
        anonymous_key({VARIABLE: "short"})


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "deep" / "anonymise.key"
    first = key_of(file)
    assert key_of(file) == first
    assert len(first) == 64
    assert file.stat().st_mode & 0o777 == 0o600
    assert key_of(tmp_path / "other.key") != first


def test_a_key_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match=f"cannot be made.*; set {VARIABLE} to"):
        key_of(tmp_path / "file" / "anonymise.key")


@pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")
def test_no_id_or_place_of_a_real_log_is_left():
    file = Path(DATA or ".") / "incidents" / "sffd_2016-12-31_2017-01-07.csv.gz"
    log = read_call_log(file, mapping="sf-fire")
    made = anonymised(log, KEY)
    for name in ("call_id", "unit_id", "street", "lon", "lat"):
        assert not {*made.table[name].drop_nulls()} & {*log.table[name]}
    text = made.table.write_csv()
    digits = {*re.findall(r"(?=(\d{9}))", text)}  # a call's number has nine
    assert not digits & {*log.table["call_id"]}
    assert (made.n_calls, made.n_units) == (3560, 178)
    cells = (
        made.table.drop_nulls("lon").group_by("lon").agg(pl.col("call_id").n_unique())
    )
    assert cells["call_id"].min() >= 5
