"""Making tens of thousands of rows, all of which are kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_rows(expected: bool = True) -> Iterator[None]:
    """Put off the search for garbage while tens of thousands of rows are made: it takes longer than making them.

    Where not so many are expected nothing is put off.
    """
    was_on = gc.isenabled()
    if expected:
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
