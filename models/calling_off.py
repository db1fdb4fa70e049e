"""Giving up a long question to a file because its answer is not wanted any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from models.errors import Stopped
from resources.i18n import _

STEPS = 20_000
"""SQLite asks after so many of its steps, about a millisecond of work, whether to go on."""


@contextmanager
def watching(connection: Connection, called_off: Callable[[], bool]) -> Iterator[None]:
    """Have whatever a connection to a file is asked given up once it is called off. Raises Stopped then."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(called_off, STEPS)
    try:
        yield
    except OperationalError:
        if called_off():
            raise Stopped(_("This was stopped before it was done.")) from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
