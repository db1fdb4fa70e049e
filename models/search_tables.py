"""The tables of the search index: their making, the triggers that keep them current, and their filling.

SQLite: contentless FTS5 tables, so that no note is kept twice and, with `secure-delete`, no erased word stays in the
file. PostgreSQL: tables of text vectors with GIN indexes. Everything is generated from `SOURCES`: add a row there and
the table is searched. A trigger reads the columns of its own row only, so that the words taken out of the index are
exactly those that were put in, whatever happens to other tables (undo, import, bulk SQL).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from models.search_sources import DATED, INDEXES, REGISTER, SOURCES, Source
from models.vocabulary import Visibility

PUNCTUATION = r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u2010-\u206f"
MARKS = r"\u0300-\u036f"
"""What PostgreSQL's function `search_fold` takes for punctuation, and for marks on letters."""

LEVEL_WORD = "zqlevel"
"""What the word begins with by which the index knows the visibility of a row: "zqlevelinternal". With it a search for
the few public notes among many others is answered from the index alone. Rows without a visibility of their own are
public by it: they are judged by the records they belong to."""

# --- expressions over a row ---------------------------------------------------------------------------------------


def _joined(expressions: Iterable[str], row: str) -> str:
    parts = [f"coalesce({expression.format(row=row)}, '')" for expression in expressions]
    return " || ' ' || ".join(parts) or "''"


def _title(source: Source, row: str) -> str:
    """Return the SQL for what is indexed as the title; its last word tells who may read the row."""
    words = _joined([*(f"{{row}}.{name}" for name in source.title), *source.also], row)
    if not source.number:
        return words
    level = f"{row}.visibility" if source.has_level else f"'{Visibility.PUBLIC.value}'"
    return f"{words} || ' {LEVEL_WORD}' || {level}"


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
    own |= {"visibility"} if source.has_level else set()
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
    """Return the statement that fills an index in the order of its keys, which is the order that it likes.

    Only keys are sorted, and nothing where they follow the numbers of the rows: the texts of a table need not fit into
    memory.
    """
    live = _live(source, "r") if source.number else "TRUE"
    key = _key(source, "r", dialect)
    rows = f'"{source.table}" AS r WHERE {live} ORDER BY r.id'
    if source.number and source.day:
        # With a limit it stays a question of its own, which is answered first.
        live_rows = f'"{source.table}" AS r WHERE {live}'
        keys = f"SELECT r.id AS id, {key} AS key FROM {live_rows} ORDER BY 2 LIMIT {_ALL}"  # noqa: S608 - our own names
        rows, key = f'({keys}) AS k CROSS JOIN "{source.table}" AS r WHERE r.id = k.id', "k.key"
    if dialect == "postgresql":
        return f"INSERT INTO {index} (key, words) SELECT {key}, {_vector(source, 'r')} FROM {rows}"  # noqa: S608
    values = f"{key}, {_title(source, 'r')}, {_body(source, 'r')}"
    return f"INSERT INTO {index} (rowid, title, body) SELECT {values} FROM {rows}"  # noqa: S608


_ALL = 2**62
"""More than any table has."""
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


_FOLD = f"""
CREATE OR REPLACE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT regexp_replace(regexp_replace(lower(normalize(left(words, 200000), NFKD)), '[{MARKS}]', '', 'g'),
                      '[{PUNCTUATION}]+', ' ', 'g') $$"""


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
