"""Commitments: what was promised, by whom, to whom, by when, and whether it was kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record
from models.types import choice
from models.vocabulary import CommitmentState, Judgement

OPEN_STATES = (CommitmentState.OPEN, CommitmentState.IN_PROGRESS)
"""The states in which a commitment can be late."""

_QUALITY = (
    "state = 'aspiration' OR (due_on IS NOT NULL AND observable_result <> '' "
    "AND (owner_person_id IS NOT NULL OR owner_organisation_id IS NOT NULL))"
)
_CLOSED = text("state IN ('kept', 'kept_in_part', 'lapsed', 'withdrawn', 'referred') AND archived_at IS NULL")
_STILL_OPEN = text("state IN ('open', 'in_progress') AND archived_at IS NULL")


class Commitment(Record):
    """A promise. The owner is who must do it; the organisation is the one that gave its word."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint(_QUALITY, name="quality"),
        # The condition is given for one database only: naming PostgreSQL here would import all of it at every start.
        Index("ix_commitment_closed", "closed_on", "id", sqlite_where=_CLOSED),
        Index("ix_commitment_state", "state", "archived_at", "due_on"),
        Index("ix_commitment_open_due", "due_on", "id", sqlite_where=_STILL_OPEN),
        {"sqlite_autoincrement": True},
    )

    text: Mapped[str]
    owner_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    owner_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Whose promise it is; our own school's for what we promised."""
    to_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    to_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    observable_result: Mapped[str] = mapped_column(default="", server_default="")
    """What anyone could see once it is kept."""
    made_on: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[CommitmentState] = mapped_column(choice(CommitmentState))
    closed_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    priority_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("priority.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    referred_to_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Who has it now, where it was referred on."""
    outcome_on: Mapped[date | None]
    outcome_judgement: Mapped[Judgement | None] = mapped_column(choice(Judgement, "outcome_judgement"))
    outcome_note: Mapped[str] = mapped_column(default="", server_default="")
    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("decision.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    reference: Mapped[str] = mapped_column(default="", server_default="")
    """Minute reference where the promise is on record."""

    def is_late(self, today: date) -> bool:
        """Say whether the promise is still open after its day."""
        return self.state in OPEN_STATES and self.due_on is not None and self.due_on < today
