"""Meetings: agenda, attendance, decisions, questions of an open forum, the state of the minutes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import (
    AgendaItemKind,
    AttendanceStatus,
    Capacity,
    DecisionOutcome,
    MeetingState,
    MinutesState,
    Visibility,
)


class Meeting(Record):
    """People coming together; times are local."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_newest", "starts_at", "id", "state", "archived_at"), {"sqlite_autoincrement": True})

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
    minute: Mapped[str] = mapped_column(default="", server_default="")


class Attendance(Row):
    """A person at a meeting, or expected there, for an organisation."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index("uq_attendance_pair", "meeting_id", "person_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity), default=Capacity.MEMBER, server_default="member")
    status: Mapped[AttendanceStatus] = mapped_column(
        choice(AttendanceStatus), default=AttendanceStatus.EXPECTED, server_default="expected"
    )
    remote: Mapped[bool] = mapped_column(default=False)
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
    question: Mapped[str]
    answer_promised_by: Mapped[str] = mapped_column(default="", server_default="")
    due_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    answered_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="", server_default="")
