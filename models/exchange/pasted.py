"""Cells pasted from a spreadsheet, read as rows, and what each column seems to hold by its heading and its contents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.errors import WrongUse
from models.exchange.names.cutting import cut_title, is_title
from models.text import sort_key
from resources.i18n import _

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 40, 2000
"""So much is taken in one go; a longer list is a file to import."""
_CUT = LONGEST_CELL + 1
"""A longer cell is not held whole, but is still seen to be too long, so that its row is left out and told."""


class PastedColumn(StrEnum):
    """What a column of a list of people holds."""

    LEAVE_OUT = "leave_out"
    NAME = "name"
    TITLE = "title"
    GIVEN = "given"
    FAMILY = "family"
    ROLE = "role"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    STATUS = "status"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PastedPerson:
    """A row of a pasted list as its columns say it; `number` counts the rows as a spreadsheet does, from 1."""

    number: int
    title: str = ""
    given: str = ""
    family: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    status: str = ""
    note: str = ""
    is_too_long: bool = field(default=False, kw_only=True)
    """A cell holds more than is taken, so that what is here is not all of it."""

    @property
    def name(self) -> str:
        """Return the name as people say it."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)


_HEADINGS: dict[PastedColumn, tuple[str, ...]] = {
    PastedColumn.NAME: ("name", "full name", "contact", "contact name", "person", "attendee", "who", "member"),
    PastedColumn.TITLE: ("title", "salutation", "prefix"),
    PastedColumn.GIVEN: ("first name", "given name", "forename", "first", "christian name", "forenames"),
    PastedColumn.FAMILY: ("last name", "family name", "surname", "last"),
    PastedColumn.ROLE: ("role", "job title", "job", "position", "post", "responsibility"),
    PastedColumn.ORGANISATION: (
        "organisation", "organization", "school", "company", "institution", "body", "establishment", "representing",
    ),
    PastedColumn.EMAIL: ("email", "e mail", "email address", "e mail address", "mail"),
    PastedColumn.PHONE: ("phone", "telephone", "tel", "phone number", "telephone number", "landline", "work phone"),
    PastedColumn.MOBILE: ("mobile", "mobile phone", "mobile number", "cell"),
    PastedColumn.STATUS: ("status", "attendance", "attended", "present", "there", "came"),
    PastedColumn.NOTE: ("note", "notes", "comment", "comments", "remarks"),
}  # fmt: skip
_BY_HEADING = {words: column for column, known in _HEADINGS.items() for words in known}
_STATES = "present apologies absent expected yes no attended x apology p a"
_STATUS_WORDS = frozenset(_STATES.split())
_PHONE = re.compile(r"[+0-9][0-9 ()\-./]{6,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_pasted(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of pasted text, all as long as the longest, without those that are blank.

    Raises WrongUse where there is nothing, or more than is taken in one go.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "\t" if "\t" in text else ";" if text.count(";") > text.count(",") else ","
    if "\t" not in text and not _looks_like_csv(text, delimiter):
        rows = [[line.strip()[:_CUT]] for line in text.split("\n")]
    else:
        rows = [[cell.strip()[:_CUT] for cell in row] for row in _cells(text, delimiter)]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise WrongUse(_("There is no text to paste. Copy the cells in your spreadsheet first."))
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise WrongUse(
            _("That is too much to paste: at most {rows} rows and {columns} columns. Paste it in parts.").format(
                rows=f"{MOST_ROWS:,}", columns=MOST_COLUMNS
            )
        )
    width = max(map(len, rows))
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _cells(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise WrongUse(
            _("The pasted cells cannot be read: one is far too long. Copy fewer cells, or import the list as a file.")
        ) from error


def _looks_like_csv(text: str, delimiter: str) -> bool:
    """Say whether lines without tabs are cells with another mark between them: the same number on every line."""
    counts = {line.count(delimiter) for line in text.split("\n") if line.strip()}
    return len(counts) == 1 and 0 not in counts and "@" in text


def guess_columns(rows: Sequence[Sequence[str]]) -> tuple[tuple[PastedColumn, ...], bool]:
    """Return what each column seems to hold, and whether the first row is one of headings."""
    if not rows:
        return (), False
    named = [_BY_HEADING.get(sort_key(cell)) for cell in rows[0]]
    has_headings = sum(column is not None for column in named) * 2 >= sum(bool(cell) for cell in rows[0]) > 0
    body = rows[1:] if has_headings else rows
    found: list[PastedColumn] = []
    for place, column in enumerate(named):
        guess = column if has_headings and column is not None else _by_content([row[place] for row in body])
        found.append(guess if guess not in found or guess is PastedColumn.LEAVE_OUT else PastedColumn.LEAVE_OUT)
    if PastedColumn.NAME in found and PastedColumn.FAMILY in found:
        found[found.index(PastedColumn.NAME)] = PastedColumn.LEAVE_OUT
    return tuple(found), has_headings


def _by_content(cells: Sequence[str]) -> PastedColumn:
    """Return what most of the cells of a column without a known heading look like."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return PastedColumn.LEAVE_OUT
    tests = (
        (PastedColumn.EMAIL, lambda cell: _EMAIL.fullmatch(cell) is not None),
        (PastedColumn.MOBILE, lambda cell: _PHONE.fullmatch(cell) is not None and _bare(cell).startswith("07")),
        (PastedColumn.PHONE, lambda cell: _PHONE.fullmatch(cell) is not None),
        (PastedColumn.STATUS, lambda cell: sort_key(cell) in _STATUS_WORDS),
        (PastedColumn.TITLE, lambda cell: is_title(cell)),
        (PastedColumn.ORGANISATION, _is_organisation),
        (PastedColumn.NAME, _is_name),
    )
    for column, test in tests:
        if sum(test(cell) for cell in filled) * 3 >= len(filled) * 2:
            return column
    return PastedColumn.LEAVE_OUT


def _bare(cell: str) -> str:
    return re.sub(r"[^0-9]", "", cell).removeprefix("44").rjust(1, "0") if "+" in cell else re.sub(r"[^0-9]", "", cell)


def _is_organisation(cell: str) -> bool:
    words = set(sort_key(cell).split())
    return bool(words & {"school", "college", "academy", "council", "trust", "primary", "nursery", "university"})


def _is_name(cell: str) -> bool:
    words = cell.replace(",", " ").split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words) and not any(map(str.isdigit, cell))


def people_of(
    rows: Sequence[Sequence[str]], columns: Sequence[PastedColumn], *, has_headings: bool
) -> tuple[PastedPerson, ...]:
    """Return the rows as people, by what each column was said to hold."""
    found = []
    for number, row in enumerate(rows, 1):
        if number == 1 and has_headings:
            continue
        held: dict[PastedColumn, str] = {}
        is_too_long = False
        for column, cell in zip(columns, row, strict=False):
            if column is not PastedColumn.LEAVE_OUT and cell:
                held[column] = f"{held[column]} {cell}" if column in held else cell
                is_too_long = is_too_long or len(cell) > LONGEST_CELL
        found.append(replace(_person(number, held), is_too_long=is_too_long))
    return tuple(found)


def _person(number: int, held: dict[PastedColumn, str]) -> PastedPerson:
    title, given, family = split_name(held.get(PastedColumn.NAME, ""))
    return PastedPerson(
        number,
        held.get(PastedColumn.TITLE, title),
        held.get(PastedColumn.GIVEN, given),
        held.get(PastedColumn.FAMILY, family),
        *(
            held.get(column, "")
            for column in (
                PastedColumn.ROLE, PastedColumn.ORGANISATION, PastedColumn.EMAIL, PastedColumn.PHONE,
                PastedColumn.MOBILE, PastedColumn.STATUS, PastedColumn.NOTE,
            )
        ),
    )  # fmt: skip


def split_name(name: str) -> tuple[str, str, str]:
    """Return title, given and family name of a name written either way round.

    >>> split_name("Cllr Priya Nair"), split_name("Nair, Priya")
    (('Cllr', 'Priya', 'Nair'), ('', 'Priya', 'Nair'))
    """
    if "," in name:
        family, _comma, rest = name.partition(",")
        title, given, more = split_name(rest)
        return title, " ".join(part for part in (given, more) if part), family.strip()
    title, rest = cut_title(name)
    given, _blank, family = rest.rpartition(" ")
    return title, given, family
