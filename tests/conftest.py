"""Fixtures every room may use, and the mark that the place of a test gives it."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from tests.postgres_server import postgres_book_url, postgres_server, postgres_url

__all__ = ["postgres_book_url", "postgres_server", "postgres_url"]

# A shell that runs the tests in the background has them ignore Ctrl+C, and so would every program they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

EXAMPLE_DAY = date(2026, 11, 22)
"""The day of the example's records."""
WHOLE_SEARCH_EVERY = 10
_tests_of_windows = count(1)
BENCHMARKS = Path(__file__).parent / "benchmarks"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in benchmarks/, so that it runs by itself and not beside another test."""
    for item in items:
        if BENCHMARKS in item.path.parents:
            item.add_marker(pytest.mark.benchmark)


def pytest_collection_finish() -> None:
    """Leave thousands of tests and all modules out of every search for garbage from now on: they stay."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Look for garbage between the tests of windows only, and in this thread: see `desktop.tidying`."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        # Windows go a while after their test has ended: whoever looks for young garbage only keeps them all.
        gc.collect(2 if next(_tests_of_windows) % WHOLE_SEARCH_EVERY == 0 else 1)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _books_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have new books made by copying the first that the program makes."""
    from tests.making_books import made_once

    with made_once(tmp_path_factory.mktemp("made") / "pattern.liaison"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the program writes by itself, such as copies before an import, away from whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
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
