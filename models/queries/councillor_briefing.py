"""A briefing for the councillors of a ward: what is under way there, and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Select, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Action,
    Affiliation,
    Area,
    Commitment,
    Conversation,
    ConversationParty,
    Event,
    EventRole,
    EventStage,
    ForumQuestion,
    Meeting,
    Organisation,
    Person,
    ReplyState,
)
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable
from models.queries.commitments import IS_OPEN
from models.queries.dated import valid_on
from models.queries.sight import sees, sees_record
from models.vocabulary import ActionState, EventPart, Response, Visibility
from resources.i18n import _

AHEAD = timedelta(days=60)


class AskedKind(StrEnum):
    """In what way something is asked of a councillor."""

    PROMISE = "promise"
    ACTION = "action"
    QUESTION = "question"
    REPLY = "reply"
    INVITATION = "invitation"


class UnderWayKind(StrEnum):
    """What is going on in a ward."""

    EVENT = "event"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class WardCouncillor:
    """A councillor of the ward."""

    person_id: int
    name: str
    party: str


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Something that goes on at an institution of the ward."""

    kind: UnderWayKind
    record_id: int
    text: str
    organisation: str
    on: date
    """The day of an event, or the day a promise is due."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a councillor promised, or that is asked of them."""

    kind: AskedKind
    record_id: int
    person_id: int
    text: str
    due_on: date | None
    reference: str

    def is_late(self, today: date) -> bool:
        """Say whether it was due before a day."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class WardBriefing:
    """Everything for one ward on a day."""

    ward_id: int
    ward: str
    councillors: tuple[WardCouncillor, ...]
    institutions: tuple[tuple[int, str], ...]
    under_way: tuple[UnderWay, ...]
    asked: tuple[Asked, ...]


def find_ward_briefing(
    session: Session, ward_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> WardBriefing:
    """Return what is under way in a ward and what is asked of its councillors, by day."""
    ward = session.execute(
        select(Area.name).where(
            Area.id == ward_id, Area.archived_at.is_(None), Area.visibility.in_(nameable_to(audience))
        )
    ).scalar_one_or_none()
    if ward is None:
        raise WrongUse(_("There is no ward number {number}. Choose it from the list again.").format(number=ward_id))
    councillors = _councillors(session, ward_id, today, audience)
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.ward_id == ward_id, Organisation.archived_at.is_(None), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    institutions = tuple((number, name) for number, name in rows)
    people = [one.person_id for one in councillors]
    under_way = [
        *_events(session, [number for number, _name in institutions], today, audience),
        *_promises_in(session, dict(institutions), people, audience),
    ]
    return WardBriefing(
        ward_id,
        ward,
        councillors,
        institutions,
        tuple(sorted(under_way, key=lambda row: (row.on, row.kind, row.record_id))),
        _asked(session, people, today, audience),
    )


def _councillors(session: Session, ward_id: int, today: date, audience: Visibility) -> tuple[WardCouncillor, ...]:
    rows = session.execute(
        select(Person.id, Person.display_name, Affiliation.party)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Organisation.visibility.in_(nameable_to(audience)),
            Affiliation.area_id == ward_id,
            valid_on(Affiliation, today),
            Person.archived_at.is_(None),
            Person.visibility.in_(nameable_to(audience)),
        )
        .order_by(Person.name_key, Person.id, Affiliation.id)
    ).all()
    return tuple({row.id: WardCouncillor(*row) for row in rows}.values())


def _events(session: Session, hosts: Sequence[int], today: date, audience: Visibility) -> list[UnderWay]:
    rows = session.execute(
        select(Event.id, Event.title, Organisation.name, Event.starts_at)
        .join(Organisation, Organisation.id == Event.organisation_id)
        .where(
            Event.organisation_id.in_(hosts),
            Event.stage == EventStage.PLANNED,
            Event.starts_at >= start_of(today),
            Event.starts_at < start_of(today + AHEAD),
            Event.archived_at.is_(None),
            sees_record(Event, audience),
        )
    )
    return [UnderWay(UnderWayKind.EVENT, number, text, host, at.date()) for number, text, host, at in rows]


def _promises_in(
    session: Session, institutions: dict[int, str], councillors: Sequence[int], audience: Visibility
) -> list[UnderWay]:
    """Return the open promises of the ward's institutions; the councillors' own are asked of them instead."""
    rows = session.execute(
        select(
            Commitment.id,
            Commitment.text,
            Commitment.owner_organisation_id,
            Commitment.due_on,
            Commitment.owner_person_id,
        ).where(Commitment.owner_organisation_id.in_(institutions), IS_OPEN, sees_record(Commitment, audience))
    )
    return [
        UnderWay(UnderWayKind.COMMITMENT, number, text, institutions[owner], due_on)
        for number, text, owner, due_on, person in rows
        if due_on is not None and owner is not None and person not in councillors
    ]


def _asked(session: Session, people: Sequence[int], today: date, audience: Visibility) -> tuple[Asked, ...]:
    """Return what some councillors promised or are asked for, what is due first before the rest."""
    if not people:
        return ()
    questions: dict[AskedKind, Select[*tuple[Any, ...]]] = {
        AskedKind.PROMISE: select(
            Commitment.id, Commitment.owner_person_id, Commitment.text, Commitment.due_on, Commitment.reference
        ).where(Commitment.owner_person_id.in_(people), IS_OPEN, sees_record(Commitment, audience)),
        AskedKind.ACTION: select(Action.id, Action.owner_person_id, Action.text, Action.due_on, Action.reference).where(
            Action.owner_person_id.in_(people),
            Action.state == ActionState.OPEN,
            Action.archived_at.is_(None),
            sees_record(Action, audience),
        ),
        AskedKind.QUESTION: select(
            ForumQuestion.id,
            ForumQuestion.answer_person_id,
            ForumQuestion.question,
            ForumQuestion.due_on,
            ForumQuestion.reference,
        ).where(
            ForumQuestion.answer_person_id.in_(people),
            ForumQuestion.answered_on.is_(None),
            ForumQuestion.closed_on.is_(None),
            sees(ForumQuestion.meeting_id, Meeting, audience),
        ),
        AskedKind.REPLY: select(
            Conversation.id,
            ConversationParty.person_id,
            Conversation.subject,
            Conversation.reply_expected_by,
            literal(""),
        )
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .where(
            ConversationParty.person_id.in_(people),
            Conversation.reply_state == ReplyState.AWAITING,
            Conversation.archived_at.is_(None),
            sees_record(Conversation, audience),
        ),
        AskedKind.INVITATION: select(
            EventRole.id, EventRole.person_id, Event.title, type_coerce(func.date(Event.starts_at), Date), literal("")
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(
            EventRole.person_id.in_(people),
            EventRole.part == EventPart.INVITED,
            EventRole.response == Response.NONE,
            Event.starts_at >= start_of(today),
            Event.stage != EventStage.CANCELLED,
            Event.archived_at.is_(None),
            sees_record(Event, audience),
        ),
    }
    found = [Asked(kind, *row) for kind, statement in questions.items() for row in session.execute(statement)]
    order = list(AskedKind)
    return tuple(sorted(found, key=lambda row: (row.due_on or date.max, order.index(row.kind), row.record_id)))
