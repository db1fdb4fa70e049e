"""The journal's own tables: changes, and each row before and after. Append-only by trigger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base
from models.types import choice
from models.vocabulary import ChangeKind


class Change(Base):
    """One step of the user: who, when, in which words; each links to the one before by its hash."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    label: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[ChangeKind] = mapped_column(choice(ChangeKind))
    target_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("change.id"))
    """The change that this one takes back or makes again."""
    previous_hash: Mapped[str]
    hash: Mapped[str]


class ChangeEntry(Base):
    """One row of one table before and after a change; images are JSON, blank after an erasure."""

    __tablename__ = "change_entry"
    __table_args__ = (
        Index("ix_change_entry_record", "record_kind", "record_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    change_id: Mapped[int] = mapped_column(BIG_ID, index=True)
    record_kind: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG_ID)
    operation: Mapped[str]
    before_image: Mapped[str | None]
    after_image: Mapped[str | None]
    digest: Mapped[str | None]
    """SHA-256 of the entry, so that images can be blanked without breaking the chain."""


class JournalOpen(Base):
    """The change being made now on SQLite; empty outside a write, so that no change can go unjournalled."""

    __tablename__ = "journal_open"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    change_id: Mapped[int] = mapped_column(BIG_ID)
