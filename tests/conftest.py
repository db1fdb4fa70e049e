"""Fixtures every room may use, and the mark that the place of a test gives it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.postgres_server import postgres_book_url, postgres_server, postgres_url

__all__ = ["postgres_book_url", "postgres_server", "postgres_url"]

# A shell that runs the tests in the background has them ignore Ctrl+C, and so would every program they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

EXAMPLE_DAY = date(2026, 11, 22)
"""The day of the example's records."""
BENCHMARKS = Path(__file__).parent / "benchmarks"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in benchmarks/, so that it runs by itself and not beside another test."""
    for item in items:
        if BENCHMARKS in item.path.parents:
            item.add_marker(pytest.mark.benchmark)


@pytest.fixture(scope="session", autouse=True)
def _books_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have new books made by copying the first that the program makes."""
    from tests.making_books import made_once

    with made_once(tmp_path_factory.mktemp("made") / "pattern.liaison"):
        yield


@pytest.fixture
def really_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program make new books itself, for tests of the making."""
    from models import migrations
    from tests.making_books import really_create

    monkeypatch.setattr(migrations, "create", really_create)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book, made once; who writes to it takes a copy."""
    from models.sample import fill_example
    from models.store import Store

    path = tmp_path_factory.mktemp("sample") / "sample.liaison"
    store = Store.create(path, is_example=True)
    with store.write("Example") as session:
        fill_example(session, EXAMPLE_DAY)
    store.close()
    return path
