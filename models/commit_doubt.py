"""A connection to a server that breaks while a change is being kept: the journal is asked whether it was.

The server may have kept it and only the answer was lost. Told that it failed, somebody would do it again, and have it
twice; so the journal is asked on a new connection before anything is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from models.base import Base
from models.entities import Change
from models.journal import ChangeHead

_change = Base.metadata.tables[Change.__tablename__]


class Doubt:
    """One change on its way to be kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sealed: tuple[int, ChangeHead] | None = None

    def seal(self, number: int, head: ChangeHead) -> None:
        """Note that all of the change is written, and only the keeping is left."""
        self._sealed = number, head

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Let a broken connection pass where the change was kept all the same."""
        try:
            yield
        except DBAPIError:
            if self._sealed is None or not self._was_kept(*self._sealed):
                raise

    def _was_kept(self, number: int, head: ChangeHead) -> bool:
        """Say whether the journal holds this very change; where it cannot be asked, nothing is claimed to be kept."""
        asked = select(_change.c.at, _change.c.actor, _change.c.label).where(_change.c.id == number)
        try:
            with self._engine.connect() as connection:
                found = connection.execute(asked).one_or_none()
        except DBAPIError:
            return False
        return found is not None and tuple(found) == (head.at, head.actor, head.label)
