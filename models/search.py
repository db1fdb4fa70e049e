"""Search everything: records by their names first, then what was said and done, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import RegisterInstitution
from models.queries.audience import EVERYONE_OF_OURS, readable_by
from models.queries.parties import find_parties
from models.queries.records import readable_refs
from models.search_hits import SearchHit, find_hits, source_of, yielding
from models.search_index import SHORTEST_BEGINNING, chunks, find_keys, rebuild_index, rebuild_register_index, search_ddl
from models.search_sources import BY_TABLE, DATED, NAMES, SOURCES, UNDATED
from models.text import sort_key
from models.vocabulary import Visibility

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

KINDS = tuple(source.table for source in SOURCES if source.title)
"""The kinds of record that a search finds; what has no name of its own is found as what it is a part of."""

_BY_NAME = frozenset({"organisation", "person", "area", "place"})
_AT_ONCE = 200
"""So many entries of names are put in order at a time, whatever the limit."""


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
    session: Session,
    words: str,
    *,
    kinds: Collection[str] | None = None,
    limit: int = 50,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SearchHit, ...]:
    """Return the records that have all the words, the last one as the beginning of a word.

    Organisations, people and places come first, those named so before those that mention the words elsewhere; they take
    at most half of the places when there is anything else. Then comes everything with a day, the newest first. A
    record is listed once, however often it matches. What is found in a record of a kind that was not asked for counts
    for the record it belongs to: a note for the meeting it is on. Where only organisations, people and places are
    asked for they are found by their own words alone, at every key. Nothing above the audience is found. No input is
    refused; words without a letter or digit find nothing.
    """
    asked = chunks(words)
    if not asked or limit < 1:
        return ()
    wanted = frozenset(KINDS if kinds is None else kinds)
    look = _Look(session, words, asked, wanted, limit, audience)
    named = _names(look) if wanted & _BY_NAME else []
    dated = _others(look) if wanted - _BY_NAME else []
    room = max(limit - len(dated), (limit + 1) // 2)
    found = [*named[:room], *(hit for hit in dated if hit.kind not in _BY_NAME or hit not in named)][:limit]
    return tuple(_with_hints(session, _once(found), audience))


@dataclass(frozen=True, slots=True)
class _Look:
    """One search: the words as typed and in pieces, and what may be found."""

    session: Session
    words: str
    asked: list[str]
    wanted: frozenset[str]
    limit: int
    audience: Visibility

    def hits(self, keys: Iterable[int]) -> list[SearchHit]:
        """Return what stands behind some entries."""
        return list(find_hits(self.session, keys, self.asked, self.wanted, self.audience))

    @property
    def spare(self) -> int:
        """Return how many times as many entries to fetch, since not all may be shown."""
        return 1 if self.audience is EVERYONE_OF_OURS else 4

    @property
    def levels(self) -> tuple[Visibility, ...]:
        """Return the levels that the audience may read; none stands for all."""
        return () if self.audience is EVERYONE_OF_OURS else readable_by(self.audience)


def _names(look: _Look) -> list[SearchHit]:
    """Return records known by name: whose name begins with the words, whose name has them, then all others.

    Whatever the limit, a shorter list is what a longer one begins with.
    """
    beginning = sort_key(look.words)

    def place(hit: SearchHit) -> tuple[bool, str, str, int]:
        title = sort_key(hit.title)
        return not title.startswith(beginning), title, hit.kind, hit.id

    found = sorted(look.hits(_beginning(look.session, beginning, look.limit * look.spare)), key=place)
    ends = sort_key(look.asked[-1])
    if len(beginning) < SHORTEST_BEGINNING:
        found = [hit for hit in found if f" {ends}" in f" {sort_key(hit.title)}"]
    else:
        found = _in_turn(look, found, " ".join(_telling(look.asked)), place, titles_only=True)
        if len(ends) < SHORTEST_BEGINNING:
            found = [hit for hit in found if f" {ends}" in f" {sort_key(hit.title)}"]
    return _in_turn(look, found, look.words, lambda hit: place(hit)[1:], titles_only=False)[: look.limit]


def _in_turn(
    look: _Look,
    found: list[SearchHit],
    words: str,
    place: Callable[[SearchHit], tuple[Any, ...]],
    *,
    titles_only: bool,
) -> list[SearchHit]:
    """Return what was found and, up to the limit, what else has the words: of the newest entries so many at a time."""
    low, high = NAMES
    while len(found) < look.limit:
        keys = find_keys(
            look.session,
            words,
            low=low,
            high=high,
            limit=_AT_ONCE,
            titles_only=titles_only,
            index="search_names",
            levels=look.levels,
        )
        found = _once([*found, *sorted(look.hits(keys), key=place)])
        if len(keys) < _AT_ONCE:
            break
        high = keys[-1]
    return found


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


def _others(look: _Look) -> list[SearchHit]:
    """Return what has a day, the newest first, then what has none; parts count for what they belong to."""
    found: list[SearchHit] = []
    high = 1 << 62
    sources = yielding(look.wanted)
    batch = look.limit * (40 if len(sources) < len(SOURCES) // 2 else 2 * look.spare)
    while len(found) < look.limit:
        keys = find_keys(look.session, look.words, low=DATED, high=high, limit=batch, levels=look.levels)
        of_these = [key for key in keys if source_of(key).number in sources]
        for start in range(0, len(of_these), look.limit * 2):
            found = _once([*found, *look.hits(of_these[start : start + look.limit * 2])])
            if len(found) >= look.limit:
                break
        if len(keys) < batch:
            break
        high = keys[-1]
    if any(source.number in sources for source in UNDATED):
        keys = find_keys(look.session, look.words, limit=look.limit * 40, index="search_parts", levels=look.levels)
        found += look.hits(_fairly(keys, sources, look.limit * 2 * look.spare))
    found.sort(key=lambda hit: (hit.on or date.min, hit.id), reverse=True)
    return _once(found)[: look.limit]


def _fairly(keys: Iterable[int], sources: Collection[int], most: int) -> list[int]:
    """Return the newest entries of each of some sources, so many of each at most."""
    kept: dict[int, list[int]] = {}
    for key in keys:
        of_source = kept.setdefault(source_of(key).number, [])
        if source_of(key).number in sources and len(of_source) < most:
            of_source.append(key)
    return [key for of_source in kept.values() for key in of_source]


def _once(hits: Iterable[SearchHit]) -> list[SearchHit]:
    kept: dict[tuple[str, int], SearchHit] = {}
    for hit in hits:
        kept.setdefault((hit.kind, hit.id), hit)
    return list(kept.values())


def _with_hints(session: Session, hits: list[SearchHit], audience: Visibility) -> Iterator[SearchHit]:
    """Say with whom each conversation was, as far as the audience may know."""
    parties = find_parties(session, [hit.id for hit in hits if hit.kind == "conversation"])
    named = {ref for row in parties.values() for party in row for ref in party.refs}
    known = named if audience is EVERYONE_OF_OURS else readable_refs(session, named, audience)
    for hit in hits:
        if hit.kind == "conversation":
            names = [party.name for party in parties[hit.id] if known.issuperset(party.refs)]
            yield replace(hit, hint=", ".join(names[:3]))
        else:
            yield hit


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
