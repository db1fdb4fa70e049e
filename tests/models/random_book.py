"""A book of random rows in every table, each text of which says which row it stands in, so that a leak names itself."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Enum, Integer, LargeBinary, Numeric, Table, Time, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.journal import journalled_tables
from models.kinds import KINDS
from models.types import SortKey
from models.vocabulary import OrganisationKind, Visibility
from tests.models.people_and_places import TODAY

Rows = dict[str, dict[int, dict[str, Any]]]
MARK = re.compile(r"§([a-z_]+):(\d+)§", re.IGNORECASE)
ROWS_A_TABLE, TRIES = 5, 12
_PLAIN: dict[tuple[str, str], tuple[str, ...]] = {
    ("meeting_series", "rule"): ("FREQ=MONTHLY;BYDAY=2TU",),
    ("body_profile", "quorum_rule"): ("half_in_post",),
    ("saved_search", "rules"): ('{"field": "town", "is": "is empty"}',),
    ("saved_search", "about"): ("organisation",),
    ("custom_field", "about"): ("organisation",),
    ("affiliation", "role"): ("Headteacher", "Chair", "Governor", "Teacher"),
    ("post", "role"): ("Chair", "Governor"),
    ("role_expectation", "role"): ("Headteacher", "Chair"),
    ("person", "lawful_basis"): ("public_task", ""),
    ("person", "do_not_contact"): ("",),
    ("organisation", "body_kind"): ("Governing board", "Area committee", ""),
    ("institution_profile", "phase"): ("Primary", "Secondary"),
    ("organisation", "postcode"): ("",),
    ("survey_question", "choices"): ("Yes\nNo",),
    ("survey_answer", "value"): ("3",),
}
"""Columns whose words mean something to the questions: rows with a mark there would be found by none."""
_IN_ORDER = {
    "subject_request": (
        "received_on",
        "identity_asked_on",
        "identity_checked_on",
        "clarification_asked_on",
        "clarification_received_on",
        "extended_on",
        "answered_on",
    ),
}
"""Days that come one after the other; actions would let no others in."""
_LEFT_OUT = frozenset({"setting", "merge_record", "distinct_pair", "register_decline", "tag_link_before"})


def fill(session: Session, seed: int) -> Rows:
    """Write random rows into every table and return them by table and number."""
    source = random.Random(seed)
    rows: Rows = {}
    for table in journalled_tables():
        rows[table.name] = {}
        if table.name in _LEFT_OUT:
            continue
        for number in range(1, ROWS_A_TABLE * (3 if table.name == "organisation" else 1) + 1):
            for _try in range(TRIES):
                row = _row(source, table, number, rows)
                if row is None:
                    break
                try:
                    with session.begin_nested():
                        session.execute(insert(table), [row])
                except IntegrityError:
                    continue
                rows[table.name][number] = row
                break
    session.expire_all()
    return rows


def _row(source: random.Random, table: Table, number: int, rows: Rows) -> dict[str, Any] | None:
    row: dict[str, Any] = {}
    for column in table.columns:
        name = column.name
        keys = list(column.foreign_keys)
        if name == "id":
            row[name] = number
        elif name == "uid":
            row[name] = str(uuid.UUID(int=source.getrandbits(128)))
        elif name == "archived_at":
            row[name] = None
        elif keys:
            target = keys[0].column.table.name
            ids = [one for one in rows.get(target, {}) if target != table.name or one < number]
            if not ids and not column.nullable:
                return None
            row[name] = None if column.nullable and (not ids or source.random() < 0.25) else source.choice(ids)
        elif name == "record_kind":
            row[name] = source.choice(["organisation", "person", "meeting", "conversation", "commitment", "event"])
        elif name == "record_id":
            row[name] = source.randint(1, ROWS_A_TABLE)
        elif column.nullable and source.random() < 0.2:
            row[name] = None
        else:
            row[name] = _value(source, table, column, number)
    known = [name for name in _IN_ORDER.get(table.name, ()) if row[name] is not None]
    row |= dict(zip(known, sorted(row[name] for name in known), strict=True))
    if table.name == "organisation" and number % 3 == 0:
        row["kind"] = OrganisationKind.PARTNERSHIP
    return row


def _value(source: random.Random, table: Table, column: Any, number: int) -> Any:
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return source.choice(list(kind.enum_class))
    if isinstance(kind, SortKey):
        return f"{table.name} {number}"
    if isinstance(kind, Date):
        return TODAY + timedelta(days=source.randint(-300, 200))
    if isinstance(kind, DateTime):
        return datetime.combine(TODAY + timedelta(days=source.randint(-300, 200)), time(18))
    if isinstance(kind, Time):
        return time(18)
    if isinstance(kind, Boolean):
        return source.random() < 0.5
    if column.name.startswith("disadvantaged"):
        return 1  # Never more than there are of all.
    if isinstance(kind, Integer | Numeric):
        return source.randint(1, 5)
    if isinstance(kind, LargeBinary):
        return b""
    plain = _PLAIN.get((table.name, column.name))
    return source.choice(plain) if plain else f"§{table.name}:{number}§"


def marks_in(found: object) -> Iterator[tuple[str, int]]:
    """Yield the rows whose words stand anywhere in what a question returned."""
    if isinstance(found, str):
        for kind, number in MARK.findall(found):
            yield kind.lower(), int(number)
    elif is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from marks_in(getattr(found, field.name))
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from marks_in(key)
            yield from marks_in(value)
    elif isinstance(found, tuple | list | set | frozenset):
        for one in found:
            yield from marks_in(one)


def level_of(rows: Rows, kind: str, number: int) -> Visibility:
    """Return the visibility that a row's words have: its own, or that of the least open record it is a part of."""
    row = rows[kind].get(number)
    if row is None:
        return Visibility.PUBLIC
    if "visibility" in row:
        return Visibility(row["visibility"])
    order = list(Visibility)
    levels = [Visibility.PUBLIC]
    for column in KINDS[kind].part_of:
        if row[column] is not None:
            levels.append(level_of(rows, _target(kind, column), row[column]))
    if KINDS[kind].on_record and row["record_id"] is not None:
        levels.append(level_of(rows, row["record_kind"], row["record_id"]))
    return max(levels, key=order.index)


def _target(kind: str, column: str) -> str:
    table = next(table for table in journalled_tables() if table.name == kind)
    return str(next(iter(table.c[column].foreign_keys)).column.table.name)
