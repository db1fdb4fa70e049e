"""What the column types of fixed lists make of what a database gives."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select, text

from models.types import choice
from models.vocabulary import Channel

TABLE = Table("talk", MetaData(), Column("how", choice(Channel)))


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        TABLE.create(connection)
        yield connection
    engine.dispose()


def test_members_come_back_as_they_went_in_and_nothing_as_nothing(connection):
    kept = [*Channel, None]
    connection.execute(insert(TABLE), [{"how": one} for one in kept])
    found = connection.execute(select(TABLE.c.how)).scalars().all()
    assert found == kept
    assert all(type(one) is Channel for one in found[:-1])


def test_a_word_that_is_not_of_the_list_is_no_member(connection):
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))
    connection.execute(text("INSERT INTO talk VALUES ('pigeon')"))
    with pytest.raises(LookupError, match="pigeon"):
        connection.execute(select(TABLE.c.how)).all()
