"""A book as it stands at one moment, however long it takes to read it, and without keeping anybody from writing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine

from models.store import Store


@contextmanager
def standing_still(store: Store) -> Iterator[Connection]:
    """Give a connection for which the book stays as it is at this moment, whoever writes to it meanwhile.

    A server keeps the moment by itself. While a file is read nobody can write to it, so a copy of it is read instead,
    which is made at once and has the same key; one that is open for reading only is read itself.
    """
    if store.on_server:
        with store.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
    elif store.read_only:
        with store.engine.connect() as connection, connection.begin():
            yield connection
    else:
        with tempfile.TemporaryDirectory(prefix="liaison-", ignore_cleanup_errors=True) as folder:
            yield from _copied(store, Path(folder) / "copy.liaison")


def _copied(store: Store, place: Path) -> Iterator[Connection]:
    from sqlcipher3 import dbapi2

    with closing(store.connect_copy(place)) as copy:
        with store.engine.connect() as connection:
            source: Any = connection.connection.dbapi_connection
            source.backup(copy)
        engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: copy, poolclass=StaticPool, hide_parameters=True
        )
        with engine.connect() as connection:
            yield connection
