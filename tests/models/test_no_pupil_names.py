"""Pupils are counted, never named: no column asks for one, whatever table it is in."""

from __future__ import annotations

from models.actions.custom_fields import forbidden_label
from models.base import Base
from models.entities import map_all

_PUPILS = ("pupil", "child", "student", "learner")


def test_no_column_holds_a_pupils_name() -> None:
    map_all()
    asked = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if forbidden_label(f"{table.name} {column.name}".replace("_", " "))
    }
    assert asked == set()


def test_what_is_kept_of_pupils_is_a_number_a_day_or_a_yes() -> None:
    map_all()
    kept = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(word in column.name for word in _PUPILS)
    ]
    assert kept
    assert {column.type.python_type.__name__ for column in kept} <= {"int", "date", "Decimal", "bool"}


def test_no_table_is_of_pupils() -> None:
    map_all()
    assert [name for name in Base.metadata.tables if any(word in name for word in _PUPILS)] == []
