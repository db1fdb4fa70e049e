"""Search everything: records by their names first, then what was said and done, the newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import RegisterInstitution
from models.queries.parties import find_parties
from models.search_index import SHORTEST_BEGINNING, chunks, find_keys, rebuild_index, rebuild_register_index, search_ddl
from models.search_sources import BY_NUMBER, BY_TABLE, DATED, NAMES, PARTS, ROW_MASK, SOURCE_SHIFT, Source
from models.snippets import Spans, find_words, first_place, snippet
from models.text import sort_key

__all__ = [
    "KINDS",
    "RegisterHit",
    "SearchHit",
    "rebuild_index",
    "rebuild_register_index",
    "search",
    "search_ddl",
    "search_register",
]

KINDS = ("organisation", "person", "area", "conversation", "meeting", "commitment", "event")
"""The kinds of record that a search finds and opens."""


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


@dataclass(frozen=True, slots=True)
class RegisterHit:
    """An establishment of the register that a search found."""

    urn: str
    name: str
    establishment_type: str
    phase: str
    status: str
    town: str
    postcode: str
    la_name: str
    ward_name: str
    easting: int | None
    northing: int | None


def search(
    session: Session, words: str, *, kinds: Collection[str] | None = None, limit: int = 50
) -> tuple[SearchHit, ...]:
    """Return the records that have all the words, the last one as the beginning of a word.

    Organisations, people and areas come first, those named so before those that mention the words elsewhere; they take
    at most half of the places when there is anything else. Then comes everything with a day, the newest first. A
    record is listed once, however often it matches. No input is refused; words without a letter or digit find nothing.
    """
    asked = chunks(words)
    if not asked or limit < 1:
        return ()
    wanted = frozenset(KINDS if kinds is None else kinds)
    named = _names(session, words, asked, wanted, limit) if wanted & {"organisation", "person", "area"} else []
    dated = _dated(session, words, asked, wanted, limit) if wanted - {"organisation", "person", "area"} else []
    room = max(limit - len(dated), limit // 2)
    found = [*named[:room], *dated][:limit]
    return tuple(_with_hints(session, found))


def _names(session: Session, words: str, asked: list[str], wanted: frozenset[str], limit: int) -> list[SearchHit]:
    """Return records known by name: whose name begins with the words, whose name has them, then all others."""
    low, high = NAMES
    if len(sort_key(words)) < SHORTEST_BEGINNING:
        keys = _beginning(session, sort_key(words), limit)
    else:
        keys = find_keys(
            session,
            " ".join(_telling(asked)),
            low=low,
            high=high,
            limit=limit * 4,
            titles_only=True,
            index="search_names",
        )
    ends = sort_key(asked[-1])
    titled = [
        hit
        for hit in _hits(session, keys, asked, wanted)
        if len(ends) >= SHORTEST_BEGINNING or f" {ends}" in f" {sort_key(hit.title)}"
    ]
    beginning = sort_key(words)
    titled.sort(key=lambda hit: (not sort_key(hit.title).startswith(beginning), sort_key(hit.title), hit.kind, hit.id))
    if len(titled) >= limit:
        return titled[:limit]
    seen = {(hit.kind, hit.id) for hit in titled}
    others = _hits(
        session, find_keys(session, words, low=low, high=high, limit=limit * 2, index="search_names"), asked, wanted
    )
    rest = sorted((hit for hit in others if (hit.kind, hit.id) not in seen), key=lambda hit: sort_key(hit.title))
    return _once([*titled, *rest])[:limit]


def _telling(asked: list[str]) -> list[str]:
    """Return the words without a last one that is still too short to ask for, where there are others."""
    short = len(asked) > 1 and len(sort_key(asked[-1])) < SHORTEST_BEGINNING
    return asked[:-1] if short else asked


def _beginning(session: Session, key: str, limit: int) -> list[int]:
    """Return the entries of the first records by name whose name begins with one or two letters."""
    found = []
    for kind in ("organisation", "person", "area"):
        table = Base.metadata.tables[kind]
        within = table.c.name_key.between(key, key + "\U0010ffff")
        question = select(table.c.id).where(within, table.c.archived_at.is_(None))
        rows = session.execute(question.order_by(table.c.name_key, table.c.id).limit(limit)).scalars()
        found += [BY_TABLE[kind].low + number for number in rows]
    return found


def _dated(session: Session, words: str, asked: list[str], wanted: frozenset[str], limit: int) -> list[SearchHit]:
    """Return records with a day, the newest first; what a meeting's items say counts for the meeting."""
    found: list[SearchHit] = []
    high = 1 << 62
    few_kinds = len(wanted) < len(KINDS)
    while len(found) < limit:
        keys = find_keys(session, words, low=DATED, high=high, limit=limit * (40 if few_kinds else 2))
        found.extend(_hits(session, [key for key in keys if _kind_of(key) in wanted][: limit * 2], asked, wanted))
        if len(keys) < limit:
            break
        high = keys[-1]
    if "meeting" in wanted:
        low, high = PARTS
        found.extend(_hits(session, find_keys(session, words, low=low, high=high, limit=limit * 2), asked, wanted))
    found.sort(key=lambda hit: (hit.on or date.min, hit.id), reverse=True)
    return _once(found)[:limit]


def _kind_of(key: int) -> str:
    return _source_of(key).table


def _source_of(key: int) -> Source:
    return BY_NUMBER[key >> SOURCE_SHIFT & 15]


def _once(hits: Iterable[SearchHit]) -> list[SearchHit]:
    return list({(hit.kind, hit.id): hit for hit in reversed(list(hits))}.values())[::-1]


def _hits(session: Session, keys: Iterable[int], asked: list[str], wanted: frozenset[str]) -> Iterator[SearchHit]:
    """Read the rows behind the entries, one statement a table, and say what was found in each."""
    by_source: dict[int, list[int]] = {}
    for key in keys:
        by_source.setdefault(_source_of(key).number, []).append(key & ROW_MASK)
    for number, ids in by_source.items():
        source = BY_NUMBER[number]
        rows = _rows(session, source, ids)
        owners = _owners(session, source, rows.values(), wanted)
        for row_id in ids:
            row = rows.get(row_id)
            if row is None:
                continue
            kind, record = _record(source, row, owners)
            if record is not None and kind in wanted:
                yield _hit(kind, record, _texts(source, row), asked)


def _rows(session: Session, source: Source, ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """Return the rows of a table that are not put away, by their numbers."""
    table: Table = Base.metadata.tables[source.table]
    names = [
        "id",
        *source.title,
        *source.body,
        *filter(None, [source.day]),
        *(column for column, _kind in source.owner),
    ]
    question = select(*(table.c[name] for name in names)).where(table.c.id.in_(list(ids)))
    if source.archives:
        question = question.where(table.c.archived_at.is_(None))
    return {row["id"]: dict(row) for row in session.execute(question).mappings()}


def _owners(
    session: Session, source: Source, rows: Iterable[Mapping[str, Any]], wanted: frozenset[str]
) -> dict[tuple[str, int], Mapping[str, Any]]:
    """Return the records that rows without a page of their own belong to."""
    needed: dict[str, set[int]] = {}
    for row in rows:
        for column, kind in source.owner:
            if row[column] is not None and kind in wanted:
                needed.setdefault(kind, set()).add(row[column])
    return {
        (kind, number): row
        for kind, ids in needed.items()
        for number, row in _rows(session, BY_TABLE[kind], ids).items()
    }


def _record(
    source: Source, row: Mapping[str, Any], owners: Mapping[tuple[str, int], Mapping[str, Any]]
) -> tuple[str, Mapping[str, Any] | None]:
    """Return the kind and the row of the record that a hit opens."""
    for column, kind in source.owner:
        if row[column] is not None:
            return kind, owners.get((kind, row[column]))
    return source.table, row


def _texts(source: Source, row: Mapping[str, Any]) -> list[str]:
    own_title = 0 if source.owner else 1
    return [row[name] for name in (*source.title[own_title:], *source.body) if row[name]]


def _hit(kind: str, record: Mapping[str, Any], texts: list[str], asked: list[str]) -> SearchHit:
    """Return what is shown of a record: its name and the text that has the words, or the longest one."""
    source = BY_TABLE[kind]
    title = record[source.title[0]].strip()
    matching = next((text for text in texts if first_place(text[:50_000], asked) is not None), "")
    shown = matching or (texts[-1] if source.day and texts else "")
    line, places = snippet(shown, asked)
    if not title:
        title, _cut, _rest = (shown or "").strip()[:80].partition("\n")
    day = record[source.day] if source.day else None
    return SearchHit(
        kind=kind,
        id=record["id"],
        title=title,
        title_matches=find_words(title, asked),
        snippet=line,
        snippet_matches=places,
        on=day.date() if isinstance(day, datetime) else day,
    )


def _with_hints(session: Session, hits: list[SearchHit]) -> Iterator[SearchHit]:
    """Say with whom each conversation was."""
    parties = find_parties(session, [hit.id for hit in hits if hit.kind == "conversation"])
    for hit in hits:
        if hit.kind != "conversation":
            yield hit
            continue
        hint = ", ".join(party.name for party in parties[hit.id][:3])
        yield SearchHit(hit.kind, hit.id, hit.title, hit.title_matches, hit.snippet, hit.snippet_matches, hit.on, hint)


_REGISTER_COLUMNS = tuple(
    getattr(RegisterInstitution, name)
    for name in (
        "urn",
        "name",
        "establishment_type",
        "phase",
        "status",
        "town",
        "postcode",
        "la_name",
        "ward_name",
        "easting",
        "northing",
    )
)


def search_register(session: Session, words: str, limit: int = 50) -> tuple[RegisterHit, ...]:
    """Return establishments of the register by name, town, postcode or URN.

    Those whose name begins with the words come first, then by name; closed ones last.
    """
    beginning = sort_key(words)
    if not beginning or limit < 1:
        return ()
    named = (
        select(*_REGISTER_COLUMNS)
        .where(RegisterInstitution.name_key >= beginning, RegisterInstitution.name_key < beginning + "\U0010ffff")
        .order_by(RegisterInstitution.name_key, RegisterInstitution.urn)
        .limit(limit)
    )
    found = {row.urn: RegisterHit(*row) for row in session.execute(named)}
    first = frozenset(found)
    if len(found) < limit:
        ids = find_keys(session, words, limit=limit * 4, index="search_register")
        question = select(*_REGISTER_COLUMNS).where(RegisterInstitution.id.in_(ids))
        for row in session.execute(question) if ids else ():
            found.setdefault(row.urn, RegisterHit(*row))
    order = sorted(
        found.values(),
        key=lambda hit: (hit.status == "Closed", hit.urn not in first, sort_key(hit.name), hit.urn),
    )
    return tuple(order[:limit])
