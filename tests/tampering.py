"""Altering a book as somebody does who knows how: past the triggers of its history, which are there afterwards."""

from __future__ import annotations

from sqlalchemy import text

from models.journal import journalled_tables, trigger_ddl
from models.store import Store


def alter(book: Store, *statements: str) -> None:
    """Run statements that the history neither hears of nor prevents."""
    tables = ("change", "change_entry", *(table.name for table in journalled_tables()))
    with book.engine.begin() as connection:
        if book.on_server:
            for table in tables:
                connection.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL'))
        else:
            for statement in trigger_ddl("sqlite"):
                if statement.startswith("DROP"):
                    connection.exec_driver_sql(statement)
        for statement in statements:
            connection.execute(text(statement))
        if book.on_server:
            for table in tables:
                connection.execute(text(f'ALTER TABLE "{table}" ENABLE TRIGGER ALL'))
        else:
            for statement in trigger_ddl("sqlite"):
                connection.exec_driver_sql(statement)
