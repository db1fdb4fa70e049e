"""What hangs on meetings: series, papers, minutes in full, declarations, corrections, who goes and who reports back."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Time
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import AgendaItemKind, Availability, DissentKind, FeedbackForm, Visibility

_ONE_OCCASION = "(meeting_id IS NULL) <> (event_id IS NULL)"


class SeriesItem(Row):
    """A line of the agenda that every meeting of a series begins with."""

    __tablename__ = "series_item"

    series_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting_series.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[AgendaItemKind] = mapped_column(choice(AgendaItemKind), default=AgendaItemKind.STANDING)
    minutes_allowed: Mapped[int | None]
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.INTERNAL)


class MeetingPaper(Row):
    """A paper for a meeting or one of its items, in order; late ones carry the number of their supplement."""

    __tablename__ = "meeting_paper"

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    received_on: Mapped[date | None]
    supplement: Mapped[int | None]
    """The number of the supplement a late paper is in; None for papers in the pack."""
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.INTERNAL)


class IssuedPack(Row):
    """A board pack, or a supplement to one, that went out: which pages it has, for the next supplement to go on from.

    The public part and Part II have a run of page numbers each.
    """

    __tablename__ = "issued_pack"
    __table_args__ = (
        Index("uq_issued_pack_file", "meeting_id", "is_part_two", "supplement", unique=True),
        {"sqlite_autoincrement": True},
    )

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"))
    is_part_two: Mapped[bool] = mapped_column(default=False)
    supplement: Mapped[int] = mapped_column(default=0)
    """Its number; 0 for the pack itself."""
    issued_on: Mapped[date]
    first_page: Mapped[int]
    last_page: Mapped[int]
    file_name: Mapped[str] = mapped_column(default="", server_default="")
    """The name alone, never the folder."""
    sha256: Mapped[str]
    papers: Mapped[str] = mapped_column(default="", server_default="")
    """The numbers of the meeting's papers whose files are in it, with spaces between."""


class ItemDeclaration(Row):
    """An interest declared at a meeting for one item, and whether the person withdrew for it."""

    __tablename__ = "item_declaration"

    agenda_item_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    interest_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("interest_declaration.id"), index=True)
    """The entry in the register of interests that it rests on, where there is one."""
    interest: Mapped[str] = mapped_column(default="", server_default="")
    withdrew: Mapped[bool] = mapped_column(default=False)


class MinuteEntry(Row):
    """A paragraph of the minutes under an item, with its reference; challenge by governors is marked."""

    __tablename__ = "minute_entry"
    __table_args__ = (
        Index("ix_minute_entry_place", "agenda_item_id", "number"),
        {"sqlite_autoincrement": True},
    )

    agenda_item_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"))
    number: Mapped[int]
    text: Mapped[str]
    reference: Mapped[str] = mapped_column(default="", server_default="")
    is_challenge: Mapped[bool] = mapped_column(default=False)
    """Whether governors asked for an account here, which minutes must show."""
    raised_by_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)


class MinutesCorrection(Row):
    """A dated correction of minutes already approved; what was approved stays as it was."""

    __tablename__ = "minutes_correction"

    meeting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("decision.id"), index=True)
    agreed_at_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    corrected_on: Mapped[date]
    was: Mapped[str]
    now: Mapped[str]
    corrected_by: Mapped[str] = mapped_column(default="", server_default="")


class Dissent(Row):
    """A member who stood apart from a decision and wished it recorded (need N009)."""

    __tablename__ = "dissent"

    decision_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("decision.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    kind: Mapped[DissentKind] = mapped_column(choice(DissentKind))
    reason: Mapped[str] = mapped_column(default="", server_default="")


class Representation(Row):
    """One of ours for a meeting or event elsewhere: whether they can go, whether they go, for whom (need N047)."""

    __tablename__ = "representation"
    __table_args__ = (CheckConstraint(_ONE_OCCASION, name="one_occasion"), {"sqlite_autoincrement": True})

    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    on_behalf_of_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    availability: Mapped[Availability] = mapped_column(choice(Availability), default=Availability.UNKNOWN)
    is_going: Mapped[bool] = mapped_column(default=False)
    substitute_for_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    note: Mapped[str] = mapped_column(default="", server_default="")


class Feedback(Record):
    """What is owed after a meeting or event: in which form, to whom, by whom, by when, and when it was done."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint(_ONE_OCCASION, name="one_occasion"), {"sqlite_autoincrement": True})

    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    form: Mapped[FeedbackForm] = mapped_column(choice(FeedbackForm))
    audience: Mapped[str]
    author_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    link: Mapped[str] = mapped_column(default="", server_default="")
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class MeetingSeries(Record):
    """Meetings of a body that come again by a rule, from which the next ones are planned."""

    __tablename__ = "meeting_series"

    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    rule: Mapped[str]
    """An RRULE (RFC 5545) without DTSTART: FREQ=MONTHLY;BYDAY=2TU."""
    term_time_only: Mapped[bool] = mapped_column(default=False)
    begins_on: Mapped[date]
    until: Mapped[date | None]
    starts_at: Mapped[time] = mapped_column(Time)
    minutes_long: Mapped[int | None]
    question_days: Mapped[int | None]
    """How many days before a meeting questions from the public are due."""
    open_to_observers: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="", server_default="")
    place_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("place.id"), index=True)
