"""A file of contacts in a table, read and understood: what it was seen to be, and everyone and everything in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.errors import Stopped
from models.exchange.contact_tables.choices import MONTH_FIRST, TableChoices
from models.exchange.contact_tables.column_finding import understand_columns
from models.exchange.contact_tables.columns import Columns
from models.exchange.contact_tables.contacts import RowReader
from models.exchange.contact_tables.dates import surest_order
from models.exchange.contact_tables.grids import Grid, GridRow, read_grid
from models.exchange.contact_tables.heads import TableHead, find_head
from models.exchange.contact_tables.holding import Holds
from models.exchange.contact_tables.offices import RoleReader
from models.exchange.contact_tables.programs import AddressBook, address_book_of
from models.exchange.contact_tables.rows import DataRow, data_rows
from models.exchange.incoming import ContactsRead, IncomingContact, IncomingPerson, Recognised
from models.exchange.reading import Cancelled
from models.exchange.workbook import column_letters
from models.many_rows import many_rows
from resources.i18n import _, ngettext

_NOTHING_CHOSEN = TableChoices()
_ROWS_A_STEP = 500
_ROWS_SHOWN, _LETTERS_SHOWN = 20, 120
_NAMING = (Holds.ORGANISATION, Holds.URN, Holds.EMAIL)
_DATES = (Holds.STARTS, Holds.ENDS, Holds.TERM_ENDS, Holds.LAST_CONTACT)


def read_contact_table(
    path: Path, choices: TableChoices = _NOTHING_CHOSEN, cancelled: Cancelled | None = None
) -> ContactsRead:
    """Return whom and what a table names, row by row, and how it was understood.

    Raises BadImport, in a sentence, for a file that is no table or far too large; Stopped when asked to stop. A table
    in which no names were found gives nobody and says so, with its columns, so that a user can tell what they hold.
    """
    with many_rows():
        return _read(path, choices, cancelled)


def _read(path: Path, choices: TableChoices, cancelled: Cancelled | None) -> ContactsRead:
    grid = read_grid(path, choices, cancelled)
    head = find_head(grid, choices.head_row, choices.columns)
    program = address_book_of(head.headings) if head.row is not None else None
    rows = grid.rows[head.first_data :]
    columns = understand_columns(head, rows, choices.columns, is_address_book=program is not None)
    remarks: list[str] = []
    order = surest_order(choices.dates, _dates(rows, columns))
    if not rows:
        contacts = []
        remarks.append(_("There are headings and no rows below them."))
    elif columns.people or any(map(columns.has, _NAMING)):
        found = data_rows(grid, head, columns, remarks)
        contacts = _contacts(found, RowReader(columns, RoleReader(order, grid.since_1904)), remarks, cancelled)
    else:
        contacts = []
        remarks.append(_("No column of names, organisations or email addresses was found. Say what the columns hold."))
    recognised = _recognised(grid, head, columns, order, program)
    return ContactsRead(recognised, _headings(head), tuple(contacts), tuple(remarks))


def _dates(rows: Sequence[GridRow], columns: Columns) -> Iterator[str]:
    """Yield what stands in the columns of dates."""
    places = [column.place for column in columns.all if column.holds in _DATES]
    return (row.cells[place] for row in rows for place in places if place < len(row.cells))


def _contacts(
    rows: list[DataRow], reader: RowReader, remarks: list[str], cancelled: Cancelled | None
) -> list[IncomingContact]:
    """Return whom and what the rows name; what concerns several of them goes to `remarks`."""
    contacts: list[IncomingContact] = []
    for count, row in enumerate(rows):
        if cancelled is not None and count % _ROWS_A_STEP == 0 and cancelled():
            raise Stopped(_("The import was stopped. Nothing was changed."))
        contacts += reader.contacts(row)
    if reader.repeated:
        words = ngettext(
            "{count} row says again what a row above says of an organisation.",
            "{count} rows say again what a row above says of an organisation.",
            reader.repeated,
        )
        remarks.append(words.format(count=reader.repeated))
    remarks += _twice(contacts)
    return contacts


def _headings(head: TableHead) -> tuple[str, ...]:
    """Return the headings under which rows are given back; a column without one has its letters."""
    return tuple(heading or column_letters(place) for place, heading in enumerate(head.headings))


def _recognised(grid: Grid, head: TableHead, columns: Columns, dates: str, program: AddressBook | None) -> Recognised:
    named = _(program) if program is not None else _("List of contacts")
    dated = any(columns.has(holds) for holds in _DATES)
    order = _("month first, 12/31/2025") if dates == MONTH_FIRST else _("day first, 31/12/2025")
    remarks = [*grid.remarks, *columns.remarks]
    if head.row is None:
        remarks.append(_("No headings were found; the columns were understood by what stands in them."))
    elif head.passed:
        above = "; ".join(" ".join(" ".join(filter(None, row.cells)).split())[:80] for row in head.passed[:3])
        remarks.append(_("Above the headings: {text}").format(text=above))
    left_out = [column for column in columns.all if column.holds is Holds.NOTHING and column.example]
    if left_out and program is None:
        listed = ", ".join(column.heading or column_letters(column.place) for column in left_out[:12])
        remarks.append(_("Columns left out: {columns}").format(columns=listed + (" …" if len(left_out) > 12 else "")))
    return Recognised(
        "contacts", _("{what} ({kind})").format(what=named, kind=grid.kind), encoding=grid.encoding,
        delimiter=grid.delimiter, sheet=grid.sheet, sheets=grid.sheets, head_row=head.row, beginning=_beginning(grid),
        columns=tuple(column.told() for column in columns.all), dates=order if dated else "", remarks=tuple(remarks),
    )  # fmt: skip


def _beginning(grid: Grid) -> tuple[tuple[int, str], ...]:
    """Return the first rows as one text each, so that a person can say which of them has the headings."""
    texts = ((row.number, " | ".join(" ".join(cell.split()) for cell in row.cells if cell))
             for row in grid.rows[:_ROWS_SHOWN])  # fmt: skip
    return tuple((number, text[:_LETTERS_SHOWN]) for number, text in texts)


def _twice(contacts: list[IncomingContact]) -> list[str]:
    """Return a sentence where the same person stands in several rows."""
    people = Counter(
        (one.given_name.casefold(), one.family_name.casefold(), one.place.name.casefold())
        for one in contacts
        if isinstance(one, IncomingPerson) and one.family_name and not one.refusal
    )
    twice = [" ".join(filter(None, key[:2])).title() for key, count in people.items() if count > 1]
    if not twice:
        return []
    listed = ", ".join(twice[:5]) + (" …" if len(twice) > 5 else "")
    return [_("Named in several rows: {names}").format(names=listed)]
