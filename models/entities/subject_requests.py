"""What people ask of us under data protection law, step by step until it is answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record
from models.types import choice
from models.vocabulary import Channel, RequestOutcome, SubjectRight


class SubjectRequest(Record):
    """Somebody asks to see, mend or erase what is held about them, or to have it used otherwise.

    When the answer is due is worked out of the days, and kept nowhere (models/subject_requests.py).
    """

    __tablename__ = "subject_request"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR name <> ''", name="somebody"),
        CheckConstraint("(answered_on IS NULL) = (outcome IS NULL)", name="answered"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    """Whose data it is, where we have a record of them."""
    name: Mapped[str] = mapped_column(default="", server_default="")
    """Who asks, in words: somebody without a record, or who asks for the person ("Her solicitor, Mr Kaye")."""
    subject_right: Mapped[SubjectRight] = mapped_column(choice(SubjectRight))
    asked: Mapped[str]
    """What they ask, in a few words; the request is called by it."""
    channel: Mapped[Channel | None] = mapped_column(choice(Channel))
    """How it came."""
    received_on: Mapped[date] = mapped_column(index=True)
    identity_asked_on: Mapped[date | None]
    identity_checked_on: Mapped[date | None]
    clarification_asked_on: Mapped[date | None]
    clarification_received_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    """When they were told that a complaint came."""
    extended_on: Mapped[date | None]
    """When they were told that it takes up to three months."""
    extension_reason: Mapped[str] = mapped_column(default="", server_default="")
    searched: Mapped[str] = mapped_column(default="", server_default="")
    """Where we looked."""
    answered_on: Mapped[date | None] = mapped_column(index=True)
    outcome: Mapped[RequestOutcome | None] = mapped_column(choice(RequestOutcome))
    sent: Mapped[str] = mapped_column(default="", server_default="")
    """What they were sent or told."""
    sent_how: Mapped[Channel | None] = mapped_column(choice(Channel, "sent_how"))
    withheld: Mapped[str] = mapped_column(default="", server_default="")
    """What was kept back or not done, and why."""
