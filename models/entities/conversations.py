"""Conversations: calls, emails, letters, visits; what was said and whether an answer came."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import Channel, Direction, PartyPart, ReplyState, Sentiment, ThreadState


class Thread(Record):
    """A matter that several conversations are about: an enquiry, a plan."""

    __tablename__ = "thread"

    subject: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Whose matter it is, where it is one organisation's."""
    theme_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("tag.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    state: Mapped[ThreadState] = mapped_column(choice(ThreadState), default=ThreadState.OPEN, index=True)


class Conversation(Record):
    """One contact with one or more people or organisations."""

    __tablename__ = "conversation"
    __table_args__ = (
        # Whether it is put away and awaits a reply, so that counting and finding the last contact read no notes.
        Index("ix_conversation_newest", "happened_on", "id", "archived_at", "direction", "reply_state"),
        Index(
            "ix_conversation_awaiting",
            "reply_expected_by",
            sqlite_where=text("reply_state = 'awaiting'"),
        ),
        Index(
            "ix_conversation_replied",
            "replied_on",
            sqlite_where=text("reply_state = 'received'"),
        ),
        {"sqlite_autoincrement": True},
    )

    channel: Mapped[Channel] = mapped_column(choice(Channel))
    direction: Mapped[Direction] = mapped_column(choice(Direction))
    happened_on: Mapped[date]
    happened_at: Mapped[time | None] = mapped_column(Time)
    subject: Mapped[str] = mapped_column(default="", server_default="")
    reply_state: Mapped[ReplyState] = mapped_column(
        choice(ReplyState), default=ReplyState.NONE_NEEDED, server_default="none_needed"
    )
    reply_expected_by: Mapped[date | None]
    replied_on: Mapped[date | None]
    replied_by_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    """The conversation that answered this one."""
    chases_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    """The unanswered conversation that this one chases."""
    reply_note: Mapped[str] = mapped_column(default="", server_default="")
    """Why we stopped waiting, or which other way round was tried."""
    our_person: Mapped[str] = mapped_column(default="", server_default="")
    """Who of ours had the conversation."""
    our_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    """The same person where we keep a record of them."""
    thread_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("thread.id"), index=True)
    sentiment: Mapped[Sentiment | None] = mapped_column(choice(Sentiment))
    place: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=99)
    """What was said; last in the row, so that lists read past it cheaply."""


class ConversationParty(Row):
    """Someone on the other side of a conversation: a person, an organisation, or a person for an organisation."""

    __tablename__ = "conversation_party"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR organisation_id IS NOT NULL", name="someone"),
        Index("ix_conversation_party_conversation", "conversation_id", "organisation_id", "person_id"),
        Index("ix_conversation_party_organisation", "organisation_id", "conversation_id"),
        Index("ix_conversation_party_person", "person_id", "conversation_id", "organisation_id"),
        {"sqlite_autoincrement": True},
    )

    conversation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("conversation.id"))
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    part: Mapped[PartyPart | None] = mapped_column(choice(PartyPart))
