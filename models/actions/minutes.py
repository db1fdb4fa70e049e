"""Minutes: entries under an item with their references, approval at a later meeting, and dated corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.meetings import FINAL_MINUTES, get_meeting, open_meeting, set_minutes_state
from models.entities import (
    AgendaItem,
    BodyProfile,
    Decision,
    Meeting,
    MeetingState,
    MinuteEntry,
    MinutesCorrection,
    MinutesState,
    Person,
)
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MinuteEntryFields:
    """What a form of a paragraph of the minutes holds."""

    text: str
    reference: str = ""
    """Left empty, the body's next reference is given."""
    is_challenge: bool = False
    """Governors asked for an account here."""
    raised_by_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectionFields:
    """What a form of a correction of approved minutes holds."""

    was: str
    now: str
    corrected_on: date
    corrected_by: str = ""
    agenda_item_id: int | None = None
    decision_id: int | None = None
    agreed_at_id: int | None = None
    """The meeting that agreed the correction."""


def add_minute_entry(session: Session, item_id: int, fields: MinuteEntryFields) -> int:
    """Write a paragraph of the minutes under an item; one without a reference is given the body's next one."""
    item = _open_item(session, item_id)
    _check_entry(fields)
    last = session.execute(select(func.max(MinuteEntry.number)).where(MinuteEntry.agenda_item_id == item_id)).scalar()
    reference = fields.reference.strip() or next_reference(session, item.meeting_id)
    return writing.create(
        session, MinuteEntry, fields, agenda_item_id=item_id, number=(last or 0) + 1, reference=reference
    )


def edit_minute_entry(session: Session, entry_id: int, fields: MinuteEntryFields) -> int:
    """Change a paragraph of minutes that are not yet a true record; left empty, its reference stays."""
    entry = get_record(session, MinuteEntry, entry_id, _("entry of the minutes"))
    _open_item(session, entry.agenda_item_id)
    _check_entry(fields)
    reference = fields.reference.strip() or entry.reference
    return writing.edit(session, MinuteEntry, entry_id, fields, _("entry of the minutes"), reference=reference)


def remove_minute_entry(session: Session, entry_id: int) -> None:
    """Take a paragraph out of minutes that are not yet a true record."""
    entry = get_record(session, MinuteEntry, entry_id, _("entry of the minutes"))
    _open_item(session, entry.agenda_item_id)
    writing.remove(session, MinuteEntry, entry_id, _("entry of the minutes"))


def next_reference(session: Session, meeting_id: int) -> str:
    """Return the next minute reference of a body: year, number within the year, prefix ("20/08/SAC").

    Nothing where the body has no prefix: its minutes are then not numbered. Counted over what the body's meetings of
    that calendar year have, in items, entries and decisions alike.
    """
    meeting = get_meeting(session, meeting_id)
    prefix = session.execute(
        select(BodyProfile.minute_prefix).where(BodyProfile.organisation_id == meeting.organisation_id)
    ).scalar()
    if not prefix:
        return ""
    year = f"{meeting.starts_at.year % 100:02}"
    used = _references_like(session, meeting.organisation_id, f"{year}/%/{prefix}")
    shape = re.compile(rf"{year}/(\d+)/{re.escape(prefix)}")
    numbers = [int(found[1]) for reference in used if (found := shape.fullmatch(reference))]
    return f"{year}/{max(numbers, default=0) + 1:02}/{prefix}"


def approve_minutes(session: Session, meeting_id: int, at_meeting_id: int) -> None:
    """Have a later meeting of the same body approve the minutes as a true record; from then on they stay as they are.

    What they got wrong is put right by `correct_minutes` only; undo takes the approval itself back.
    """
    meeting, later = get_meeting(session, meeting_id), get_meeting(session, at_meeting_id)
    if later.organisation_id != meeting.organisation_id:
        raise WrongUse(_("Minutes are approved by the body itself. Choose a later meeting of the same body."))
    if later.starts_at <= meeting.starts_at:
        raise WrongUse(_("Minutes are approved at a later meeting. Choose one after this meeting."))
    if later.state is not MeetingState.HELD:
        raise WrongUse(_("That meeting was not held, so it approved nothing. Choose one that was."))
    set_minutes_state(session, meeting_id, MinutesState.APPROVED)
    meeting.approved_at_id, meeting.approved_on = at_meeting_id, later.starts_at.date()
    session.flush()


def sign_minutes(session: Session, meeting_id: int, person_id: int, signed_on: date) -> None:
    """Say who signed the approved minutes and when."""
    meeting = get_meeting(session, meeting_id)
    check_exists(session, Person, person_id, _("person"))
    check_order(
        meeting.approved_on or meeting.starts_at.date(),
        signed_on,
        _("Minutes are signed once they are approved. Enter the day of the approval or a later one."),
    )
    set_minutes_state(session, meeting_id, MinutesState.SIGNED)
    meeting.signed_by_id, meeting.signed_on = person_id, signed_on
    session.flush()


def correct_minutes(session: Session, meeting_id: int, fields: CorrectionFields) -> int:
    """Add a dated correction to minutes approved as a true record; what was approved stays readable as it was."""
    meeting = get_meeting(session, meeting_id)
    if meeting.minutes_state not in FINAL_MINUTES:
        raise WrongUse(_("These minutes are not approved yet. Change them directly."))
    required(fields.was, _("the words that were approved"))
    required(fields.now, _("the words that are right"))
    check_order(
        meeting.approved_on or meeting.starts_at.date(),
        fields.corrected_on,
        _("A correction comes after the approval. Enter a later day."),
    )
    for part in _corrected(session, fields):
        if part.meeting_id != meeting_id:
            raise WrongUse(_("This part of the minutes belongs to another meeting. Choose one of this meeting’s."))
    check_exists(session, Meeting, fields.agreed_at_id, _("meeting"))
    return writing.create(session, MinutesCorrection, fields, meeting_id=meeting_id)


def _open_item(session: Session, item_id: int) -> AgendaItem:
    """Return an item whose meeting may still be changed."""
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    return item


def _corrected(session: Session, fields: CorrectionFields) -> Iterable[AgendaItem | Decision]:
    """Return the item and the decision that a correction is of."""
    if fields.agenda_item_id is not None:
        yield get_record(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
    if fields.decision_id is not None:
        yield get_record(session, Decision, fields.decision_id, _("decision"))


def _check_entry(fields: MinuteEntryFields) -> None:
    required(fields.text, _("what the minutes say"))


def _references_like(session: Session, organisation_id: int | None, like: str) -> Iterable[str]:
    """Return the references of a body's minutes that look so."""
    of_body = Meeting.organisation_id == organisation_id
    for statement in (
        select(AgendaItem.reference)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(of_body, AgendaItem.reference.like(like)),
        select(MinuteEntry.reference)
        .join(AgendaItem, AgendaItem.id == MinuteEntry.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(of_body, MinuteEntry.reference.like(like)),
        select(Decision.reference)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(of_body, Decision.reference.like(like)),
    ):
        yield from session.scalars(statement)
