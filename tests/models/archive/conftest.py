"""Books to make archives of and to make of archives."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.actions.attachments import add_attachment, of_file
from models.archive.exporting import export_archive
from models.store import Store
from tests.books import new_book, new_database, store
from tests.models.random_histories import TODAY, add_organisation, log_call, tag
from tests.postgres_server import PostgresServer

__all__ = ["new_book", "new_database", "store"]

NewStore = Callable[[str], Store]


@pytest.fixture
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewStore]:
    """Return a function that gives one more new, empty book of a kind: "sqlite" or "postgresql"."""
    opened: list[Store] = []
    databases: list[str] = []

    def make(kind: str) -> Store:
        if kind == "sqlite":
            location = str(tmp_path / f"new {len(opened)}.liaison")
            shutil.copyfile(request.getfixturevalue("new_book"), location)
        else:
            server: PostgresServer = request.getfixturevalue("postgres_server")
            databases.append(server.new_database(request.getfixturevalue("new_database")))
            location = server.url(databases[-1])
        opened.append(Store.open(location))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
    for name in databases:
        request.getfixturevalue("postgres_server").drop_database(name)


@pytest.fixture(scope="session")
def sample_archive(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive of the sample book."""
    place = tmp_path_factory.mktemp("archive") / "sample.zip"
    book = Store.open(sample_file, read_only=True)
    export_archive(book, place)
    book.close()
    return place


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory, new_book: Path) -> Path:
    """Return the archive of a book with a little in it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "book.liaison").write_bytes(new_book.read_bytes())
    book = Store.open(folder / "book.liaison")
    for seed in (1, 2):
        add_organisation(book, seed)
    log_call(book, 1)
    tag(book, 0)
    with book.write("Attach") as session:
        add_attachment(session, of_file("Friday.txt", b"What was agreed on Friday"), TODAY)
    export_archive(book, folder / "small.zip")
    book.close()
    return folder / "small.zip"
