"""How far an event came when, who has which part at it, how each audience hears of it, and how many it reached."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Row
from models.types import choice
from models.vocabulary import EventPart, EventStage, Response


class EventStageChange(Row):
    """That an event came to a stage on a day: an idea proposed, planned, held or given up (need N030)."""

    __tablename__ = "event_stage_change"

    event_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    stage: Mapped[EventStage] = mapped_column(choice(EventStage))
    changed_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="", server_default="")


class EventRole(Row):
    """A person or organisation with a part at an event, and what came of the invitation."""

    __tablename__ = "event_role"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR organisation_id IS NOT NULL", name="someone"),
        # With all that the last contact asks of them, so that it reads no row.
        Index("ix_event_role_organisation", "organisation_id", "attended", "event_id"),
        Index("ix_event_role_person", "person_id", "attended", "organisation_id", "event_id"),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    part: Mapped[EventPart] = mapped_column(choice(EventPart))
    response: Mapped[Response] = mapped_column(choice(Response), default=Response.NONE)
    invited_on: Mapped[date | None]
    attended: Mapped[bool | None]
    """Whether they came; None until somebody says."""
    people: Mapped[int | None]
    """How many came from an organisation."""
    note: Mapped[str] = mapped_column(default="", server_default="")


class Publicity(Row):
    """An audience that should hear of an event, and the channel by which it did; without one it is a gap."""

    __tablename__ = "publicity"

    event_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    audience: Mapped[str]
    """Parents, students, staff, neighbours, community groups: words."""
    channel: Mapped[str] = mapped_column(default="", server_default="")
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="")


class Reach(Row):
    """Counts of whom an event or an activity reached; never a name (need N142)."""

    __tablename__ = "reach"
    __table_args__ = (
        CheckConstraint("(event_id IS NULL) <> (activity_id IS NULL)", name="one_occasion"),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("activity.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Whose pupils, where counted by institution."""
    counted_on: Mapped[date]
    pupils: Mapped[int | None]
    disadvantaged_pupils: Mapped[int | None]
    adults: Mapped[int | None]
    schools: Mapped[int | None]
    hours: Mapped[int | None]
    """Contact hours."""
    source: Mapped[str] = mapped_column(default="", server_default="")
