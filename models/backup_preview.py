"""What going back to a backup would bring and what it would lose, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.erasing.again import came_back
from models.entities import BookInfo, Change, ChangeKind
from models.queries.overview import count_records
from models.store import Store

_TOLD = 5
"""How many of the changes that would be lost are named."""


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """A backup beside the present book."""

    newest_change: datetime | None
    """When the last change was made that the backup holds (UTC)."""
    theirs: dict[str, int]
    ours: dict[str, int]
    lost: int | None
    """How many changes were made since; None where the backup is not of this book's history."""
    last_lost: tuple[str, ...]
    """The words of the newest of them."""
    forgotten: int = 0
    """How many people the backup still holds who were erased since, and are erased again when it is put back."""


def preview_restore(backup: Store, book: Store | None) -> RestorePreview:
    """Return what a backup holds beside what the book holds now; without a book, one that cannot be opened."""
    folders = () if book is None or book.on_server else (Path(book.location).parent,)
    return replace(_compared(backup, book), forgotten=len(came_back(backup, *folders)))


def _compared(backup: Store, book: Store | None) -> RestorePreview:
    with backup.read() as session:
        theirs, head, uid = count_records(session), _head(session), _uid(session)
    newest = head.at if head is not None else None
    if book is None:
        return RestorePreview(newest, theirs, {}, None, ())
    with book.read() as session:
        ours = count_records(session)
        is_same = uid == _uid(session) and (head is None or _hash_of(session, head.id) == head.hash)
        if not is_same:
            return RestorePreview(newest, theirs, ours, None, ())
        since = (Change.id > (head.id if head is not None else 0), Change.kind != ChangeKind.NOTED)
        lost = session.scalar(select(func.count()).select_from(Change).where(*since)) or 0
        words = session.scalars(select(Change.label).where(*since).order_by(Change.id.desc()).limit(_TOLD)).all()
    return RestorePreview(newest, theirs, ours, lost, tuple(words))


def _head(session: Session) -> Change | None:
    return session.scalars(select(Change).order_by(Change.id.desc()).limit(1)).first()


def _uid(session: Session) -> str | None:
    return session.scalar(select(BookInfo.uid))


def _hash_of(session: Session, number: int) -> str | None:
    return session.scalar(select(Change.hash).where(Change.id == number))
