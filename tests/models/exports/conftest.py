"""The tests of what leaves work on the book of tests/books.py."""

from __future__ import annotations

from tests.books import new_book, new_database, store

__all__ = ["new_book", "new_database", "store"]
