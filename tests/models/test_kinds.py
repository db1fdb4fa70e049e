"""The list of kinds of record agrees with the tables, so that a new table cannot be forgotten."""

from __future__ import annotations

import pytest

from models.base import Base, Record
from models.entities import map_all
from models.errors import WrongUse
from models.journal import journalled_tables
from models.kinds import CARRIERS, KINDS, carrier, find_kind


def test_every_journalled_table_is_a_kind_and_nothing_else_is() -> None:
    assert {table.name for table in journalled_tables()} == set(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_says_what_its_table_has(name: str) -> None:
    map_all()
    kind, table = KINDS[name], Base.metadata.tables[name]
    entity = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    assert kind.is_record == issubclass(entity, Record)
    assert kind.on_record == ("record_id" in table.c)
    for column in (kind.name, kind.day, *kind.part_of):
        assert not column or column in table.c, column
    for column in kind.part_of:
        assert [key.column.table.name in KINDS for key in table.c[column].foreign_keys] == [True]


def test_words_for_kinds_are_told_apart() -> None:
    singular = [kind.singular for kind in KINDS.values()]
    assert len(set(singular)) == len(singular)


@pytest.mark.parametrize(
    ("word", "table"),
    [("person", "person"), ("People", "person"), ("agenda-item", "agenda_item"), ("issues", "issue_raised")],
)
def test_a_kind_is_found_by_what_people_call_it(word: str, table: str) -> None:
    assert find_kind(word).table == table


def test_what_is_no_kind_is_refused_in_words() -> None:
    with pytest.raises(WrongUse, match=r"“pupil”.*organisation, person"):
        find_kind("pupil")
    with pytest.raises(WrongUse, match="Nothing can be put on a setting"):
        carrier("setting")
    assert "conversation" in CARRIERS
    assert "tag_link" not in CARRIERS
