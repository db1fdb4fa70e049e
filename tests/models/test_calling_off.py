"""A long question to a file is given up as soon as nobody wants its answer."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.errors import Stopped
from models.store import Store

ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
SHORT = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) SELECT count(*) FROM n")


@pytest.fixture
def book(tmp_path: Path):
    store = Store.create(tmp_path / "book.liaison")
    yield store
    store.close()


def test_a_question_that_was_called_off_ends_soon_and_the_book_answers_on(book: Store) -> None:
    enough = threading.Event()
    threading.Timer(0.1, enough.set).start()
    with pytest.raises(Stopped, match="stopped"), book.read(enough.is_set) as session:
        session.execute(ENDLESS).all()
    assert enough.is_set()
    with book.read() as session:
        # Nobody watches any more, although it is the same connection.
        assert session.execute(SHORT).scalar_one() == 50_000


def test_a_question_that_is_wanted_is_answered(book: Store) -> None:
    asked = []
    with book.read(lambda: bool(asked.append(time.monotonic()))) as session:
        assert session.execute(SHORT).scalar_one() == 50_000
    assert asked


def test_another_trouble_is_not_taken_for_calling_off(book: Store) -> None:
    with pytest.raises(OperationalError, match="no such table"), book.read(lambda: False) as session:
        session.execute(text("SELECT * FROM nowhere"))
