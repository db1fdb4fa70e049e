"""What comes back at the next meeting of a body: items not finished, and the matters arising from the last minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, literal, null, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import (
    Action,
    AgendaItem,
    AgendaItemKind,
    Commitment,
    Decision,
    DecisionOutcome,
    Meeting,
    MeetingState,
    MinuteEntry,
    Organisation,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.commitments import open_at
from models.queries.rows import fetch
from models.vocabulary import ActionState, Visibility


class MatterKind(StrEnum):
    """What kind of matter arises."""

    ACTION = "action"
    COMMITMENT = "commitment"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter arising from earlier minutes."""

    kind: MatterKind
    record_id: int
    """The action, commitment or decision."""
    text: str
    who: str
    """Whose it is to do; nothing for a decision that was put off."""
    due_on: date | None
    reference: str
    meeting_id: int
    meeting_title: str
    minuted_on: date

    def is_late(self, today: date) -> bool:
        """Say whether it was due before a day."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class UnfinishedItem:
    """An item that a meeting left open."""

    id: int
    number: int
    title: str
    kind: AgendaItemKind
    lead: str
    visibility: Visibility


_FORMAL = (
    AgendaItemKind.APOLOGIES,
    AgendaItemKind.DECLARATIONS,
    AgendaItemKind.MINUTES,
    AgendaItemKind.MATTERS_ARISING,
    AgendaItemKind.STANDING,
    AgendaItemKind.OPEN_FORUM,
    AgendaItemKind.URGENT_BUSINESS,
)
"""Items that come anyway and are never carried over."""

_MEETING = (Meeting.id, Meeting.title, Meeting.starts_at)
_MET = (MeetingState.HELD, MeetingState.ADJOURNED, MeetingState.INQUORATE)


def find_meeting_before(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> int | None:
    """Return the body's last meeting before another that took place, or tried to; None where there was none."""
    this = session.execute(
        select(Meeting.organisation_id, Meeting.starts_at).where(Meeting.id == meeting_id)
    ).one_or_none()
    if this is None or this.organisation_id is None:
        return None
    return session.execute(
        select(Meeting.id)
        .where(
            Meeting.organisation_id == this.organisation_id,
            or_(
                Meeting.starts_at < this.starts_at,
                and_(Meeting.starts_at == this.starts_at, Meeting.id < meeting_id),
            ),
            Meeting.state.in_(_MET),
            Meeting.archived_at.is_(None),
            readable(Meeting, audience),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    ).scalar()


def list_unfinished_items(
    session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[UnfinishedItem, ...]:
    """Return the items a meeting left open and no later agenda has taken up, in their order.

    An item is left open when a decision under it was deferred, or when nothing was minuted and decided under it.
    """
    later = aliased(AgendaItem)
    decided = exists().where(Decision.agenda_item_id == AgendaItem.id)
    deferred = decided.where(Decision.outcome == DecisionOutcome.DEFERRED)
    minuted = exists().where(MinuteEntry.agenda_item_id == AgendaItem.id)
    statement = (
        select(
            AgendaItem.id,
            AgendaItem.number,
            AgendaItem.title,
            AgendaItem.kind,
            AgendaItem.lead,
            AgendaItem.visibility,
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.kind.not_in(_FORMAL),
            Meeting.state.in_(_MET),
            readable(Meeting, audience),
            AgendaItem.visibility.in_(readable_by(audience)),
            or_(deferred, and_(~decided, ~minuted, AgendaItem.minute == "")),
            ~exists().where(later.carried_from_id == AgendaItem.id),
        )
        .order_by(AgendaItem.number, AgendaItem.id)
    )
    return tuple(fetch(session, UnfinishedItem, statement))


def list_matters_arising(
    session: Session, meeting_id: int, *, as_at: date | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MatterRow, ...]:
    """Return what arises at a meeting from earlier minutes of its body, as it stands on its day; the oldest first.

    Open actions and commitments of all the body's earlier meetings, and the decisions deferred at the last one. Before
    the meeting `as_at` says what was open by then.
    """
    this = session.execute(
        select(Meeting.organisation_id, Meeting.starts_at)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience))
    ).one_or_none()
    if this is None or this.organisation_id is None:
        return ()
    day = this.starts_at.date()
    if as_at is not None:
        day = min(day, as_at)
    earlier = (
        Meeting.organisation_id == this.organisation_id,
        Meeting.starts_at < this.starts_at,
        Meeting.archived_at.is_(None),
        readable(Meeting, audience),
    )
    found = [
        *_actions(session, earlier, day, audience),
        *_commitments(session, earlier, day, audience),
        *_deferred(session, find_meeting_before(session, meeting_id, audience=audience), audience),
    ]
    order = list(MatterKind)
    return tuple(sorted(found, key=lambda row: (row.minuted_on, order.index(row.kind), row.record_id)))


def _actions(
    session: Session, earlier: Sequence[ColumnElement[bool]], day: date, audience: Visibility
) -> list[MatterRow]:
    """Return the actions of earlier meetings that were open on a day."""
    rows = session.execute(
        select(Action.id, Action.text, Person.display_name, Action.due_on, Action.reference, *_MEETING)
        .join(Meeting, Meeting.id == Action.meeting_id)
        .outerjoin(Person, Person.id == Action.owner_person_id)
        .outerjoin(AgendaItem, AgendaItem.id == Action.agenda_item_id)
        .where(
            *earlier,
            Action.archived_at.is_(None),
            Action.state != ActionState.DROPPED,
            or_(Action.state == ActionState.OPEN, Action.done_on > day),
            readable(Action, audience),
            readable_or_none(Person, audience),
            part_readable(AgendaItem, audience),
        )
    )
    return [_matter(MatterKind.ACTION, *row) for row in rows]


def _commitments(
    session: Session, earlier: Sequence[ColumnElement[bool]], day: date, audience: Visibility
) -> list[MatterRow]:
    """Return the commitments made at earlier meetings that were open on a day."""
    owner, to_person = aliased(Person), aliased(Person)
    by_organisation, to_organisation = aliased(Organisation), aliased(Organisation)
    who = func.coalesce(owner.display_name, by_organisation.name)
    rows = session.execute(
        select(Commitment.id, Commitment.text, who, Commitment.due_on, Commitment.reference, *_MEETING)
        .join(Meeting, Meeting.id == Commitment.meeting_id)
        .outerjoin(owner, owner.id == Commitment.owner_person_id)
        .outerjoin(to_person, to_person.id == Commitment.to_person_id)
        .outerjoin(by_organisation, by_organisation.id == Commitment.owner_organisation_id)
        .outerjoin(to_organisation, to_organisation.id == Commitment.to_organisation_id)
        .outerjoin(AgendaItem, AgendaItem.id == Commitment.agenda_item_id)
        .outerjoin(Decision, Decision.id == Commitment.decision_id)
        .where(
            *earlier,
            open_at(day),
            readable(Commitment, audience),
            *(readable_or_none(one, audience) for one in (owner, to_person, by_organisation, to_organisation)),
            part_readable(AgendaItem, audience),
            part_readable(Decision, audience),
        )
    )
    return [_matter(MatterKind.COMMITMENT, *row) for row in rows]


def _deferred(session: Session, meeting_id: int | None, audience: Visibility) -> list[MatterRow]:
    """Return what a meeting put off deciding."""
    if meeting_id is None:
        return []
    rows = session.execute(
        select(Decision.id, Decision.text, literal(""), null(), Decision.reference, *_MEETING)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Decision.agenda_item_id)
        .where(
            Decision.meeting_id == meeting_id,
            Decision.outcome == DecisionOutcome.DEFERRED,
            Decision.visibility.in_(readable_by(audience)),
            part_readable(AgendaItem, audience),
        )
    )
    return [_matter(MatterKind.DEFERRED, *row) for row in rows]


def part_readable(part: type[AgendaItem] | type[Decision], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that an item or decision joined from outside is missing or may be read: no Part II leaks."""
    return or_(part.id.is_(None), part.visibility.in_(readable_by(audience)))


def _matter(
    kind: MatterKind,
    record_id: int,
    text: str,
    who: str | None,
    due_on: date | None,
    reference: str,
    meeting_id: int,
    meeting_title: str,
    starts_at: datetime,
) -> MatterRow:
    return MatterRow(kind, record_id, text, who or "", due_on, reference, meeting_id, meeting_title, starts_at.date())
