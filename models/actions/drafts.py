"""Keeping and dropping what is being typed and not saved yet; nothing of it goes into the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import Draft


@dataclass(frozen=True, slots=True)
class DraftFields:
    """A form with unsaved text: its name, whose it is, which form, what it is called in words, and its content."""

    uid: str
    actor: str
    form: str
    words: str
    content: str


def keep_drafts(session: Session, kept: Iterable[DraftFields], dropped: Iterable[str] = ()) -> None:
    """Write drafts in place of what was kept under the same names, and drop those that are saved or thrown away."""
    drop_drafts(session, dropped)
    for fields in kept:
        draft = session.scalars(select(Draft).where(Draft.uid == fields.uid)).one_or_none()
        if draft is None:
            draft = Draft(uid=fields.uid)
            session.add(draft)
        draft.actor, draft.form, draft.words = fields.actor, fields.form, fields.words
        draft.content, draft.kept_at = fields.content, utc_now()
    session.flush()


def drop_drafts(session: Session, uids: Iterable[str]) -> None:
    """Drop drafts by name; a name that is not there is nothing to drop."""
    gone = list(uids)
    if gone:
        session.execute(delete(Draft).where(Draft.uid.in_(gone)))


def drop_all_drafts(session: Session) -> None:
    """Drop every draft of the book, as when somebody's records are erased and a draft may name them."""
    session.execute(delete(Draft))
