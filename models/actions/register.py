"""Taking an extract of the register in: the newer file replaces what it covers, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from models.actions.register_leavers import members_before
from models.base import Base, utc_now
from models.entities import (
    RegisterGovernor,
    RegisterGroup,
    RegisterInstitution,
    RegisterLink,
    RegisterMembership,
    RegisterSource,
    RegisterType,
)
from models.exchange.gias import GiasFile, GiasKind, Rejected, Row, RowWarning
from models.search import rebuild_register_index
from models.store import mark_unjournalled

BATCH = 2000
"""Rows written by one statement: few enough to stay small in memory, enough that statements cost nothing."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a kind of file goes: its table, what makes two rows the same, and what a file covers.

    Rows that stood in the register under a covered value and are not in the file are removed: the authorities of an
    extract, the institutions of a file of links. Without `covers` nothing is removed.
    """

    table: Table
    key: tuple[str, ...]
    covers: str = ""
    in_file: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note which columns come from the file."""
        own = tuple(column.name for column in self.table.columns if column.name not in ("id", "row_hash"))
        object.__setattr__(self, "in_file", own)


def _table(entity: type[Base]) -> Table:
    return Base.metadata.tables[entity.__tablename__]


_TARGETS = {
    GiasKind.ESTABLISHMENTS: _Target(_table(RegisterInstitution), ("urn",), "la_code"),
    GiasKind.LINKS: _Target(_table(RegisterLink), ("urn", "link_urn", "link_type"), "urn"),
    GiasKind.GROUPS: _Target(_table(RegisterGroup), ("group_uid",)),
    GiasKind.MEMBERSHIPS: _Target(_table(RegisterMembership), ("urn", "group_uid", "joined_on"), "urn"),
    GiasKind.GOVERNANCE: _Target(_table(RegisterGovernor), ("gid", "urn", "group_uid", "role"), "urn"),
    GiasKind.TYPES: _Target(_table(RegisterType), ("type_code", "type_name", "further_education_type")),
}


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What became of the rows of a file; found = added + changed + unchanged + rejected."""

    kind: GiasKind
    found: int
    added: int
    changed: int
    unchanged: int
    closed: int
    """Of the changed institutions those that the register had as open and has as closed now."""
    removed: int
    """Rows of the register that the file covers and no longer has."""
    rejected: tuple[Rejected, ...]
    """The first 10,000 of those that `rejected_count` counts."""
    rejected_count: int
    warnings: tuple[RowWarning, ...]
    extract_on: date | None


class _Counts:
    """Counters of one import."""

    def __init__(self) -> None:
        self.added = self.changed = self.unchanged = self.closed = self.removed = 0


def import_register(session: Session, file: GiasFile, *, dry_run: bool = False) -> RegisterImport:
    """Read a file into the register and say what changed; with `dry_run` only say what would.

    Raises Stopped when the reader was asked to stop; the caller's transaction then leaves no trace.
    """
    target = _TARGETS[file.kind]
    counts = _Counts()
    old = _hashes(session, target)
    before = members_before(session) if file.kind is GiasKind.MEMBERSHIPS else None
    seen: set[object] = set()
    covered: set[object] = set()
    rows = _sorted_out(file.rows(), target, old, seen, covered, counts)
    for batch in _batches(rows):
        if not dry_run:
            _write(session, target, batch, old)
    gone = [key for key, (_, scope, _) in old.items() if key not in seen and scope in covered] if target.covers else []
    gone += before.gone(seen) if before is not None and seen else []
    counts.removed = len(gone)
    if not dry_run:
        _remove(session, target, gone)
        _note_source(session, file)
        if file.kind is GiasKind.ESTABLISHMENTS and (counts.added or counts.changed or counts.removed):
            rebuild_register_index(session.connection())
        mark_unjournalled(session, target.table.name)
    return RegisterImport(
        file.kind,
        file.found,
        counts.added,
        counts.changed,
        counts.unchanged,
        counts.closed,
        counts.removed,
        tuple(file.rejected),
        file.rejected_count,
        tuple(file.warnings),
        file.extract_on,
    )


_Old = dict[object, tuple[str, object, bool]]
"""For each key the hash of the row, the value that says who covers it, and whether it was open."""


def _hashes(session: Session, target: _Target) -> _Old:
    columns = target.table.c
    wanted = [*(columns[name] for name in target.key), columns.row_hash]
    wanted.append(columns[target.covers or target.key[0]])
    has_status = target.table.name == RegisterInstitution.__tablename__
    if has_status:
        wanted.append(columns.status)
    width = len(target.key)
    old: _Old = {}
    for row in session.execute(select(*wanted)):
        key = row[0] if width == 1 else tuple(row[:width])
        old[key] = (row[width], row[width + 1], has_status and not _is_closed(row[width + 2]))
    return old


def _is_closed(status: object) -> bool:
    return status == "Closed"


def _sorted_out(
    rows: Iterable[Row], target: _Target, old: _Old, seen: set[object], covered: set[object], counts: _Counts
) -> Iterator[dict[str, Any]]:
    """Count each row and pass on those that are new or changed, with their hash."""
    names, keys, covers = target.in_file, target.key, target.covers
    one_key = keys[0] if len(keys) == 1 else ""
    for row in rows:
        text = "\x1f".join([str(row[name]) for name in names])
        row_hash = blake2b(text.encode(), digest_size=12).hexdigest()
        key: object = row[one_key] if one_key else tuple(row[name] for name in keys)
        seen.add(key)
        if covers:
            covered.add(row[covers])
        before = old.get(key)
        if before is None:
            counts.added += 1
        elif before[0] == row_hash:
            counts.unchanged += 1
            continue
        else:
            counts.changed += 1
            counts.closed += before[2] and _is_closed(row["status"])
        yield {**row, "row_hash": row_hash}


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write(session: Session, target: _Target, batch: list[dict[str, Any]], old: _Old) -> None:
    keys = target.key
    changed = [
        key for row in batch if (key := row[keys[0]] if len(keys) == 1 else tuple(row[name] for name in keys)) in old
    ]
    _remove(session, target, changed)
    session.connection().execute(insert(target.table), batch)


def _remove(session: Session, target: _Target, keys: Sequence[object]) -> None:
    if not keys:
        return
    columns = target.table.c
    same = [columns[name].is_not_distinct_from(bindparam(f"key_{name}")) for name in target.key]
    parameters = [
        dict(zip((f"key_{name}" for name in target.key), key if isinstance(key, tuple) else (key,), strict=True))
        for key in keys
    ]
    session.connection().execute(delete(target.table).where(*same), parameters)


def _note_source(session: Session, file: GiasFile) -> None:
    session.execute(delete(RegisterSource).where(RegisterSource.kind == file.kind.value))
    session.add(
        RegisterSource(
            kind=file.kind.value,
            file_name=file.path.name,
            sha256=file.sha256,
            extract_on=file.extract_on,
            imported_at=utc_now(),
            rows=file.found,
        )
    )
