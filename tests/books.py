"""The book that tests of models work on: a real SQLite file and a real PostgreSQL database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store
from tests.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def new_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new, empty book to copy: making one takes longer than most tests."""
    book = tmp_path_factory.mktemp("new") / "book.liaison"
    Store.create(str(book)).close()
    return book


@pytest.fixture(scope="session")
def new_database(postgres_server: PostgresServer) -> str:
    """Return the name of a database with a new, empty book to copy."""
    name = postgres_server.new_database()
    Store.create(postgres_server.url(name)).close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new, empty book of each kind."""
    if request.param == "sqlite":
        location = str(tmp_path / "book.liaison")
        shutil.copyfile(request.getfixturevalue("new_book"), location)
        yield from _opened(location)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.new_database(request.getfixturevalue("new_database"))
    yield from _opened(server.url(name))
    server.drop_database(name)


def _opened(location: str) -> Iterator[Store]:
    book = Store.open(location)
    book.actor = "Ann"
    yield book
    book.close()
