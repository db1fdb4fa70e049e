"""Meetings: agenda, attendance, decisions, questions of an open forum, the state of the minutes."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, Time
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import (
    AgendaItemKind,
    ApologiesDecision,
    AttendanceStatus,
    Capacity,
    DecisionKind,
    DecisionOutcome,
    MeetingFormat,
    MeetingState,
    MinutesState,
    Visibility,
)


class Meeting(Record):
    """People coming together; times are local."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_newest", "starts_at", "id", "state", "archived_at"),
        {"sqlite_autoincrement": True},
    )

    title: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The body that meets, where there is one."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="", server_default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    state: Mapped[MeetingState] = mapped_column(
        choice(MeetingState), default=MeetingState.PLANNED, server_default="planned"
    )
    minutes_state: Mapped[MinutesState] = mapped_column(
        choice(MinutesState), default=MinutesState.NONE, server_default="none"
    )
    paper_due_on: Mapped[date | None]
    question_due_on: Mapped[date | None]
    """Last day to give notice of a public question."""
    open_to_observers: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(default="", server_default="")
    series_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting_series.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("place.id"), index=True)
    format: Mapped[MeetingFormat] = mapped_column(
        choice(MeetingFormat), default=MeetingFormat.IN_PERSON, server_default="in_person"
    )
    notice_issued_on: Mapped[date | None]
    agenda_published_on: Mapped[date | None]
    url: Mapped[str] = mapped_column(default="", server_default="")
    """Where the body itself publishes the meeting."""
    adjourned_from_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    approved_at_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    """The meeting that approved the minutes as a true record."""
    approved_on: Mapped[date | None]
    signed_by_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    signed_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="", server_default="", sort_order=99)


class AgendaItem(Row):
    """One item of the agenda, with what the minutes say of it."""

    __tablename__ = "agenda_item"

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[AgendaItemKind] = mapped_column(
        choice(AgendaItemKind), default=AgendaItemKind.DISCUSSION, server_default="discussion"
    )
    lead: Mapped[str] = mapped_column(default="", server_default="")
    reference: Mapped[str] = mapped_column(default="", server_default="")
    """Minute reference, for example 20/08/SAC."""
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility), default=Visibility.INTERNAL, server_default="internal"
    )
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    minutes_allowed: Mapped[int | None]
    lead_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    carried_from_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    """The item of an earlier meeting that was not finished there."""
    minute: Mapped[str] = mapped_column(default="", server_default="")


class Attendance(Row):
    """A person at a meeting, or expected there, for an organisation."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index("uq_attendance_pair", "meeting_id", "person_id", unique=True),
        # With all that the last contact asks of them, so that it reads no row.
        Index("ix_attendance_organisation", "organisation_id", "status", "meeting_id"),
        Index("ix_attendance_person", "person_id", "status", "organisation_id", "meeting_id"),
        {"sqlite_autoincrement": True},
    )

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity), default=Capacity.MEMBER, server_default="member")
    status: Mapped[AttendanceStatus] = mapped_column(
        choice(AttendanceStatus), default=AttendanceStatus.EXPECTED, server_default="expected"
    )
    remote: Mapped[bool] = mapped_column(default=False)
    was_expected: Mapped[bool] = mapped_column(default=True, server_default="1")
    """Whether we counted on them: absence is only of those expected."""
    invited_on: Mapped[date | None]
    """The day an observer or a visitor was invited (need N006)."""
    apologies_decision: Mapped[ApologiesDecision | None] = mapped_column(choice(ApologiesDecision))
    arrived_at: Mapped[time | None] = mapped_column(Time)
    """Only where they came late."""
    left_at: Mapped[time | None] = mapped_column(Time)
    """Only where they left early."""
    note: Mapped[str] = mapped_column(default="", server_default="")


class Decision(Row):
    """What a meeting resolved."""

    __tablename__ = "decision"

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    outcome: Mapped[DecisionOutcome] = mapped_column(
        choice(DecisionOutcome), default=DecisionOutcome.AGREED, server_default="agreed"
    )
    reference: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[DecisionKind] = mapped_column(
        choice(DecisionKind), default=DecisionKind.RESOLUTION, server_default="resolution"
    )
    decided_on: Mapped[date | None]
    """For a chair's action between meetings, the day it was taken."""
    proposer_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    seconder_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstentions: Mapped[int | None]
    casting_vote: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the chair's second vote decided."""
    dissent: Mapped[str] = mapped_column(default="", server_default="")
    """Who dissented or abstained, and why."""
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility), default=Visibility.INTERNAL, server_default="internal"
    )


class ForumQuestion(Row):
    """A question put in an open forum, with the answer that was promised."""

    __tablename__ = "forum_question"

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    asked_by: Mapped[str] = mapped_column(default="", server_default="")
    asked_by_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    question: Mapped[str]
    answer_promised_by: Mapped[str] = mapped_column(default="", server_default="")
    due_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    answered_on: Mapped[date | None]
    answer_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    """Who promised the answer, where we know them."""
    about_meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    about_reference: Mapped[str] = mapped_column(default="", server_default="")
    """The minute of an earlier meeting that the question goes back to (need N043)."""
    closed_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="", server_default="")
