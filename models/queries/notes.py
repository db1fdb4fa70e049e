"""Notes on records, needs of places, and the hours people have to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from models.entities import Area, Note
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.paging import Key, Page, cut
from models.queries.records import RecordName, find_names
from models.vocabulary import Confidence, NoteKind, Visibility


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which notes to list; what is left as it is does not narrow the list. Both days belong to the stretch."""

    kind: NoteKind | None = None
    record: tuple[str, int] | None = None
    confidence: Confidence | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as lists show it, with what it is on."""

    id: int
    record_kind: str
    record_id: int
    record_name: str
    kind: NoteKind
    noted_on: date
    text: str
    source: str
    confidence: Confidence | None
    hours: int | None
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class AreaNeeds:
    """What the community of an area needs, the newest first."""

    area_id: int
    area: str
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """How many hours a person or organisation has given or has free, by the notes of a stretch of days."""

    record: RecordName
    hours: int
    notes: int


_COLUMNS = (
    Note.id,
    Note.record_kind,
    Note.record_id,
    Note.kind,
    Note.noted_on,
    Note.text,
    Note.source,
    Note.confidence,
    Note.hours,
    Note.visibility,
    Note.version,
)
_BATCH = 200


def list_notes(
    session: Session,
    wanted: NoteFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[NoteRow]:
    """Return notes, the newest first: those only that an audience may read, on records that it may read.

    Records that were put away keep their notes out of the list unless `wanted` asks for that very record.
    """
    wanted = wanted or NoteFilter()
    statement = select(*_COLUMNS).where(*_conditions(wanted), readable(Note, audience))
    statement = statement.order_by(Note.noted_on.desc(), Note.id.desc())
    found: list[NoteRow] = []
    place = after
    while limit is None or len(found) <= limit:
        page = statement if place is None else statement.where(tuple_(Note.noted_on, Note.id) < tuple_(*place))
        rows = session.execute(page if limit is None else page.limit(max(_BATCH, limit + 1))).all()
        found += _shown(session, rows, wanted.record is not None, audience)
        if limit is None or len(rows) < max(_BATCH, limit + 1):
            break
        place = (rows[-1].noted_on, rows[-1].id)
    return cut(found if limit is None else found[: limit + 1], limit, lambda row: (row.noted_on, row.id))


def list_area_needs(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[AreaNeeds, ...]:
    """Return what communities need, area by area; needs noted on a place count for the area it is in."""
    from models.entities import Place

    notes = list_notes(session, NoteFilter(kind=NoteKind.COMMUNITY_NEED), limit=None, audience=audience).rows
    places = [note.record_id for note in notes if note.record_kind == "place"]
    area_of = {
        row.id: row.area_id
        for row in session.execute(
            select(Place.id, Place.area_id).where(Place.id.in_(places), Place.area_id.is_not(None))
        )
    }
    by_area: dict[int, list[NoteRow]] = {}
    for note in notes:
        area = note.record_id if note.record_kind == "area" else area_of.get(note.record_id)
        if area is not None:
            by_area.setdefault(area, []).append(note)
    areas = session.execute(
        select(Area.id, Area.name)
        .where(Area.id.in_(list(by_area)), Area.archived_at.is_(None), readable(Area, audience))
        .order_by(Area.name_key, Area.id)
    )
    return tuple(AreaNeeds(row.id, row.name, tuple(by_area[row.id])) for row in areas)


def list_capacity(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CapacityRow, ...]:
    """Return who has how many hours, by the notes on capacity of a stretch of days, the most first."""
    wanted = NoteFilter(kind=NoteKind.CAPACITY, first_day=first_day, last_day=last_day)
    notes = list_notes(session, wanted, limit=None, audience=audience).rows
    names = find_names(session, {(note.record_kind, note.record_id) for note in notes}, audience=audience)
    hours: dict[tuple[str, int], list[int]] = {}
    for note in notes:
        hours.setdefault((note.record_kind, note.record_id), []).append(note.hours or 0)
    rows = [CapacityRow(names[ref], sum(given), len(given)) for ref, given in hours.items()]
    return tuple(sorted(rows, key=lambda row: (-row.hours, row.record.name.casefold(), row.record.id)))


def _conditions(wanted: NoteFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Note.archived_at.is_(None)]
    if wanted.kind is not None:
        conditions.append(Note.kind == wanted.kind)
    if wanted.confidence is not None:
        conditions.append(Note.confidence == wanted.confidence)
    if wanted.record is not None:
        kind, number = wanted.record
        conditions += [Note.record_kind == find_kind(kind).table, Note.record_id == number]
    if wanted.first_day is not None:
        conditions.append(Note.noted_on >= wanted.first_day)
    if wanted.last_day is not None:
        conditions.append(Note.noted_on <= wanted.last_day)
    return conditions


def _shown(session: Session, rows: Sequence[Any], with_archived: bool, audience: Visibility) -> list[NoteRow]:
    """Return the notes whose records an audience may read, with the names of these."""
    names = find_names(session, {(row.record_kind, row.record_id) for row in rows}, audience=audience)
    found = []
    for row in rows:
        name = names.get((row.record_kind, row.record_id))
        if name is not None and (with_archived or not name.archived):
            found.append(NoteRow(record_name=name.name, **row._mapping))
    return found
