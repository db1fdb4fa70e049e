"""The minutes of a meeting in full: entries, declarations, papers, corrections, and who approved and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import (
    AgendaItem,
    Attachment,
    Decision,
    InterestDeclaration,
    ItemDeclaration,
    Meeting,
    MeetingPaper,
    MinuteEntry,
    MinutesCorrection,
    MinutesState,
    Organisation,
    Person,
)
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.dissents import DissentRow, list_dissents
from models.queries.matters import part_readable
from models.queries.rows import fetch
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MinuteEntryRow:
    """A paragraph of the minutes."""

    id: int
    agenda_item_id: int
    number: int
    text: str
    reference: str
    is_challenge: bool
    raised_by_id: int | None
    raised_by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """An interest declared for an item of the agenda."""

    id: int
    agenda_item_id: int
    person_id: int
    person: str
    interest: str
    interest_id: int | None
    withdrew: bool
    version: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of a meeting."""

    id: int
    agenda_item_id: int | None
    attachment_id: int | None
    number: int
    title: str
    received_on: date | None
    supplement: int | None
    """The number of the supplement it came in; None for papers in the pack."""
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A dated correction of approved minutes."""

    id: int
    agenda_item_id: int | None
    decision_id: int | None
    agreed_at_id: int | None
    corrected_on: date
    was: str
    now: str
    corrected_by: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting as an audience may read them."""

    state: MinutesState
    approved_at_id: int | None
    approved_on: date | None
    signed_by: str | None
    signed_on: date | None
    entries: tuple[MinuteEntryRow, ...]
    declarations: tuple[DeclarationRow, ...]
    papers: tuple[PaperRow, ...]
    dissents: tuple[DissentRow, ...]
    corrections: tuple[CorrectionRow, ...]

    @property
    def challenges(self) -> tuple[MinuteEntryRow, ...]:
        """Return the entries that show governors asking for an account."""
        return tuple(entry for entry in self.entries if entry.is_challenge)


_SIGNER = aliased(Person)
_APPROVER = aliased(Meeting)


def find_minutes(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> Minutes:
    """Return the minutes of a meeting; what belongs to an item of Part II shows to no audience below confidential."""
    head = session.execute(
        select(
            Meeting.minutes_state,
            Meeting.approved_at_id,
            Meeting.approved_on,
            _SIGNER.display_name,
            _SIGNER.visibility,
            Meeting.signed_on,
        )
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(_SIGNER, _SIGNER.id == Meeting.signed_by_id)
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience))
    ).one_or_none()
    if head is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    state, approved_at, approved_on, signer, level, signed_on = head
    return Minutes(
        state=state,
        approved_at_id=approved_at,
        approved_on=approved_on,
        signed_by=signer if level in readable_by(audience) else None,
        signed_on=signed_on,
        entries=_entries(session, meeting_id, audience),
        declarations=_declarations(session, meeting_id, audience),
        papers=list_papers(session, meeting_id, audience=audience),
        dissents=list_dissents(session, meeting_id=meeting_id, audience=audience),
        corrections=_corrections(session, meeting_id, audience),
    )


def list_papers(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[PaperRow, ...]:
    """Return the papers of a meeting: the pack in its order, then each supplement."""
    statement = (
        select(
            MeetingPaper.id,
            MeetingPaper.agenda_item_id,
            MeetingPaper.attachment_id,
            MeetingPaper.number,
            MeetingPaper.title,
            MeetingPaper.received_on,
            MeetingPaper.supplement,
            MeetingPaper.visibility,
            MeetingPaper.version,
        )
        .join(Meeting, Meeting.id == MeetingPaper.meeting_id)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(AgendaItem, AgendaItem.id == MeetingPaper.agenda_item_id)
        .outerjoin(Attachment, Attachment.id == MeetingPaper.attachment_id)
        .where(
            MeetingPaper.meeting_id == meeting_id,
            MeetingPaper.visibility.in_(readable_by(audience)),
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
            part_readable(AgendaItem, audience),
            readable_or_none(Attachment, audience),
        )
        .order_by(MeetingPaper.supplement.nulls_first(), MeetingPaper.number, MeetingPaper.id)
    )
    return tuple(fetch(session, PaperRow, statement))


def _entries(session: Session, meeting_id: int, audience: Visibility) -> tuple[MinuteEntryRow, ...]:
    statement = (
        select(
            MinuteEntry.id,
            MinuteEntry.agenda_item_id,
            MinuteEntry.number,
            MinuteEntry.text,
            MinuteEntry.reference,
            MinuteEntry.is_challenge,
            MinuteEntry.raised_by_id,
            Person.display_name,
            MinuteEntry.version,
        )
        .join(AgendaItem, AgendaItem.id == MinuteEntry.agenda_item_id)
        .outerjoin(Person, Person.id == MinuteEntry.raised_by_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.visibility.in_(readable_by(audience)),
            readable_or_none(Person, audience),
        )
        .order_by(AgendaItem.number, AgendaItem.id, MinuteEntry.number, MinuteEntry.id)
    )
    return tuple(fetch(session, MinuteEntryRow, statement))


def _declarations(session: Session, meeting_id: int, audience: Visibility) -> tuple[DeclarationRow, ...]:
    statement = (
        select(
            ItemDeclaration.id,
            ItemDeclaration.agenda_item_id,
            ItemDeclaration.person_id,
            Person.display_name,
            ItemDeclaration.interest,
            ItemDeclaration.interest_id,
            ItemDeclaration.withdrew,
            ItemDeclaration.version,
        )
        .join(AgendaItem, AgendaItem.id == ItemDeclaration.agenda_item_id)
        .join(Person, Person.id == ItemDeclaration.person_id)
        .outerjoin(InterestDeclaration, InterestDeclaration.id == ItemDeclaration.interest_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.visibility.in_(readable_by(audience)),
            readable(Person, audience),
            readable_or_none(InterestDeclaration, audience),
        )
        .order_by(AgendaItem.number, AgendaItem.id, Person.name_key, ItemDeclaration.id)
    )
    return tuple(fetch(session, DeclarationRow, statement))


def _corrections(session: Session, meeting_id: int, audience: Visibility) -> tuple[CorrectionRow, ...]:
    statement = (
        select(
            MinutesCorrection.id,
            MinutesCorrection.agenda_item_id,
            MinutesCorrection.decision_id,
            MinutesCorrection.agreed_at_id,
            MinutesCorrection.corrected_on,
            MinutesCorrection.was,
            MinutesCorrection.now,
            MinutesCorrection.corrected_by,
        )
        .outerjoin(AgendaItem, AgendaItem.id == MinutesCorrection.agenda_item_id)
        .outerjoin(Decision, Decision.id == MinutesCorrection.decision_id)
        .outerjoin(_APPROVER, _APPROVER.id == MinutesCorrection.agreed_at_id)
        .where(
            MinutesCorrection.meeting_id == meeting_id,
            part_readable(AgendaItem, audience),
            part_readable(Decision, audience),
            or_(_APPROVER.id.is_(None), readable(_APPROVER, audience)),
        )
        .order_by(MinutesCorrection.corrected_on, MinutesCorrection.id)
    )
    return tuple(fetch(session, CorrectionRow, statement))
