"""A program that is open on the example records for the jobs of a whole file, one after the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen.desk import FAILED, Desk, can_be_seen
from tests.screen.outcomes import Book, evening
from tests.screen.test_walk import open_book

_OPEN: list[Book] = []


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the program of a file; what was opened is closed at the end, by the key for it."""
    can_be_seen()
    yield tmp_path_factory.mktemp("program")
    for book in _OPEN:
        try:
            if book.desk.program is not None:
                book.desk.press("ctrl+q")
                assert book.desk.ended() == 0
        finally:
            book.desk.stop()
    _OPEN.clear()


@pytest.fixture
def book(program: Path, evening_example: Path, request: pytest.FixtureRequest) -> Iterator[Book]:
    """The book that is open, with Home in view; opened anew where the job before it failed."""
    if not _OPEN:
        _OPEN.append(_open(program, evening_example))
    yield _OPEN[0]
    if request.node.stash.get(FAILED, False):
        _OPEN.pop().desk.stop()


@pytest.fixture
def desk(book: Book) -> Desk:
    """The program of the book."""
    return book.desk


def _open(folder: Path, example: Path) -> Book:
    number = len(list(folder.iterdir()))
    home = folder / f"{number}"
    desk = Desk(home, folder / f"{number}-pictures", clock=evening())
    place = Path(shutil.copy(example, home / "example.liaison"))
    try:
        open_book(desk, place, 100)
    except BaseException:
        desk.stop()
        raise
    return Book(desk, place)
