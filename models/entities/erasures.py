"""Whom we had to forget: what is left of an erasure is who was erased, by a number and a uid, and when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Row


class Erasure(Row):
    """That a person was erased. It holds nothing of them, and is kept so that a backup does not bring them back."""

    __tablename__ = "erasure"

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    """The record that is left of them, called “Former contact”."""
    person_uid: Mapped[str] = mapped_column(unique=True)
    """By it they are known in backups, archives and files of partners."""
    number: Mapped[int] = mapped_column(unique=True)
    """What they are called by now: 3 for “Former contact #3”."""
    erased_on: Mapped[date]
    reason: Mapped[str]
    ticked: Mapped[str] = mapped_column(default="[]", server_default="[]")
    """The rows that perhaps named them and were judged to, as JSON: kind and uid of each."""
    resealed: Mapped[str] = mapped_column(default="{}", server_default="{}")
    """The changes of the history whose words named them, as JSON: the number of each, and the hash it has without."""
    emptied: Mapped[str] = mapped_column(default="[]", server_default="[]")
    """The entries of the history that told of them, as JSON: from number to number. No others may be empty."""
