"""Somebody with a name that nobody else has, put into every place of a book that can hold one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.attachments import add_attachment, attach, of_file
from models.actions.breaches import BreachFields, note_breach
from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.groups import GroupFields, add_group, add_to_group
from models.actions.merging import merge
from models.actions.notes import NoteFields, add_note
from models.actions.people import PersonFields, create_person
from models.actions.person_protection import ProtectionFields, add_protection
from models.actions.retention import KeepFields, keep_longer
from models.actions.subject_requests import SubjectRequestFields, create_request
from models.base import utc_now
from models.entities import (
    Conversation,
    Draft,
    ImportBatch,
    ImportLine,
    Note,
    Organisation,
    Person,
    SavedSearch,
)
from models.store import Store
from models.vocabulary import Channel, ContactPointKind, Direction, OrganisationKind, SubjectRight

DAY = date(2026, 11, 2)
WORDS = (b"Quillfeather", b"quillfeather", b"QUILLFEATHER", "Xanthipp\u00e9".encode(), b"xanthippe", b"Xanthippe",
         b"xq@hill.example", b"07700 900461", b"Wrenfield")  # fmt: skip
"""What must be nowhere once they are erased."""


@dataclass(frozen=True, slots=True)
class Planted:
    """The numbers of what was planted."""

    person: int
    other: int
    school: int
    conversation: int
    doubtful: int
    """A note that has the family name alone, and means them."""


def plant(store: Store) -> Planted:
    """Write somebody into a book in every way, change some of it and remove some, so that the history has them too."""
    with store.write("Begin") as session:
        school = _school(session)
        person = create_person(session, PersonFields(
            "Quillfeather", "Xanthippé", title="Dr", note="Likes owls.", source="Met Xanthippe at the fair",
        ))  # fmt: skip
        other = create_person(
            session, PersonFields("Lee", "Ann", introduced_by_id=person, note="A friend of Dr Xanthippe Quillfeather.")
        )
    with store.write("Meet Xanthippé Quillfeather", reason="X. Quillfeather asked") as session:
        add_affiliation(session, AffiliationFields(person, school, "Clerk", job_title="Owl keeper", starts_on=DAY))
        for kind, value in ((ContactPointKind.EMAIL, "xq@hill.example"), (ContactPointKind.PHONE, "07700 900461")):
            add_contact_point(session, ContactPointFields(kind, value, person_id=person))
        conversation = log_conversation(session, ConversationFields(
            Channel.CALL, Direction.IN, DAY, (Party(person_id=person), Party(person_id=other)),
            subject="Owls for Dr Quillfeather", note="XANTHIPPE QUILLFEATHER’s owls; write to xq@hill.example.",
        ))  # fmt: skip
        make_commitment(session, CommitmentFields("Show Xanthippe Quillfeather the hall", DAY, owner_person_id=person))
        for text in ("Ask X. Quillfeather, or ring 07700 900461.", "Xanthippe\u0301 Quillfeather was here."):
            add_note(session, NoteFields("organisation", school, DAY, text))
        doubtful = add_note(session, NoteFields("organisation", school, DAY, "Ms Quillfeather was late."))
        add_note(session, NoteFields("person", person, DAY, "Xanthippé moves in May."))
        create_request(session, SubjectRequestFields(DAY, asked="What we hold on Quillfeather", person_id=person))
        add_to_group(
            session, add_group(session, GroupFields("Friends of Xanthippe Quillfeather")), [("person", person)]
        )
        file = of_file("cv.txt", b"Xanthippe Quillfeather, owl keeper")
        attach(session, add_attachment(session, file, DAY), "person", person)
        paper = of_file("Letter to Xanthippe Quillfeather.txt", b"Dear Xanthippe Quillfeather, thank you.")
        attach(session, add_attachment(session, paper, DAY), "organisation", school)
        search = SavedSearch(about="person", rules=json.dumps({"words": "Xanthippé Quillfeather"}))
        search.rename("Find Xanthippé Quillfeather")
        session.add(search)
        _unrecorded(session, person)
    _protect(store, person, school)
    with store.write("Mend a note") as session:
        gone = session.scalars(select(Note).where(Note.text.startswith("Xanthippe"))).one()
        gone.text = "Somebody was here."
    with store.write("Two of one") as session:
        twin = create_person(session, PersonFields("Quillfeather", "Xanthippé"))
    with store.write("Merge them") as session:
        merge(session, "person", person, twin, DAY)
    return Planted(person, other, school, conversation, doubtful)


def _school(session: Session) -> int:
    school = Organisation(kind=OrganisationKind.INSTITUTION)
    school.rename("Hill School")
    session.add(school)
    session.flush()
    return school.id


def _protect(store: Store, person: int, school: int) -> None:
    """Write what data protection asks about them, and texts that have the name they were born with."""
    with store.write("Note what Xanthippe Wrenfield was told") as session:
        add_protection(session, ProtectionFields(
            person, "Owls, with Dr Quillfeather", privacy_notice_given_on=DAY, other_names="Wrenfield",
        ))  # fmt: skip
        keep_longer(session, KeepFields(DAY, "Xanthippe still helps", person, keep_until=date(2028, 1, 1)))
        note_breach(session, BreachFields(
            datetime(2026, 11, 2, 9), "A letter to Xanthippe Quillfeather went astray",  # noqa: DTZ001 - wall clock
            reported_by="X. Quillfeather",
        ))  # fmt: skip
        for right in (SubjectRight.INFORMATION, SubjectRight.COMPLAINT):
            asked = "What Xanthippe Quillfeather was paid"
            create_request(session, SubjectRequestFields(DAY, right, asked, name="Xanthippe Quillfeather"))
        gone = add_note(session, NoteFields("organisation", school, DAY, "Xanthippe Wrenfield left us an owl."))
        add_note(session, NoteFields("organisation", school, DAY, "Mrs Xanthippe Wrenfield came; Wrenfield sang."))
        add_note(session, NoteFields("organisation", school, DAY, "Dr Quillfeather (once Xanthippe Wrenfield) sat."))
    with store.write("Take a note out") as session:
        session.delete(session.get(Note, gone))


def _unrecorded(session: Session, person: int) -> None:
    """Write what no history has: an unsaved form, and the lines of a file."""
    session.add(
        Draft(uid="d1", actor="Ann", form="{}", words="a note", content='{"text": "Xanthipp\\u00e9 Quillfeather"}')
    )
    batch = ImportBatch(
        at=utc_now(), actor="Ann", kind="contacts", file_name="X Quillfeather.csv", sha256="0" * 64, found=2, added=1,
        changed=0, unchanged=0, doubtful=0, rejected=1,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    session.add(ImportLine(
        batch_id=batch.id, number=1, name="Xanthippé Quillfeather", fate="new", record_kind="person", record_id=person,
        key="xq@hill.example", fingerprint="f1", cells="[]",
    ))  # fmt: skip
    session.add(ImportLine(
        batch_id=batch.id, number=2, name="Hill School", fate="refused", cells='["Xanthippe Quillfeather"]',
        fingerprint="f2",
    ))  # fmt: skip


def dump(store: Store) -> str:
    """Return every value of every table of a book, journal and index of imports included."""
    from models.base import Base
    from models.entities import map_all

    map_all()
    with store.read() as session:
        return "\n".join(
            repr(tuple(row)) for table in Base.metadata.sorted_tables for row in session.execute(select(table))
        )


__all__ = ["DAY", "WORDS", "Conversation", "Person", "Planted", "dump", "plant"]
