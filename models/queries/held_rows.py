"""Rows that hold something about a person: what ties each to them, what it says, and whom else it names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, Text, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.kinds import KINDS
from models.naming import Namer, Naming
from models.queries.audience import EVERYONE_OF_OURS, may_read
from models.queries.people_named import PeopleNamed
from models.queries.records import RecordName, Ref, find_names, readable_refs, table_of
from models.types import CleanText
from models.value_words import in_words
from models.vocabulary import LawfulBasis, Visibility
from resources.i18n import _
from resources.i18n import marked as m

_QUIET = frozenset(
    {"id", "uid", "version", "name_key", "created_at", "created_by", "updated_at", "updated_by", "sha256",
     "record_kind", "record_id", "archived_at", "visibility"}
)  # fmt: skip
_HOW_SURE = "_precision"
"""How columns end that say how precise the day beside them is: nothing about anybody."""


class Tie(StrEnum):
    """What a row has to do with the person, the closest first."""

    SELF = "self"
    ABOUT = "about"
    PART = "part"
    NAMED = "named"
    PERHAPS = "perhaps"


_TIE_WORDS = {
    Tie.SELF: m("Their own record"),
    Tie.ABOUT: m("About them"),
    Tie.PART: m("They had a part in it"),
    Tie.NAMED: m("Names them"),
    Tie.PERHAPS: m("Perhaps names them"),
}


def tie_words(tie: Tie) -> str:
    """Return a tie in words."""
    return _(_TIE_WORDS[tie])


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row that holds something about the person, with all it says."""

    kind: str
    id: int
    word: str
    name: str
    on: date | None
    tie: Tie
    why: str
    """In words: "seconder", "by the family name alone"."""
    others: tuple[str, ...]
    """Other people that it names."""
    says: tuple[tuple[str, str], ...]
    """Each thing it says: what it is called, and the words."""
    is_confidential: bool
    is_put_away: bool

    @property
    def is_sure(self) -> bool:
        """Say whether it is surely about this person."""
        return self.tie is not Tie.PERHAPS


@dataclass(slots=True)
class Found:
    """Rows found so far, with the closest tie of each and why."""

    rows: dict[Ref, tuple[Tie, list[str]]] = field(default_factory=dict)
    perhaps: dict[Naming, list[Ref]] = field(default_factory=lambda: defaultdict(list))

    def add(self, ref: Ref, tie: Tie, why: str = "") -> None:
        """Take a row up; the closest tie counts, and every reason for it."""
        before = self.rows.get(ref)
        order = list(Tie)
        if before is None or order.index(tie) < order.index(before[0]):
            self.rows[ref] = (tie, [why] if why else [])
        elif before[0] is tie and why and why not in before[1]:
            before[1].append(why)


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to say what a row says: whose it is, and who else is named."""

    named: PeopleNamed
    namer: Namer
    person_id: int

    def of_another(self, says: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what the record of somebody else says of this person; the rest is theirs."""
        return [(word, value) for word, value in says if value == self.named.name or self.namer.find(value) is not None]


def held_rows(session: Session, found: Found, reader: Reader) -> Iterator[HeldRow]:
    """Yield the rows found that are still there, the closest first and in each kind the newest first."""
    allowed = readable_refs(session, list(found.rows), EVERYONE_OF_OURS)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in allowed:
        by_kind[kind].append(number)
    made: list[HeldRow] = []
    for kind, numbers in by_kind.items():
        for some in in_chunks(numbers):
            made += _of_kind(session, kind, sorted(some), found, reader)
    kinds, ties = list(KINDS), list(Tie)
    yield from sorted(
        made,
        key=lambda row: (
            ties.index(row.tie), kinds.index(row.kind), -(row.on or date.min).toordinal(), row.id
        ),
    )  # fmt: skip


def _of_kind(session: Session, kind: str, numbers: list[int], found: Found, reader: Reader) -> Iterator[HeldRow]:
    table = table_of(kind)
    rows = session.execute(select(table).where(table.c.id.in_(numbers)).order_by(table.c.id)).mappings().all()
    names = find_names(session, [(kind, number) for number in numbers])
    targets = {ref for row in rows for ref in _targets(table, row)}
    known = find_names(session, targets)
    called = {ref: name.name for ref, name in known.items()}
    for row in rows:
        ref = (kind, row["id"])
        tie, why = found.rows[ref]
        others: Counter[str] = Counter(
            called[one] for one in _targets(table, row) if one[0] == "person" and one in called
        )
        others.pop(reader.named.name, None)
        says = list(_says(table, row, called))
        if kind == "person" and row["id"] != reader.person_id:
            says = reader.of_another(says)
            others[str(row["display_name"])] += 1
        else:
            for column in texts_of(table):
                others.update(reader.named.in_text(row[column.name] or ""))
        day = _day_of(kind, row) or _day_of_owner(kind, row, known)
        yield HeldRow(
            kind, row["id"], KINDS[kind].word, names[ref].name if ref in names else "", day, tie,
            "; ".join(why), tuple(sorted(others, key=str.casefold)), tuple(says),
            _is_confidential(row), row.get("archived_at") is not None,
        )  # fmt: skip


def _is_confidential(row: Mapping[Any, Any]) -> bool:
    level = row.get("visibility")
    return isinstance(level, Visibility) and not may_read(Visibility.INTERNAL, level)


def _targets(table: Table, row: Mapping[Any, Any]) -> list[Ref]:
    """Return the records that a row points to or stands on."""
    refs = []
    for name, value in row.items():
        for key in table.c[name].foreign_keys:
            if value is not None and key.column.table.name in KINDS:
                refs.append((key.column.table.name, int(value)))
    if row.get("record_kind") in KINDS and row.get("record_id") is not None:
        refs.append((row["record_kind"], int(row["record_id"])))
    return refs


def _says(table: Table, row: Mapping[Any, Any], called: Mapping[Ref, str]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name in _QUIET or name.endswith(_HOW_SURE) or value in (None, "") or value is False:
            continue
        target = next((key.column.table.name for key in table.c[name].foreign_keys), "")
        if target:
            if (target, value) in called:
                yield column_words(name), called[target, value]
        else:
            yield column_words(name), in_words(_known(name, value))
    if row.get("record_kind") in KINDS and (row["record_kind"], row.get("record_id")) in called:
        yield _("stands on"), called[row["record_kind"], row["record_id"]]


def _known(name: str, value: object) -> object:
    """Return the member of a fixed list that a column keeps as a plain word."""
    if name == "lawful_basis" and isinstance(value, str) and value in set(LawfulBasis):
        return LawfulBasis(value)
    return value


def _day_of(kind: str, row: Mapping[Any, Any]) -> date | None:
    day = row[KINDS[kind].day] if KINDS[kind].day else None
    return day.date() if isinstance(day, datetime) else day


def _day_of_owner(kind: str, row: Mapping[Any, Any], known: Mapping[Ref, RecordName]) -> date | None:
    """Return the day of what a part belongs to: that of the meeting for who came."""
    table = table_of(kind)
    for column in KINDS[kind].part_of:
        for key in table.c[column].foreign_keys:
            owner = known.get((key.column.table.name, row[column]))
            if owner is not None and owner.on is not None:
                return owner.on
    return None


def texts_of(table: Table) -> list[Any]:
    """Return the columns that people write words into."""
    return [
        column for column in table.columns if column.name not in _QUIET and isinstance(column.type, CleanText | Text)
    ]


def column_words(column: str) -> str:
    """Return what a column is called: "owner person", as the history says it."""
    words = column.removesuffix("_id")
    return (words if words == "our_person" else words.removesuffix("_person")).replace("_", " ")
