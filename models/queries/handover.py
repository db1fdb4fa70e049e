"""The facts for a handover sheet when one of ours leaves: what rests on them, and what somebody must take up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Commitment,
    Conversation,
    ConversationParty,
    Meeting,
    MeetingState,
    Organisation,
    Person,
    RelationshipOwner,
    Representation,
)
from models.errors import WrongUse
from models.queries.action_points import ActionFilter, list_actions
from models.queries.affiliations import AffiliationRow, list_affiliations
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable, readable_or_none
from models.queries.commitments import open_at
from models.queries.dated import valid_on
from models.queries.key_people import SoleHolder, list_sole_contacts, list_sole_relationships
from models.queries.recipients import ReachRow, list_reach
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Direction, ReplyState, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class DueLine:
    """A promise or a piece of work of theirs that is open."""

    kind: str
    """"commitment" or "action"."""
    id: int
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A conversation of theirs that still waits for its reply."""

    conversation_id: int
    subject: str
    party: str
    happened_on: date
    reply_expected_by: date | None


@dataclass(frozen=True, slots=True)
class AheadLine:
    """A meeting to which they are to go."""

    meeting_id: int
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Handover:
    """What somebody who leaves should hand over."""

    person_id: int
    name: str
    roles: tuple[AffiliationRow, ...]
    """Held on the day; seats among them will be empty."""
    looked_after: tuple[tuple[int, str], ...]
    """Organisations whose relationship with us they look after."""
    sole_relationships: tuple[SoleHolder, ...]
    sole_contacts: tuple[SoleHolder, ...]
    how_to_reach: tuple[ReachRow, ...]
    """The people only they know, each by the way they like."""
    due: tuple[DueLine, ...]
    waiting: tuple[WaitingLine, ...]
    ahead: tuple[AheadLine, ...]


def find_handover(
    session: Session, person_id: int, *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> Handover:
    """Return what rests on one of ours on a day. Raises WrongUse where there is nobody of that number."""
    name = session.scalar(select(Person.display_name).where(Person.id == person_id, readable(Person, audience)))
    if name is None or not may_read(audience, Visibility.INTERNAL):
        raise WrongUse(_("There is no person number {number}.").format(number=person_id))
    contacts = list_sole_contacts(session, today=today, our_person=name, audience=audience)
    known = [row.person_id for row in contacts if row.person_id is not None]
    roles = list_affiliations(session, person_id, today=today, as_at=today, audience=audience)
    return Handover(
        person_id,
        name,
        roles,
        _looked_after(session, person_id, today, audience),
        list_sole_relationships(session, today=today, our_person=name, audience=audience),
        contacts,
        list_reach(session, known, None, today=today, audience=audience),
        _due(session, person_id, today, audience),
        _waiting(session, person_id, name, today, audience),
        _ahead(session, person_id, today, audience),
    )


def _looked_after(session: Session, person_id: int, today: date, audience: Visibility) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .join(RelationshipOwner, RelationshipOwner.organisation_id == Organisation.id)
        .where(
            RelationshipOwner.person_id == person_id,
            valid_on(RelationshipOwner, today),
            Organisation.archived_at.is_(None),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def _due(session: Session, person_id: int, today: date, audience: Visibility) -> tuple[DueLine, ...]:
    """Return what was open at the end of the day, by when it is due."""
    promises = session.execute(
        select(Commitment.id, Commitment.text, Commitment.due_on).where(
            Commitment.owner_person_id == person_id, open_at(today), sees_record(Commitment, audience)
        )
    )
    wanted = ActionFilter(owner_person_id=person_id, open_only=True)
    work = [(row.id, row.text, row.due_on) for row in list_actions(session, today, wanted, audience=audience)]
    lines = [DueLine("commitment", *row) for row in promises] + [DueLine("action", *row) for row in work]
    return tuple(sorted(lines, key=lambda line: (line.due_on or date.max, line.kind, line.id)))


def _waiting(session: Session, person_id: int, name: str, today: date, audience: Visibility) -> tuple[WaitingLine, ...]:
    theirs = or_(
        Conversation.our_person_id == person_id,
        and_(Conversation.our_person_id.is_(None), func.lower(Conversation.our_person) == name.lower()),
    )
    statement = (
        select(
            Conversation.id,
            Conversation.subject,
            func.coalesce(Person.display_name, Organisation.name),
            Conversation.happened_on,
            Conversation.reply_expected_by,
        )
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .outerjoin(Person, Person.id == ConversationParty.person_id)
        .outerjoin(Organisation, Organisation.id == ConversationParty.organisation_id)
        .where(
            theirs,
            Conversation.direction == Direction.OUT,
            or_(
                Conversation.reply_state == ReplyState.AWAITING,
                and_(Conversation.reply_state == ReplyState.RECEIVED, Conversation.replied_on > today),
            ),
            Conversation.happened_on <= today,
            Conversation.archived_at.is_(None),
            readable(Conversation, audience),
            readable_or_none(Person, audience),
            readable_or_none(Organisation, audience),
        )
        .order_by(Conversation.happened_on, Conversation.id, ConversationParty.id)
    )
    return tuple(fetch(session, WaitingLine, statement))


def _ahead(session: Session, person_id: int, today: date, audience: Visibility) -> tuple[AheadLine, ...]:
    rows = session.execute(
        select(Meeting.id, Meeting.title, Meeting.starts_at)
        .join(Representation, Representation.meeting_id == Meeting.id)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            Representation.person_id == person_id,
            Representation.is_going.is_(True),
            Meeting.starts_at >= start_of(today),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.archived_at.is_(None),
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return tuple(AheadLine(row[0], row[1], row[2].date()) for row in rows)
