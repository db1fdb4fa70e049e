"""Conversations in which words stand: in what was said, or in the name of somebody it was with. The newest come first.

Each word is looked for in the search index, beginnings of words from three letters on. Where words are common the
newest conversations are enough to fill a page, so these are looked at first; where they are rare the few that have
them are fetched. No note is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, exists, literal_column, or_, select, tuple_, union
from sqlalchemy.orm import Session

from models.entities import Conversation, ConversationParty
from models.queries.paging import Key
from models.search_index import SHORTEST_BEGINNING, chunks, day_of_hit, has_few, rows_named, rows_saying
from models.text import sort_key

NEWEST = 2000
"""Conversations among which the first page is looked for before all others are."""
FEW = 6000
"""A word that so many have is common."""
SCARCE = 1000
"""Of a word that fewer have, the newest conversations hold no page: to look at them first would be for nothing."""

NEWEST_HITS = 200
"""So many notes that have a rare word fill a page, whatever else is asked of them, nearly always."""

MOST_REMEMBERED = 500
"""So many words of a book are remembered as common ones."""
_COMMON: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()

_PARTY = ConversationParty


def narrowings(
    session: Session, words: str, after: Key | None, *, page_only: bool
) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield conditions on conversations that have all the words, each wider than the one before.

    Only the last one takes in everything; the ones before it are given where `page_only`, for whoever wants no more
    than the newest after a place in the list and stops when a page is full.
    """
    asked = chunks(words)
    if not asked:
        yield (literal_column("1") == 0,)
        return
    dialect = session.get_bind().dialect.name
    rare = [word for word in asked if _is_rare(session, word)]
    if page_only and after is None and len(asked) == 1 and rare:
        yield from _of_rare(session, dialect, asked[0])
        return
    scarce = [word for word in rare if _is_in_fewer(session, word, SCARCE)]
    last = after[0] if after is not None and isinstance(after[0], date) else None
    first = _day_of_newest(session, after) if page_only and not scarce else None
    if first is not None:
        yield (
            Conversation.happened_on >= first,
            *(
                _has(dialect, word, rows_saying(dialect, "conversation", [word], first=first, last=last))
                for word in asked
            ),
        )
    yield _everywhere(dialect, asked, next(iter(scarce or rare), None))


def _day_of_newest(session: Session, after: Key | None) -> date | None:
    """Return the day of the last one of the newest conversations after a place; None where there are not so many."""
    question = select(Conversation.happened_on)
    if after is not None:
        question = question.where(tuple_(Conversation.happened_on, Conversation.id) < tuple_(*after))
    newest = (Conversation.happened_on.desc(), Conversation.id.desc())
    return session.execute(question.order_by(*newest).offset(NEWEST).limit(1)).scalar()


def _everywhere(dialect: str, asked: Sequence[str], rare: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on all conversations, led by the word that few have where there is one."""
    if rare is None:
        return tuple(_has(dialect, word, rows_saying(dialect, "conversation", [word])) for word in asked)
    found = _found(dialect, rare)
    others = [other for other in asked if other != rare]
    return Conversation.id.in_(found), *(
        _has(dialect, other, rows_saying(dialect, "conversation", [other], among=found)) for other in others
    )


def _of_rare(session: Session, dialect: str, word: str) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield the condition that conversations have a rare word, at first only for as far back as its newest notes."""
    first = day_of_hit(session, [word], NEWEST_HITS)
    if first is not None:
        yield Conversation.happened_on >= first, Conversation.id.in_(_found(dialect, word, first))
    yield (Conversation.id.in_(_found(dialect, word)),)


def _has(dialect: str, word: str, said: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a word was said, or is in the name of somebody the conversation was with."""
    named = _named(dialect, word)
    if named is None:
        return Conversation.id.in_(said)
    return or_(Conversation.id.in_(said), exists().where(_PARTY.conversation_id == Conversation.id, named))


def _found(dialect: str, word: str, first: date | None = None) -> Select[Any]:
    """Return the numbers of the conversations that have a word, for words that few have.

    From a `first` day on where it was said; whoever names a party with it is found on every day.
    """
    parts = [rows_saying(dialect, "conversation", [word], first=first)]
    named = _named(dialect, word)
    if named is not None:
        parts.append(select(_PARTY.conversation_id).where(named))
    return select(union(*parts).subquery().c[0])


def _named(dialect: str, word: str) -> ColumnElement[bool] | None:
    """Return the condition that a party's name has a word; None for words that no name can have."""
    folded = sort_key(word).split()
    if not folded:
        return None
    whole = len(sort_key(word)) < SHORTEST_BEGINNING
    return or_(
        _PARTY.person_id.in_(rows_named(dialect, "person", folded, whole=whole)),
        _PARTY.organisation_id.in_(rows_named(dialect, "organisation", folded, whole=whole)),
    )


def _is_rare(session: Session, word: str) -> bool:
    """Say whether few notes have a word, of whatever kind they are, and few names.

    Common words are remembered for each book: to count them takes as long as to find a page of them, and only the way
    to the answer depends on it, so that one that has become rare does no harm.
    """
    common = _COMMON.setdefault(session.get_bind().engine, set())
    if word in common:
        return False
    is_rare = _is_in_fewer(session, word, FEW)
    if not is_rare and len(common) < MOST_REMEMBERED:
        common.add(word)
    return is_rare


def _is_in_fewer(session: Session, word: str, few: int) -> bool:
    """Say whether fewer than so many notes have a word, and fewer names of people and of organisations."""
    folded = sort_key(word).split()
    whole = len(sort_key(word)) < SHORTEST_BEGINNING
    return has_few(session, [word], few, table_name="conversation", index="search_index") and all(
        has_few(session, folded, few, table_name=table, index="search_names", whole=whole)
        for table in (("person", "organisation") if folded else ())
    )
