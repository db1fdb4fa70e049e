"""Conversations in which words stand: in what was said, or in the name of somebody it was with. The newest come first.

Each word is looked for in the search index, beginnings of words from three letters on. The newest notes that have all
of them tell how far back a page reaches, nearly always; what is older is looked at where it does not. No note is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, exists, literal_column, or_, select, tuple_, union
from sqlalchemy.orm import Session

from models.entities import Conversation, ConversationParty
from models.queries.paging import Key
from models.search_index import (
    SHORTEST_BEGINNING,
    chunks,
    day_of_hit,
    has_few,
    is_said_in_few,
    rows_named,
    rows_saying,
    said,
)
from models.text import sort_key

NEWEST = 2000
"""Conversations among which the first page is looked for before all others are, where too few notes have the words."""
FEW = 6000
"""A word that so many have is common."""
SCARCE = 1000
"""Of a word that fewer have, the newest conversations hold no page: to look at them first would be for nothing."""
NEWEST_HITS = 200
"""So many notes that have all the words fill a page, whatever else is asked of them, nearly always."""

MOST_REMEMBERED = 500
"""So many words of a book are remembered as common ones."""
_COMMON: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()

_PARTY = ConversationParty


def narrowings(
    session: Session, words: str, after: Key | None, *, page_only: bool
) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield conditions on conversations that have all the words, each wider than the one before.

    Only the last one takes in everything; the one before it is given where `page_only`, for whoever wants no more
    than the newest after a place in the list and stops when a page is full. It goes only as far back as notes enough
    that have all the words; where a name may have some of them, as far as enough conversations.
    """
    asked = {word: said(session, word) for word in chunks(words)}
    if not asked:
        yield (literal_column("1") == 0,)
        return
    dialect = session.get_bind().dialect.name
    rare = [word for word in asked if _is_rare(session, word, asked[word])]
    scarce = next((word for word in rare if _is_in_fewer(session, word, asked[word], SCARCE)), None)
    lead = scarce or next(iter(rare), None)
    if page_only:
        last = after[0] if after is not None and isinstance(after[0], date) else None
        first = day_of_hit(session, "conversation", asked.values(), NEWEST_HITS, last=last)
        if first is not None:
            yield Conversation.happened_on >= first, *_holding(dialect, asked, lead, first, last)
        elif scarce is None and (first := _day_of_newest(session, after)) is not None:
            yield Conversation.happened_on >= first, *_holding(dialect, asked, None, first, last)
    yield _holding(dialect, asked, lead)


def _day_of_newest(session: Session, after: Key | None) -> date | None:
    """Return the day of the last one of the newest conversations after a place; None where there are not so many."""
    question = select(Conversation.happened_on)
    if after is not None:
        question = question.where(tuple_(Conversation.happened_on, Conversation.id) < tuple_(*after))
    newest = (Conversation.happened_on.desc(), Conversation.id.desc())
    return session.execute(question.order_by(*newest).offset(NEWEST).limit(1)).scalar()


def _holding(
    dialect: str, asked: Mapping[str, str], rare: str | None, first: date | None = None, last: date | None = None
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that conversations have all words, led by the one that few have where there is one.

    Where days are given only what was said on them is looked for.
    """
    if rare is None:
        return tuple(
            _has(dialect, word, rows_saying(dialect, "conversation", match, first=first, last=last))
            for word, match in asked.items()
        )
    found = _found(dialect, rare, asked[rare], first)
    return Conversation.id.in_(found), *(
        _has(dialect, word, rows_saying(dialect, "conversation", match, first=first, last=last, among=found))
        for word, match in asked.items()
        if word != rare
    )


def _has(dialect: str, word: str, rows: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a word was said, or is in the name of somebody the conversation was with."""
    named = _named(dialect, word)
    if named is None:
        return Conversation.id.in_(rows)
    return or_(Conversation.id.in_(rows), exists().where(_PARTY.conversation_id == Conversation.id, named))


def _found(dialect: str, word: str, match: str, first: date | None) -> Select[Any]:
    """Return the numbers of the conversations that have a word, for words that few have.

    From a `first` day on where it was said; whoever names a party with it is found on every day.
    """
    parts = [rows_saying(dialect, "conversation", match, first=first)]
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


def _is_rare(session: Session, word: str, match: str) -> bool:
    """Say whether few notes have a word, of whatever kind they are, and few names.

    Common words are remembered for each book: to count them takes as long as to find a page of them, and only the way
    to the answer depends on it, so that one that has become rare does no harm.
    """
    common = _COMMON.setdefault(session.get_bind().engine, set())
    if word in common:
        return False
    is_rare = _is_in_fewer(session, word, match, FEW)
    if not is_rare and len(common) < MOST_REMEMBERED:
        common.add(word)
    return is_rare


def _is_in_fewer(session: Session, word: str, match: str, few: int) -> bool:
    """Say whether fewer than so many notes have a word, and fewer names of people and of organisations."""
    folded = sort_key(word).split()
    whole = len(sort_key(word)) < SHORTEST_BEGINNING
    return is_said_in_few(session, match, few) and all(
        has_few(session, folded, few, table_name=table, whole=whole)
        for table in (("person", "organisation") if folded else ())
    )
