"""Sweeps away what the program left unfinished when it was cut off, once nobody can be at work on it any more.

Only names that the program itself gives are touched: with dots before and eight chance digits, or a token, behind.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable
from pathlib import Path

FORGOTTEN_AFTER = 3600
"""Seconds after which nobody is at work on an unfinished file any more."""

_TOKEN = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_OURS = re.compile(
    r"\.~.+\.[0-9a-f]{8}\.tmp"  # a file that was to take another's place (files.py)
    r"|\..+\.[0-9a-f]{8}\.partial(?:-journal)?"  # a book or a copy that was being made (backup.py, salvaging.py)
    rf"|.+\.liaison\.open\.{_TOKEN}(?:\.gone)?"  # a lock that was being made or taken away (book_lock.py)
)


def sweep(folders: Iterable[Path], *, named: str = "") -> int:
    """Remove what is an hour old, in these folders alone; return how many files. `named`: only names that begin so."""
    return sum(_sweep(folder, named) for folder in dict.fromkeys(folders))


def _sweep(folder: Path, named: str) -> int:
    gone = 0
    # A folder that cannot be read is swept another time, and what is gone already is as good.
    with contextlib.suppress(OSError):
        for file in list(folder.iterdir()):
            if file.name.startswith(named) and _OURS.fullmatch(file.name) and _is_old(file):
                with contextlib.suppress(OSError):
                    file.unlink()
                    gone += 1
    return gone


def _is_old(file: Path) -> bool:
    try:
        return file.is_file() and time.time() - file.stat().st_mtime > FORGOTTEN_AFTER
    except OSError:
        return False
