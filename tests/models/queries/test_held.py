"""Everything held about a person is found, and what belongs to others stays with them."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.notes import NoteFields, add_note
from models.actions.people import PersonFields, create_person
from models.entities import Organisation
from models.errors import WrongUse
from models.queries.held import HeldRow, Tie, find_held
from models.store import Store
from models.vocabulary import Channel, ContactPointKind, Direction, OrganisationKind, Visibility

DAY = date(2026, 11, 2)
Told = tuple[Store, int, int]


@pytest.fixture
def told(store: Store) -> Told:
    """A person and another in a school, with texts that name the first in every way."""
    with store.write("Begin") as session:
        school = Organisation(kind=OrganisationKind.INSTITUTION)
        school.rename("Hill School")
        session.add(school)
        session.flush()
        zoe = create_person(session, PersonFields("Núñez", "Zoë", note="Prefers mornings."))
        ann = create_person(session, PersonFields("Lee", "Ann", introduced_by_id=zoe, note="Has a bad knee."))
        add_affiliation(session, AffiliationFields(zoe, school.id, "Clerk", starts_on=DAY))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "zoe@hill.example", person_id=zoe))
        both = (Party(person_id=zoe), Party(person_id=ann))
        log_conversation(
            session, ConversationFields(Channel.CALL, Direction.IN, DAY, both, subject="The fair", note="All agreed.")
        )
        for text in (
            "Ask Zoe Nunez about the hall.",
            "Ann Lee will write to ZOE@HILL.EXAMPLE.",
            "Ms Nunez was late.",
            "ZN to bring the keys.",
            "The zone is new.",
        ):
            add_note(session, NoteFields("organisation", school.id, DAY, text))
        add_note(session, NoteFields("person", zoe, DAY, "Moves in May.", visibility=Visibility.CONFIDENTIAL))
        make_commitment(session, CommitmentFields("Send the plan", DAY, owner_person_id=zoe))
    return store, zoe, ann


def rows_of(told: Told) -> dict[tuple[str, str], HeldRow]:
    store, zoe, _ann = told
    with store.read() as session:
        return {(row.kind, row.name): row for row in find_held(session, zoe).rows}


def test_rows_about_them_and_texts_that_name_them_are_found(told: Told) -> None:
    rows = rows_of(told)
    ties = {key: row.tie for key, row in rows.items()}
    assert ties["person", "Zoë Núñez"] is Tie.SELF
    assert ties["affiliation", "Clerk"] is Tie.ABOUT
    assert ties["contact_point", "zoe@hill.example"] is Tie.ABOUT
    assert ties["note", "Moves in May."] is Tie.ABOUT
    assert ties["conversation", "The fair"] is Tie.PART
    assert ties["commitment", "Send the plan"] is Tie.PART
    assert ties["note", "Ask Zoe Nunez about the hall."] is Tie.NAMED
    assert ties["note", "Ann Lee will write to ZOE@HILL.EXAMPLE."] is Tie.NAMED
    assert ties["note", "Ms Nunez was late."] is Tie.PERHAPS
    assert ties["note", "ZN to bring the keys."] is Tie.PERHAPS
    assert ("note", "The zone is new.") not in rows


def test_who_else_is_named_and_what_is_confidential_is_said(told: Told) -> None:
    rows = rows_of(told)
    assert rows["note", "Ann Lee will write to ZOE@HILL.EXAMPLE."].others == ("Ann Lee",)
    assert rows["note", "Ask Zoe Nunez about the hall."].others == ()
    assert rows["note", "Moves in May."].is_confidential
    assert not rows["note", "Ms Nunez was late."].is_confidential


def test_what_is_held_about_somebody_else_is_not_given_away(told: Told) -> None:
    row = rows_of(told)["person", "Ann Lee"]
    assert row.tie is Tie.PART
    assert row.others == ("Ann Lee",)
    assert row.says == (("introduced by", "Zoë Núñez"),)


def test_the_history_is_mentioned_and_nobody_unknown_is_found(told: Told) -> None:
    store, zoe, _ann = told
    seen = []
    with store.read() as session:
        held = find_held(session, zoe, check=lambda done, total: seen.append((done, total)))
        assert any("history" in sentence for sentence in held.elsewhere)
        with pytest.raises(WrongUse):
            find_held(session, 999)
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] - 1
