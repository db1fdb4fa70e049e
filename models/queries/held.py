"""Everything the book holds about one person: rows that are about them, that they took part in, that name them.

Every journalled table is looked at: by its columns that point to people, by what stands on their record, and by every
text. A text that may mean somebody else (a family name alone, initials) is given as one that perhaps names them. Of
each row it is said which other people it names, so that somebody can look before it goes out of the house.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    ChangeEntry,
    ContactPoint,
    Draft,
    ImportLine,
    Person,
    RegisterGovernor,
    RegisterInstitution,
    map_all,
)
from models.kinds import KINDS
from models.naming import Namer, Naming
from models.queries.held_rows import Found, HeldRow, Reader, Tie, column_words, held_rows, texts_of, tie_words
from models.queries.merging import pointing_at
from models.queries.people_named import read_people_named
from models.queries.person_protection import other_names_of
from models.queries.records import table_of
from models.queries.rows_naming import NamingRows
from models.validation import get_record
from resources.i18n import _, ngettext
from resources.i18n import marked as m

__all__ = ["BY_OTHER_NAME", "Check", "Held", "HeldRow", "Tie", "find_held", "other_namers", "tie_words"]

MOST_PERHAPS = 200
"""A part of a name that stands in more texts than these tells nothing: they are counted and not listed."""

_WHOLES = frozenset({"conversation", "meeting", "event", "commitment", "attachment", "reference", "decision",
                     "agenda_item", "introduction"})  # fmt: skip
"""What a row that is about somebody may be a part of, and which is then about them too: the conversation they had."""
BY_OTHER_NAME = frozenset({Naming.NAME, Naming.INITIAL, Naming.FAMILY})
"""How a text may name somebody by a name they had."""
_ABOUT = frozenset({"person_id", "record_id", "from_id", "to_id", "quoted_person_id"})

Check = Callable[[int, int], None]
"""Told how far the search is: tables done, tables in all. It may raise to stop it."""
_WAYS = {
    Naming.NAME: m("by their full name"),
    Naming.REACHED: m("by an address or number of theirs"),
    Naming.INITIAL: m("by an initial and the family name"),
    Naming.FAMILY: m("by the family name alone"),
    Naming.GIVEN: m("by the given name alone"),
    Naming.LETTERS: m("by initials alone"),
    Naming.OTHER: m("by an earlier or other name"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about a person."""

    person_id: int
    name: str
    rows: tuple[HeldRow, ...]
    elsewhere: tuple[str, ...]
    """What is held besides and not listed row by row, a sentence each."""
    beyond: tuple[str, ...]
    """Those of these that nobody can change here: too much to list, the public register."""


def find_held(session: Session, person_id: int, *, check: Check | None = None) -> Held:
    """Return all that is held about a person. It reads every text of the book: seconds in a large one.

    It has no audience: the law asks for everything, so only those who may read everything may ask, and what goes out
    of the house is chosen row by row.

    Raises WrongUse when there is no such person.
    """
    person = get_record(session, Person, person_id, _("person"))
    map_all()
    namer = Namer.of(person.given_name, person.family_name, person.known_as, _reached_by(session, person_id))
    found = Found()
    found.add(("person", person_id), Tie.SELF)
    _by_columns(session, person_id, found)
    _wholes(session, found)
    tables, naming = [table_of(kind) for kind in KINDS if kind != "setting"], NamingRows.of(namer)
    for place, table in enumerate(tables):
        if check is not None:
            check(place, len(tables))
        _by_texts(session, table, naming, found, partial(check, place, len(tables)) if check is not None else None)
    for other in other_namers(session, person):
        for table in tables:
            _by_other_name(session, table, NamingRows.of(other), found)
    beyond = [*_left_out(found), *_in_register(session, person)]
    elsewhere = [*beyond, *_elsewhere(session, person, found)]
    named = read_people_named(session, without=person_id)
    rows = tuple(held_rows(session, found, Reader(named, namer, person_id)))
    return Held(person_id, person.display_name, rows, tuple(elsewhere), tuple(beyond))


def _reached_by(session: Session, person_id: int) -> list[str]:
    return list(session.scalars(select(ContactPoint.value).where(ContactPoint.person_id == person_id)))


# --- finding ------------------------------------------------------------------------------------------------------


def _by_columns(session: Session, person_id: int, found: Found) -> None:
    """Find the rows that point to the person, or stand on their record."""
    for table, column in pointing_at("person"):
        if table.name not in KINDS or table.name == "merge_record":
            continue
        condition: ColumnElement[bool] = table.c[column] == person_id
        if column == "record_id":
            condition = and_(condition, table.c.record_kind == "person")
        about = column in _ABOUT
        why = "" if about else column_words(column)
        for number in session.execute(select(table.c.id).where(condition)).scalars():
            found.add((table.name, number), Tie.ABOUT if about else Tie.PART, why)
    merges = table_of("merge_record")
    of_them = and_(merges.c.record_kind == "person", merges.c.record_id == person_id)
    for number in session.execute(select(merges.c.id).where(of_them)).scalars():
        found.add(("merge_record", number), Tie.ABOUT)


def _wholes(session: Session, found: Found) -> None:
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
    session: Session, table: Table, naming: NamingRows, found: Found, check: Callable[[], None] | None
) -> None:
    """Find the rows of a table whose texts name the person."""
    columns = texts_of(table)
    if not columns:
        return
    for number, way in naming.find(session, table, columns, check):
        ref = (table.name, number)
        if way.is_sure:
            found.add(ref, Tie.NAMED, _(_WAYS[way]))
        elif ref not in found.rows:
            found.perhaps[way].append(ref)


def other_namers(session: Session, person: Person) -> tuple[Namer, ...]:
    """Return what finds the person by each of their other names: a family name alone goes with the given name."""
    parts = (name.rpartition(" ") for name in other_names_of(session, person.id))
    return tuple(Namer.of(given or person.given_name, family) for given, _blank, family in parts)


def _by_other_name(session: Session, table: Table, naming: NamingRows, found: Found) -> None:
    """Find the rows of a table that perhaps name the person by a name they had: others may have it now."""
    columns = texts_of(table)
    for number, way in naming.find(session, table, columns) if columns else ():
        ref = (table.name, number)
        if way in BY_OTHER_NAME and ref not in found.rows:
            found.perhaps[Naming.OTHER].append(ref)


def _left_out(found: Found) -> Iterator[str]:
    """Take over what perhaps names them where that is little enough to look at; say what is not."""
    for way, refs in sorted(found.perhaps.items(), key=lambda one: list(Naming).index(one[0])):
        if way in (Naming.INITIAL, Naming.FAMILY, Naming.OTHER) or len(refs) <= MOST_PERHAPS:
            for ref in refs:
                found.add(ref, Tie.PERHAPS, _(_WAYS[way]))
        else:
            yield _("{n} more records perhaps name them {way}: too many to list. Search for the words.").format(
                n=f"{len(refs):,}", way=_(_WAYS[way])
            )


def _elsewhere(session: Session, person: Person, found: Found) -> Iterator[str]:
    """Yield a sentence for each other place that holds something: the history, the imports."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for (kind, number), (tie, _why) in found.rows.items():
        if tie is not Tie.PERHAPS:
            by_kind[kind].append(number)
    versions = 0
    for kind, numbers in by_kind.items():
        for some in in_chunks(numbers):
            question = select(func.count()).where(ChangeEntry.record_kind == kind, ChangeEntry.record_id.in_(some))
            versions += session.execute(question).scalar_one()
    if versions:
        yield _("The history keeps {n} earlier states of these records.").format(n=f"{versions:,}")
    yield from _imported(session, person)
    yield from _drafted(session, person)


def _in_register(session: Session, person: Person) -> Iterator[str]:
    """Yield a sentence for each part of the public register that has somebody of the person's name."""
    for table, first, last in (
        (RegisterGovernor, RegisterGovernor.first_name, RegisterGovernor.last_name),
        (RegisterInstitution, RegisterInstitution.head_first_name, RegisterInstitution.head_last_name),
    ):
        alike = session.execute(select(func.count()).select_from(table).where(
            first == person.given_name, last == person.family_name)).scalar_one()  # fmt: skip
        if alike and person.family_name:
            words = _("The copy of the public register has {n} lines with this name; it may be somebody else.")
            yield words.format(n=f"{alike:,}")


def _imported(session: Session, person: Person) -> Iterator[str]:
    """Yield a sentence where lines that came in from files, taken or not, are about the person or have the name."""
    both = [part for part in (person.given_name, person.family_name) if part]
    named = (
        and_(*(column.contains(part, autoescape=True) for part in both))
        for column in (ImportLine.name, ImportLine.cells)
    )
    theirs = and_(ImportLine.record_kind == "person", ImportLine.record_id == person.id)
    count = session.execute(select(func.count(ImportLine.id)).where(or_(theirs, *named))).scalar_one()
    if count:
        words = ngettext(
            "The list of imports has {n} line of a file about this person or with this name.",
            "The list of imports has {n} lines of files about this person or with this name.",
            count,
        )
        yield words.format(n=f"{count:,}")


def _drafted(session: Session, person: Person) -> Iterator[str]:
    """Yield a sentence where forms that were never saved name the person."""
    namer = Namer.of(person.given_name, person.family_name, person.known_as, _reached_by(session, person.id))
    drafts = session.execute(select(Draft.words, Draft.content)).all()
    count = sum(namer.find(words) is not None or namer.find(content) is not None for words, content in drafts)
    if count:
        yield ngettext(
            "{n} form that was never saved perhaps names them. Finish it or let it go first.",
            "{n} forms that were never saved perhaps name them. Finish them or let them go first.",
            count,
        ).format(n=f"{count:,}")
