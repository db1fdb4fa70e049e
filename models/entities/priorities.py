"""From a priority to its outcome: what was agreed to matter, what was done for it, and what shows it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import ActionState, CommitmentState, EvidenceKind, StatementHeading


class Priority(Record):
    """Words agreed to matter; commitments and actions follow from it, or it stays on the list of those without."""

    __tablename__ = "priority"

    text: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The body or partnership that agreed it."""
    decision_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("decision.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    reference: Mapped[str] = mapped_column(default="", server_default="")
    agreed_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(default="", server_default="")


class CommitmentUpdate(Row):
    """What was said of a commitment on a day; the state it had then, where it changed."""

    __tablename__ = "commitment_update"

    commitment_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("commitment.id"), index=True)
    made_on: Mapped[date]
    text: Mapped[str]
    state_after: Mapped[CommitmentState | None] = mapped_column(choice(CommitmentState, "state_after"))
    said_by: Mapped[str] = mapped_column(default="", server_default="")
    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)


class Action(Record):
    """A piece of work for one person by a day, from an item, a commitment or a conversation."""

    __tablename__ = "action"

    text: Mapped[str]
    owner_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("agenda_item.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("commitment.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    priority_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("priority.id"), index=True)
    made_on: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(choice(ActionState), default=ActionState.OPEN, index=True)
    done_on: Mapped[date | None]
    times_carried: Mapped[int] = mapped_column(default=0)
    """How many meetings it was carried over."""
    carried_at_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("meeting.id"), index=True)
    """The meeting that carried it over last, so that none counts twice."""
    reference: Mapped[str] = mapped_column(default="", server_default="")
    outcome_note: Mapped[str] = mapped_column(default="", server_default="")


class Evidence(Record):
    """Something that shows a promise or an action was kept: a paper, a link, what somebody saw."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("commitment_id IS NOT NULL OR action_id IS NOT NULL OR activity_id IS NOT NULL", name="of"),
        {"sqlite_autoincrement": True},
    )

    commitment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("commitment.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("action.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("activity.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind))
    seen_on: Mapped[date]
    text: Mapped[str] = mapped_column(default="", server_default="")
    link: Mapped[str] = mapped_column(default="", server_default="")
    witness: Mapped[str] = mapped_column(default="", server_default="")
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)


class MemberStatement(Record):
    """What a member of a partnership signs up to, under one of the four headings (needs N091, N092)."""

    __tablename__ = "member_statement"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    member_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    heading: Mapped[StatementHeading] = mapped_column(choice(StatementHeading))
    text: Mapped[str]
    signed_on: Mapped[date | None]
    review_on: Mapped[date | None]
