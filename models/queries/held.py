"""Everything the book holds about one person: rows that are about them, that they took part in, that name them.

Every journalled table is looked at: by its columns that point to people, by what stands on their record, and by every
text. A text that may mean somebody else (a family name alone, initials) is given as one that perhaps names them. Of
each row it is said which other people it names, so that somebody can look before it goes out of the house.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, func, select
from sqlalchemy.orm import Session

from models.entities import ChangeEntry, ContactPoint, Person, RegisterGovernor, RegisterInstitution, map_all
from models.kinds import KINDS
from models.naming import Namer, Naming
from models.queries.audience import EVERYONE_OF_OURS, may_read
from models.queries.merging import pointing_at
from models.queries.people_named import PeopleNamed, read_people_named
from models.queries.records import Ref, find_names, readable_refs, table_of
from models.queries.rows_naming import NamingRows
from models.types import CleanText
from models.validation import get_record
from models.vocabulary import Visibility
from models.words import label
from resources.calendar_words import month_name
from resources.i18n import _
from resources.i18n import marked as m

MOST_PERHAPS = 200
"""A part of a name that stands in more texts than these tells nothing: they are counted and not listed."""

_QUIET = frozenset(
    {"id", "uid", "version", "name_key", "created_at", "created_by", "updated_at", "updated_by", "sha256",
     "record_kind", "record_id", "archived_at"}
)  # fmt: skip
_WHOLES = frozenset({"conversation", "meeting", "event", "commitment", "attachment", "reference", "decision",
                     "agenda_item", "introduction"})  # fmt: skip
"""What a row that is about somebody may be a part of, and which is then about them too: the conversation they had."""
_ABOUT = frozenset({"person_id", "record_id", "from_id", "to_id", "quoted_person_id"})

Check = Callable[[int, int], None]
"""Told how far the search is: tables done, tables in all. It may raise to stop it."""


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
_WAYS = {
    Naming.NAME: m("by their full name"),
    Naming.REACHED: m("by an address or number of theirs"),
    Naming.INITIAL: m("by an initial and the family name"),
    Naming.FAMILY: m("by the family name alone"),
    Naming.GIVEN: m("by the given name alone"),
    Naming.LETTERS: m("by initials alone"),
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


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about a person."""

    person_id: int
    name: str
    rows: tuple[HeldRow, ...]
    elsewhere: tuple[str, ...]
    """What is held besides and not listed row by row, a sentence each."""


@dataclass(slots=True)
class _Found:
    """Rows found so far, with the closest tie of each and why."""

    rows: dict[Ref, tuple[Tie, list[str]]] = field(default_factory=dict)
    perhaps: dict[Naming, list[Ref]] = field(default_factory=lambda: defaultdict(list))

    def add(self, ref: Ref, tie: Tie, why: str = "") -> None:
        before = self.rows.get(ref)
        order = list(Tie)
        if before is None or order.index(tie) < order.index(before[0]):
            self.rows[ref] = (tie, [why] if why else [])
        elif before[0] is tie and why and why not in before[1]:
            before[1].append(why)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to say what a row says: whose it is, and who else is named."""

    named: PeopleNamed
    namer: Namer
    person_id: int

    def of_another(self, says: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what the record of somebody else says of this person; the rest is theirs."""
        return [(word, value) for word, value in says if value == self.named.name or self.namer.find(value) is not None]


def find_held(session: Session, person_id: int, *, check: Check | None = None) -> Held:
    """Return all that is held about a person. It reads every text of the book: seconds in a large one.

    It has no audience: the law asks for everything, so only those who may read everything may ask, and what goes out
    of the house is chosen row by row.

    Raises WrongUse when there is no such person.
    """
    person = get_record(session, Person, person_id, _("person"))
    map_all()
    namer = Namer.of(person.given_name, person.family_name, person.known_as, _reached_by(session, person_id))
    found = _Found()
    found.add(("person", person_id), Tie.SELF)
    _by_columns(session, person_id, found)
    _wholes(session, found)
    tables, naming = [table_of(kind) for kind in KINDS if kind != "setting"], NamingRows.of(namer)
    for place, table in enumerate(tables):
        if check is not None:
            check(place, len(tables))
        _by_texts(session, table, naming, found, partial(check, place, len(tables)) if check is not None else None)
    elsewhere = [*_left_out(found), *_elsewhere(session, person, found)]
    named = read_people_named(session, without=person_id)
    rows = tuple(_rows(session, found, _Reader(named, namer, person_id)))
    return Held(person_id, person.display_name, rows, tuple(elsewhere))


def _reached_by(session: Session, person_id: int) -> list[str]:
    return list(session.scalars(select(ContactPoint.value).where(ContactPoint.person_id == person_id)))


# --- finding ------------------------------------------------------------------------------------------------------


def _by_columns(session: Session, person_id: int, found: _Found) -> None:
    """Find the rows that point to the person, or stand on their record."""
    for table, column in pointing_at("person"):
        if table.name not in KINDS or table.name == "merge_record":
            continue
        condition: ColumnElement[bool] = table.c[column] == person_id
        if column == "record_id":
            condition = and_(condition, table.c.record_kind == "person")
        about = column in _ABOUT
        why = "" if about else _plain(column)
        for number in session.execute(select(table.c.id).where(condition)).scalars():
            found.add((table.name, number), Tie.ABOUT if about else Tie.PART, why)
    merges = table_of("merge_record")
    of_them = and_(merges.c.record_kind == "person", merges.c.record_id == person_id)
    for number in session.execute(select(merges.c.id).where(of_them)).scalars():
        found.add(("merge_record", number), Tie.ABOUT)


def _wholes(session: Session, found: _Found) -> None:
    """Find what the rows found are parts of, where that is about the person too."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in found.rows:
        by_kind[kind].append(number)
    for kind, numbers in by_kind.items():
        table = table_of(kind)
        for column in KINDS[kind].part_of:
            whole = next(iter(table.c[column].foreign_keys)).column.table.name
            if whole not in _WHOLES:
                continue
            question = select(table.c[column]).where(table.c.id.in_(numbers), table.c[column].is_not(None)).distinct()
            for number in session.execute(question).scalars():
                found.add((whole, number), Tie.PART, KINDS[kind].word)


def _by_texts(
    session: Session, table: Table, naming: NamingRows, found: _Found, check: Callable[[], None] | None
) -> None:
    """Find the rows of a table whose texts name the person."""
    columns = _texts_of(table)
    if not columns:
        return
    for number, way in naming.find(session, table, columns, check):
        ref = (table.name, number)
        if way.is_sure:
            found.add(ref, Tie.NAMED, _(_WAYS[way]))
        elif ref not in found.rows:
            found.perhaps[way].append(ref)


def _left_out(found: _Found) -> Iterator[str]:
    """Take over what perhaps names them where that is little enough to look at; say what is not."""
    for way, refs in sorted(found.perhaps.items(), key=lambda one: list(Naming).index(one[0])):
        if way in (Naming.INITIAL, Naming.FAMILY) or len(refs) <= MOST_PERHAPS:
            for ref in refs:
                found.add(ref, Tie.PERHAPS, _(_WAYS[way]))
        else:
            yield _("{n} more records perhaps name them {way}: too many to list. Search for the words.").format(
                n=f"{len(refs):,}", way=_(_WAYS[way])
            )


def _elsewhere(session: Session, person: Person, found: _Found) -> Iterator[str]:
    """Yield a sentence for each other place that holds something: the history, the register, who wrote."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for (kind, number), (tie, _why) in found.rows.items():
        if tie is not Tie.PERHAPS:
            by_kind[kind].append(number)
    versions = 0
    for kind, numbers in by_kind.items():
        for at in range(0, len(numbers), 500):
            question = select(func.count()).where(
                ChangeEntry.record_kind == kind, ChangeEntry.record_id.in_(numbers[at : at + 500])
            )
            versions += session.execute(question).scalar_one()
    if versions:
        yield _("The history keeps {n} earlier states of these records.").format(n=f"{versions:,}")
    for table, first, last in (
        (RegisterGovernor, RegisterGovernor.first_name, RegisterGovernor.last_name),
        (RegisterInstitution, RegisterInstitution.head_first_name, RegisterInstitution.head_last_name),
    ):
        alike = session.execute(select(func.count()).select_from(table).where(
            first == person.given_name, last == person.family_name)).scalar_one()  # fmt: skip
        if alike and person.family_name:
            words = _("The copy of the public register has {n} lines with this name; it may be somebody else.")
            yield words.format(n=f"{alike:,}")


# --- reading ------------------------------------------------------------------------------------------------------


def _rows(session: Session, found: _Found, reader: _Reader) -> Iterator[HeldRow]:
    """Yield the rows found that are still there, the closest first and in each kind the newest first."""
    allowed = readable_refs(session, list(found.rows), EVERYONE_OF_OURS)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in allowed:
        by_kind[kind].append(number)
    made: list[HeldRow] = []
    for kind, numbers in by_kind.items():
        for at in range(0, len(numbers), 500):
            made += _of_kind(session, kind, sorted(numbers[at : at + 500]), found, reader)
    kinds, ties = list(KINDS), list(Tie)
    yield from sorted(
        made,
        key=lambda row: (
            ties.index(row.tie), kinds.index(row.kind), -(row.on or date.min).toordinal(), row.id
        ),
    )  # fmt: skip


def _of_kind(session: Session, kind: str, numbers: list[int], found: _Found, reader: _Reader) -> Iterator[HeldRow]:
    table = table_of(kind)
    rows = session.execute(select(table).where(table.c.id.in_(numbers)).order_by(table.c.id)).mappings().all()
    names = find_names(session, [(kind, number) for number in numbers])
    targets = {ref for row in rows for ref in _targets(table, row)}
    called = {ref: name.name for ref, name in find_names(session, targets).items()}
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
            for column in _texts_of(table):
                others.update(reader.named.in_text(row[column.name] or ""))
        yield HeldRow(
            kind, row["id"], KINDS[kind].word, names[ref].name if ref in names else "", _day_of(kind, row), tie,
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
        if name in _QUIET or value in (None, "") or value is False:
            continue
        target = next((key.column.table.name for key in table.c[name].foreign_keys), "")
        if target:
            if (target, value) in called:
                yield _plain(name), called[target, value]
        else:
            yield _plain(name), in_words(value)
    if row.get("record_kind") in KINDS and (row["record_kind"], row.get("record_id")) in called:
        yield _("stands on"), called[row["record_kind"], row["record_id"]]


def in_words(value: object) -> str:
    """Return a value of any column as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, datetime):
        return f"{in_words(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {month_name(value.month)} {value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _day_of(kind: str, row: Mapping[Any, Any]) -> date | None:
    day = row[KINDS[kind].day] if KINDS[kind].day else None
    return day.date() if isinstance(day, datetime) else day


def _texts_of(table: Table) -> list[Any]:
    """Return the columns that people write words into."""
    return [
        column for column in table.columns if column.name not in _QUIET and isinstance(column.type, CleanText | Text)
    ]


def _plain(column: str) -> str:
    """Return what a column is called: "owner person", as the history says it."""
    return column.removesuffix("_id").removesuffix("_person").replace("_", " ")


def names_of_others(rows: Iterable[HeldRow]) -> tuple[str, ...]:
    """Return all other people that some rows name."""
    return tuple(sorted({name for row in rows for name in row.others}, key=str.casefold))
