"""What each column of a table holds, and whose it is: by the user's choice, by its heading, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.exchange.contact_tables.contents import (
    mostly_organisations,
    mostly_titles,
    sample_of,
    share_of,
    understand_content,
)
from models.exchange.contact_tables.grids import GridRow
from models.exchange.contact_tables.headings import HeadingFound, understand_heading
from models.exchange.contact_tables.heads import TableHead
from models.exchange.contact_tables.holding import FIRST, KEYS, MOST_PEOPLE, OF_ORGANISATIONS, ORGANISATION, Held, Holds
from models.exchange.incoming import ColumnFound
from models.exchange.workbook import column_letters
from models.text import sort_key
from resources.i18n import _

_WAYS = (Holds.EMAIL, Holds.PHONE, Holds.MOBILE)
_OF_PLACES = frozenset(OF_ORGANISATIONS - {*_WAYS, Holds.NOTE})
"""What belongs to the organisation, in a list that has one, whoever else stands in the row."""
_CHECKED = (Holds.NAME, Holds.PHONE, Holds.ORGANISATION)
"""What a heading may say that the cells must bear out."""
_URN = re.compile(r"\d{6}(?:\.0)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    place: int
    heading: str
    held: Held
    found: HeadingFound
    """What its heading says besides."""
    why: str = ""
    """Why it is left out, where somebody might ask."""
    example: str = ""

    @property
    def holds(self) -> Holds:
        """Return what it holds."""
        return self.held.holds

    @property
    def who(self) -> int:
        """Return whose it is."""
        return self.held.who

    def told(self) -> ColumnFound:
        """Return it as it is shown before anything is taken."""
        words = self.held.words if self.holds is not Holds.NOTHING else self.why or _("left out")
        if self.found.role and self.holds is not Holds.NOTHING:
            words = f"{words} ({self.found.role})"
        return ColumnFound(column_letters(self.place), self.heading, self.held.key, words, self.example)


@dataclass(frozen=True)
class Columns:
    """All columns of a table."""

    all: tuple[Column, ...]
    is_address_book: bool
    remarks: tuple[str, ...] = ()

    @cached_property
    def filled(self) -> tuple[tuple[int, int, Holds, Column], ...]:
        """Return the columns that hold something: place, whose, what, and the column."""
        return tuple((one.place, one.who, one.holds, one) for one in self.all if one.holds is not Holds.NOTHING)

    def has(self, holds: Holds, who: int | None = None) -> bool:
        """Say whether some column holds this, of anybody or of somebody."""
        return any(column.holds is holds and (who is None or column.who == who) for column in self.all)

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Return which people a row may name."""
        named = (Holds.NAME, Holds.GIVEN, Holds.FAMILY)
        return tuple(sorted({column.who for column in self.all if column.holds in named}))

    def role_of(self, who: int) -> str:
        """Return the role that headings name for one of the row's people."""
        return next((column.found.role for column in self.all if column.who == who and column.found.role), "")


def understand_columns(
    head: TableHead, rows: Sequence[GridRow], chosen: Mapping[str, str], *, is_address_book: bool
) -> Columns:
    """Return what each column holds; what nobody understands is left out and said."""
    width = len(head.headings)
    samples = [sample_of(_column(rows, place)) for place in range(width)]
    columns = [
        _by_heading(place, head.headings[place], head.found[place], samples[place], is_address_book=is_address_book)
        for place in range(width)
    ]
    if not is_address_book:
        columns = _by_content(columns, samples, _says_nothing(head))
        columns = _owned(columns)
    columns = _once(columns)
    columns, remarks = _as_chosen(columns, chosen)
    return Columns(tuple(columns), is_address_book, remarks)


def _says_nothing(head: TableHead) -> bool:
    """Say whether a table has no headings of its own: none, or the letters that its rows were given back under."""
    given_back = [found is not None and found.is_of_given_back for found in head.found]
    return head.row is None or (
        any(given_back)
        and all(own or heading == column_letters(place)
                for place, (heading, own) in enumerate(zip(head.headings, given_back, strict=True)))
    )  # fmt: skip


def _column(rows: Sequence[GridRow], place: int) -> Iterator[str]:
    return (row.cells[place] for row in rows if place < len(row.cells))


def _by_heading(
    place: int, heading: str, found: HeadingFound | None, sample: list[str], *, is_address_book: bool
) -> Column:
    """Return a column by its heading, where its cells bear it out."""
    example = sample[0].replace("\n", " ")[:80] if sample else ""
    if found is None:
        why = "" if sample or heading else _("left out: empty")
        return Column(place, heading, Held(Holds.NOTHING), HeadingFound(Holds.NOTHING), why, example)
    if found.is_of_given_back:
        return Column(place, heading, Held(Holds.NOTHING), found, _("left out: it says why rows were not taken"))
    column = Column(place, heading, Held(found.holds), found, example=example)
    if found.is_private:
        return replace(column, why=_("left out: private, or about somebody else"))
    if found.of_organisation:
        return replace(column, held=Held(found.holds, ORGANISATION))
    if not is_address_book and sample:
        return replace(column, held=Held(_borne_out(found, sample)))
    return column


def _borne_out(found: HeadingFound, sample: list[str]) -> Holds:
    """Return what a column holds whose heading may mean two things."""
    if found.holds is Holds.TITLE and not mostly_titles(sample):
        return Holds.ROLE
    if found.holds is Holds.URN and share_of(sample, lambda cell: _URN.fullmatch(cell) is not None) < 0.5:
        return Holds.NOTHING
    if found.holds in _CHECKED:
        content = understand_content(sample)
        if content in _WAYS and found.holds is not Holds.PHONE:
            return content
        if found.holds is Holds.PHONE and content in (Holds.EMAIL, Holds.NAME, Holds.ORGANISATION):
            return content
        if found.holds is Holds.PHONE and not any(sum(map(str.isdigit, cell)) >= 5 for cell in sample):
            return Holds.NOTHING
    return found.holds


def _by_content(columns: list[Column], samples: list[list[str]], headless: bool) -> list[Column]:
    """Return columns that no heading told, by what stands in them; a name is taken once."""
    held = {column.holds for column in columns}
    # In a table with headings a column of names is one without a heading of its own only where people can be reached.
    may_name = headless or not held.isdisjoint(_WAYS)
    found: list[Column] = []
    for column, sample in zip(columns, samples, strict=True):
        unknown = (
            column.holds is Holds.NOTHING and not column.found.is_private and understand_heading(column.heading) is None
        )
        if unknown and sample:
            guess = understand_content(sample)
            surely = guess in (Holds.EMAIL, Holds.PHONE, Holds.MOBILE, Holds.POSTCODE)
            alone = guess in (Holds.NAME, Holds.ORGANISATION, Holds.TITLE) or (guess is Holds.WEBSITE and headless)
            alone = alone and may_name and guess not in held and not (guess is Holds.NAME and Holds.FAMILY in held)
            if (surely and (headless or guess not in held)) or alone:
                held.add(guess)
                column = replace(column, held=Held(guess))
        found.append(column)
    if Holds.ORGANISATION not in held:
        for place, column in enumerate(found):
            plain = column.holds is Holds.NAME and not column.found.role and not column.found.series
            if plain and mostly_organisations(samples[place]):
                found[place] = replace(column, held=Held(Holds.ORGANISATION))
                break
    return found


def _owned(columns: list[Column]) -> list[Column]:
    """Return columns with whose they are: a heading that names a role or a number opens a person of its own."""
    people: dict[str, int] = {}
    after = FIRST
    ways_by_position = _repeats(columns)
    has_place = any(column.holds is Holds.ORGANISATION for column in columns)
    plain_names = any(_is_name_of_nobody_special(column) for column in columns)
    # Beside people who are named for their posts there, what has no owner is the organisation's.
    ways_of_place = has_place and any(map(_called, columns)) and not plain_names and not ways_by_position
    found: list[Column] = []
    for column in columns:
        called = _called(column)
        if column.who == ORGANISATION or column.holds in (Holds.NOTHING, Holds.ORGANISATION, Holds.URN):
            found.append(column)
            continue
        if called:
            if called not in people and len(people) + plain_names < MOST_PEOPLE:
                people[called] = len(people) + 1 + plain_names
            after = people.get(called, after)
            found.append(replace(column, held=Held(column.holds, after)))
            continue
        if column.holds in (Holds.NAME, Holds.GIVEN, Holds.FAMILY, Holds.TITLE):
            after = FIRST
        elif (has_place and column.holds in _OF_PLACES) or (ways_of_place and column.holds in _WAYS):
            found.append(replace(column, held=Held(column.holds, ORGANISATION)))
            continue
        who = after if column.holds in _WAYS and ways_by_position else FIRST
        found.append(replace(column, held=Held(column.holds, who)))
    return _without_people(found) if not any(column.holds in _NAMES for column in found) and has_place else found


_NAMES = (Holds.NAME, Holds.GIVEN, Holds.FAMILY)


def _is_name_of_nobody_special(column: Column) -> bool:
    return column.holds in _NAMES and not _called(column)


def _called(column: Column) -> str:
    """Return what a heading calls the person whose column it is: a role, or the number of a contact."""
    if column.found.role:
        return column.found.role
    words = sort_key(column.heading).split()
    numbered = column.found.series > 1 and (
        column.holds is Holds.NAME or words[:1] in (["contact"], ["name"], ["person"])
    )
    return str(column.found.series) if numbered else ""


def _repeats(columns: list[Column]) -> bool:
    """Say whether the same kinds of columns stand again after each of several names: "Head, Email, Chair, Email"."""
    names = sum(column.holds is Holds.NAME for column in columns)
    plain = [
        column for column in columns if column.who != ORGANISATION and not column.found.role and not column.found.label
    ]
    return names > 1 and any(sum(column.holds is way for column in plain) >= names for way in _WAYS)


def _without_people(columns: list[Column]) -> list[Column]:
    """Return the columns of a list of organisations: all that can be is theirs."""
    return [
        replace(column, held=Held(column.holds, ORGANISATION)) if column.holds in OF_ORGANISATIONS else column
        for column in columns
    ]


def _once(columns: list[Column]) -> list[Column]:
    """Return columns of which one alone can say the organisation; others that say it too are left out and said."""
    found: list[Column] = []
    seen: set[Held] = set()
    single = (Holds.ORGANISATION, Holds.URN)
    for column in columns:
        if column.holds in single and column.held in seen:
            why = _("left out: another column says it")
            column = replace(column, held=Held(Holds.NOTHING), why=why)
        seen.add(column.held)
        found.append(column)
    return found


def _as_chosen(columns: list[Column], chosen: Mapping[str, str]) -> tuple[list[Column], tuple[str, ...]]:
    """Return columns as a user wants them, and what of the choices fits none."""
    remarks: list[str] = []
    found = list(columns)
    by_heading = {sort_key(column.heading): column.place for column in reversed(columns) if column.heading}
    for name, key in chosen.items():
        place = by_heading.get(sort_key(name)) if sort_key(name) else None
        if place is None and name.isascii() and name.isalpha() and len(name) <= 2:
            place = next((one.place for one in columns if column_letters(one.place) == name.upper()), None)
        if place is None:
            remarks.append(_("The table has no column “{name}”, of which the choices speak.").format(name=name[:60]))
        else:
            found[place] = replace(found[place], held=KEYS[key], why="")
    return found, tuple(remarks)
