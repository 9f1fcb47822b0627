"""Tables of a real PostgreSQL server, with PostGIS and without."""

import asyncio
import json
import re
import socket
import sys
from pathlib import Path

import pytest

from dispatch.cli import main
from maps.errors import InputError
from scenarios import files
from scenarios.feeds import database_reader
from scenarios.feeds.mapping import ColumnMapping
from scenarios.scenario import Scenario
from scenarios.unit import Unit
from tests.postgres import Base
from tests.street import street

UNITS = "CREATE TABLE room.units (id text, officers int, spot geometry)"
SECRET = "open%20sesame"  # noqa: S105 - the test server's own


def car(name: str, spot: str, officers: int = 2) -> str:
    return f"INSERT INTO room.units VALUES ('{name}', {officers}, {spot})"


def point(srid: int = 4326, lon: float = -21.9, lat: float = 64.1) -> str:
    return f"'SRID={srid};POINT({lon} {lat})'"


def with_units(url: str, frame: str | None = None, **names: str) -> Scenario:
    mapping = ColumnMapping(units=names)
    evening = files.read("evening")
    return files.with_units(evening, url, frame=frame, mapping=mapping)  # type: ignore[arg-type] - a word of three


def units(url: str, frame: str | None = None, **names: str) -> tuple[Unit, ...]:
    return with_units(url, frame, **names).units


def fault_of(url: str, **names: str) -> str:
    with pytest.raises(InputError) as fault:
        with_units(url, **names)
    said = str(fault.value)
    assert "\n" not in said
    return re.sub(r"%2F[^/]*", "server", said)  # the socket's folder


def test_units_and_alerts(base: Base) -> None:
    base.run(
        """CREATE TABLE room.units (id text, officers int, skills text[], rolling bool,
           position_at timestamptz, spot geometry(Point, 4326))""",
        f"""INSERT INTO room.units VALUES
            ('P2', NULL, NULL, false, NULL, {point(lon=-21.8)}),
            ('P1', 3, '{{mandarin,first_aid}}', true, '2026-03-21T19:00+01', {point()})
        """,
        """CREATE TABLE room.night (id int, received timestamptz, address text,
           "victim.phone" text, exposure numeric(12, 2))""",
        """INSERT INTO room.night VALUES
           (10, '2026-03-21T17:05:00Z', 'Laugavegur 3', '5', 49000.5),
           (9, '2026-03-21T17:00:00Z', 'Laugavegur 1', NULL, NULL)""",
    )
    read = files.read_tables(base.url(), base.url("room.night"))
    first, second = read.units
    assert (first.id, first.officers, first.rolling) == ("P1", 3, True)
    assert first.skills == ("mandarin", "first_aid")
    assert first.position_s == 3600  # 18:00 UTC, an hour after the first call
    assert (first.place.lon, first.place.lat) == (-21.9, 64.1)
    assert (second.id, second.officers, second.skills) == ("P2", 2, ())
    assert read.name == "night"
    assert [alert.id for alert in read.alerts] == ["9", "10"]
    assert [alert.received_s for alert in read.alerts] == [0, 300]
    assert [alert.exposure for alert in read.alerts] == [None, 49000.5]
    assert read.alerts[1].victim is not None
    assert read.alerts[1].victim.phone == "5"


def test_points_of_any_srid_become_degrees(base: Base) -> None:
    # EPSG:3857 of lon 9: 6378137 x 9 pi / 180 = 1001875.417 m; of lat 0: 0.
    base.run(
        UNITS,
        car("P1", point(3857, 1001875.417, 0)),
        car("P2", point(4326, 9, 0)),
        car("P3", point(0, 9, 0)),
    )
    first, second, third = units(base.url(), frame="wgs84")
    assert first.place.lon == pytest.approx(9, abs=1e-8)
    assert first.place.lat == pytest.approx(0, abs=1e-12)
    assert second.place == third.place


def test_an_srid_of_the_bases_own(base: Base) -> None:
    base.run(
        UNITS,
        "DELETE FROM spatial_ref_sys WHERE srid IN (990001, 990002)",
        """INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext)
           SELECT 990001, 'police', 990001, srtext
           FROM spatial_ref_sys WHERE srid = 3857""",
        car("P1", point(990001, 1001875.417, 0)),
    )
    (unit,) = units(base.url())
    assert unit.place.lon == pytest.approx(9, abs=1e-8)
    base.run(car("P2", point(990002)))
    assert fault_of(base.url()).endswith(
        "its SRID 990002 is not known; write it into spatial_ref_sys, or read a view "
        "that turns it into 4326"
    )


def test_points_of_srid_0_need_a_frame_and_others_do_not(base: Base) -> None:
    base.run(UNITS, car("P1", point()), car("P2", point(0)))
    said = "police#units, row 2 (id 'P2'), frame: a point without a frame"
    assert said in fault_of(base.url("units"))
    first, second = units(base.url(), frame="gcj02")  # outside China all the same
    assert first.place == second.place


def test_geography_in_a_view(base: Base) -> None:
    base.run(
        UNITS,
        car("P1", point()),
        "CREATE VIEW room.cars AS SELECT id, spot::geography AS spot FROM room.units",
    )
    (unit,) = units(base.url("cars"))
    assert (unit.place.lon, unit.place.lat) == (-21.9, 64.1)


def test_a_base_without_postgis(plain_base: Base) -> None:
    plain_base.run(
        "CREATE TABLE room.units (id char(8), lon float8, lat numeric, skills text)",
        "INSERT INTO room.units VALUES ('P1', -21.9, 64.1, 'mandarin first_aid')",
        "INSERT INTO room.units VALUES ('P0', -21.8, 64.1, '')",
    )
    assert "row 1 (id 'P0'), frame: a point without a" in fault_of(plain_base.url())
    first, second = units(plain_base.url(), frame="wgs84")
    assert (second.id, second.place.lon, second.place.lat) == ("P1", -21.9, 64.1)
    assert (first.skills, second.skills) == ((), ("mandarin", "first_aid"))


def test_rows_come_by_their_ids(plain_base: Base) -> None:
    plain_base.run(
        "CREATE TABLE room.units (id bigint, address text DEFAULT 'Laugavegur 3')",
        "INSERT INTO room.units VALUES (10), (9007199254740993), (9)",
    )
    ids = [unit.id for unit in units(plain_base.url())]
    assert ids == ["9", "10", "9007199254740993"]


def test_columns_by_a_mapping(base: Base) -> None:
    base.run(
        'CREATE TABLE room."My cars" '
        "(callsign text, colour text, home geometry, spot geometry)",
        f"""INSERT INTO room."My cars"
            VALUES ('P1', 'red', {point(lon=0)}, {point()})""",
        "GRANT USAGE ON SCHEMA room TO reader",
        'GRANT SELECT (callsign, spot) ON room."My cars" TO reader',
    )
    # The columns that hold no field may not even be read.
    url = base.url("My%20cars", user="reader")
    (unit,) = units(url, callsign="id", spot="geometry")
    assert (unit.id, unit.place.lon) == ("P1", -21.9)
    assert "home and spot hold shapes; say in the mapping" in fault_of(
        url, callsign="id"
    )
    said = fault_of(url, callsign="id", spot="officers")
    assert said.endswith("spot: it holds shapes and can only be 'geometry'")
    assert "name: the mapping names this column, and it is not there" in fault_of(
        url, name="id"
    )


@pytest.mark.parametrize(
    ("spot", "line"),
    [
        ("NULL", "lon: neither a point nor an address"),
        ("'SRID=4326;POINT EMPTY'", "lon: neither a point nor an address"),
        ("'SRID=4326;LINESTRING(0 0, 1 1)'", "geometry: not a Point"),
        ("'SRID=4326;CIRCULARSTRING(0 0, 1 1, 2 0)'", "geometry: not a Point"),
        (point(lon=500), "lon: longitude 500"),
    ],
)
def test_a_bad_point_is_named_by_its_id(base: Base, spot: str, line: str) -> None:
    base.run(UNITS, car("P1", point()), car("P2", spot))
    assert f"/police#units, row 2 (id 'P2'), {line}" in fault_of(base.url("units"))


@pytest.mark.parametrize(
    ("columns", "values", "line"),
    [
        ("name text", "'P1'", "name: unknown column"),
        ("officers int", "2", "id: no such column; say in the mapping which column"),
        ("id text", "NULL", "row 1, id: not given"),
        ("id text, officers numeric", "'P1', 1.5", "row 1 (id 'P1'), officers: 1.5 is"),
        ("id text, officers float", "'P1', 'NaN'", "officers: 'NaN' is not a whole"),
        ("id int, free_at timestamp", "1, '2026-01-01 10:00'", "without a zone"),
        ("id int, x text, y text", "1, '', ''", "x: unknown column (and 1 more fault)"),
    ],
)
def test_bad_columns_and_cells(
    plain_base: Base, columns: str, values: str, line: str
) -> None:
    plain_base.run(
        f"CREATE TABLE room.units ({columns})",
        f"INSERT INTO room.units VALUES ({values})",
    )
    assert line in fault_of(plain_base.url())


def test_an_id_twice(base: Base) -> None:
    base.run(UNITS, car("P1", point()), car("P1", point()))
    said = "row 2 (id 'P1'), id: 'P1' stands in row 1 (id 'P1') already"
    assert said in fault_of(base.url())


def test_no_units(base: Base) -> None:
    base.run(UNITS)
    assert fault_of(base.url()).endswith("#units: no units; give at least one")


def test_the_way_to_a_table(base: Base) -> None:
    base.run(UNITS, car("P1", point()))
    url = base.url("units")
    assert fault_of(base.url("unit")).endswith(
        "//server/police#unit: there is no table 'unit'; did you mean 'units'?"
    )
    assert "there is no table 'units' in the schema 'ops'; did you mean" in fault_of(
        base.url("ops.units")
    )
    assert "#units: the server has no such base: data" in fault_of(
        url.replace("/police", "/policy")
    )
    assert "the server does not let this user in: role" in fault_of(
        base.url(user="nobody")
    )
    reader = base.url("room.units", user="reader")
    assert "this user may not read it: permission denied for schema room" in fault_of(
        reader
    )
    base.run("GRANT USAGE ON SCHEMA room TO reader")
    assert fault_of(reader).endswith("for table units; have SELECT granted")
    base.run("GRANT SELECT ON room.units TO reader")
    assert len(units(reader)) == 1


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("postgresql://127.0.0.1:1/b#u", "/b#u: the server cannot be reached: Connect"),
        ("postgresql://u@%2Fno%2Fsuch/b#u", "the server cannot be reached: No such"),
        ("postgresql://h/b?sslmode=no#u", "`sslmode` parameter must be one of"),
        ("postgresql://h/b?x#u", "h/b#u: cannot be read by this address (ValueError)"),
    ],
)
def test_no_server(url: str, line: str) -> None:
    assert line in fault_of(url)


def test_a_password(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    base.run(
        UNITS, car("P1", point()), "GRANT ALL ON SCHEMA room TO guarded",
        "GRANT SELECT ON room.units TO guarded",
    )  # fmt: skip
    assert len(units(base.url(user=f"guarded:{SECRET}"))) == 1
    said = fault_of(base.url("units", user="guarded:sesame"))
    assert "password authentication failed for user" in said
    assert "sesame" not in said
    monkeypatch.setenv("PGPASSWORD", "open sesame")
    assert len(units(base.url(user="guarded"))) == 1


def test_a_password_file(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.run(UNITS, car("P1", point()), "GRANT USAGE ON SCHEMA room TO guarded")
    base.run("GRANT SELECT ON room.units TO guarded")
    kept = tmp_path / "pgpass"
    kept.write_text("localhost:*:police:guarded:open sesame\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    assert len(units(base.url(user="guarded"))) == 1
    kept.chmod(0o644)
    assert "pgpass') has group or world access" in fault_of(base.url(user="guarded"))


def test_nothing_can_be_written(plain_base: Base) -> None:
    plain_base.run(
        "CREATE TABLE room.log (id text)",
        """CREATE FUNCTION room.noted() RETURNS text LANGUAGE sql
           AS 'INSERT INTO room.log VALUES (1) RETURNING id'""",
        "CREATE VIEW room.units AS SELECT room.noted() AS id",
    )
    said = "#units: the server says: cannot execute INSERT in a read-only transaction"
    assert fault_of(plain_base.url("units")).endswith(said)


def test_a_name_injects_nothing(base: Base) -> None:
    name = 'units"; DROP TABLE units; --'
    base.run(UNITS, car("P1", point()))
    assert "there is no table" in fault_of(base.url(name))
    quoted = name.replace('"', '""')
    base.run(f'CREATE TABLE room."{quoted}" AS SELECT * FROM room.units')
    assert len(units(base.url(name))) == 1
    assert len(units(base.url())) == 1


def test_a_locked_table_is_not_waited_for(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_reader, "LOCK_S", 0.05)
    base.run(UNITS, car("P1", point()))

    async def read_while_locked() -> str:
        other = await base.connect()
        try:
            async with other.transaction():
                await other.execute("LOCK TABLE room.units")
                return fault_of(base.url())  # from within a loop, as in a notebook
        finally:
            await other.close()

    said = "another program keeps the table locked; try again after it"
    assert asyncio.run(read_while_locked()).endswith(said)


def test_a_slow_table_is_not_waited_for(
    plain_base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_reader, "READ_S", 0.05)
    plain_base.run("CREATE VIEW room.units AS SELECT pg_sleep(60)::text AS id")
    assert "not read within 0.05 s" in fault_of(plain_base.url())


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_reader, "CONNECT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as dumb:
        said = fault_of(f"postgresql://127.0.0.1:{dumb.getsockname()[1]}/b")
    assert said.endswith("the server does not answer within 0.05 s")


def test_no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert fault_of("postgresql://h/b").endswith(
        "#units: PostgreSQL needs asyncpg; install it with: pip install asyncpg"
    )


def exit_code(*words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(words)
    return int(end.value.code or 0)


def test_a_plan_is_explained_without_the_base(
    base: Base,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roads = street()
    for loader in ("plan.load_roads", "made_again.same_roads"):
        monkeypatch.setattr(f"dispatch.commands.{loader}", lambda *_: roads)
    base.run(
        UNITS,
        car("P1", point(lon=120.01, lat=0)),
        """CREATE TABLE room.alerts AS
           SELECT 'A1' AS id, timestamptz '2026-03-21T17:00:00Z' AS received,
                  120.05 AS lon, 0 AS lat, 'wgs84' AS frame""",
        "GRANT USAGE ON SCHEMA room TO guarded",
        "GRANT SELECT ON ALL TABLES IN SCHEMA room TO guarded",
    )
    url, out = base.url(user=f"guarded:{SECRET}"), str(tmp_path)
    assert exit_code("plan", "--units", url, "--alerts", url, "-o", out) == 0
    base.run("DROP TABLE room.units, room.alerts")
    assert exit_code("explain", str(tmp_path / "plan.json"), "A1") == 0
    files_made = [path.read_bytes() for path in tmp_path.iterdir()]
    assert len(files_made) == 3
    said = "".join(capsys.readouterr()).encode()
    assert not [each for each in (*files_made, said) if b"sesame" in each]
    plan = json.loads((tmp_path / "plan.json").read_bytes())
    assert plan["inputs"]["scenario"]["units"][0]["id"] == "P1"


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "--units", "URL"),
        ("plan", "--units", "URL", "--units", "URL"),
        ("plan", "--alerts", "URL"),
        ("plan", "--units", "URL", "--watch", "."),
        ("plan", "URL"),
        ("plan", "evening", "URL"),
        ("plan", "--policy", "URL"),
    ],
)
def test_a_misplaced_address_is_one_line_without_its_password(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql://u:sesame@127.0.0.1:1/b#units"
    assert exit_code(*(url if word == "URL" else word for word in words)) == 2
    out, said = capsys.readouterr()
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert "sesame" not in out + said
