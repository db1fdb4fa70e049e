"""A real PostgreSQL server of our own for the tests: private, quick to start, gone when the tests end."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    import psycopg

USER = "liaison"
DEBIAN_HOMES = Path("/usr/lib/postgresql")
# A test server may forget everything at a power cut: that makes it several times faster.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
CAN_COPY_FILES = 150000
"""The first version that can be told how to copy a database; older ones copy its files anyway."""
IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 10**9
"""Bytes that must be free in memory for the server's files to go there; a copied database is 20 MB in 1,500 files."""
_SET_DEATH_SIGNAL = 1


@dataclass
class PostgresServer:
    """A running server that listens on a socket in its own folder and nowhere else."""

    programs: Path
    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://{USER}@/{database}?host={quote(str(self.folder), safe='')}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database as a copy of `template`, which nobody may be connected to, and return its name."""
        name = f"book_{next(self._numbers)}"
        with self._connected() as connection:
            # By files it takes a third less than through the log of changes, which is the usual way.
            way = "STRATEGY FILE_COPY" if connection.info.server_version >= CAN_COPY_FILES else ""
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {way}'.encode())
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._connected() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        import psycopg

        return psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True)


def find_programs() -> Path | None:
    """Return the folder with initdb and postgres: the newest Debian has, or the one on the path."""
    homes = sorted(DEBIAN_HOMES.glob("*/bin/initdb"), key=lambda found: float(found.parts[-3]))
    on_path = shutil.which("initdb")
    if homes:
        return homes[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def unprivileged_user() -> str | None:
    """Return who the server must run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _has_room() -> bool:
    """Say whether the server's files can be kept in memory, where copying them takes a tenth of the time."""
    return os.access(IN_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM


def _die_with_the_tests() -> None:
    """Have the kernel stop the server should the tests be killed without a chance to stop it."""
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGINT)


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {log[-2000:]}") from error
            time.sleep(0.05)
        else:
            return


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=20)


@contextlib.contextmanager
def running_server(programs: Path, settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """Set up and start a server in a folder of its own; stop it and remove the folder at the end."""
    user = unprivileged_user()
    # Not below pytest's folder: that is closed to the other user. A short path too: a socket's may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="liaison-pg-", dir=IN_MEMORY if _has_room() else "/tmp" if user else None))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        # This locale knows the case of every letter and is on every Debian without being generated.
        setup = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        made = subprocess.run(setup, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stderr}")
        options = [f"-c{name}={value}" for name, value in {**SETTINGS, **(settings or {})}.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, *options],
                user=user,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl+C is for the tests: they stop the server when they have let go of it.
                start_new_session=True,
                preexec_fn=_die_with_the_tests if sys.platform == "linux" else None,
            )
        try:
            _wait_until_ready(server, folder)
            yield PostgresServer(programs, folder)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Yield the server, one for each process of tests."""
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's server is not installed here: bash packaging/test.sh installs it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running_server(programs) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """Return the address of the server's own database, for tests that make what they need."""
    return postgres_server.url("postgres")


@pytest.fixture
def postgres_book_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Yield the address of a fresh, empty database, dropped after the test."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
