"""How the search index is asked. With search_tables.py the one place with two dialects.

Words become quoted phrases, so that no input is taken for an operator of either database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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
    "match_text",
    "rebuild_index",
    "rebuild_register_index",
    "rows_named",
    "rows_saying",
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
    asked = chunks(words)
    write = _postgresql_phrases if dialect == "postgresql" else _sqlite_phrases
    weight = "A" if titles_only else ""
    open_end = bool(asked) and len(sort_key(asked[-1])) >= SHORTEST_BEGINNING
    parts = [
        write(chunk, last=open_end and number == len(asked) - 1, weight=weight) for number, chunk in enumerate(asked)
    ]
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
    match = match_text(words, dialect, titles_only=titles_only)
    if match is None:
        return []
    given = {"match": _of_levels(match, levels, dialect), "low": low, "high": high, "limit": limit}
    return list(session.connection().execute(_FIND[dialect == "postgresql"][index], given).scalars())


def has_few(
    session: Session, words: Iterable[str], few: int, *, table_name: str, index: str, whole: bool = False
) -> bool:
    """Say whether fewer than so many entries of a table have some words in their name or, if dated, were said to.

    In notes those of other tables count too. Counts no further than it must.
    """
    dialect = session.get_bind().dialect.name
    named = index == "search_names"
    source = BY_TABLE[table_name]
    low, high = (source.low, source.high) if named else (DATED, 1 << 62)
    match = _match(dialect, words, last=not whole, titles_only=named)
    given = {"match": match, "low": low, "high": high, "limit": few}
    statement = _COUNT[dialect == "postgresql"][index]
    return int(session.connection().execute(statement, given).scalar_one()) < few


def day_of_hit(session: Session, words: Iterable[str], place: int) -> date | None:
    """Return the day of so manieth newest note that has some words, of whatever table; None where there are fewer."""
    dialect = session.get_bind().dialect.name
    match = _match(dialect, words, last=True, titles_only=False)
    given = {"match": match, "low": DATED, "high": 1 << 62, "limit": place}
    keys = session.connection().execute(_FIND[dialect == "postgresql"]["search_index"], given).scalars().all()
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
    key, matches = _asked(dialect, "search_names", words, last=not whole, titles_only=True)
    return select(key - source.low).where(matches, key >= source.low, key < source.high)


def rows_saying(
    dialect: str,
    table_name: str,
    words: Iterable[str],
    *,
    first: date | None = None,
    last: date | None = None,
    among: Select[Any] | None = None,
) -> Select[Any]:
    """Return a subquery of the rows of a dated table that have all the words, those of three letters as beginnings.

    From and until a day where given, and where `among` is given only those of its rows.
    """
    source = BY_TABLE[table_name]
    key, matches = _asked(dialect, "search_index", words, last=True)
    number = key.bitwise_and(literal_column(str(ROW_MASK)))
    low = DATED if first is None else _julian(first) * DATED
    question = select(number.label("number")).where(matches, key >= low)
    if last is not None:
        question = question.where(key < (_julian(last) + 1) * DATED)
    of_table = key.bitwise_rshift(literal_column(str(SOURCE_SHIFT))).bitwise_and(literal_column(str(SOURCE_MASK)))
    question = question.where(of_table == source.number)
    return question if among is None else question.where(number.in_(among))


def _asked(
    dialect: str, index: str, words: Iterable[str], *, last: bool, titles_only: bool = False
) -> tuple[ColumnClause[int], ColumnElement[bool]]:
    """Return the column with the numbers of an index's entries, and the condition that the words stand in one."""
    entries = _ENTRIES[index]
    match = _match(dialect, words, last=last, titles_only=titles_only)
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
