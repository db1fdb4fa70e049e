"""New books for tests, quickly: the first in a process is made by the program, the others are copies of its pages.

To make a book climbs every step of the schema, which takes longer than most tests that need one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlcipher3 import dbapi2

from models import migrations

really_create = migrations.create
"""What the program itself does."""


@contextmanager
def made_once(pattern: Path) -> Iterator[None]:
    """Make new books copies of the first, kept at `pattern`; each gets a lasting name of its own, as every book has.

    Books with a passphrase, on a server or in a database that holds something are left to the program.
    """

    def create(engine: Engine, *, is_example: bool = False) -> None:
        if not _is_plain_and_empty(engine):
            really_create(engine, is_example=is_example)
        elif not pattern.exists():
            really_create(engine, is_example=is_example)
            _keep(engine, pattern)
        else:
            _copy(pattern, engine)
            with migrations.writing(engine) as connection:
                _name_anew(connection, is_example=is_example)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "create", create)
        yield


def _is_plain_and_empty(engine: Engine) -> bool:
    if engine.dialect.name != "sqlite":
        return False
    with engine.connect() as connection:
        is_keyed = connection.exec_driver_sql("PRAGMA cipher_status").scalar() == "1"
        return not is_keyed and not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def _keep(engine: Engine, pattern: Path) -> None:
    """Keep a copy; it gets its name when it is whole, for another thread may be making a book too."""
    aside = pattern.with_name(f"{uuid.uuid4()}.part")
    with closing(engine.raw_connection()) as made, closing(dbapi2.connect(str(aside))) as kept:
        made.backup(kept)
    aside.rename(pattern)


def _copy(pattern: Path, engine: Engine) -> None:
    with closing(dbapi2.connect(str(pattern))) as kept, closing(engine.raw_connection()) as made:
        kept.backup(made.dbapi_connection)


def _name_anew(connection: Connection, *, is_example: bool) -> None:
    anew = {"uid": str(uuid.uuid4()), "example": is_example}
    connection.execute(text("UPDATE book_info SET uid = :uid, is_example = :example"), anew)
