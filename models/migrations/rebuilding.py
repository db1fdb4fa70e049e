"""Giving an older table a new shape: new columns, and fixed lists with more words in them.

SQLite cannot change the CHECK of a fixed list in place, so the table is made anew beside the old one and the rows are
copied; PostgreSQL is told only what changed. Both end with the same table. Triggers go with the old table and are made
again after the last step.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

OLD_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"


def reshape(op: Operations, table: sa.Table) -> None:
    """Bring the table of this name to the shape of `table`, keeping every row, every number and the last number given.

    `table` stands in a MetaData of the step's own, with all its columns, checks, foreign keys and indexes; columns that
    the old table lacks must be nullable or have a server default. Columns the new shape lacks go.
    """
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _remake(connection, table)
    else:
        _alter(op, table)


def _remake(connection: sa.Connection, table: sa.Table) -> None:
    name, before = table.name, f"{table.name}_before"
    kept = {column["name"] for column in sa.inspect(connection).get_columns(name)}
    shared = ", ".join(f'"{column.name}"' for column in table.columns if column.name in kept)
    run = connection.exec_driver_sql
    last = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).scalar()
    # Without the old way of renaming, what other tables say of this one would follow the table that is to go.
    run("PRAGMA legacy_alter_table=ON")
    run(f'ALTER TABLE "{name}" RENAME TO "{before}"')
    run("PRAGMA legacy_alter_table=OFF")
    for index in run(OLD_INDEXES, (before,)).scalars().all():
        run(f'DROP INDEX "{index}"')
    connection.execute(CreateTable(table))
    run(f'INSERT INTO "{name}" ({shared}) SELECT {shared} FROM "{before}"')  # noqa: S608 - names of our own
    run(f'DROP TABLE "{before}"')
    for index in _indexes(table):
        connection.execute(CreateIndex(index))
    if last is not None:
        run("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))


def _alter(op: Operations, table: sa.Table) -> None:
    connection, name = op.get_bind(), table.name
    before = sa.inspect(connection)
    kept = {column["name"] for column in before.get_columns(name)}
    for column in table.columns:
        if column.name not in kept:
            op.add_column(name, sa.Column(column.name, column.type, nullable=True, server_default=_default(column)))
            if not column.nullable:
                op.alter_column(name, column.name, nullable=False)
    for gone in sorted(kept - {column.name for column in table.columns}):
        op.drop_column(name, gone)
    for check in sa.inspect(connection).get_check_constraints(name):
        op.drop_constraint(op.f(str(check["name"])), name, type_="check")
    keys = {key["name"] for key in before.get_foreign_keys(name)}
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        is_new_key = isinstance(constraint, sa.ForeignKeyConstraint) and str(constraint.name) not in keys
        if is_new_key or isinstance(constraint, sa.CheckConstraint):
            connection.execute(AddConstraint(constraint))
    unique = {constraint["name"] for constraint in before.get_unique_constraints(name)}
    for old in before.get_indexes(name):
        if old["name"] not in unique:
            op.drop_index(op.f(str(old["name"])), name)
    for index in _indexes(table):
        connection.execute(CreateIndex(index))


def _indexes(table: sa.Table) -> list[sa.Index]:
    return sorted(table.indexes, key=lambda index: str(index.name))


def _default(column: sa.Column[Any]) -> str | None:
    default = column.server_default
    return str(default.arg) if isinstance(default, sa.DefaultClause) else None
