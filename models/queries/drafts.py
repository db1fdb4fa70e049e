"""What was being typed when the program stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft that is kept; `kept_at` is UTC."""

    uid: str
    form: str
    words: str
    content: str
    kept_at: datetime


def list_drafts(session: Session, actor: str) -> tuple[DraftRow, ...]:
    """Return the drafts of one person, the newest first."""
    columns = (Draft.uid, Draft.form, Draft.words, Draft.content, Draft.kept_at)
    order = (Draft.kept_at.desc(), Draft.id.desc())
    rows = session.execute(select(*columns).where(Draft.actor == actor).order_by(*order))
    return tuple(DraftRow(*row) for row in rows)
