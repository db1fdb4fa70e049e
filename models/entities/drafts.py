"""What is being typed and not saved yet, kept so that a crash takes ten seconds of it at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base, utc_now


class Draft(Base):
    """A form with unsaved text; not journalled, for it is no record yet, and gone once the form is saved or closed."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    uid: Mapped[str] = mapped_column(unique=True)
    """Names the form that is open, so that it keeps one draft however often it is written."""
    actor: Mapped[str]
    form: Mapped[str]
    """Which form it is and what it was opened with, as the window wrote it."""
    words: Mapped[str]
    """What was being written, in words: "a conversation with Brookfield"."""
    content: Mapped[str]
    """What stands in its fields, as JSON."""
    kept_at: Mapped[datetime] = mapped_column(default=utc_now)
