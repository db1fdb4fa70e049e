"""Narrowing a list by name while somebody types: a few milliseconds whatever the letters and the size of the list."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.search_index import rows_named
from models.text import sort_key

COMMON, SHORTEST = 1500, 3
"""From so many hits on, and for so short a word, the names are walked in order without asking the index."""


def has_name(
    session: Session, name_key: InstrumentedAttribute[str], words: str, *others: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """Return the condition that a name has words that begin with all those given, in any order.

    Where few names have them all the search index finds the candidates; otherwise the names are walked in the order
    of the list, where the first page is soon full. `others` are columns with further names of the record.
    """
    asked = sort_key(words).split()[:12]
    if not asked:
        return literal_column("1") == 0
    each = [_has_word(name_key, word, others) for word in asked]
    telling = [word for word in asked if len(word) >= SHORTEST]
    if telling:
        table = name_key.class_.__tablename__
        hits = rows_named(session.get_bind().dialect.name, table, telling)
        few = select(func.count()).select_from(hits.limit(COMMON).subquery())
        if session.execute(few).scalar_one() < COMMON:
            each.insert(0, name_key.class_.id.in_(hits))
    return and_(*each)


def _has_word(
    name_key: InstrumentedAttribute[str], word: str, others: tuple[InstrumentedAttribute[str], ...]
) -> ColumnElement[bool]:
    choices = [name_key.startswith(word), name_key.contains(f" {word}")]
    for other in others:
        lowered = func.lower(other)
        choices.append(and_(other != "", or_(lowered.startswith(word), lowered.contains(f" {word}"))))
    return or_(*choices)
