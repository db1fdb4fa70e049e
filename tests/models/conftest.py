"""The book that the tests of models work on: a real SQLite file and a real PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new, empty book of each kind."""
    if request.param == "sqlite":
        location = str(tmp_path / "book.liaison")
    else:
        location = request.getfixturevalue("postgres_book_url")
    book = Store.create(location)
    book.actor = "Ann"
    yield book
    book.close()
