"""The history in sentences: "On 3 March 2026 Ann changed the Chair of governors of X from A to B"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.kinds import KINDS, find_kind
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.history import QUIET, ChangedRow, HistoryRow, list_history
from models.queries.paging import Page
from models.queries.records import RecordName, Ref, find_names, table_of
from models.undo import settled_steps, values_of
from models.vocabulary import ChangeKind, Visibility
from models.words import label
from resources.calendar_words import month_name
from resources.i18n import _

_LONGEST = 80
_WORDS = frozenset(kind.singular.casefold() for kind in KINDS.values())


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change with a sentence for each thing it changed."""

    id: int
    at: datetime
    actor: str
    label: str
    kind: ChangeKind
    sentences: tuple[str, ...]
    stands: bool = False
    """Whether it is a change that was done and not taken back since."""


def tell_history(
    session: Session,
    *,
    record: Ref | None = None,
    field: str = "",
    before_id: int | None = None,
    limit: int = 50,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[ToldChange]:
    """Return changes, newest first, in sentences: of the book or of one record, with `field` only of that field of it.

    Changes of bookkeeping alone and those that say nothing of the field are left out, so pages may be shorter.
    """
    page = list_history(session, record=record, before_id=before_id, limit=limit, as_at=as_at, audience=audience)
    told = tell_rows(session, page.rows, field=field, audience=audience)
    return Page(tuple(one for one in told if one.sentences), page.next_key)


def tell_rows(
    session: Session, changes: Sequence[HistoryRow], *, field: str = "", audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ToldChange, ...]:
    """Return changes that `list_history` gave to an audience, in sentences; with `field` those that touch it."""
    rows = [row for row in changes if not field or _touches(row, field)]
    names = find_names(session, list(_named(rows)), audience=audience)
    gone = settled_steps(session.connection(), [row.id for row in rows])
    return tuple(
        ToldChange(
            row.id, row.at, row.actor, row.label, row.kind, tuple(_sentences(row, names, field)),
            row.kind is ChangeKind.DO and row.id not in gone,
        )
        for row in rows
    )  # fmt: skip


def tell_change(
    session: Session, change_id: int, *, limit: int = 50, audience: Visibility = EVERYONE_OF_OURS
) -> ToldChange:
    """Return one change with a sentence for each of the first things it changed, whatever records they are of.

    Raises WrongUse when there is no such change.
    """
    page = list_history(session, before_id=change_id + 1, limit=1, row_limit=limit, audience=audience)
    if not page.rows or page.rows[0].id != change_id:
        raise WrongUse(_("There is no such change in the history. Look at the list again."))
    return tell_rows(session, page.rows, audience=audience)[0]


def field_of(kind: str, words: str) -> str:
    """Return the field of a kind of record that some words mean: "reply state", "owner". Raises WrongUse, naming them.

    >>> field_of("organisation", "Short name")
    'short_name'
    """
    asked = "_".join(words.casefold().replace("-", " ").replace("_", " ").split())
    names = [column.name for column in table_of(find_kind(kind).table).columns if column.name not in QUIET]
    for name in (asked, f"{asked}_id", f"{asked}_on"):
        if name in names:
            return name
    choices = ", ".join(sorted(name.removesuffix("_id").replace("_", " ") for name in names if name != "id"))
    raise WrongUse(
        _("A {kind} has no field “{field}”. Choose one of: {choices}.").format(
            kind=find_kind(kind).word, field=words, choices=choices
        )
    )


def _touches(row: HistoryRow, field: str) -> bool:
    return any(name == field for changed in row.rows for name, _before, _after in changed.fields)


def _named(rows: Iterable[HistoryRow]) -> Iterator[Ref]:
    """Yield the records that sentences name: those changed and those their fields point to."""
    for row in rows:
        for changed in row.rows:
            if changed.kind not in KINDS:
                continue
            yield changed.kind, changed.id
            table = table_of(changed.kind)
            for name, before, after in changed.fields:
                target = _target(table, name)
                if target in KINDS:
                    yield from ((target, int(value)) for value in (before, after) if isinstance(value, int))


def _target(table: Table, column: str) -> str:
    keys = table.c[column].foreign_keys if column in table.c else ()
    return next((key.column.table.name for key in keys), "")


def _sentences(row: HistoryRow, names: Mapping[Ref, RecordName], field: str) -> Iterator[str]:
    who = _("On {day} {actor}").format(day=_day(row.at.date()), actor=row.actor or _("somebody"))
    handed, rest = _handed_over(row.rows)
    if not field:
        for left, came in handed:
            yield _handover(who, left, came, names)
    for changed in row.rows if field else rest:
        yield from _of_row(who, changed, names, field)


def _handed_over(rows: Sequence[ChangedRow]) -> tuple[list[tuple[ChangedRow, ChangedRow]], list[ChangedRow]]:
    """Return roles that ended together with a new holder's beginning, in pairs, and the rows that are left."""
    ended = {}
    for row in rows:
        fields = {name: (before, after) for name, before, after in row.fields}
        if row.kind == "affiliation" and row.operation == "update" and "ends_on" in fields and fields["ends_on"][1]:
            ended[row.id] = row
    pairs: list[tuple[ChangedRow, ChangedRow]] = []
    begun = [row for row in rows if row.kind == "affiliation" and row.operation == "insert"]
    if len(ended) == 1 and len(begun) == 1:
        pairs.append((next(iter(ended.values())), begun[0]))
    used = {row.id for pair in pairs for row in pair}
    return pairs, [row for row in rows if row.kind != "affiliation" or row.id not in used]


def _handover(who: str, left: ChangedRow, came: ChangedRow, names: Mapping[Ref, RecordName]) -> str:
    after = {name: value for name, _before, value in came.fields}
    place, person = ("organisation", after.get("organisation_id")), ("person", after.get("person_id"))
    role = names["affiliation", left.id].name if ("affiliation", left.id) in names else _("role")
    words = _("{who} changed the {role} of {place} to {person}.")
    return words.format(who=who, role=role, place=_called(place, names), person=_called(person, names))


def _of_row(who: str, row: ChangedRow, names: Mapping[Ref, RecordName], field: str) -> Iterator[str]:
    if row.kind not in KINDS:
        return
    noun = KINDS[row.kind].word
    name = names[row.kind, row.id].name if (row.kind, row.id) in names else _own_name(row)
    # A record without a name is called what its kind is called, and so are its parts: that says nothing more.
    thing = f"{noun} {name}" if name and name.casefold() not in _WORDS else noun
    if row.operation != "update" and not field:
        words = _("{who} added the {thing}.") if row.operation == "insert" else _("{who} removed the {thing}.")
        yield words.format(who=who, thing=thing)
        return
    table = table_of(row.kind)
    for column, before, after in row.fields:
        if field and column != field:
            continue
        if column == "archived_at":
            words = _("{who} put the {thing} away.") if after else _("{who} brought the {thing} back.")
            yield words.format(who=who, thing=thing)
            continue
        old, new = (_value(table, column, value, names) for value in (before, after))
        if old == new:
            continue
        what = column.removesuffix("_id").replace("_", " ")
        if not old:
            words = _("{who} set the {what} of the {thing} to {new}.")
        elif not new:
            words = _("{who} cleared the {what} of the {thing}, which was {old}.")
        else:
            words = _("{who} changed the {what} of the {thing} from {old} to {new}.")
        yield words.format(who=who, what=what, thing=thing, old=old, new=new)


def _own_name(row: ChangedRow) -> str:
    """Return the name of a record that is gone, from what it said."""
    column = KINDS[row.kind].name
    values = {name: before if before is not None else after for name, before, after in row.fields}
    return str(values.get(column) or "")[:_LONGEST]


def _called(ref: tuple[str, object], names: Mapping[Ref, RecordName]) -> str:
    kind, number = ref
    if isinstance(number, int) and (kind, number) in names:
        return names[kind, number].name
    return _("a {noun} that is not shown").format(noun=KINDS[kind].word)


def _value(table: Table, column: str, raw: object, names: Mapping[Ref, RecordName]) -> str:
    """Return a value as people say it; "" for nothing."""
    if raw is None or raw == "" or column not in table.c:
        return ""
    target = _target(table, column)
    if target in KINDS:
        return _called((target, raw), names)
    value = _typed(table, column, raw)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return f"“{label(value)}”"
    if isinstance(value, datetime):
        return f"{_day(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str):
        words = " ".join(value.split())
        return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"
    return str(value)


def _typed(table: Table, column: str, raw: Any) -> object:
    return values_of(table, json.dumps({column: raw}))[column]


def _day(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"
