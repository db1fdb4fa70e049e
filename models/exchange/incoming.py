"""What files from elsewhere say of people, organisations and lists, whatever kind of file it was.

Readers turn a file into these; `models.imports` compares them with the records and writes them. Texts are as the file
has them, with single blanks; what was understood of them stands beside, and nothing is guessed silently: what a person
should look at is in `doubts`, what makes a row useless in `refusal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.vocabulary import ContactPointKind, OrganisationKind


@dataclass(frozen=True, slots=True)
class Way:
    """An address or number to reach somebody by."""

    kind: ContactPointKind
    value: str
    """As given, without what surely is no part of it ("tel:", a note in brackets)."""
    label: str = ""
    """What the file calls it: "Work", "Evenings"."""
    preferred: bool = False
    understood: str = ""
    """A telephone number in international form ("+441632960777;ext=12"); "" where it was not understood as one."""


@dataclass(frozen=True, slots=True)
class Postal:
    """A postal address: the lines between the name and the postcode."""

    lines: tuple[str, ...] = ()
    town: str = ""
    county: str = ""
    postcode: str = ""
    country: str = ""
    """"" at home; alone it is no address."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.town or self.county or self.postcode)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation as a row names it: by its own number where it has one, else by its name."""

    name: str = ""
    urn: str = ""
    """Of Get Information about Schools."""
    group_uid: str = ""
    """Of a trust or federation in Get Information about Schools."""
    kind: OrganisationKind | None = None
    """What it surely is; None where the file does not say."""
    usual_kind: OrganisationKind | None = None
    """What those are that stand where it stands, such as in a column “School”, unless its name says otherwise."""

    def __bool__(self) -> bool:
        return bool(self.name or self.urn or self.group_uid)


@dataclass(frozen=True, slots=True)
class Office:
    """A role somebody has at the organisation of their row."""

    role: str
    """In the words of the program's own roles where it is one of them, else as given."""
    job_title: str = ""
    """The local words."""
    starts_on: date | None = None
    ends_on: date | None = None
    """The first day after stepping down."""
    term_ends_on: date | None = None
    appointing_body: str = ""
    party: str = ""
    ward: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What everything that comes in has."""

    number: int
    """The line or row of the file, from 1, or the how manieth where a file has no lines."""
    given: str
    """The name as the file has it."""
    key: str = ""
    """What the file itself knows it by, with the kind of number: "vcard:4fd1…", "gid:1234567"; "" where it has none."""
    cells: tuple[str, ...] = ()
    """The row as it was read, under the headings of the reading, to be given back where it is refused."""
    remarks: tuple[str, ...] = ()
    """What was left out or put right, in sentences."""
    doubts: tuple[str, ...] = ()
    """What a person should look at before it is taken, in sentences."""
    refusal: str = ""
    """Why nothing can be made of it, in a sentence; "" where something can."""


@dataclass(frozen=True, slots=True)
class IncomingPerson(Incoming):
    """Somebody whom a file names; several may come from one row, each by itself."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    post_nominals: str = ""
    known_as: str = ""
    place: Place = Place()
    offices: tuple[Office, ...] = ()
    ways: tuple[Way, ...] = ()
    postal: Postal = Postal()
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name as people say it."""
        parts = (self.title, self.given_name, self.family_name, self.post_nominals)
        return " ".join(part for part in parts if part) or self.given


@dataclass(frozen=True, slots=True)
class IncomingOrganisation(Incoming):
    """An organisation that a file names for its own sake, not as somebody's place of work."""

    place: Place = Place()
    ways: tuple[Way, ...] = ()
    postal: Postal = Postal()
    website: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.place.name or self.given


@dataclass(frozen=True, slots=True)
class IncomingList(Incoming):
    """A list of people: a distribution list, a group of an address book."""

    members: tuple[str, ...] = ()
    """Keys of people of the same file, or addresses."""

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.given


IncomingContact = IncomingPerson | IncomingOrganisation | IncomingList


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """What a column of a table was understood to hold."""

    letters: str
    """As a spreadsheet calls it: "A", "AB"."""
    heading: str
    holds: str
    """The key of what it holds; "" for a column that is left out."""
    words: str = ""
    """What it holds, in the reader's language."""
    example: str = ""
    """The first filled cell."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file was seen to be; all of it is shown before anything is taken."""

    kind: str
    """The key of the kind of import: "contacts", "vcard" …"""
    words: str
    """What it is, in a few words: "Google contacts (CSV)", "vCard 3.0, 24 cards"."""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    """All sheets that could be read instead."""
    head_row: int | None = None
    beginning: tuple[tuple[int, str], ...] = ()
    """The first rows of a table by their numbers, each as one text: one of them has the headings."""
    columns: tuple[ColumnFound, ...] = ()
    dates: str = ""
    """How dates are written, in a few words: "day first, 31/12/2025"."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactsRead:
    """A file of contacts as it was read: what it is, and everyone and everything in it."""

    recognised: Recognised
    headings: tuple[str, ...]
    """Of the cells of each row, for those that are given back."""
    contacts: tuple[IncomingContact, ...]
    remarks: tuple[str, ...] = ()
