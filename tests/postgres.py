"""A PostgreSQL server of the tests' own: a temporary folder, a Unix socket, no port."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

_DEBIAN = Path("/usr/lib/postgresql")
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
    "logging_collector": "off",
}
# Whoever needs a password to come in, and everybody else.
_DOORS = "local all guarded scram-sha-256\nlocal all all trust\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A database of the server's; tables are made in the schema `room`."""

    folder: Path
    name: str

    def url(self, table: str = "", *, user: str = "postgres") -> str:
        """Address of a table, or of the base."""
        host = str(self.folder).replace("/", "%2F")
        return f"postgresql://{user}@{host}/{self.name}" + (table and f"#{table}")

    def run(self, *statements: str) -> None:
        """Do something as the owner of all."""
        asyncio.run(self._run(statements))

    async def connect(self) -> Any:
        """Come in as the owner of all."""
        return await asyncpg.connect(self.url())

    async def _run(self, statements: tuple[str, ...]) -> None:
        connection = await self.connect()
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """Folder of a running server with PostGIS; required where CI is set."""
    programs = _programs() if os.name == "posix" else None
    if programs is None:
        _lacking("no PostgreSQL server: install Debian's postgresql")
    # Not pytest's own folder: a socket's path has 107 letters at most (unix(7)).
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = _Server(programs=programs, folder=folder)
    try:
        server.make()
        server.start()
        try:
            _make_bases(folder)
            yield folder
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def base(postgres: Path) -> Base:
    """A base with PostGIS and an empty schema `room`, where names are looked up."""
    return _emptied(Base(folder=postgres, name="police"))


@pytest.fixture
def plain_base(postgres: Path) -> Base:
    """A base without PostGIS."""
    return _emptied(Base(folder=postgres, name="plain"))


def _emptied(base: Base) -> Base:
    base.run("DROP SCHEMA IF EXISTS room CASCADE", "CREATE SCHEMA room")
    return base


def _make_bases(folder: Path) -> None:
    server = Base(folder=folder, name="postgres")
    for name in ("police", "plain"):
        server.run(
            f"CREATE DATABASE {name}",
            f"ALTER DATABASE {name} SET search_path = room, public",
        )
    server.run(
        "CREATE ROLE guarded LOGIN PASSWORD 'open sesame'", "CREATE ROLE reader LOGIN"
    )
    try:
        Base(folder=folder, name="police").run(
            "CREATE SCHEMA room", "CREATE EXTENSION postgis SCHEMA public"
        )
    except asyncpg.PostgresError as fault:
        _lacking(f"no PostGIS: install Debian's postgresql-postgis ({fault.args[0]})")


def _lacking(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _programs() -> Path | None:
    """Find the folder of initdb and pg_ctl: Debian's newest, else on the path."""
    newest = max(
        _DEBIAN.glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
        default=shutil.which("initdb"),
    )
    return newest and Path(newest).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    programs: Path
    folder: Path

    def make(self) -> None:
        if os.geteuid() == 0:  # root may not run it
            shutil.chown(self.folder, "postgres", "postgres")
        marks = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self._run("initdb", *marks)
        (self.folder / "data" / "pg_hba.conf").write_text(_DOORS)

    def start(self) -> None:
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        words = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._control("-l", str(self.folder / "log"), "-o", words, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-w", "-s", *words)

    def _run(self, program: str, *words: str) -> None:
        owner = "postgres" if os.geteuid() == 0 else None
        done = subprocess.run(  # noqa: S603 - the server's own programs
            [self.programs / program, "-D", self.folder / "data", *words],
            user=owner,
            group=owner,
            extra_groups=owner and [],
            cwd=self.folder,
            env={"PATH": os.defpath, "LANG": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
