"""What a record book keeps about itself: settings that travel with the records, and the school's calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base, Row
from models.types import choice
from models.vocabulary import PeriodKind


class BookInfo(Base):
    """The one row that says which schema the book has and what it is; not journalled."""

    __tablename__ = "book_info"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uid: Mapped[str]
    schema_version: Mapped[int]
    is_example: Mapped[bool] = mapped_column(default=False)


class Setting(Row):
    """A setting that travels with the records; keys are declared in models/settings.py."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class CalendarPeriod(Row):
    """A term, a half-term holiday, an academic or municipal year; both days belong to it."""

    __tablename__ = "calendar_period"
    __table_args__ = (Index("ix_calendar_period_days", "kind", "first_day"), {"sqlite_autoincrement": True})

    kind: Mapped[PeriodKind] = mapped_column(choice(PeriodKind))
    name: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Whose dates they are; None for everyone's."""
    source: Mapped[str] = mapped_column(default="", server_default="")
    first_day: Mapped[date]
    last_day: Mapped[date]
