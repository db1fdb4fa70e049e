"""The tests of safety work on the book of tests/books.py too."""

from __future__ import annotations

from tests.books import new_book, new_database, store

__all__ = ["new_book", "new_database", "store"]
