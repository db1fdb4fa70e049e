"""R36: a person planted in every place of the book that words or numbers of people stand in is found in each."""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple

import pytest
from sqlalchemy import Table, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.actions.notes import NoteFields, add_note
from models.actions.people import PersonFields, create_person
from models.actions.person_protection import ProtectionFields, add_protection
from models.entities import ContactPoint, Person, PersonProtection
from models.kinds import KINDS
from models.queries.held import Tie, find_held
from models.queries.held_rows import texts_of
from models.queries.merging import pointing_at
from models.queries.records import table_of
from models.store import Store
from models.vocabulary import ContactPointKind
from tests.books import new_book, new_database, store
from tests.models.people_and_places import TODAY, make_area
from tests.models.random_book import fill

__all__ = ["new_book", "new_database", "store"]

LEAST, FREE = 50, 900
"""So many places at least, and a number that no random row has."""
SURE = ("Zoë Núñez asked", "by zoe nunez", "NÚÑEZ, ZOË", "Zoe\u0308 Nun\u0303ez’s car", "see zoe.n@hill.example")
"""In full, without accents, turned round, in letters with marks of their own, by an address."""
PERHAPS = ("Z. Nunez rang", "Ms Núñez was late", "ask ZN", "Zoë Fisher of old", "Mrs Fisher")
"""By an initial, the family name, initials alone, and by the name she had before."""


class Place(NamedTuple):
    """Where the person was planted."""

    table: str
    column: str
    row: int
    is_sure: bool


def plant(session: Session, person_id: int) -> list[Place]:
    """Write the person into one row for each place, a row for itself wherever there are rows enough."""
    planted = []
    words = cycle([(text, True) for text in SURE] + [(text, False) for text in PERHAPS])
    for kind in KINDS:
        if kind == "setting":
            continue
        table = table_of(kind)
        numbers = list(session.scalars(select(table.c.id).order_by(table.c.id)))
        if kind in ("person", "person_protection", "contact_point"):
            numbers = []
        for column in texts_of(table):
            if numbers and (text := next(words)) and put(session, table, numbers[0], column.name, text[0]):
                planted.append(Place(kind, column.name, numbers.pop(0), text[1]))
        for name, column_name in pointing_at("person"):
            is_here = name is table and numbers and column_name != "record_id"
            if is_here and put(session, table, numbers[-1], column_name, person_id):
                planted.append(Place(kind, column_name, numbers.pop(), True))
    return planted


def put(session: Session, table: Table, number: int, column: str, value: object) -> bool:
    """Write one value; say whether the table takes it there."""
    try:
        with session.begin_nested():
            session.execute(update(table).where(table.c.id == number).values({column: value}))
    except (IntegrityError, ValueError):
        return False
    return True


@pytest.mark.requirement("R36")
def test_a_person_is_found_in_every_place(store: Store) -> None:
    with store.write("Fill") as session:
        fill(session, 11)
        person = Person(id=FREE)
        person.rename("", "Zoë", "Núñez")
        session.add(person)
        session.flush()
        reached = ContactPoint(id=FREE, kind=ContactPointKind.EMAIL, value="zoe.n@hill.example", person_id=FREE)
        session.add_all((reached, PersonProtection(id=FREE, person_id=FREE, other_names="Fisher")))
        session.flush()
        planted_at = plant(session, FREE)
    with store.read() as session:
        rows = {(row.kind, row.id): row for row in find_held(session, FREE).rows}
    assert len(planted_at) >= LEAST
    missed = [place for place in planted_at if (place.table, place.row) not in rows]
    assert missed == [], f"{len(missed)} of {len(planted_at)} places were missed"
    guessed = [place for place in planted_at if place.is_sure and rows[place.table, place.row].tie is Tie.PERHAPS]
    assert guessed == [], "what surely names her is no guess"


def test_what_only_perhaps_names_her_is_told_apart(store: Store) -> None:
    with store.write("Notes") as session:
        area = make_area(session)
        person_id = create_person(session, PersonFields("Núñez", "Zoë"))
        add_protection(session, ProtectionFields(person_id, other_names="Zoë Fisher, Fisher-Price"))
        numbers = {
            text: add_note(session, NoteFields("organisation", area.oakley, TODAY, text))
            for text in (*PERHAPS, *SURE[:4], "A fishery in Zoetermeer", "zn is a metal")
        }
    with store.read() as session:
        rows = {row.id: row for row in find_held(session, person_id).rows if row.kind == "note"}
    assert {text for text, number in numbers.items() if number in rows} == {*PERHAPS, *SURE[:4]}
    assert all(rows[numbers[text]].tie is Tie.PERHAPS for text in PERHAPS)
    assert all(rows[numbers[text]].tie is Tie.NAMED for text in SURE[:4])
    assert "earlier or other name" in rows[numbers["Mrs Fisher"]].why
