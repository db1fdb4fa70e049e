"""Events, and telling the neighbours about them (cross-promotion)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import EventStage, Participation, PromotionState


class Event(Record):
    """A fair, performance, open day, visit or the like; times are local."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_days", "starts_at", "id", "ends_at"), {"sqlite_autoincrement": True})

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    """Fair, fete, performance, exhibition, workshop, open day, ... (vocabulary e4)."""
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The host."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="", server_default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    stage: Mapped[EventStage] = mapped_column(choice(EventStage), default=EventStage.PLANNED, server_default="planned")
    open_to: Mapped[str] = mapped_column(default="", server_default="")
    expected: Mapped[int | None]
    turn_out: Mapped[int | None]
    place_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("place.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The partnership whose event it is."""
    cost_pence: Mapped[int | None]
    access_note: Mapped[str] = mapped_column(default="", server_default="")
    expertise: Mapped[str] = mapped_column(default="", server_default="")
    """What can be learnt at joint professional development (need N054)."""
    participation: Mapped[Participation | None] = mapped_column(choice(Participation))
    proposed_on: Mapped[date | None]
    """When it was first an idea, for how long ideas take."""
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=99)


class Promotion(Row):
    """One cell of the cross-promotion grid: an event and an organisation that is asked to advertise it."""

    __tablename__ = "promotion"
    __table_args__ = (
        Index("uq_promotion_pair", "event_id", "organisation_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("event.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    state: Mapped[PromotionState] = mapped_column(
        choice(PromotionState), default=PromotionState.SUGGESTED, server_default="suggested"
    )
    asked_on: Mapped[date | None]
    channel: Mapped[str] = mapped_column(default="", server_default="")
    """Newsletter, noticeboard, email, website, assembly, social media, poster."""
    displayed_on: Mapped[date | None]
    asked_by: Mapped[str] = mapped_column(default="", server_default="")
    answered_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    reciprocal_of_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("promotion.id"), index=True)
    """The favour this one returns."""
    note: Mapped[str] = mapped_column(default="", server_default="")
