"""The journal: every change of every record, by ORM or bulk SQL, in the transaction that makes it.

Generated triggers write one entry for each row before and after. Before the commit `close` gives each entry its
digest and links the change to the one before it by a hash, so that later tampering can be named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from json.encoder import encode_basestring as _quoted

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text

from models.base import Base, Row
from models.entities import Change, ChangeEntry, ChangeKind, JournalOpen, map_all

_change: Table = Base.metadata.tables[Change.__tablename__]
_entry: Table = Base.metadata.tables[ChangeEntry.__tablename__]
_open: Table = Base.metadata.tables[JournalOpen.__tablename__]

_ENTRIES_OF = (
    select(
        _entry.c.id,
        _entry.c.record_kind,
        _entry.c.record_id,
        _entry.c.operation,
        _entry.c.before_image,
        _entry.c.after_image,
    )
    .where(_entry.c.change_id == bindparam("change"))
    .order_by(_entry.c.id)
)
_AT_ONCE = 1000
"""Entries of a change that are held at a time while it is sealed."""

FIRST_HASH = "0" * 64
_LOCK = 0x4C444231


def journalled_tables() -> list[Table]:
    """Return the tables whose rows are journalled, in an order in which parents come first."""
    map_all()
    mapped = {str(mapper.local_table) for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)}
    return [table for table in Base.metadata.sorted_tables if table.name in mapped]


# --- triggers ---------------------------------------------------------------------------------------------------


def trigger_ddl(dialect: str) -> list[str]:
    """Return the statements that make the journal's triggers anew for one database ("sqlite" or "postgresql")."""
    return list(_sqlite_ddl() if dialect == "sqlite" else _postgresql_ddl())


def _image(table: Table, alias: str) -> str:
    pairs = ", ".join(f"'{column.name}', {alias}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def image_of(table: Table, alias: str, connection: Connection) -> str:
    """Return the expression of a row's image as the triggers of this database write it."""
    return f"to_jsonb({alias})::text" if connection.dialect.name == "postgresql" else _image(table, alias)


def _sqlite_ddl() -> Iterator[str]:
    for table in journalled_tables():
        for operation, alias in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
            before = "NULL" if operation == "insert" else _image(table, "OLD")
            after = "NULL" if operation == "delete" else _image(table, "NEW")
            name = f"journal_{table.name}_{operation}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f'CREATE TRIGGER {name} AFTER {operation.upper()} ON "{table.name}" BEGIN '
                "INSERT INTO change_entry (change_id, record_kind, record_id, operation, before_image, after_image) "
                f"VALUES ((SELECT change_id FROM journal_open), '{table.name}', {alias}.id, '{operation}', "
                f"{before}, {after}); END"
            )
    same = "NEW.id = OLD.id AND NEW.change_id = OLD.change_id AND NEW.record_kind = OLD.record_kind"
    same += " AND NEW.record_id = OLD.record_id AND NEW.operation = OLD.operation"
    sealing = "OLD.digest IS NULL AND NEW.before_image IS OLD.before_image AND NEW.after_image IS OLD.after_image"
    blanking = "NEW.digest = OLD.digest AND NEW.before_image IS NULL AND NEW.after_image IS NULL"
    rewording = f"{_same_change('IS')} AND EXISTS (SELECT 1 FROM journal_open)"
    guards = (
        ("change_entry_keep", "BEFORE DELETE ON change_entry", ""),
        ("change_entry_fixed", "BEFORE UPDATE ON change_entry", f"WHEN NOT ({same} AND (({sealing}) OR ({blanking})))"),
        ("change_keep", "BEFORE DELETE ON change", ""),
        (
            "change_fixed",
            "BEFORE UPDATE ON change",
            f"WHEN NOT ({rewording})",
        ),
    )
    for name, when, condition in guards:
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} {when} {condition} BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"


_RESEALED = frozenset({"label", "reason"})
"""The words of a change, which an erasure may take a name out of; all else of it never changes."""


def _same_change(equals: str) -> str:
    """Return the condition that an update leaves all but the words of a change as it was."""
    kept = (column.name for column in _change.columns if column.name not in _RESEALED)
    return " AND ".join(f"NEW.{name} {equals} OLD.{name}" for name in kept)


def _postgresql_ddl() -> Iterator[str]:
    yield """
CREATE OR REPLACE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE number bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN number := OLD.id; ELSE number := NEW.id; END IF;
  INSERT INTO change_entry (change_id, record_kind, record_id, operation, before_image, after_image)
  VALUES (nullif(current_setting('liaison.change', true), '')::bigint, TG_TABLE_NAME, number, lower(TG_OP),
          CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD)::text END,
          CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW)::text END);
  RETURN NULL;
END $$"""
    yield f"""
CREATE OR REPLACE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'change' AND TG_OP = 'UPDATE' THEN
    IF coalesce(current_setting('liaison.change', true), '') <> '' AND {_same_change("IS NOT DISTINCT FROM")} THEN
      RETURN NEW;
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'change_entry' AND TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.change_id, NEW.record_kind, NEW.record_id, NEW.operation)
         = (OLD.id, OLD.change_id, OLD.record_kind, OLD.record_id, OLD.operation)
       AND ((OLD.digest IS NULL AND NEW.before_image IS NOT DISTINCT FROM OLD.before_image
             AND NEW.after_image IS NOT DISTINCT FROM OLD.after_image)
            OR (NEW.digest = OLD.digest AND NEW.before_image IS NULL AND NEW.after_image IS NULL)) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the journal is append-only';
END $$"""
    for table in journalled_tables():
        yield f'DROP TRIGGER IF EXISTS journal_row ON "{table.name}"'
        yield (
            f'CREATE TRIGGER journal_row AFTER INSERT OR UPDATE OR DELETE ON "{table.name}" '
            "FOR EACH ROW EXECUTE FUNCTION journal_write()"
        )
    for name in ("change", "change_entry"):
        yield f"DROP TRIGGER IF EXISTS journal_guard ON {name}"
        yield (
            f"CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON {name} "
            "FOR EACH ROW EXECUTE FUNCTION journal_guard()"
        )


# --- one change -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangeHead:
    """Who makes a change, when, in which words, and which change it takes back or makes again."""

    at: datetime
    actor: str
    label: str
    reason: str = ""
    kind: ChangeKind = ChangeKind.DO
    target_id: int | None = None


def begin(connection: Connection) -> int:
    """Open the journal for one change and return its number; on PostgreSQL one writer at a time."""
    wait_for_turn(connection)
    number = newest(connection) + 1
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('liaison.change', :number, true)"), {"number": str(number)})
    else:
        connection.execute(insert(_open), {"id": 1, "change_id": number})
    return number


def current(connection: Connection) -> int:
    """Return the number of the change that is being made."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(text("SELECT current_setting('liaison.change')")) or 0)
    return int(connection.scalar(select(_open.c.change_id)) or 0)


def newest(connection: Connection) -> int:
    """Return the number of the newest change that was made; 0 where there is none."""
    return int(connection.scalar(select(func.max(_change.c.id))) or 0)


def wait_for_turn(connection: Connection) -> None:
    """Wait until nobody else writes, and have others wait until this transaction ends; a file lets only one write."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def close(connection: Connection, number: int, head: ChangeHead) -> frozenset[tuple[str, int]]:
    """Seal the entries of a change, link it to the one before, and return the rows it touched.

    A change that touched no row leaves nothing in the journal.
    """
    sealed: list[tuple[str, int]] = []
    touched: set[tuple[str, int]] = set()
    for entries in connection.execute(_ENTRIES_OF, {"change": number}).partitions(_AT_ONCE):
        for entry_id, kind, record_id, operation, before, after in entries:
            touched.add((kind, record_id))
            sealed.append((digest_of(kind, record_id, operation, before, after), entry_id))
    on_server = connection.dialect.name == "postgresql"
    if not on_server:
        connection.execute(_open.delete())
    if not sealed:
        return frozenset()
    # By the driver itself: of thousands of rows SQLAlchemy would make a dictionary each.
    mark = "%s" if on_server else "?"
    connection.exec_driver_sql(f"UPDATE change_entry SET digest = {mark} WHERE id = {mark}", sealed)
    previous = connection.scalar(select(_change.c.hash).order_by(_change.c.id.desc()).limit(1)) or FIRST_HASH
    row = {
        "id": number,
        "at": head.at,
        "actor": head.actor,
        "label": head.label,
        "reason": head.reason,
        "kind": head.kind,
        "target_id": head.target_id,
        "previous_hash": previous,
    }
    row["hash"] = link(row, (digest for digest, _entry_id in sealed))
    connection.execute(insert(_change), row)
    return frozenset(touched)


def digest_of(kind: str, record_id: int, operation: str, before: str | None, after: str | None) -> str:
    """Return the digest of an entry: of its parts as JSON, put together here since that takes half as long."""
    images = ", ".join("null" if image is None else _quoted(image) for image in (before, after))
    whole = f"[{_quoted(kind)}, {record_id}, {_quoted(operation)}, {images}]"
    return hashlib.sha256(whole.encode()).hexdigest()


def link(row: dict[str, object], digests: Iterable[str]) -> str:
    """Return the hash of a change: of the one before it, of its own words, and of what it did."""
    at, kind = row["at"], row["kind"]
    assert isinstance(at, datetime)
    assert isinstance(kind, ChangeKind)
    head = [row["previous_hash"], row["id"], at.isoformat(), row["actor"], row["label"], row["reason"], kind.value]
    chain = hashlib.sha256(json.dumps([*head, row["target_id"]], ensure_ascii=False).encode())
    for digest in digests:
        chain.update(digest.encode())
    return chain.hexdigest()
