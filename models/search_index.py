"""How the search index is asked. With search_tables.py the one place with two dialects.

Words become quoted phrases, so that no input is taken for an operator of either database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Select,
    TextClause,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from models.cleaning import keepable
from models.search_sources import BY_TABLE, DATED, INDEXES, ROW_MASK, SOURCE_MASK, SOURCE_SHIFT
from models.search_tables import LEVEL_WORD, MARKS, PUNCTUATION, rebuild_index, rebuild_register_index, search_ddl
from models.text import LONGEST_ASKED, LONGEST_WORD, MOST_WORDS, sort_key
from models.vocabulary import Visibility

__all__ = [
    "SHORTEST_BEGINNING",
    "chunks",
    "day_of_hit",
    "find_keys",
    "has_few",
    "is_said_in_few",
    "match_text",
    "rebuild_index",
    "rebuild_register_index",
    "rows_named",
    "rows_saying",
    "said",
    "search_ddl",
]

_EPOCH = 1_721_425
"""What lies between Python's number of a day and the index's."""
SHORTEST_BEGINNING = 3
"""Beginnings of fewer letters are in nearly every note and slow to gather; so short a word counts as it stands."""


def chunks(words: str) -> list[str]:
    """Return the words to look for, at most a dozen; anything that has no letter or digit is passed over.

    >>> chunks("St Mary's -- Fair")
    ['St', "Mary's", 'Fair']
    """
    found = (chunk[:LONGEST_WORD] for chunk in keepable(words[:LONGEST_ASKED]).split())
    return [chunk for chunk in found if any(mark.isalnum() for mark in chunk)][:MOST_WORDS]


def match_text(words: str, dialect: str, *, titles_only: bool = False) -> str | None:
    """Return the words as the index of one database is asked for them; None when there is nothing to look for.

    All words must be there, the last one as the beginning of a word if it has three letters. Each is given as a quoted
    phrase, so that no input is taken for an operator, in its own spelling or folded as names are ("Mary's" or "marys").
    """
    return _match_last(chunks(words), dialect, titles_only=titles_only)


def _match_last(asked: Sequence[str], dialect: str, *, titles_only: bool, ending: str = "") -> str | None:
    """Return what the index is asked for words; `ending` is how it is asked for the last one where that is known."""
    write = _postgresql_phrases if dialect == "postgresql" else _sqlite_phrases
    weight = "A" if titles_only else ""
    open_end = bool(asked) and len(sort_key(asked[-1])) >= SHORTEST_BEGINNING
    parts = [
        write(chunk, last=open_end and number == len(asked) - 1, weight=weight) for number, chunk in enumerate(asked)
    ]
    if ending:
        parts[-1] = ending
    parts = [part for part in parts if part]
    if not parts:
        return None
    if dialect == "postgresql":
        return " & ".join(parts)
    joined = " AND ".join(parts)
    return f"title : ({joined})" if titles_only else joined


def _sqlite_phrases(chunk: str, *, last: bool, weight: str) -> str:
    del weight
    spellings = dict.fromkeys((chunk, sort_key(chunk)))
    star = " *" if last else ""
    quoted = ['"' + spelling.replace('"', '""') + '"' + star for spelling in spellings if spelling]
    return f"({' OR '.join(quoted)})" if len(quoted) > 1 else quoted[0]


def _postgresql_phrases(chunk: str, *, last: bool, weight: str) -> str:
    spellings = dict.fromkeys((_fold(chunk), sort_key(chunk)))
    phrases = []
    for spelling in spellings:
        lexemes = [f"'{lexeme}':{weight}" for lexeme in spelling.split()]
        if not lexemes:
            continue
        lexemes[-1] += "*" if last else ""
        phrases.append(" <-> ".join(lexeme.removesuffix(":") for lexeme in lexemes))
    return f"({' | '.join(phrases)})" if phrases else ""


def _fold(chunk: str) -> str:
    """Fold as the database function `search_fold` does."""
    plain = re.sub(f"[{MARKS}]", "", unicodedata.normalize("NFKD", chunk).lower())
    return re.sub(f"[{PUNCTUATION}]+", " ", plain)


def find_keys(
    session: Session,
    words: str,
    *,
    low: int = 0,
    high: int = 1 << 62,
    limit: int,
    titles_only: bool = False,
    index: str = "search_index",
    levels: tuple[Visibility, ...] = (),
) -> list[int]:
    """Return the numbers of the entries that match, from `low` up to but not including `high`, the greatest first.

    Where levels of visibility are given, rows with another one of their own are passed over.
    """
    dialect = session.get_bind().dialect.name
    asked = chunks(words)
    ending = said(session, asked[-1]) if asked and index == "search_index" and not titles_only else ""
    match = _match_last(asked, dialect, titles_only=titles_only, ending=ending)
    if match is None:
        return []
    given = {"match": _of_levels(match, levels, dialect), "low": low, "high": high, "limit": limit}
    return list(session.connection().execute(_FIND[dialect == "postgresql"][index], given).scalars())


def said(session: Session, word: str) -> str:
    """Return how the notes are asked for a word, from three letters on as a beginning.

    Of a beginning FTS5 gathers all entries before it answers, 30 ms where most notes have it, though the newest are
    wanted. Asked for the words that begin so, one by one, it answers at once; so they are looked up where they are few.
    """
    dialect = session.get_bind().dialect.name
    phrase = _match(dialect, [word], last=True, titles_only=False)
    folded = word.lower()
    plain = word.isascii() and word.isalnum() and sort_key(word) == folded and len(word) >= SHORTEST_BEGINNING
    if dialect == "postgresql" or not plain:
        return phrase
    after = folded[:-1] + chr(ord(folded[-1]) + 1)
    given = {"first": folded, "after": after, "most": _MOST_ENDINGS + 1}
    endings = session.connection().execute(_ENDINGS, given).scalars().all()
    if not 0 < len(endings) <= _MOST_ENDINGS:
        return phrase
    return "(" + " OR ".join(f'"{ending}"' for ending in endings) + ")"


_MOST_ENDINGS = 64
"""So many words that begin alike are asked for one by one: looking one up takes 0.07 ms."""
_ENDINGS = text("""
WITH RECURSIVE found(term) AS (
    SELECT (SELECT term FROM search_words WHERE term >= :first LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM search_words WHERE term >= found.term || char(1) LIMIT 1) FROM found
    WHERE found.term < :after)
SELECT term FROM found WHERE term < :after LIMIT :most""")
"""From each word to the one after it, so that none of the entries between them is read."""


def has_few(session: Session, words: Iterable[str], few: int, *, table_name: str, whole: bool = False) -> bool:
    """Say whether fewer than so many entries of a table have some words in their name; counts no further."""
    dialect = session.get_bind().dialect.name
    source = BY_TABLE[table_name]
    match = _match(dialect, words, last=not whole, titles_only=True)
    given = {"match": match, "low": source.low, "high": source.high, "limit": few}
    return _count(session, "search_names", given) < few


def is_said_in_few(session: Session, match: str, few: int) -> bool:
    """Say whether fewer than so many notes, of whatever table, have what `said` returned; counts no further."""
    return _count(session, "search_index", {"match": match, "low": DATED, "high": 1 << 62, "limit": few}) < few


def _count(session: Session, index: str, given: dict[str, object]) -> int:
    is_server = session.get_bind().dialect.name == "postgresql"
    return int(session.connection().execute(_COUNT[is_server][index], given).scalar_one())


def day_of_hit(
    session: Session, table_name: str, matches: Iterable[str], place: int, *, last: date | None = None
) -> date | None:
    """Return the day of the so manieth newest row of a dated table that has all of some words; None if there are fewer.

    The words are given as `said` returned them; only days until the `last` one count where it is given.
    """
    dialect = session.get_bind().dialect.name
    match = (" & " if dialect == "postgresql" else " AND ").join(matches)
    question = _rows_of(dialect, table_name, match, last=last)
    (key,) = question.selected_columns
    keys = session.execute(question.order_by(key.desc()).limit(place)).scalars().all()
    return date.fromordinal(keys[-1] // DATED - _EPOCH) if len(keys) == place else None


_FIND: dict[bool, dict[str, TextClause]] = {
    False: {
        name: text(
            f"SELECT rowid FROM {name} WHERE {name} MATCH :match AND rowid >= :low AND rowid < :high "  # noqa: S608
            "ORDER BY rowid DESC LIMIT :limit"
        )
        for name in INDEXES
    },
    True: {
        name: text(
            f"SELECT key FROM {name} WHERE words @@ to_tsquery('simple', :match) AND key >= :low AND key < :high "  # noqa: S608
            "ORDER BY key DESC LIMIT :limit"
        )
        for name in INDEXES
    },
}


def _of_levels(match: str, levels: tuple[Visibility, ...], dialect: str) -> str:
    """Return what is asked of the index with the words for levels of visibility, one of which must be there.

    Where all but a few levels are allowed, the others must not be: those lists are the shorter ones.
    """
    if not levels:
        return match
    both, either, but = (" & ", " | ", " & !") if dialect == "postgresql" else (" AND ", " OR ", " NOT ")
    others = [level for level in Visibility if level not in levels]
    if len(others) < len(levels):
        return f"({match}){but}({either.join(LEVEL_WORD + level.value for level in others)})" if others else match
    return f"({match}){both}({either.join(LEVEL_WORD + level.value for level in levels)})"


_COUNT = {
    dialect: {
        name: text(
            f"SELECT count(*) FROM ({str(find).partition(' ORDER BY')[0]} LIMIT :limit) AS found"  # noqa: S608
        )
        for name, find in found.items()
    }
    for dialect, found in _FIND.items()
}


def rows_named(dialect: str, table_name: str, words: Iterable[str], *, whole: bool = False) -> Select[Any]:
    """Return a subquery of the rows of a table that have words in their name which begin so; the words are folded.

    With `whole` the words must stand there as they are.
    """
    source = BY_TABLE[table_name]
    match = _match(dialect, words, last=not whole, titles_only=True)
    key, matches = _asked(dialect, "search_names", match)
    return select(key - source.low).where(matches, key >= source.low, key < source.high)


def rows_saying(
    dialect: str,
    table_name: str,
    match: str,
    *,
    first: date | None = None,
    last: date | None = None,
    among: Select[Any] | None = None,
) -> Select[Any]:
    """Return a subquery of the rows of a dated table that have a word as `said` returned it.

    From and until a day where given, and where `among` is given only those of its rows.
    """
    question = _rows_of(dialect, table_name, match, first=first, last=last)
    (key,) = question.selected_columns
    number = key.bitwise_and(literal_column(str(ROW_MASK))).label("number")
    question = question.with_only_columns(number)
    return question if among is None else question.where(number.in_(among))


def _rows_of(
    dialect: str, table_name: str, match: str, *, first: date | None = None, last: date | None = None
) -> Select[Any]:
    """Return the question for the entries of a dated table that match."""
    source = BY_TABLE[table_name]
    key, matches = _asked(dialect, "search_index", match)
    of_table = key.bitwise_rshift(literal_column(str(SOURCE_SHIFT))).bitwise_and(literal_column(str(SOURCE_MASK)))
    low = DATED if first is None else _julian(first) * DATED
    high = 1 << 62 if last is None else (_julian(last) + 1) * DATED
    return select(key).where(matches, key >= low, key < high, of_table == source.number)


def _asked(dialect: str, index: str, match: str) -> tuple[ColumnClause[int], ColumnElement[bool]]:
    """Return the column with the numbers of an index's entries, and the condition that the words stand in one."""
    entries = _ENTRIES[index]
    if dialect == "postgresql":
        return entries.c.key, entries.c.words.op("@@")(func.to_tsquery("simple", match))
    return entries.c.rowid, entries.c[index].op("MATCH")(match)


def _match(dialect: str, words: Iterable[str], *, last: bool, titles_only: bool) -> str:
    """Return words as an index is asked for them, in names or of three letters as beginnings where `last` is set."""
    write = _postgresql_phrases if dialect == "postgresql" else _sqlite_phrases
    weight = "A" if titles_only else ""
    parts = [
        write(word, last=last and (titles_only or len(sort_key(word)) >= SHORTEST_BEGINNING), weight=weight)
        for word in words
    ]
    if dialect == "postgresql":
        return " & ".join(part for part in parts if part)
    joined = " AND ".join(parts)
    return f"title : ({joined})" if titles_only else joined


def _julian(day: date) -> int:
    """Return the number of a day as the index has it: SQLite's `julianday` and PostgreSQL's `to_char(..., 'J')`."""
    return day.toordinal() + _EPOCH


_ENTRIES = {
    index: table(index, *(column(name, BigInteger) for name in ("rowid", "key", "words", index)))
    for index in ("search_names", "search_index")
}
