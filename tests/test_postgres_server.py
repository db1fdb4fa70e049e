"""The server behind the PostgreSQL tests is a real one, keeps databases apart and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres_server import PostgresServer, find_programs, running_server

KEEPS_A_SERVER = """
import sys, time
from pathlib import Path
from tests.postgres_server import running_server
with running_server(Path(sys.argv[1])) as server:
    print(server.folder, flush=True)
    time.sleep(120)
"""


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _ask(url: str, question: str) -> object:
    with psycopg.connect(_plain(url)) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def _pid(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].startswith(" Z")


def test_it_is_postgresql_with_letters_of_every_language(postgres_book_url: str) -> None:
    assert str(_ask(postgres_book_url, "SELECT version()")).startswith("PostgreSQL")
    assert _ask(postgres_book_url, "SELECT lower('ZOË ŴYN')") == "zoë ŵyn"


def test_each_database_is_fresh(postgres_server: PostgresServer, postgres_book_url: str) -> None:
    with psycopg.connect(_plain(postgres_book_url)) as connection:
        connection.execute("CREATE TABLE note (words text)")
    other = postgres_server.new_database()
    assert _ask(postgres_server.url(other), "SELECT count(*) FROM pg_tables WHERE tablename = 'note'") == 0
    postgres_server.drop_database(other)


def test_a_database_can_be_copied(postgres_server: PostgresServer) -> None:
    first = postgres_server.new_database()
    with psycopg.connect(_plain(postgres_server.url(first))) as connection:
        connection.execute("CREATE TABLE note (words text)")
        connection.execute("INSERT INTO note VALUES ('kept')")
    copy = postgres_server.new_database(template=first)
    assert _ask(postgres_server.url(copy), "SELECT words FROM note") == "kept"
    postgres_server.drop_database(first)
    postgres_server.drop_database(copy)


@pytest.fixture
def programs() -> Path:
    found = find_programs()
    if found is None:
        pytest.skip("PostgreSQL's server is not installed here")
    return found


def _fail_with_a_server(programs: Path, seen: list[int]) -> None:
    with running_server(programs) as server:
        seen.append(_pid(server.folder))
        assert _is_running(seen[0])
        raise ZeroDivisionError


def test_a_failing_test_stops_the_server(programs: Path) -> None:
    seen: list[int] = []
    with pytest.raises(ZeroDivisionError):
        _fail_with_a_server(programs, seen)
    assert not _is_running(seen[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_killed_tests_leave_no_server(programs: Path, end: signal.Signals) -> None:
    root = Path(__file__).parents[1]
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPS_A_SERVER, str(programs)],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert keeper.stdout is not None
    folder = Path(keeper.stdout.readline().strip())
    pid = _pid(folder)
    keeper.send_signal(end)
    keeper.communicate(timeout=30)
    deadline = time.monotonic() + 30
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(pid)
    # A killed process cannot tidy; what a stopped server leaves is only files.
    subprocess.run(["rm", "-rf", "--", str(folder)], check=True)
