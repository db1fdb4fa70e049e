"""Rows that name a person are found by the thousands at once, and they are those that a look at each would find."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import select

from models.actions.notes import NoteFields, add_note
from models.entities import Note, Organisation
from models.errors import Stopped
from models.naming import Namer, Naming
from models.queries import rows_naming
from models.queries.rows_naming import NamingRows
from models.store import Store
from models.vocabulary import OrganisationKind

NAMER = Namer.of("Zoë", "O’Brien-Smith", "Zozo", ["zoe@hill.example", "01223 456 789"])
PIECES = ("Zoë", "ZOE", "O'Brien", "obrien smith", "Smith", "ZO", "Z. O.", "zoe@HILL.example", "(01223) 456-789", "£40",
          "the zone", "fair", "\x1e", "\x1f7\x1e", "\x1d", "’s", "\n", "é", "long " * 5000)  # fmt: skip


@pytest.fixture
def noted(store: Store) -> Store:
    """Notes of which many name a person, in every way, with marks and lengths that nobody expects."""
    dice = random.Random(5)
    with store.write("Begin") as session:
        school = Organisation(kind=OrganisationKind.INSTITUTION)
        school.rename("Hill School")
        session.add(school)
        session.flush()
        for _number in range(120):
            text = " ".join(dice.choices(PIECES, k=dice.randint(1, 4)))
            add_note(session, NoteFields("organisation", school.id, date(2026, 11, 2), text.strip() or "Nothing"))
    return store


@pytest.mark.parametrize("at_once", [1, 7, 2000])
def test_what_is_found_at_once_is_what_each_text_says(
    noted: Store, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_naming, "_AT_ONCE", at_once)
    table = Note.__table__
    columns = [table.c.text, table.c.source]
    order = list(Naming)
    with noted.read() as session:
        found = dict(NamingRows.of(NAMER).find(session, table, columns))
        naive = {}
        for number, *texts in session.execute(select(table.c.id, *columns)):
            ways = [way for text in texts if (way := NAMER.find(text or "")) is not None]
            if ways:
                naive[number] = min(ways, key=order.index)
    assert found == naive
    assert len(found) > 40


def test_only_what_may_name_them_is_judged(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write("Begin") as session:
        school = Organisation(kind=OrganisationKind.INSTITUTION)
        school.rename("Hill School")
        session.add(school)
        session.flush()
        texts = ["The hall is booked for £40.", "Zoé O’Brien Smith came.", "No – not yet.", "Ask Smith."]
        notes = [add_note(session, NoteFields("organisation", school.id, date(2026, 11, 2), text)) for text in texts]
    judged: list[int] = []
    judge = NamingRows._judged

    def listen(*asked):
        judged.extend(asked[-1])
        return judge(*asked)

    monkeypatch.setattr(NamingRows, "_judged", listen)
    table = Note.__table__
    with store.read() as session:
        found = dict(NamingRows.of(NAMER).find(session, table, [table.c.text]))
    assert judged == [notes[1]]
    assert found == {notes[1]: Naming.NAME}


def test_it_stops_between_one_read_and_the_next(noted: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_naming, "_AT_ONCE", 10)
    asked = []

    def check() -> None:
        asked.append(None)
        if len(asked) == 3:
            raise Stopped

    table = Note.__table__
    with noted.read() as session, pytest.raises(Stopped):
        list(NamingRows.of(NAMER).find(session, table, [table.c.text], check))
    assert len(asked) == 3
