"""Print a first draft of the next step: what separates the schema of the steps so far from the models.

`python -m models.migrations.draft` compares a new book of all steps with the models; with `--from-nothing` an empty
database, which is how step 1 was written. Read what it prints before keeping it.
"""

from __future__ import annotations

import sys
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy import Enum, create_engine

from models.base import Base
from models.entities import map_all
from models.types import CleanText, SortKey

HEADING = '''"""Step {number}: {title}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """{title}."""
'''


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as the plain types they are in the database, so that steps never change."""
    del context
    if kind == "type" and isinstance(item, CleanText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, SortKey):
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    if kind == "type" and isinstance(item, Enum):
        values = ", ".join(f'"{value}"' for value in item.enums)
        return f'sa.Enum({values}, name="{item.name}", native_enum=False, create_constraint=True, length={item.length})'
    return False


def draft(*, from_nothing: bool = False) -> str:
    """Return the operations as Python text."""
    map_all()
    engine = create_engine("sqlite://", hide_parameters=True)
    with engine.begin() as connection:
        if not from_nothing:
            from alembic.operations import Operations

            from models.migrations import steps

            for step in steps():
                step(Operations(MigrationContext.configure(connection)))
        options = {"target_metadata": Base.metadata, "render_item": render_item, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, Base.metadata)
        assert script.upgrade_ops is not None
        return render_python_code(script.upgrade_ops, render_item=render_item, migration_context=context)


if __name__ == "__main__":
    number = "n"
    sys.stdout.write(HEADING.format(number=number, title="what it does"))
    sys.stdout.write("    " + draft(from_nothing="--from-nothing" in sys.argv) + "\n")
