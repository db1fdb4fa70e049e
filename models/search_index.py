"""The search index: the triggers that keep it current, and how it is asked. The one place with two dialects.

SQLite: contentless FTS5 tables, so that no note is kept twice and, with `secure-delete`, no erased word stays in
the file. PostgreSQL: a table of text vectors with a GIN index. Everything is generated from `SOURCES`: add a row
there and the table is searched. A trigger reads the columns of its own row only, so that the words taken out of the
index are exactly those that were put in, whatever happens to other tables (undo, import, bulk SQL).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Connection,
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

from models.search_sources import (
    BY_TABLE,
    DATED,
    INDEXES,
    REGISTER,
    ROW_MASK,
    SOURCE_MASK,
    SOURCE_SHIFT,
    SOURCES,
    Source,
)
from models.text import sort_key
from models.types import keepable
from models.vocabulary import Visibility

# --- expressions over a row ---------------------------------------------------------------------------------------


def _joined(expressions: Iterable[str], row: str) -> str:
    parts = [f"coalesce({expression.format(row=row)}, '')" for expression in expressions]
    return " || ' ' || ".join(parts) or "''"


def _title(source: Source, row: str) -> str:
    return _joined([*(f"{{row}}.{name}" for name in source.title), *source.also], row)


def _body(source: Source, row: str) -> str:
    return _joined([*(f"{{row}}.{name}" for name in source.body), *source.also_body], row)


def _key(source: Source, row: str, dialect: str) -> str:
    """Return the SQL for the number of a row's entry; both databases count days as Julian day numbers."""
    if not source.number:
        return f"{row}.id"
    key = f"({source.low} + {row}.id)"
    if not source.day:
        return key
    if dialect == "postgresql":
        return f"(to_char({row}.{source.day}, 'J')::bigint * {DATED} + {key})"
    return f"(CAST(julianday(substr({row}.{source.day}, 1, 10)) + 0.5 AS INTEGER) * {DATED} + {key})"


def _columns(source: Source) -> list[str]:
    """Return the columns whose change moves a row in the index."""
    own = set(re.findall(r"\{row\}\.(\w+)", " ".join((*source.also, *source.also_body))))
    own |= {*source.title, *source.body, *filter(None, [source.day, "archived_at" if source.archives else ""])}
    return sorted(own)


def _live(source: Source, row: str) -> str:
    return f"{row}.archived_at IS NULL" if source.archives else "TRUE"


# --- making and filling -------------------------------------------------------------------------------------------


def search_ddl(dialect: str) -> list[str]:
    """Return the statements that make the index with its triggers and fill it from what the book holds.

    They may run again on a book that has them: the index is made anew.
    """
    if dialect == "postgresql":
        return [*_postgresql_ddl(), *rebuild_sql(dialect), *register_rebuild_sql(dialect)]
    return [*_sqlite_ddl(), *rebuild_sql(dialect), *register_rebuild_sql(dialect)]


def rebuild_sql(dialect: str) -> list[str]:
    """Return the statements that empty the index of the records and fill it again."""
    emptied = [_emptied(index, dialect) for index in INDEXES if index != "search_register"]
    return emptied + [_filled(source.index, source, dialect) for source in SOURCES]


def register_rebuild_sql(dialect: str) -> list[str]:
    """Return the statements that empty the index of the register and fill it again."""
    return [_emptied("search_register", dialect), _filled("search_register", REGISTER, dialect)]


def rebuild_index(connection: Connection) -> None:
    """Make the index of the records anew from what the tables hold."""
    for statement in rebuild_sql(connection.dialect.name):
        connection.exec_driver_sql(statement)


def rebuild_register_index(connection: Connection) -> None:
    """Make the index of the register anew; whoever replaces the register calls this, in the same transaction."""
    for statement in register_rebuild_sql(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _emptied(index: str, dialect: str) -> str:
    if dialect == "postgresql":
        return f"DELETE FROM {index}"  # noqa: S608 - our own names
    return f"INSERT INTO {index} ({index}) VALUES ('delete-all')"  # noqa: S608 - our own names


def _filled(index: str, source: Source, dialect: str) -> str:
    live = _live(source, "r") if source.number else "TRUE"
    where = f'FROM "{source.table}" AS r WHERE {live} ORDER BY 1'
    if dialect == "postgresql":
        return f"INSERT INTO {index} (key, words) SELECT {_key(source, 'r', dialect)}, {_vector(source, 'r')} {where}"
    values = f"{_key(source, 'r', dialect)}, {_title(source, 'r')}, {_body(source, 'r')}"
    return f"INSERT INTO {index} (rowid, title, body) SELECT {values} {where}"


_BEGINNINGS = dict.fromkeys(("search_names", "search_register"), ", prefix='1 2'")
"""Names are asked for from the first letter on; an index of their beginnings answers five times as soon."""


def _sqlite_ddl() -> Iterator[str]:
    for index in INDEXES:
        yield f"DROP TABLE IF EXISTS {index}"
        yield (
            f"CREATE VIRTUAL TABLE {index} USING fts5(title, body, content='', columnsize=0, "
            f"tokenize='unicode61 remove_diacritics 2'{_BEGINNINGS.get(index, '')})"
        )
        yield f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)"  # noqa: S608 - our own names
    for source in SOURCES:
        removed = (
            f"INSERT INTO {source.index} ({source.index}, rowid, title, body) "
            f"SELECT 'delete', {_key(source, 'OLD', 'sqlite')}, {_title(source, 'OLD')}, {_body(source, 'OLD')} "
            f"WHERE {_live(source, 'OLD')};"
        )
        added = (
            f"INSERT INTO {source.index} (rowid, title, body) "
            f"SELECT {_key(source, 'NEW', 'sqlite')}, {_title(source, 'NEW')}, {_body(source, 'NEW')} "
            f"WHERE {_live(source, 'NEW')};"
        )
        names = _columns(source)
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
        for when, condition, body in (
            ("INSERT", "", added),
            ("DELETE", "", removed),
            (f"UPDATE OF {', '.join(names)}", f"WHEN {changed}", f"{removed} {added}"),
        ):
            name = f"search_{source.table}_{when.partition(' ')[0].lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f'CREATE TRIGGER {name} AFTER {when} ON "{source.table}" {condition} BEGIN {body} END'


_PUNCTUATION = r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u2010-\u206f"
_MARKS = r"\u0300-\u036f"
_FOLD = f"""
CREATE OR REPLACE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT regexp_replace(regexp_replace(lower(normalize(left(words, 200000), NFKD)), '[{_MARKS}]', '', 'g'),
                      '[{_PUNCTUATION}]+', ' ', 'g') $$"""


def _vector(source: Source, row: str) -> str:
    title, body = _title(source, row), _body(source, row)
    return (
        f"setweight(to_tsvector('simple', search_fold({title})), 'A') || "
        f"setweight(to_tsvector('simple', search_fold({body})), 'B')"
    )


def _postgresql_ddl() -> Iterator[str]:
    yield _FOLD
    for index in INDEXES:
        yield f"DROP TABLE IF EXISTS {index}"
        yield f"CREATE TABLE {index} (key bigint PRIMARY KEY, words tsvector NOT NULL)"
        yield f"CREATE INDEX {index}_words ON {index} USING gin (words)"
    for source in SOURCES:
        name = f"search_{source.table}"
        yield f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM {source.index} WHERE key = {_key(source, "OLD", "postgresql")};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    IF {_live(source, "NEW")} THEN
      INSERT INTO {source.index} (key, words) VALUES ({_key(source, "NEW", "postgresql")}, {_vector(source, "NEW")});
    END IF;
  END IF;
  RETURN NULL;
END $$"""  # noqa: S608 - our own names
        yield f'DROP TRIGGER IF EXISTS {name} ON "{source.table}"'
        yield (
            f"CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {', '.join(_columns(source))} "
            f'ON "{source.table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
        )


# --- asking -------------------------------------------------------------------------------------------------------

_MOST_WORDS, _LONGEST_WORD = 12, 80
SHORTEST_BEGINNING = 3
"""Beginnings of fewer letters are in nearly every note and slow to gather; so short a word counts as it stands."""


def chunks(words: str) -> list[str]:
    """Return the words to look for, at most a dozen; anything that has no letter or digit is passed over.

    >>> chunks("St Mary's -- Fair")
    ['St', "Mary's", 'Fair']
    """
    found = (chunk[:_LONGEST_WORD] for chunk in keepable(words[:2000]).split())
    return [chunk for chunk in found if any(mark.isalnum() for mark in chunk)][:_MOST_WORDS]


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
    plain = re.sub(f"[{_MARKS}]", "", unicodedata.normalize("NFKD", chunk).lower())
    return re.sub(f"[{_PUNCTUATION}]+", " ", plain)


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
    statement = _find_of(dialect, index, levels) if levels else _FIND[dialect == "postgresql"][index]
    given = {"match": match, "low": low, "high": high, "limit": limit}
    return list(session.connection().execute(statement, given).scalars())


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


@lru_cache(maxsize=32)
def _find_of(dialect: str, index: str, levels: tuple[Visibility, ...]) -> TextClause:
    """Return the statement that passes over rows with a visibility of their own that is none of some levels.

    Asked of each match by its number, in the database, so that a search for the few public notes among many others
    need not fetch them all.
    """
    key = "key" if dialect == "postgresql" else "rowid"
    allowed = ", ".join(f"'{level.value}'" for level in levels)
    cases = " ".join(
        f'WHEN {source.number} THEN EXISTS (SELECT 1 FROM "{source.table}" AS r '  # noqa: S608 - our own names
        f"WHERE r.id = ({key} & {ROW_MASK}) AND r.visibility IN ({allowed}))"
        for source in SOURCES
        if source.index == index and source.has_level
    )
    may = f"CASE ({key} >> {SOURCE_SHIFT}) & {SOURCE_MASK} {cases} ELSE TRUE END"
    found, _order, rest = str(_FIND[dialect == "postgresql"][index]).partition("ORDER BY")
    return text(f"{found} AND {may} ORDER BY{rest}")


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
    return day.toordinal() + 1_721_425


_ENTRIES = {
    index: table(index, *(column(name, BigInteger) for name in ("rowid", "key", "words", index)))
    for index in ("search_names", "search_index")
}
