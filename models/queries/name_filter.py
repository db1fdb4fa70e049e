"""Narrowing a list by name while somebody types: a few milliseconds whatever the letters and the size of the list."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, literal_column, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.search_index import has_few, rows_named
from models.text import asked_words, sort_key

COMMON = 3000
"""From so many hits on, the names are walked in the order of the list: its first page is full before they are read."""


def has_name(
    session: Session,
    name_key: InstrumentedAttribute[str],
    words: str,
    *others: InstrumentedAttribute[str],
    archived: bool = False,
) -> ColumnElement[bool]:
    """Return the condition that a name has words that begin with all those given, in any order.

    The search index says which records have them. It knows nothing of records that are put away, which are few: their
    names, and the further ones in the columns `others`, are looked through.
    """
    asked = asked_words(sort_key(words))
    if not asked:
        return literal_column("1") == 0
    if archived:
        return and_(*(_has_word(name_key, word, others) for word in asked))
    number: InstrumentedAttribute[int] = name_key.class_.id
    hits = rows_named(session.get_bind().dialect.name, name_key.class_.__tablename__, asked)
    # With "+ 0" the database does not fetch and sort the hits but asks of each record in order whether it is one.
    return (number + 0).in_(hits) if _is_common(session, name_key, asked) else number.in_(hits)


def _is_common(session: Session, name_key: InstrumentedAttribute[str], asked: list[str]) -> bool:
    """Say whether many names have the words; single letters stand for many without being counted."""
    if all(len(word) == 1 for word in asked):
        return True
    return not has_few(session, asked, COMMON, table_name=name_key.class_.__tablename__)


def _has_word(
    name_key: InstrumentedAttribute[str], word: str, others: tuple[InstrumentedAttribute[str], ...]
) -> ColumnElement[bool]:
    choices = [name_key.startswith(word), name_key.contains(f" {word}")]
    for other in others:
        lowered = func.lower(other)
        choices.append(and_(other != "", or_(lowered.startswith(word), lowered.contains(f" {word}"))))
    return or_(*choices)
