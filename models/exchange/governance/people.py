"""People of a governance file as what comes in from any file: who, where, in which role, from when to when.

The file has one column for when a term ends or ended. Before that day it is when the term is due to end; after it,
the role is over. Which it is depends on the day on which it is asked, so that day is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from models.errors import BadImport
from models.exchange.gias_cells import Value
from models.exchange.gias_columns import columns_for
from models.exchange.gias_fields import same_heading
from models.exchange.governance.tables import GovernanceTable, open_table
from models.exchange.governance.words import appointing_body_of, is_of_an_organisation, role_of
from models.exchange.incoming import ContactsRead, IncomingPerson, Office, Place, Recognised, Way
from models.exchange.names.cells import understand_name_parts
from models.exchange.names.cutting import is_title
from models.exchange.names.found import NameFound
from models.exchange.reading import Cancelled
from models.precise_dates import PreciseDate
from models.vocabulary import ContactPointKind
from resources.i18n import _, ngettext

MOST_PEOPLE = 50_000
"""More are the governors of half of England, and nobody knows them all."""
MOST_LETTERS = 20_000_000
"""Of all rows that are kept; fifty thousand real ones have a third of it."""

_REACHED = (
    (ContactPointKind.PHONE, "Telephone number"),
    (ContactPointKind.EMAIL, "Direct email address"),
)
_PRIVATE = (
    "Home postcode",
    "Date of Birth",
    "Nationality",
    "Country of birth",
    "Previous Title",
    "Previous Forename 1",
    "Previous Forename 2",
    "Previous Surname",
)
"""Columns of the template that are no business of ours; nothing of them is kept, nor given back."""

_PRIVATE_KEYS = frozenset(map(same_heading, _PRIVATE))

Row = dict[str, Value]


def read_governance(
    path: Path,
    as_at: date,
    *,
    wanted: Callable[[Place], bool] | None = None,
    cancelled: Cancelled | None = None,
) -> ContactsRead:
    """Return the people of a governance file, as they stand on a day.

    `wanted` says of a school or trust whether its people are asked for; the others are counted and passed over, for a
    file of all England has a quarter of a million. Raises BadImport when it is no such file or far too many are left.
    """
    table = open_table(path, cancelled)
    reader = _Reader(table, as_at)
    people: list[IncomingPerson] = []
    elsewhere = letters = 0
    for line, cells in table.rows:
        row = reader.row_of(cells)
        place = Place(urn=_words(row, "urn"), group_uid=_words(row, "group_uid"))
        if wanted is not None and place and not wanted(place):
            elsewhere += 1
            continue
        people += reader.people_of(line, cells, row, place)
        letters += sum(map(len, cells))
        if len(people) > MOST_PEOPLE or letters > MOST_LETTERS:
            words = _("“{name}” has more people than are taken at once. Choose the schools and trusts you want first.")
            raise BadImport(words.format(name=path.name))
    return ContactsRead(_recognised(table), table.headings, tuple(people), tuple(_remarks(table, elsewhere)))


def _recognised(table: GovernanceTable) -> Recognised:
    return Recognised(
        "governance",
        _("Governors from Get Information about Schools"),
        table.encoding,
        table.delimiter,
        table.sheet,
        head_row=table.head_row,
        dates=_("day first, 31/12/2025"),
    )


def _remarks(table: GovernanceTable, elsewhere: int) -> list[str]:
    private = [heading for heading in table.headings if same_heading(heading) in _PRIVATE_KEYS]
    remarks = []
    if private:
        remarks.append(_("Private columns were not read: {names}.").format(names=", ".join(private)))
    if elsewhere:
        words = ngettext(
            "{count} row is of a school or trust that is not in your records. Add the school first if you want it.",
            "{count} rows are of schools or trusts that are not in your records. Add those you want first.",
            elsewhere,
        )
        remarks.append(words.format(count=f"{elsewhere:,}"))
    return remarks


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, table: GovernanceTable, as_at: date) -> None:
        self._as_at = as_at
        self._width = len(table.headings)
        self._troubles: list[tuple[str, str]] = []
        self._columns = columns_for(table.shape, table.headings, self._troubles)
        folded = [same_heading(heading) for heading in table.headings]
        self._reached = [(kind, folded.index(same_heading(h))) for kind, h in _REACHED if same_heading(h) in folded]
        self._private = {at for at, heading in enumerate(folded) if heading in _PRIVATE_KEYS}
        self._seen: set[tuple[Value, ...]] = set()

    def row_of(self, cells: Sequence[str]) -> Row:
        """Return the values of a row by their meaning; what is wrong with its cells is told with its people."""
        self._troubles.clear()
        return dict(zip(self._columns.names, self._columns.values(self._padded(cells)), strict=True))

    def _padded(self, cells: Sequence[str]) -> list[str]:
        return [*cells, *[""] * (self._width - len(cells))][: self._width]

    def people_of(self, line: int, cells: Sequence[str], row: Row, place: Place) -> list[IncomingPerson]:
        """Return whom the row read last names: nearly always one person, refused where nothing can be made of it."""
        padded = self._padded(cells)
        told = [_("Left blank: {why}.").format(why=why) for _field, why in self._troubles]
        if _words(row, "title") and not _title_of(row) and _words(row, "title").casefold() != "unknown":
            told.append(_("“{title}” is no title and was left out.").format(title=_words(row, "title")))
        names = understand_name_parts(
            _title_of(row), _words(row, "first_name"), _words(row, "middle_name"), _words(row, "last_name")
        )
        base = IncomingPerson(
            line,
            _given(row),
            f"gid:{row['gid']}" if row["gid"] else "",
            tuple("" if at in self._private else cell for at, cell in enumerate(padded)),
            tuple(told),
            refusal=self._refusal(row, bool(names.people)),
            place=place,
            ways=tuple(Way(kind, padded[at].strip()) for kind, at in self._reached if padded[at].strip()),
        )
        if base.refusal:
            return [base]
        return [self._named(base, row, one) for one in names.people]

    def _named(self, base: IncomingPerson, row: Row, one: NameFound) -> IncomingPerson:
        return replace(
            base,
            title=one.title,
            given_name=one.given_name,
            family_name=one.family_name,
            post_nominals=one.post_nominals,
            known_as=one.known_as,
            note=one.note,
            doubts=one.doubts,
            offices=(self._office(row),),
        )

    def _refusal(self, row: Row, is_named: bool) -> str:
        """Return why nothing can be made of a row, "" where something can."""
        if is_of_an_organisation(_words(row, "role")):
            return _("This member is an organisation. Link it to the trust by hand.")
        if not is_named:
            given = _given(row)
            return _("“{given}” is not the name of a person.").format(given=given) if given else _("The name is blank.")
        if not row["role"]:
            return _("The role is blank.")
        if not (row["urn"] or row["group_uid"]):
            return _("It does not say at which school or trust: URN and UID are blank.")
        begun, ends = row["appointed_on"], row["term_ends_on"]
        if isinstance(begun, date) and isinstance(ends, date) and ends < begun:
            return _("The term of office ends before it begins: appointed {begun}, ends {ends}.").format(
                begun=PreciseDate(begun).words(), ends=PreciseDate(ends).words()
            )
        return self._twice(row)

    def _twice(self, row: Row) -> str:
        """Return that a row says what one above it says; shared governors stand once for each of their schools."""
        key = tuple(row[name] for name in ("gid", "urn", "group_uid", "role"))
        if row["gid"] and key in self._seen:
            return _("The same person stands twice in the file with this role; the first row was taken.")
        self._seen.add(key)
        return ""

    def _office(self, row: Row) -> Office:
        role, local = role_of(_words(row, "role"))
        last = row["term_ends_on"]
        is_over = isinstance(last, date) and last < self._as_at
        begun = row["appointed_on"]
        return Office(
            role,
            local,
            begun if isinstance(begun, date) else None,
            _day_after(last) if is_over and isinstance(last, date) else None,
            last if isinstance(last, date) and not is_over else None,
            appointing_body_of(_words(row, "appointing_body")),
        )


def _day_after(day: date) -> date:
    """Return the first day after; the last day of all stays."""
    return day + timedelta(days=1) if day < date.max else day


def _words(row: Row, name: str) -> str:
    return " ".join(str(row[name] or "").split())


def _given(row: Row) -> str:
    return " ".join(part for name in ("title", "first_name", "middle_name", "last_name") if (part := _words(row, name)))


def _title_of(row: Row) -> str:
    """Return the title, unless the column holds what is none: "Headteacher", "Owner Manager", "Unknown"."""
    title = _words(row, "title")
    bare = re.sub(r"\s*\([^()]*\)", "", title)
    return title if is_title(bare) else ""
