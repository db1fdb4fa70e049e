"""The library of references: articles, links, and where the press wrote of us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Reference, ReferenceLink
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.records import RecordName, Ref, find_names, may_read_record
from models.text import asked_words
from models.vocabulary import ReferenceKind, Visibility


@dataclass(frozen=True, slots=True)
class ReferenceFilter:
    """Which references to list; what is left as it is does not narrow the list. Both days belong to the stretch."""

    kind: ReferenceKind | None = None
    record: tuple[str, int] | None = None
    words: str = ""
    """All of them, anywhere in title, author or where it appeared."""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A reference as lists show it, with the records it belongs to that the audience may read."""

    id: int
    kind: ReferenceKind
    title: str
    url: str
    author: str
    published_in: str
    published_on: date | None
    note: str
    visibility: Visibility
    version: int
    records: tuple[RecordName, ...]


def list_references(
    session: Session, wanted: ReferenceFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ReferenceRow, ...]:
    """Return references, the newest first, those without a day last; one on a record above the audience stays hidden.

    A reference that belongs to several records shows with those that may be read; if none of them may, not at all.
    """
    wanted = wanted or ReferenceFilter()
    if wanted.record is not None and not may_read_record(
        session, find_kind(wanted.record[0]).table, wanted.record[1], audience
    ):
        return ()
    question = select(
        Reference.id,
        Reference.kind,
        Reference.title,
        Reference.url,
        Reference.author,
        Reference.published_in,
        Reference.published_on,
        Reference.note,
        Reference.visibility,
        Reference.version,
    ).where(*_conditions(wanted), readable(Reference, audience))
    newest = (Reference.published_on.is_(None), Reference.published_on.desc(), Reference.id.desc())
    rows = session.execute(question.order_by(*newest)).all()
    links: dict[int, list[Ref]] = {}
    of_these = select(ReferenceLink.reference_id, ReferenceLink.record_kind, ReferenceLink.record_id)
    for link in session.execute(of_these.where(ReferenceLink.reference_id.in_([row.id for row in rows]))):
        links.setdefault(link.reference_id, []).append((link.record_kind, link.record_id))
    names = find_names(session, {ref for refs in links.values() for ref in refs}, audience=audience)
    found = []
    for row in rows:
        on = tuple(names[ref] for ref in links.get(row.id, ()) if ref in names)
        if on or row.id not in links:
            found.append(
                ReferenceRow(**row._mapping, records=tuple(sorted(on, key=lambda name: (name.kind, name.name))))
            )
    return tuple(found)


def has_other_references(
    session: Session, kind: str, record_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> bool:
    """Say whether any reference is kept that does not belong to this record yet, so that it could."""
    here = select(ReferenceLink.reference_id).where(
        ReferenceLink.record_kind == find_kind(kind).table, ReferenceLink.record_id == record_id
    )
    others = select(Reference.id).where(
        Reference.archived_at.is_(None), Reference.id.not_in(here), readable(Reference, audience)
    )
    return session.execute(others.limit(1)).first() is not None


def list_press_mentions(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ReferenceRow, ...]:
    """Return where the press wrote of us in a stretch of days, the newest first."""
    wanted = ReferenceFilter(kind=ReferenceKind.PRESS, first_day=first_day, last_day=last_day)
    return list_references(session, wanted, audience=audience)


def _conditions(wanted: ReferenceFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Reference.archived_at.is_(None)]
    if wanted.kind is not None:
        conditions.append(Reference.kind == wanted.kind)
    if wanted.record is not None:
        kind, number = wanted.record
        linked = select(ReferenceLink.reference_id).where(
            ReferenceLink.record_kind == find_kind(kind).table, ReferenceLink.record_id == number
        )
        conditions.append(Reference.id.in_(linked))
    for word in asked_words(wanted.words.lower()):
        columns = (Reference.title, Reference.author, Reference.published_in)
        conditions.append(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    if wanted.first_day is not None:
        conditions.append(Reference.published_on >= wanted.first_day)
    if wanted.last_day is not None:
        conditions.append(Reference.published_on <= wanted.last_day)
    return conditions
