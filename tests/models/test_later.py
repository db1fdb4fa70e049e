"""Asyncio is imported when something of it is used, and then it is the real one for everybody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    ).stdout.strip()


def test_an_open_book_does_without_asyncio_and_ssl() -> None:
    code = "import sys, models.store; print([n for n in ('asyncio.events', 'ssl', '_ssl') if n in sys.modules])"
    assert _run(code) == "[]"


@pytest.mark.parametrize(
    "use",
    [
        "import asyncio; assert asyncio.run(asyncio.sleep(0, 'told')) == 'told'",
        "from asyncio import Queue; assert Queue.__module__ == 'asyncio.queues'",
        "import asyncio.queues; assert asyncio.Queue is asyncio.queues.Queue",
        "from sqlalchemy.util.concurrency import iscoroutine; assert not iscoroutine(3)",
        "from sqlalchemy.util.concurrency import is_exit_exception; assert is_exit_exception(TimeoutError())",
        "from unittest.mock import AsyncMock; import asyncio; assert asyncio.run(AsyncMock(return_value=3)()) == 3",
    ],
)
def test_whoever_uses_it_has_the_real_one(use: str) -> None:
    assert _run(f"import sys, models.store; {use}; print(type(sys.modules['asyncio']).__name__)") == "module"
