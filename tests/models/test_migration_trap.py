"""A table that is made anew while its children would go with it: steps run where they stay.

On SQLite a step that needs a new shape drops the old table. With foreign keys in force that deletes each row of a table
that says ON DELETE CASCADE, without a word.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from models.base import Base
from models.entities import map_all
from models.migrations import writing
from models.migrations.rebuilding import reshape
from models.store import Store

CHILDREN = 20_000


def shape(*more: sa.Column[str]) -> sa.Table:
    """Return a table of parents as a step of its own would have it."""
    return sa.Table(
        "trap_parent",
        sa.MetaData(naming_convention=Base.metadata.naming_convention),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False),
        *more,
        sqlite_autoincrement=True,
    )


@pytest.fixture
def book(tmp_path: Path):
    """A book with parents and children that go with them."""
    store = Store.create(tmp_path / "book.liaison")
    with writing(store.engine) as connection:
        shape().create(connection)
        connection.exec_driver_sql(
            "CREATE TABLE trap_child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL "
            "REFERENCES trap_parent (id) ON DELETE CASCADE)"
        )
        connection.exec_driver_sql("INSERT INTO trap_parent VALUES (1, 'one'), (2, 'two')")
        connection.exec_driver_sql(
            "INSERT INTO trap_child WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "SELECT i, 1 + i % 2 FROM n",
            (CHILDREN,),
        )
    yield store
    store.close()


def children(connection: sa.Connection) -> int:
    return connection.exec_driver_sql("SELECT count(*) FROM trap_child").scalar_one()


def by_us(operations: Operations) -> None:
    reshape(operations, shape(sa.Column("town", sa.Text, server_default="", nullable=False)))


def by_alembic(operations: Operations) -> None:
    with operations.batch_alter_table("trap_parent", recreate="always") as batch:
        batch.add_column(sa.Column("town", sa.Text, server_default="", nullable=False))


@pytest.mark.requirement("R23")
@pytest.mark.parametrize("step", [by_us, by_alembic])
def test_a_table_made_anew_keeps_its_children(book: Store, step) -> None:
    with writing(book.engine) as connection:
        step(Operations(MigrationContext.configure(connection)))
    with book.engine.connect() as connection:
        assert children(connection) == CHILDREN
        assert "town" in {column["name"] for column in sa.inspect(connection).get_columns("trap_parent")}
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1, "they are in force again"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_the_trap_is_one(book: Store) -> None:
    with book.engine.execution_options(liaison_write=True).connect() as connection, connection.begin():
        by_alembic(Operations(MigrationContext.configure(connection)))
        assert children(connection) == 0


@pytest.mark.requirement("R23")
def test_a_step_that_leaves_children_without_parents_is_taken_back(book: Store) -> None:
    with pytest.raises(RuntimeError, match="point nowhere"), writing(book.engine) as connection:
        connection.exec_driver_sql("DELETE FROM trap_parent WHERE id = 1")
    with book.engine.connect() as connection:
        assert children(connection) == CHILDREN
        assert connection.exec_driver_sql("SELECT count(*) FROM trap_parent").scalar() == 2


@pytest.mark.requirement("R25")
def test_every_constraint_has_its_name_by_the_convention() -> None:
    map_all()
    for table in Base.metadata.sorted_tables:
        for one in (*table.constraints, *table.indexes):
            assert str(one.name or "").startswith(("pk_", "fk_", "uq_", "ck_", "ix_")), (table.name, one)
