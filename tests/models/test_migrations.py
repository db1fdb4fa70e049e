from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from models.base import Base
from models.entities import map_all
from models.migrations import VERSION, steps
from models.store import Store
from models.types import SortKey

SEARCH = ("search",)


@pytest.mark.requirement("R25")
def test_the_steps_make_what_the_models_say(store: Store) -> None:
    def ours(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind == "table" and reflected and (name or "").startswith(SEARCH))

    def differ(context: object, kept: object, wanted: object, found: object, type_: object) -> bool | None:
        if not isinstance(type_, SortKey):
            return None
        return store.on_server and getattr(found, "collation", None) != "C"

    map_all()
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": differ})
        assert compare_metadata(context, Base.metadata) == []
        checks = {
            (table.name, str(constraint.name))
            for table in Base.metadata.sorted_tables
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        kept = {
            (table.name, str(check["name"]))
            for table in Base.metadata.sorted_tables
            for check in inspect(connection).get_check_constraints(table.name)
        }
    assert {name for name in checks if name not in kept} == set()
    assert store.schema_version() == VERSION


def test_there_is_a_step_to_every_version() -> None:
    assert len(steps()) == VERSION
