"""The schema of a book, made and brought up to date in numbered steps; a newer book is refused untouched."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData, inspect, text

from models import journal, search_index, server_roles
from models.base import Base
from models.book_file import APPLICATION_ID, SCHEMA_VERSION
from models.errors import BookLocked, BookNewer, BookNotFound, BookOlder

if TYPE_CHECKING:
    from alembic.operations import Operations

    Step = Callable[[Operations], None]

VERSION = SCHEMA_VERSION
"""The schema this program knows: the number of the steps. It stands where it can be read without SQLAlchemy."""


def steps() -> tuple[Step, ...]:
    """Return what brings a book from version n to n + 1; the first makes it from nothing.

    They and Alembic are imported only here: a book of today's schema opens without them.
    """
    from models.migrations import step_0001, step_0002

    return (step_0001.upgrade, step_0002.upgrade)


def create(engine: Engine, *, is_example: bool = False) -> None:
    """Make the tables, triggers and the row about itself of a new book, in one transaction."""
    with writing(engine) as connection:
        if inspect(connection).get_table_names():
            raise BookNotFound("This database holds tables already. Choose an empty one for a new record book.")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        _climb(connection, 0)
        connection.execute(
            text("INSERT INTO book_info (id, uid, schema_version, is_example) VALUES (1, :uid, :version, :example)"),
            {"uid": str(uuid.uuid4()), "version": VERSION, "example": is_example},
        )


def bring_up_to_date(
    engine: Engine,
    location: str,
    *,
    read_only: bool = False,
    set_aside: Callable[[], object] | None = None,
    upgrade: bool = True,
) -> None:
    """Bring an older book to today's schema in one transaction; `location` is what sentences call it.

    `set_aside` is called first for an older book, to keep a checked copy of it as it was. Without `upgrade` an older
    book is left as it is and BookOlder raised.
    Raises BookNotFound for a database that is no record book, BookNewer for one that a newer program made.
    """
    with engine.connect() as connection, connection.begin():
        version = _version_of(connection, location)
    if version > VERSION:
        raise BookNewer(
            f"{location} was made by a newer version of Liaison Desk (schema {version}, this program knows "
            f"{VERSION}). Nothing was changed. Install the newer version to open it."
        )
    if version == VERSION:
        return
    if read_only:
        raise BookLocked(f"{location} is from an older version and cannot be written to, so it cannot be opened yet.")
    if not upgrade:
        raise BookOlder(f"{location} is from an older version. It is brought up to date first; a copy of it is kept.")
    if set_aside is not None:
        set_aside()
    with writing(engine) as connection:
        # Read again now that nobody else can write: another window may have done it meanwhile.
        version = _version_of(connection, location)
        if version >= VERSION:
            return
        _climb(connection, version)
        connection.execute(text("UPDATE book_info SET schema_version = :version"), {"version": VERSION})


def _version_of(connection: Connection, location: str) -> int:
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if mark != APPLICATION_ID:
            raise BookNotFound(f"{location} is a database of another program, not a record book.")
    elif not inspect(connection).has_table("book_info"):
        raise BookNotFound(f"There is no record book in this database yet. Make one with: liaison new {location}")
    version = connection.execute(text("SELECT schema_version FROM book_info")).scalar()
    if version is None:
        raise BookNotFound(f"{location} is not a whole record book. Restore your newest backup.")
    return int(version)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one writing transaction; foreign keys are off meanwhile and checked before the commit.

    With them on, a table rebuilt by Alembic's batch mode would take its children's rows with it (safety.md).
    """
    with engine.execution_options(liaison_write=True).connect() as connection:
        lite = connection.dialect.name == "sqlite"
        if lite:
            _pragma(connection, "foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("the migration left rows that point nowhere")
        finally:
            if lite:
                _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, words: str) -> None:
    """Set a pragma outside any transaction, where alone it takes effect."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA {words}")


def _climb(connection: Connection, version: int) -> None:
    climb(connection, version, VERSION)
    make_triggers(connection)


def climb(connection: Connection, version: int, to: int) -> None:
    """Bring the tables from one version to another; the triggers are left as they are."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    names = MetaData(naming_convention=Base.metadata.naming_convention)
    operations = Operations(MigrationContext.configure(connection, opts={"target_metadata": names}))
    for step in steps()[version:to]:
        step(operations)


def make_triggers(connection: Connection) -> None:
    """Make the triggers of the journal and of the search anew, and fill the search from what the book holds."""
    dialect = connection.dialect.name
    for statement in [*journal.trigger_ddl(dialect), *search_index.search_ddl(dialect)]:
        connection.exec_driver_sql(statement)
    if dialect == "postgresql":
        server_roles.renew(connection)
