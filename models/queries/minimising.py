"""What is held that is perhaps not needed: people nothing ties to us, fields nobody fills, texts that say too much.

The law asks to keep no more than is needed, and no longer (UK GDPR, article 5(1)(c) and (e)). Nothing here removes or
judges anything: it says what somebody should look at. People who are restricted are kept on purpose and are not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Attachment,
    ContactPoint,
    Conversation,
    CustomField,
    CustomValue,
    Erasure,
    Meeting,
    Note,
    Person,
    PersonProtection,
)
from models.public_offices import ELECTED, SEATS
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.held_rows import column_words
from models.queries.merging import pointing_at
from models.queries.records import Ref, find_names
from models.sensitive_words import Sensitive, find_sensitive
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _

_ABOUT_THEM_ALONE = frozenset(
    {
        *("contact_point", "note", "custom_value", "tag_link", "attachment_link", "reference_link", "reminder"),
        *("person", "person_protection", "retention_decision", "distinct_pair", "erasure", "saved_report"),
        *("report_run", "disclosure"),
    }
)
"""What stands on somebody's record and gives no reason to have it."""
_FIELDS = (Person.known_as, Person.pronouns, Person.post_nominals, Person.biography, Person.interests, Person.note)
"""What a record can say of somebody that liaison can mostly do without."""
_SOME = {"yield_per": 1000}
"""All texts at once would stand in a quarter of a gigabyte."""
_OFFICES = frozenset(map(sort_key, (*ELECTED, *SEATS)))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is held of one sort."""

    what: str
    count: int
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class LoosePerson:
    """Somebody whom nothing ties to us, or who was put away long ago and is still kept."""

    id: int
    name: str
    since: date
    """When they were entered, or put away."""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field about people, and on how many records it says something."""

    label: str
    is_own: bool
    """Whether the school made it."""
    count: int


@dataclass(frozen=True, slots=True)
class SensitiveText:
    """A text that perhaps tells what the law protects most; never the words themselves."""

    ref: Ref
    word: str
    """What it is: note, conversation."""
    about: str
    """On whose record it stands; "" for a conversation."""
    on: date | None
    tells: frozenset[Sensitive]


def list_amounts(session: Session) -> tuple[Amount, ...]:
    """Return how much personal data there is, sort by sort, put away or not, with the oldest."""
    erased = select(Erasure.person_id)
    asked: tuple[tuple[str, Select[Any, Any]], ...] = (
        (_("People"), select(func.count(), func.min(Person.created_at)).where(
            Person.archived_at.is_(None), Person.id.not_in(erased))),
        (_("People put away"), select(func.count(), func.min(Person.created_at)).where(
            Person.archived_at.is_not(None), Person.processing_restricted_on.is_(None), Person.id.not_in(erased))),
        (_("People whose data is kept and not used"), select(func.count(), func.min(Person.created_at)).where(
            Person.processing_restricted_on.is_not(None))),
        (_("Addresses and numbers of people"), select(func.count(), func.min(ContactPoint.created_at)).where(
            ContactPoint.person_id.is_not(None))),
        (_("Notes about people"), select(func.count(), func.min(Note.noted_on)).where(Note.record_kind == "person")),
        (_("Conversations"), select(func.count(), func.min(Conversation.happened_on))),
        (_("Meetings"), select(func.count(), func.min(Meeting.starts_at))),
        (_("Files"), select(func.count(), func.min(Attachment.added_on))),
    )  # fmt: skip
    return tuple(Amount(what, count, _day(oldest)) for what, question in asked
                 for count, oldest in session.execute(question))  # fmt: skip


def list_untied_people(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[LoosePerson, ...]:
    """Return the people who never had a role and no part in anything, and of whom no purpose is said, by name."""
    tied = set(session.scalars(select(PersonProtection.person_id).where(PersonProtection.purpose != "")))
    for table, column in pointing_at("person"):
        if table.name not in _ABOUT_THEM_ALONE:
            question = select(table.c[column]).distinct().where(table.c[column].is_not(None))
            if column == "record_id":
                question = question.where(table.c.record_kind == "person")
            tied.update(session.scalars(question))
    people = session.execute(
        select(Person.id, Person.display_name, Person.created_at)
        .where(Person.archived_at.is_(None), readable(Person, audience))
        .order_by(Person.name_key, Person.id)
    )
    return tuple(LoosePerson(row.id, row.display_name, row.created_at.date()) for row in people if row.id not in tied)


def list_put_away_since(
    session: Session, day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[LoosePerson, ...]:
    """Return the people put away before a day who are still kept, the longest first: no other list shows them."""
    rows = session.execute(
        select(Person.id, Person.display_name, Person.archived_at)
        .where(
            Person.archived_at < datetime.combine(day, datetime.min.time()),
            Person.processing_restricted_on.is_(None),
            Person.id.not_in(select(Erasure.person_id)),
            readable(Person, audience),
        )
        .order_by(Person.archived_at, Person.id)
    )
    return tuple(LoosePerson(number, name, at.date()) for number, name, at in rows if at is not None)


def list_field_use(session: Session) -> tuple[FieldUse, ...]:
    """Return the fields about people that liaison can mostly do without, those least used first.

    Of the program's own only those that somebody filled in; of the school's own all: perhaps it can drop some.
    """
    erased = select(Erasure.person_id)
    found = [
        FieldUse(column_words(column.key).capitalize(), False, session.scalar(
            select(func.count()).where(column != "", Person.id.not_in(erased))) or 0)
        for column in _FIELDS
    ]  # fmt: skip
    own = (
        select(CustomField.label, func.count(CustomValue.id))
        .outerjoin(CustomValue, CustomValue.field_id == CustomField.id)
        .where(CustomField.about == "person", CustomField.archived_at.is_(None))
        .group_by(CustomField.id, CustomField.label)
        .order_by(CustomField.id)
    )
    found += [FieldUse(label, True, count) for label, count in session.execute(own)]
    return tuple(sorted((one for one in found if one.count or one.is_own), key=lambda one: one.count))


def count_party_of_private_people(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many roles outside elected office say a political party: for others that is a political opinion."""
    roles = session.execute(
        select(Affiliation.role)
        .join(Person, Person.id == Affiliation.person_id)
        .where(Affiliation.party != "", readable(Person, audience))
    )
    return sum(sort_key(role) not in _OFFICES for (role,) in roles)


def list_sensitive_texts(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[SensitiveText, ...]:
    """Return the texts that perhaps tell what the law protects most, the newest first.

    Texts about somebody of whom it is written down why such data may be kept are left out.
    """
    told = {ref: (about, tells) for ref, about, text in _texts(session) if (tells := find_sensitive(text))}
    names = find_names(session, {*told, *(about for about, _tells in told.values() if about)}, audience=audience)
    rows = [
        SensitiveText(
            ref,
            names[ref].word,
            names[about].name if about is not None and about in names else "",
            names[ref].on,
            tells,
        )
        for ref, (about, tells) in told.items()
        if ref in names
    ]
    return tuple(sorted(rows, key=lambda row: (row.on or date.min, row.ref), reverse=True))


def count_by_kind(texts: tuple[SensitiveText, ...]) -> dict[Sensitive, int]:
    """Return how many texts perhaps tell of each."""
    counts = Counter(what for text in texts for what in text.tells)
    return {what: counts[what] for what in Sensitive if counts[what]}


def _texts(session: Session) -> Iterator[tuple[Ref, Ref | None, str]]:
    """Yield what was written about people: where it stands, on whose record, and the words."""
    settled = select(PersonProtection.person_id).where(PersonProtection.special_category_condition != "")
    people = select(Person.id, Person.note, Person.biography).where(Person.id.not_in(settled))
    for number, note, biography in session.execute(people, execution_options=_SOME):
        yield ("person", number), ("person", number), f"{note}\n{biography}"
    notes = select(Note.id, Note.record_kind, Note.record_id, Note.text).where(
        (Note.record_kind != "person") | Note.record_id.not_in(settled)
    )
    for number, kind, record, text in session.execute(notes, execution_options=_SOME):
        yield ("note", number), (kind, record), text
    talks = select(Conversation.id, Conversation.subject, Conversation.note)
    for number, subject, note in session.execute(talks, execution_options=_SOME):
        yield ("conversation", number), None, f"{subject}\n{note}"


def _day(oldest: date | datetime | None) -> date | None:
    return oldest.date() if isinstance(oldest, datetime) else oldest
