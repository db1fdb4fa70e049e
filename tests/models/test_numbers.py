"""A list of numbers given to a question as one value finds what the list in `IN` finds, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.entities import Tag
from models.numbers import is_among

ASKED = select(Tag.name).where(is_among(Tag.id, "ids")).order_by(Tag.id)


@pytest.fixture
def numbers(store):
    """Return the numbers of three tags."""
    with store.write("Add tags") as session:
        tags = [Tag(name=name, name_key=name.lower()) for name in ("Choir", "Sport", "Travel")]
        session.add_all(tags)
        session.flush()
        return [tag.id for tag in tags]


def names(store, ids):
    with store.read() as session:
        return list(session.execute(ASKED, {"ids": ids}).scalars())


def test_those_in_the_list_are_found_and_no_others(store, numbers):
    assert names(store, [numbers[2], numbers[0], 10**15]) == ["Choir", "Travel"]
    assert names(store, tuple(numbers[1:2] * 2)) == ["Sport"]


def test_an_empty_list_finds_nothing(store, numbers):
    assert names(store, []) == []


def test_a_list_may_be_longer_than_a_statement_takes_marks(store, numbers):
    assert names(store, [*range(-300_000, 0), *numbers]) == ["Choir", "Sport", "Travel"]
