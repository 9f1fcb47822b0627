"""The same log, whatever it is kept in."""

import gzip
import sqlite3
from datetime import UTC, datetime

import polars as pl
import pytest

from scenarios.call_logs import postgres_log, sqlite_log
from scenarios.call_logs.mapping_file import parse_mapping
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.logs import HEAD, SHANGHAI, found, row, written
from tests.scenarios.call_logs.workbook import write_workbook

ROWS = (row(), row("2", "P2", on_scene=""), row("3", "P1", "11:00:00", "11:01:00",
        "11:02:00", "11:06:00", "11:30:00"))  # fmt: skip
NAMES = HEAD.split(",")
CELLS = [[cell or None for cell in each.split(",")] for each in ROWS]


@pytest.fixture
def plain(tmp_path):
    """The log as plain CSV has it."""
    return read_call_log(written(tmp_path, *ROWS), tz=SHANGHAI)


def same(log, plain):
    assert log.table.equals(plain.table)
    assert found(log) == found(plain) == {"no_arrival": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("packed", [False, True])
def test_csv(tmp_path, plain, encoding, packed):
    text = "\n".join((HEAD, *ROWS))
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    raw = f"{mark}{text}\n".encode(encoding)
    file = tmp_path / "log.csv"
    file.write_bytes(gzip.compress(raw) if packed else raw)
    same(read_call_log(file, tz=SHANGHAI), plain)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_separators(tmp_path, plain, separator, end):
    text = end.join((HEAD, *ROWS)).replace(",", separator)
    if separator == ";":  # then commas stand for dots
        text = text.replace("139.7;35.6", "139,7;35,6")
    file = tmp_path / "log.csv"
    file.write_text(text, newline="")
    same(read_call_log(file, tz=SHANGHAI), plain)


def test_chinese_excel(tmp_path, plain):
    head = (
        "警情编号,处警单位,接警时间,派警时间,出动时间,到达时间,结束时间,经度,纬度,地址"
    )
    rows = (f"{each},萧山区市心中路{at}号北干派出所" for at, each in enumerate(ROWS))
    file = tmp_path / "警情.csv"
    file.write_bytes("\n".join((head, *rows)).encode("gb18030"))
    log = read_call_log(file, tz=SHANGHAI)
    assert log.table.drop("street").equals(plain.table.drop("street"))
    assert log.table["street"][2] == "萧山区市心中路2号北干派出所"


def test_texts_in_quotes(tmp_path):
    head = "case id,received,address"
    text = '1,2026-03-21 10:00,"Mill Road 1, rear\n""blue"" door"'
    log = read_call_log(written(tmp_path, text, head=head), tz=SHANGHAI)
    assert log.table["street"].to_list() == ['Mill Road 1, rear\n"blue" door']


def test_parquet(tmp_path, plain):
    file = tmp_path / "log.parquet"
    pl.DataFrame(CELLS, orient="row", schema=NAMES).write_parquet(file)
    same(read_call_log(file, tz=SHANGHAI), plain)


@pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
def test_parquet_of_types(tmp_path, plain, zone):
    moments = [pl.col(n).str.to_datetime("%Y-%m-%d %H:%M:%S") for n in NAMES[2:7]]
    if zone is not None:
        moments = [each.dt.replace_time_zone(zone) for each in moments]
    table = pl.DataFrame(CELLS, orient="row", schema=NAMES).with_columns(
        *moments,
        pl.col("call id").cast(pl.Int64),
        pl.col("unit id").cast(pl.Categorical),
    )  # fmt: skip
    table = table.with_columns(pl.col("lon", "lat").cast(pl.Float64))
    table.write_parquet(tmp_path / "log.parquet")
    same(read_call_log(tmp_path / "log.parquet", tz=SHANGHAI), plain)


def test_numbers_with_a_dot_are_ids_without(tmp_path):
    table = pl.DataFrame(
        {"case": [2024000000800.0, 17.0], "t": ["2026-03-21 10:00"] * 2}
    )
    table.write_parquet(tmp_path / "log.parquet")
    log = read_call_log(
        tmp_path / "log.parquet", mapping=_mapping("case", "t"), tz=SHANGHAI
    )
    assert log.table["call_id"].to_list() == ["2024000000800", "17"]


def _mapping(call, received):
    text = f"[columns]\ncall_id = '{call}'\nreceived = '{received}'"
    return parse_mapping(text, "mine")


def test_json_lines(tmp_path, plain):
    file = tmp_path / "log.jsonl"
    pl.DataFrame(CELLS, orient="row", schema=NAMES).write_ndjson(file)
    same(read_call_log(file, tz=SHANGHAI), plain)


def test_excel(tmp_path, plain):
    rows = [
        [int(call), unit, *map(_moment, times), float(lon), float(lat)]
        for call, unit, *times, lon, lat in CELLS
    ]
    file = write_workbook(tmp_path / "log.xlsx", [NAMES, *rows])
    same(read_call_log(file, tz=SHANGHAI), plain)


def _moment(text):
    return text and datetime.fromisoformat(text)


def test_sqlite(tmp_path, plain):
    url = _sqlite(tmp_path)
    same(read_call_log(url, tz=SHANGHAI), plain)
    same(read_call_log(f"{url}#night", tz=SHANGHAI), plain)
    query = 'SELECT * FROM night WHERE "call id" = 2; '
    log = read_call_log(url, query=query, tz=SHANGHAI)
    assert log.table["call_id"].to_list() == ["2"]
    assert log.name == str(tmp_path / "a b.db")


def _sqlite(folder):
    """Make a base with one table; its name has a space."""
    file = folder / "a b.db"
    base = sqlite3.connect(file)
    kinds = ("INTEGER", *["TEXT"] * 6, "REAL", "REAL")
    columns = ", ".join(f'"{n}" {kind}' for n, kind in zip(NAMES, kinds, strict=True))
    base.execute(f"CREATE TABLE night ({columns})")
    base.executemany(f"INSERT INTO night VALUES ({', '.join('?' * 9)})", CELLS)
    base.commit()
    base.close()
    return f"sqlite:///{file}"


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM night",
        "DROP TABLE night",
        "SELECT 1; DELETE FROM night",
        "SELECT 1) AS x; DELETE FROM night; --",
        "UPDATE night SET lon = 0 RETURNING *",
        "ATTACH 'other.db' AS other",
        "",
        "SELECT nothing FROM night",
    ],
)
def test_sqlite_is_only_read(tmp_path, plain, query):
    url = _sqlite(tmp_path)
    with pytest.raises(ValueError, match=r"SQLite says|query is empty"):
        read_call_log(url, query=query, tz=SHANGHAI)
    same(read_call_log(url, tz=SHANGHAI), plain)


POSTGRES_TYPES = ("bigint", "text", *["timestamp"] * 5, "numeric", "float8")


def _table(base, types=POSTGRES_TYPES):
    columns = ", ".join(f'"{n}" {kind}' for n, kind in zip(NAMES, types, strict=True))
    values = (
        ", ".join("NULL" if cell is None else f"'{cell}'" for cell in cells)
        for cells in CELLS
    )
    base.run(
        f"CREATE TABLE room.calls ({columns})",
        f"INSERT INTO room.calls VALUES {', '.join(f'({each})' for each in values)}",
    )


def test_postgres(plain_base, plain):
    _table(plain_base)
    for table in ("calls", "room.calls"):
        same(read_call_log(plain_base.url(table), tz=SHANGHAI), plain)
    query = 'SELECT * FROM calls WHERE lon > 0 ORDER BY "call id" -- all of them'
    same(read_call_log(plain_base.url(), query=query, tz=SHANGHAI), plain)


def test_postgres_moments_are_moments(plain_base, plain):
    plain_base.run("SET TIME ZONE 'UTC'")
    _table(plain_base, ("bigint", "text", *["timestamptz"] * 5, "numeric", "float8"))
    log = read_call_log(plain_base.url("calls"), tz=SHANGHAI)
    received = datetime(2026, 3, 21, 10, tzinfo=UTC)
    assert log.table["received"][0].timestamp() == pytest.approx(
        received.timestamp(), abs=15 * 3600
    )
    moved = pl.col("on_scene") - pl.col("received")
    assert log.table.select(moved).equals(plain.table.select(moved))


def test_postgres_intervals_are_durations(plain_base):
    plain_base.run(
        'CREATE TABLE room.calls (id int, "time queued" timestamp, '
        '"first response time" interval)',
        "INSERT INTO room.calls VALUES (1, '2026-03-21 10:00', '1 day 00:05:30.5'), "
        "(2, '2026-03-21 11:00', NULL)",
    )
    log = read_call_log(plain_base.url("calls"), tz=SHANGHAI)
    took = (log.table["on_scene"] - log.table["received"]).dt.total_milliseconds()
    assert took.to_list() == [86_730_500, None]


@pytest.mark.parametrize(
    ("table", "query", "user", "says"),
    [
        ("", "DELETE FROM calls", "postgres", "syntax error"),
        ("", "WITH x AS (DELETE FROM calls RETURNING *) SELECT * FROM x", "postgres",
         "data-modifying"),
        ("", "SELECT 1; SELECT 2", "postgres", "syntax error"),
        ("", "SELECT nope FROM calls", "postgres", 'column "nope" does not exist'),
        ("nowhere", None, "postgres", 'relation "nowhere" does not exist'),
        ("", None, "postgres", "no table and no query; give --query, or #table"),
        ("room.calls", None, "reader", "this user may not read it; have SELECT"),
        ("calls", None, "nobody", 'role "nobody" does not exist'),
        ("", "SELECT setval('room.tally', 7)", "postgres", "the query writes"),
    ],
)  # fmt: skip
def test_postgres_in_one_line(plain_base, table, query, user, says):
    _table(plain_base)
    plain_base.run("CREATE SEQUENCE room.tally")
    with pytest.raises(ValueError, match="postgres") as fault:
        read_call_log(plain_base.url(table, user=user), query=query, tz=SHANGHAI)
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)


def test_passwords_never_show(plain_base):
    url = plain_base.url("calls", user="guarded:wr0ng%2Fword")
    with pytest.raises(ValueError, match="does not let you in") as fault:
        read_call_log(url, tz=SHANGHAI)
    assert "wr0ng" not in str(fault.value)


def test_slow_queries_are_stopped(plain_base, monkeypatch):
    monkeypatch.setattr(postgres_log, "READ_S", 0.05)
    _table(plain_base)
    with pytest.raises(ValueError, match="ask for fewer rows"):
        read_call_log(
            plain_base.url(), query="SELECT pg_sleep(5), * FROM calls", tz=SHANGHAI
        )


def test_slow_queries_of_sqlite_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_log, "READ_S", -1.0)
    more = "SELECT 1 UNION ALL SELECT i + 1 FROM n"
    endless = f"WITH RECURSIVE n(i) AS ({more}) SELECT i FROM n"
    with pytest.raises(ValueError, match="not read within"):
        read_call_log(_sqlite(tmp_path), query=endless, tz=SHANGHAI)
