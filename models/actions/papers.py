"""Papers of a meeting: in their order in the pack, late ones in numbered supplements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.meetings import open_meeting
from models.entities import AgendaItem, IssuedPack, Meeting, MeetingPaper
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PaperFields:
    """What a form of a paper holds."""

    title: str
    agenda_item_id: int | None = None
    attachment_id: int | None = None
    received_on: date | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_paper(session: Session, meeting_id: int, fields: PaperFields) -> int:
    """Add a paper at the end of the pack; one that came after its day, or after the pack went out, into a supplement.

    Late papers of one day share a supplement; those of a later day go into the next one.
    """
    meeting = open_meeting(session, meeting_id)
    _check(session, meeting_id, fields)
    last = session.execute(select(func.max(MeetingPaper.number)).where(MeetingPaper.meeting_id == meeting_id)).scalar()
    return writing.create(
        session,
        MeetingPaper,
        fields,
        meeting_id=meeting_id,
        number=(last or 0) + 1,
        supplement=_supplement(session, meeting, fields.received_on),
    )


def edit_paper(session: Session, paper_id: int, fields: PaperFields) -> int:
    """Change a paper; a changed day of arrival moves it into the pack or a supplement."""
    paper = get_record(session, MeetingPaper, paper_id, _("paper"))
    meeting = open_meeting(session, paper.meeting_id)
    _check(session, paper.meeting_id, fields)
    supplement = paper.supplement
    to_follow = paper.attachment_id is None and fields.attachment_id is not None and _went_without(session, paper)
    if to_follow or (fields.received_on != paper.received_on and not _went_out(session, paper)):
        supplement = _supplement(session, meeting, fields.received_on)
    return writing.edit(session, MeetingPaper, paper_id, fields, _("paper"), supplement=supplement)


def remove_paper(session: Session, paper_id: int) -> None:
    """Take a paper out; the others keep their numbers, which people may have quoted."""
    open_meeting(session, get_record(session, MeetingPaper, paper_id, _("paper")).meeting_id)
    writing.remove(session, MeetingPaper, paper_id, _("paper"))


def _went_out(session: Session, paper: MeetingPaper) -> bool:
    """Say whether a file that went out has the paper in it."""
    listed = session.scalars(select(IssuedPack.papers).where(IssuedPack.meeting_id == paper.meeting_id))
    return any(str(paper.id) in papers.split() for papers in listed)


def _went_without(session: Session, paper: MeetingPaper) -> bool:
    """Say whether the pack that the paper belongs to went out before the paper was there."""
    out = select(IssuedPack.id).where(IssuedPack.meeting_id == paper.meeting_id)
    return session.scalars(out).first() is not None and not _went_out(session, paper)


def _check(session: Session, meeting_id: int, fields: PaperFields) -> None:
    required(fields.title, _("a title for the paper"))
    if fields.agenda_item_id is not None:
        item = get_record(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
        if item.meeting_id != meeting_id:
            raise WrongUse(_("This agenda item belongs to another meeting. Choose one of this meeting’s."))


def _supplement(session: Session, meeting: Meeting, received_on: date | None) -> int | None:
    """Return the number of the supplement that a paper goes into, None for the pack itself.

    What comes after its day is late, and so is what comes when the pack has gone out; what has gone out stays as it is.
    """
    out = set(session.scalars(select(IssuedPack.supplement).where(IssuedPack.meeting_id == meeting.id)))
    in_time = received_on is None or meeting.paper_due_on is None or received_on <= meeting.paper_due_on
    if in_time and not out:
        return None
    late = session.execute(
        select(MeetingPaper.supplement, MeetingPaper.received_on)
        .where(MeetingPaper.meeting_id == meeting.id, MeetingPaper.supplement.is_not(None))
        .order_by(MeetingPaper.id)
    ).all()
    numbers = {day: number for number, day in late if number is not None and number not in out}
    last = max((number for number, _day in late if number is not None), default=0)
    return numbers.get(received_on) or max(last, *out, 0) + 1
