"""Lists of councillors of any kind: recognised by what is in the file, with all it says of whom it is complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.exchange.contact_tables.choices import TableChoices
from models.exchange.councillors.contacts import person_of
from models.exchange.councillors.moderngov import read_moderngov
from models.exchange.councillors.popolo import read_popolo
from models.exchange.councillors.rows import CouncilList, Ward
from models.exchange.councillors.tables import read_councillor_table, read_councillor_workbook
from models.exchange.incoming import ContactsRead, IncomingPerson, Recognised
from models.exchange.reading import Cancelled
from models.exchange.unpacking import opened
from models.exchange.workbook.any_kind import kind_of_workbook
from models.roles import COUNCILLOR
from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

_NOTHING_CHOSEN = TableChoices()
_HEADINGS = (m("Name"), m("Ward"), m("Party"), m("Email"))


@dataclass(frozen=True, slots=True)
class CouncillorsRead(ContactsRead):
    """A list of councillors as it was read."""

    council: str = ""
    """The one council it is of; "" where it names none, or several."""
    wards_complete: tuple[Ward, ...] = ()
    """The wards whose councillors it gives completely: whoever is not named there stands for them no longer."""


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat that somebody holds in the records, to be looked for in a list."""

    number: int
    """What the asker knows the seat by."""
    name: str
    """Given and family name, without titles."""
    council: str
    ward: str
    key: str = ""
    """What a list knew the holder by when they came in from it."""


def read_councillors(
    path: Path,
    as_at: date,
    *,
    council: str = "",
    choices: TableChoices = _NOTHING_CHOSEN,
    cancelled: Cancelled | None = None,
) -> CouncillorsRead:
    """Return the councillors of a list as they stand on a day; `council` names it where the file does not.

    `choices` say of a table what its characters are and what stands between its cells.

    Raises BadImport when it is neither an answer of ModernGov (XML), nor Popolo (JSON), nor a table of councillors.
    """
    found = _read(path, choices, cancelled)
    named = sorted({row.council for row in found.rows if row.council})
    ours = council.strip() or (named[0] if len(named) == 1 else "")
    people = tuple(person_of(row, as_at, ours, is_serving=found.is_of_serving) for row in found.rows)
    remarks = list(found.remarks)
    if not ours and any(not row.council and row.role == COUNCILLOR and not row.refusal for row in found.rows):
        site = next((row.site for row in found.rows if row.site), "")
        remarks.append(_("The file does not name its council. Say which council it is of."))
        if site:
            remarks.append(_("Its website is {site}.").format(site=site))
    recognised = Recognised(
        "councillors", found.words, found.encoding, found.delimiter, found.sheet, found.sheets,
        dates=_("day first, 31/12/2025"),
    )  # fmt: skip
    wards = tuple(Ward(ward.council or ours, ward.name) for ward in found.wards)
    headings = found.headings or tuple(map(_, _HEADINGS))
    return CouncillorsRead(recognised, headings, people, tuple(remarks), ours, wards)


def _read(path: Path, choices: TableChoices, cancelled: Cancelled | None) -> CouncilList:
    if kind_of_workbook(path):
        return read_councillor_workbook(path, choices, cancelled)
    with opened(path) as stream:
        start = stream.read(4096).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lstrip()
    if start[:1] == b"<":
        return read_moderngov(path)
    if start[:1] in (b"{", b"["):
        return read_popolo(path)
    return read_councillor_table(path, choices, cancelled)


def absent_from(found: CouncillorsRead, held: Iterable[HeldSeat]) -> tuple[HeldSeat, ...]:
    """Return the seats of wards that a list gives completely, whose holders it does not name.

    That they are not named is no proof: each is a proposal to end the term, for a person to decide. Wards are
    compared by council and name, for their codes change at boundary reviews.
    """
    complete = {(sort_key(ward.council), sort_key(ward.name)) for ward in found.wards_complete}
    whole_councils = {council for council, ward in complete if not ward}
    keys = {one.key for one in found.contacts if one.key and not one.refusal}
    names = {
        (sort_key(one.place.name), sort_key(f"{one.given_name} {one.family_name}"))
        for one in found.contacts
        if isinstance(one, IncomingPerson) and any(office.ends_on is None for office in one.offices)
    }
    missing = []
    for seat in held:
        council = sort_key(seat.council)
        if (council, sort_key(seat.ward)) not in complete and council not in whole_councils:
            continue
        if (seat.key and seat.key in keys) or (council, sort_key(seat.name)) in names:
            continue
        missing.append(seat)
    return tuple(missing)
