"""Who was made known to whom by whom, what was passed on, and what came of both; records of visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import (
    Channel,
    Conversation,
    ConversationParty,
    Event,
    Introduction,
    Organisation,
    Person,
    Signposting,
    VisitRecord,
)
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable_or_none
from models.queries.parties import PartyRow, find_parties
from models.queries.party_names import name_parties
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from models.words import party_name


@dataclass(frozen=True, slots=True)
class IntroductionRow:
    """An introduction with its sides by name; names of people that the audience may not read are blank."""

    id: int
    first_person: str
    first_organisation: str | None
    second_person: str
    second_organisation: str | None
    by_person: str
    made_on: date
    purpose: str
    result: str
    result_on: date | None
    conversation_id: int | None
    visibility: Visibility
    version: int

    @property
    def first(self) -> str:
        """Who was introduced, as people say it."""
        return party_name(self.first_person or None, self.first_organisation)

    @property
    def second(self) -> str:
        """To whom, as people say it."""
        return party_name(self.second_person or None, self.second_organisation)


@dataclass(frozen=True, slots=True)
class SignpostingRow:
    """What was passed on to whom."""

    id: int
    passed_on: date
    what: str
    about_event: str | None
    about_organisation: str | None
    to_organisation: str | None
    to_person: str
    result: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit with what it gave."""

    id: int
    conversation_id: int
    happened_on: date
    channel: Channel
    our_person: str
    subject: str
    focus: str
    support_given: str
    challenge_made: str
    response: str
    version: int
    parties: tuple[PartyRow, ...] = ()


_SECOND, _BY = aliased(Person), aliased(Person)
_SECOND_BODY, _TO_BODY = aliased(Organisation), aliased(Organisation)


def list_introductions(
    session: Session,
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
    conversation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[IntroductionRow, ...]:
    """Return introductions, the newest first; of one person, on any of the three sides, or of one organisation.

    Or those that were made in one conversation.
    """
    question = (
        select(
            Introduction.id,
            name_for(Person, Person.display_name.expression, audience),
            Organisation.name,
            name_for(_SECOND, _SECOND.display_name.expression, audience),
            _SECOND_BODY.name,
            name_for(_BY, _BY.display_name.expression, audience),
            Introduction.made_on,
            Introduction.purpose,
            Introduction.result,
            Introduction.result_on,
            Introduction.conversation_id,
            Introduction.visibility,
            Introduction.version,
        )
        .select_from(Introduction)
        .outerjoin(Person, Person.id == Introduction.first_person_id)
        .outerjoin(Organisation, Organisation.id == Introduction.first_organisation_id)
        .outerjoin(_SECOND, _SECOND.id == Introduction.second_person_id)
        .outerjoin(_SECOND_BODY, _SECOND_BODY.id == Introduction.second_organisation_id)
        .outerjoin(_BY, _BY.id == Introduction.by_person_id)
        .where(
            Introduction.archived_at.is_(None),
            readable_or_none(Organisation, audience),
            readable_or_none(_SECOND_BODY, audience),
            sees_record(Introduction, audience),
        )
        .order_by(Introduction.made_on.desc(), Introduction.id.desc())
    )
    if person_id is not None:
        columns = (Introduction.first_person_id, Introduction.second_person_id, Introduction.by_person_id)
        question = question.where(or_(*(column == person_id for column in columns)))
    if organisation_id is not None:
        sides = (Introduction.first_organisation_id, Introduction.second_organisation_id)
        question = question.where(or_(*(column == organisation_id for column in sides)))
    if conversation_id is not None:
        question = question.where(Introduction.conversation_id == conversation_id)
    return tuple(fetch(session, IntroductionRow, question))


def list_signposting(
    session: Session,
    *,
    organisation_id: int | None = None,
    event_id: int | None = None,
    conversation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SignpostingRow, ...]:
    """Return what was passed on, the newest first; to one organisation, about one event, or in one conversation."""
    question = (
        select(
            Signposting.id,
            Signposting.passed_on,
            Signposting.what,
            Event.title,
            Organisation.name,
            _TO_BODY.name,
            name_for(Person, Person.display_name.expression, audience),
            Signposting.result,
            Signposting.visibility,
            Signposting.version,
        )
        .select_from(Signposting)
        .outerjoin(Event, Event.id == Signposting.about_event_id)
        .outerjoin(Organisation, Organisation.id == Signposting.about_organisation_id)
        .outerjoin(_TO_BODY, _TO_BODY.id == Signposting.to_organisation_id)
        .outerjoin(Person, Person.id == Signposting.to_person_id)
        .where(
            Signposting.archived_at.is_(None),
            readable_or_none(Event, audience),
            readable_or_none(Organisation, audience),
            readable_or_none(_TO_BODY, audience),
            sees_record(Signposting, audience),
        )
        .order_by(Signposting.passed_on.desc(), Signposting.id.desc())
    )
    if organisation_id is not None:
        question = question.where(Signposting.to_organisation_id == organisation_id)
    if event_id is not None:
        question = question.where(Signposting.about_event_id == event_id)
    if conversation_id is not None:
        question = question.where(Signposting.conversation_id == conversation_id)
    return tuple(fetch(session, SignpostingRow, question))


def list_visits(
    session: Session,
    *,
    organisation_id: int | None = None,
    conversation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[VisitRow, ...]:
    """Return the visits that have a record of what they gave, the newest first; of one organisation, or all.

    Of one conversation there is one at most.
    """
    question = (
        select(
            VisitRecord.id,
            VisitRecord.conversation_id,
            Conversation.happened_on,
            Conversation.channel,
            Conversation.our_person,
            Conversation.subject,
            VisitRecord.focus,
            VisitRecord.support_given,
            VisitRecord.challenge_made,
            VisitRecord.response,
            VisitRecord.version,
        )
        .join(Conversation, Conversation.id == VisitRecord.conversation_id)
        .where(
            Conversation.archived_at.is_(None),
            sees_record(Conversation, audience),
        )
        .order_by(Conversation.happened_on.desc(), Conversation.id.desc())
    )
    if organisation_id is not None:
        there = select(ConversationParty.conversation_id).where(ConversationParty.organisation_id == organisation_id)
        question = question.where(Conversation.id.in_(there))
    if conversation_id is not None:
        question = question.where(Conversation.id == conversation_id)
    rows = session.execute(question).all()
    parties = find_parties(session, [row.conversation_id for row in rows])
    latest = max((row.happened_on for row in rows), default=date.min)
    parties = name_parties(session, parties, latest, audience)
    return tuple(VisitRow(*row, parties=parties[row.conversation_id]) for row in rows)
