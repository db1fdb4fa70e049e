"""Meetings: the meeting itself, and the way its minutes take from draft to signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import Meeting, MeetingSeries, MeetingState, MinutesState, Organisation, Place
from models.errors import WrongUse
from models.validation import check_exists, check_order, check_version, get_record, required
from models.vocabulary import MeetingFormat, Visibility
from resources.i18n import _

FINAL_MINUTES = (MinutesState.APPROVED, MinutesState.SIGNED)
"""Minutes approved as a true record are never changed; what they got wrong is minuted at the next meeting."""

NOT_YET = (MeetingState.PLANNED, MeetingState.NOTICE_ISSUED)
"""The states of a meeting that is still to come."""

NEXT_MINUTES = {
    MinutesState.NONE: (MinutesState.DRAFT,),
    MinutesState.DRAFT: (MinutesState.APPROVED_BY_CHAIR, MinutesState.APPROVED),
    MinutesState.APPROVED_BY_CHAIR: (MinutesState.DRAFT, MinutesState.APPROVED),
    MinutesState.APPROVED: (MinutesState.SIGNED,),
    MinutesState.SIGNED: (),
}
"""The steps that minutes can take from where they are."""


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """What a form says of a meeting; times are local. `version` is the one the form was opened on."""

    title: str
    starts_at: datetime
    organisation_id: int | None = None
    """The body that meets."""
    ends_at: datetime | None = None
    place: str = ""
    easting: int | None = None
    northing: int | None = None
    state: MeetingState = MeetingState.PLANNED
    paper_due_on: date | None = None
    question_due_on: date | None = None
    open_to_observers: bool = False
    reference: str = ""
    series_id: int | None = None
    place_id: int | None = None
    """The venue, where it is one we know; its name and grid reference stand in where the form leaves them empty."""
    format: MeetingFormat = MeetingFormat.IN_PERSON
    notice_issued_on: date | None = None
    agenda_published_on: date | None = None
    """When the agenda was published, or is to be."""
    url: str = ""
    """Where the body itself publishes the meeting."""
    notes: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_meeting(session: Session, fields: MeetingFields) -> int:
    """Write down a meeting, planned or held."""
    meeting = Meeting()
    _write(session, meeting, fields)
    session.add(meeting)
    session.flush()
    return meeting.id


def edit_meeting(session: Session, meeting_id: int, fields: MeetingFields) -> None:
    """Change a meeting whose minutes are not yet a true record."""
    meeting = open_meeting(session, meeting_id)
    check_version(meeting, fields.version, _("meeting"))
    _write(session, meeting, fields)
    session.flush()


def fields_of(session: Session, meeting_id: int) -> MeetingFields:
    """Return what a form shows of a meeting, to be changed and given back to `edit_meeting`."""
    meeting = get_meeting(session, meeting_id)
    return MeetingFields(**{name: getattr(meeting, name) for name in MeetingFields.__slots__})


def set_meeting_state(session: Session, meeting_id: int, state: MeetingState) -> None:
    """Say that a meeting is planned, was held or is cancelled."""
    meeting = open_meeting(session, meeting_id)
    _check_state(meeting, state)
    meeting.state = state
    session.flush()


def set_minutes_state(session: Session, meeting_id: int, state: MinutesState) -> None:
    """Take the minutes one step on: draft, approved by the chair, approved as a true record, signed."""
    meeting = get_meeting(session, meeting_id)
    if state not in NEXT_MINUTES[meeting.minutes_state]:
        raise WrongUse(_refused_step(meeting.minutes_state))
    if meeting.state is MeetingState.CANCELLED:
        raise WrongUse(_("This meeting was cancelled, so it has no minutes."))
    meeting.minutes_state = state
    if meeting.state in NOT_YET:
        meeting.state = MeetingState.HELD
    session.flush()


def issue_notice(session: Session, meeting_id: int, issued_on: date) -> None:
    """Say that notice of a planned meeting was given on a day; `find_notice` says whether it was in time."""
    meeting = open_meeting(session, meeting_id)
    if meeting.state not in NOT_YET:
        raise WrongUse(_("Notice is given of meetings still to come. This one was held, adjourned or cancelled."))
    day = meeting.starts_at.date()
    check_order(issued_on, day, _("Enter a day for the notice on or before the day of the meeting."))
    meeting.notice_issued_on, meeting.state = issued_on, MeetingState.NOTICE_ISSUED
    session.flush()


def adjourn_meeting(session: Session, meeting_id: int, to: datetime) -> int:
    """Break off a meeting, to be taken up again at a later time; return the number of the meeting that takes it up."""
    meeting = open_meeting(session, meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        raise WrongUse(_("This meeting was cancelled, so it cannot be adjourned. Plan a new one."))
    check_order(meeting.starts_at + timedelta(minutes=1), to, _("Enter a time after the beginning of the meeting."))
    fields = replace(
        fields_of(session, meeting_id),
        starts_at=to,
        ends_at=None,
        state=MeetingState.PLANNED,
        notice_issued_on=None,
        agenda_published_on=None,
        paper_due_on=None,
        question_due_on=None,
    )
    meeting.state = MeetingState.ADJOURNED
    later = create_meeting(session, fields)
    get_meeting(session, later).adjourned_from_id = meeting_id
    session.flush()
    return later


def archive_meeting(session: Session, meeting_id: int) -> None:
    """Put a meeting away: it leaves the lists and figures and can be brought back."""
    get_meeting(session, meeting_id).archived_at = utc_now()
    session.flush()


def open_meeting(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting that may still be changed, or say that its minutes are a true record."""
    meeting = get_meeting(session, meeting_id)
    if meeting.minutes_state in FINAL_MINUTES:
        raise WrongUse(
            _(
                "The minutes of this meeting are approved as a true record, so it cannot be changed. "
                "Write a dated correction and minute it at the next meeting."
            )
        )
    return meeting


def get_meeting(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting to be changed or pointed to, or say that there is none."""
    return get_record(session, Meeting, meeting_id, _("meeting"))


def _write(session: Session, meeting: Meeting, fields: MeetingFields) -> None:
    """Put a form's values into the record after checking them."""
    title = required(fields.title, _("a title for the meeting"))
    check_order(fields.starts_at, fields.ends_at, _("Enter an end after the beginning of the meeting."))
    starts_on = fields.starts_at.date()
    check_order(fields.paper_due_on, starts_on, _("Enter a day for papers on or before the day of the meeting."))
    check_order(fields.question_due_on, starts_on, _("Enter a day for questions on or before the day of the meeting."))
    check_order(
        fields.notice_issued_on, starts_on, _("Enter a day for the notice on or before the day of the meeting.")
    )
    check_order(fields.agenda_published_on, starts_on, _("Enter a day for the agenda on or before the meeting’s."))
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    check_exists(session, MeetingSeries, fields.series_id, _("series of meetings"))
    check_exists(session, Place, fields.place_id, _("place"))
    _check_state(meeting, fields.state)
    for name in MeetingFields.__slots__:
        if name != "version":
            setattr(meeting, name, getattr(fields, name))
    meeting.title = title
    meeting.place = fields.place.strip()
    meeting.reference = fields.reference.strip()
    meeting.url = fields.url.strip()
    if meeting.place_id is not None:
        _stand_in(meeting, get_record(session, Place, meeting.place_id, _("place")))


def _check_state(meeting: Meeting, state: MeetingState) -> None:
    """Refuse a meeting still to come that has minutes already."""
    if state in NOT_YET and (meeting.minutes_state or MinutesState.NONE) is not MinutesState.NONE:
        raise WrongUse(_("This meeting has minutes, so it was held. Choose “held”."))


def _stand_in(meeting: Meeting, place: Place) -> None:
    """Take name and grid reference from the venue where the form has none."""
    meeting.place = meeting.place or place.name
    if meeting.easting is None and meeting.northing is None:
        meeting.easting, meeting.northing = place.easting, place.northing


def _refused_step(state: MinutesState) -> str:
    """Return the sentence that says which step the minutes can take."""
    match state:
        case MinutesState.NONE:
            return _("There are no minutes yet. Begin with a draft.")
        case MinutesState.DRAFT:
            return _("The minutes are a draft. They can be approved by the chair or as a true record.")
        case MinutesState.APPROVED_BY_CHAIR:
            return _("The chair has approved the draft. It can become a draft again or be approved as a true record.")
        case MinutesState.APPROVED:
            return _("The minutes are approved as a true record. They can only be signed.")
        case MinutesState.SIGNED:
            return _("The minutes are signed, so they stay as they are.")
