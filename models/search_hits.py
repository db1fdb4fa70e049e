"""What stands behind the entries of the search index: the records, their words, and whether they may be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnClause, Date, DateTime, Select, Text, column, select, table
from sqlalchemy import func as sql
from sqlalchemy.orm import Session

from models.numbers import is_among
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.records import Ref, find_readable
from models.search_sources import BY_NUMBER, BY_TABLE, ROW_MASK, SOURCE_MASK, SOURCE_SHIFT, SOURCES, Source
from models.snippets import Spans, find_words, first_place, snippet
from models.vocabulary import Visibility

_MOST_READ = 50_000
"""Characters of a text that are looked through for the line to show."""
_DEEPEST = 4
"""No part is further than this from the record it belongs to."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record that a search found. Titles and snippets are plain text; matches say where the words are in them."""

    kind: str
    id: int
    title: str
    title_matches: Spans
    snippet: str
    snippet_matches: Spans
    on: date | None
    """The day of it: when it was said, met, promised or shown; None for organisations, people and areas."""
    hint: str = ""
    """With whom a conversation was."""


def source_of(key: int) -> Source:
    """Return the source of an entry."""
    return BY_NUMBER[key >> SOURCE_SHIFT & SOURCE_MASK]


@lru_cache(maxsize=64)
def yielding(wanted: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the sources that can lead to a record of the kinds wanted."""
    good = {source.table for source in SOURCES if source.table in wanted and source.title}
    for _round in range(_DEEPEST):
        good |= {
            source.table for source in SOURCES if source.on_record or any(kind in good for _c, kind in source.owner)
        }
    return frozenset(source.number for source in SOURCES if source.table in good)


def find_hits(
    session: Session, keys: Iterable[int], asked: list[str], wanted: Collection[str], audience: Visibility
) -> Iterator[SearchHit]:
    """Read the rows behind the entries, one statement a table, and say what was found in each."""
    by_source: dict[int, list[int]] = {}
    for key in keys:
        by_source.setdefault(source_of(key).number, []).append(key & ROW_MASK)
    for number, ids in by_source.items():
        source = BY_NUMBER[number]
        rows = _rows(session, source.table, ids, audience)
        opened = _opened(session, source, rows, frozenset(wanted), audience)
        for row_id in ids:
            if row_id in opened:
                kind, record = opened[row_id]
                day = rows[row_id][source.day] if source.day else None
                yield _hit(kind, record, _texts(source, rows[row_id], kind), asked, day)


@lru_cache(maxsize=128)
def _question(name: str) -> Select[Any]:
    """Return the question for the rows of a table by their numbers, put together once and without its room mapped."""
    source = BY_TABLE[name]
    text_columns: list[ColumnClause[Any]] = [
        column(one, Text()) for one in dict.fromkeys((*source.title, *source.body))
    ]
    others: list[ColumnClause[Any]] = [column(one, BigInteger()) for one, _kind in source.owner]
    if source.day:
        others.append(column(source.day, DateTime() if source.day.endswith("_at") else Date()))
    if source.on_record:
        others += [column("record_kind", Text()), column("record_id", BigInteger())]
    rows = table(name, column("id", BigInteger), column("archived_at", DateTime), *text_columns, *others)
    shown = [sql.substr(rows.c[one.name], 1, _MOST_READ).label(one.name) for one in text_columns]
    question = select(rows.c.id, *shown, *(rows.c[one.name] for one in others)).where(is_among(rows.c.id, "ids"))
    return question.where(rows.c.archived_at.is_(None)) if source.archives else question


def _rows(session: Session, name: str, ids: Iterable[int], audience: Visibility) -> dict[int, Mapping[str, Any]]:
    """Return the rows of a table that are not put away and that the audience may read, by their numbers."""
    numbers = list(dict.fromkeys(ids))
    rows: dict[int, Mapping[str, Any]] = {
        row["id"]: dict(row) for row in session.execute(_question(name), {"ids": numbers}).mappings()
    }
    if audience is EVERYONE_OF_OURS or not rows:
        return rows
    allowed = find_readable(session, name, rows, audience)
    return {number: row for number, row in rows.items() if number in allowed}


def _opened(
    session: Session,
    source: Source,
    rows: Mapping[int, Mapping[str, Any]],
    wanted: frozenset[str],
    audience: Visibility,
) -> dict[int, tuple[str, Mapping[str, Any]]]:
    """Return for each row the record that a hit opens: its own, or the nearest it belongs to of a kind wanted."""
    if source.title and source.table in wanted:
        return {number: (source.table, row) for number, row in rows.items() if not source.on_record or _is_on(row)}
    found: dict[int, tuple[str, Mapping[str, Any]]] = {}
    waiting = {number: owner for number, row in rows.items() if (owner := _owner(source, row)) is not None}
    for _round in range(_DEEPEST):
        by_kind: dict[str, set[int]] = {}
        for kind, record_id in waiting.values():
            if kind in BY_TABLE:
                by_kind.setdefault(kind, set()).add(record_id)
        records = {kind: _rows(session, kind, ids, audience) for kind, ids in by_kind.items()}
        further: dict[int, Ref] = {}
        for number, (kind, record_id) in waiting.items():
            record = records.get(kind, {}).get(record_id)
            if record is None:
                continue
            if kind in wanted and BY_TABLE[kind].title:
                found[number] = (kind, record)
            elif (owner := _owner(BY_TABLE[kind], record)) is not None:
                further[number] = owner
        waiting = further
        if not waiting:
            break
    return found


def _is_on(row: Mapping[str, Any]) -> bool:
    return bool(row["record_kind"])


def _owner(source: Source, row: Mapping[str, Any]) -> Ref | None:
    if source.on_record:
        return (row["record_kind"], row["record_id"]) if row["record_id"] is not None else None
    for name, kind in source.owner:
        if row[name] is not None:
            return kind, row[name]
    return None


def _texts(source: Source, row: Mapping[str, Any], kind: str) -> list[str]:
    own_title = 1 if kind == source.table else 0
    return [row[name] for name in (*source.title[own_title:], *source.body) if row[name]]


def _hit(
    kind: str, record: Mapping[str, Any], texts: list[str], asked: list[str], found_on: date | datetime | None
) -> SearchHit:
    """Return what is shown of a record: its name and the text that has the words, or the longest one."""
    source = BY_TABLE[kind]
    title = " ".join(record[source.title[0]].split())
    matching = next((text for text in texts if first_place(text, asked) is not None), "")
    shown = matching or (texts[-1] if source.day and texts else "")
    line, places = snippet(shown, asked)
    if not title:
        title, _cut, _rest = (shown or "").strip()[:80].partition("\n")
    day = record[source.day] if source.day else found_on
    return SearchHit(
        kind=kind,
        id=record["id"],
        title=title,
        title_matches=find_words(title, asked),
        snippet=line,
        snippet_matches=places,
        on=day.date() if isinstance(day, datetime) else day,
    )
