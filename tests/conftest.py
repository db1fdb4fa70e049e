"""Fixtures every room may use, and the mark that the place of a test gives it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.postgres_server import postgres_book_url, postgres_server, postgres_url

__all__ = ["postgres_book_url", "postgres_server", "postgres_url"]

# A shell that runs the tests in the background has them ignore Ctrl+C, and so would every program they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

BENCHMARKS = Path(__file__).parent / "benchmarks"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in benchmarks/, so that it runs by itself and not beside another test."""
    for item in items:
        if BENCHMARKS in item.path.parents:
            item.add_marker(pytest.mark.benchmark)
