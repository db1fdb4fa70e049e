"""The kinds of files that come in: what each is called, how it is read, compared and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.exchange.incoming import Recognised
from models.exchange.reading import Cancelled
from models.imports.preview import Decisions, PreviewLine, Step, no_step
from models.imports.signs import (
    Recognises,
    is_calendar,
    is_contacts,
    is_councillors,
    is_exchange,
    is_governance,
    is_mail,
    is_vcard,
)
from models.queries.records import Ref
from resources.i18n import _
from resources.i18n import marked as m


class Reading(Protocol):
    """A file as it was read, before the records are looked at."""

    @property
    def recognised(self) -> Recognised:
        """What the file was seen to be."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the cells of its lines."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was noticed of the file as a whole."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is read and compared with, besides the book."""

    today: date
    mapping: Mapping[str, Any] | None = None
    """How the columns of a table are to be understood, where a person said so."""
    cancelled: Cancelled | None = None
    step: Step = field(default=no_step)
    known: Any = None
    """What the kind asked the book before the file is read."""


Write = Callable[[PreviewLine], Ref]
"""Writes a line and gives its record. One that also has `many` writes several lines at once, all of them or none."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of file; `title` and `files` are untranslated words."""

    key: str
    """What it is called on the command line: "contacts"."""
    title: str
    files: str
    """Which files it takes, in a sentence."""
    endings: tuple[str, ...]
    read: Callable[[Path, Asked], Any]
    judge: Callable[[Session, Any, Decisions, Asked], tuple[PreviewLine, ...]]
    """Says what becomes of each line; what `read` gave is its second argument."""
    writer: Callable[[Session, date, str], Write]
    """Gives what writes one line after the other; the words say where it came from."""
    recognises: Recognises | None = None
    """Says how surely a file is of this kind, by its path and its first bytes; without it the ending decides."""
    columns: Callable[[], Mapping[str, str]] | None = None
    """Gives what a column may hold, in words by the keys of `Asked.mapping`, where a person may say so."""

    prepare: Callable[[Session], Any] | None = None
    """Asks the book what has to be known while the file is read; that becomes `Asked.known`."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """What a person may say of a whole file, by the keys of `Asked.mapping`: untranslated questions."""

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""
        return _(self.title)


def _read_vcard(path: Path, asked: Asked) -> Any:
    from models.exchange.vcards.contacts import read_vcards

    return read_vcards(path, asked.cancelled)


def _read_contacts(path: Path, asked: Asked) -> Any:
    from models.exchange.contact_tables.reading import read_contact_table
    from models.imports.tables import choices_of

    return read_contact_table(path, choices_of(asked.mapping), asked.cancelled)


def _columns_of_contacts() -> Mapping[str, str]:
    from models.imports.tables import columns_held

    return columns_held()


def _read_councillors(path: Path, asked: Asked) -> Any:
    from models.exchange.councillors.reading import read_councillors

    council = str((asked.mapping or {}).get("council") or "")
    return read_councillors(path, asked.today, council=council, cancelled=asked.cancelled)


def _judge_councillors(session: Session, read: Any, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    from models.imports.councillors.leaving import judge_councillors

    return judge_councillors(session, read, decisions, asked)


def _write_councillors(session: Session, today: date, source: str) -> Write:
    from models.imports.councillors.leaving import councillors_writer

    return councillors_writer(session, today, source)


def _read_governance(path: Path, asked: Asked) -> Any:
    from models.exchange.governance.people import read_governance

    return read_governance(path, asked.today, wanted=asked.known, cancelled=asked.cancelled)


def _our_institutions(session: Session) -> Any:
    from models.imports.contacts.places import find_known_numbers

    return find_known_numbers(session)


def _judge_contacts(session: Session, read: Any, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    from models.imports.contacts.judging import judge_contacts

    return judge_contacts(session, read, decisions, step=asked.step)


def _write_contacts(session: Session, today: date, source: str) -> Write:
    from models.imports.contacts.writing import contacts_writer

    return contacts_writer(session, today, source)


def _read_calendar(path: Path, asked: Asked) -> Any:
    from models.imports.calendars.reading import read_for_import

    return read_for_import(path, asked)


def _judge_calendar(session: Session, read: Any, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    from models.imports.calendars.judging import judge_calendar

    return judge_calendar(session, read, decisions, step=asked.step)


def _write_calendar(session: Session, today: date, source: str) -> Write:
    from models.imports.calendars.writing import calendar_writer

    return calendar_writer(session, today, source)


def _read_mail(path: Path, asked: Asked) -> Any:
    from models.imports.mail.reading import read_for_import

    return read_for_import(path, asked)


def _judge_mail(session: Session, read: Any, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    from models.imports.mail.judging import judge_mail

    return judge_mail(session, read, decisions, asked)


def _write_mail(session: Session, today: date, source: str) -> Write:
    from models.imports.mail.writing import mail_writer

    return mail_writer(session, today, source)


def _read_exchange(path: Path, _asked: Asked) -> Any:
    from models.imports.partners.reading import read_for_import

    return read_for_import(path)


def _judge_exchange(session: Session, read: Any, decisions: Decisions, asked: Asked) -> tuple[PreviewLine, ...]:
    from models.imports.partners.judging import judge_partner_file

    return judge_partner_file(session, read.file, decisions, step=asked.step)


def _write_exchange(session: Session, _today: date, _source: str) -> Write:
    from models.imports.partners.writing import partner_writer

    return partner_writer(session)


_KINDS = (
    ImportKind(
        "contacts",
        m("Contacts in a table"),
        m("Lists of people: from Outlook, Google or Thunderbird, or a list of your own in Excel or CSV."),
        (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"),
        _read_contacts,
        _judge_contacts,
        _write_contacts,
        is_contacts,
        _columns_of_contacts,
    ),
    ImportKind(
        "vcard",
        m("Contacts from a phone or address book (vCard)"),
        m("Cards of people, organisations and lists: files ending in .vcf."),
        (".vcf", ".vcard"),
        _read_vcard,
        _judge_contacts,
        _write_contacts,
        is_vcard,
    ),
    ImportKind(
        "calendar",
        m("Calendar (iCalendar)"),
        m("Meetings, events, term dates and holidays: files ending in .ics."),
        (".ics", ".ical", ".ifb", ".vcs"),
        _read_calendar,
        _judge_calendar,
        _write_calendar,
        is_calendar,
    ),
    ImportKind(
        "mail",
        m("Email"),
        m("Emails saved as files: ending in .eml, or in .msg from Outlook."),
        (".eml", ".msg"),
        _read_mail,
        _judge_mail,
        _write_mail,
        is_mail,
    ),
    ImportKind(
        "councillors",
        m("Councillors"),
        m("A council’s list of councillors: from ModernGov (XML), as a table, or as Popolo (JSON)."),
        (".xml", ".csv", ".json"),
        _read_councillors,
        _judge_councillors,
        _write_councillors,
        is_councillors,
        questions={"council": m("Which council is the list of?")},
    ),
    ImportKind(
        "exchange",
        m("What a partner shares"),
        m("The exchange file of another school’s Liaison Desk."),
        (".json",),
        _read_exchange,
        _judge_exchange,
        _write_exchange,
        is_exchange,
    ),
    ImportKind(
        "governance",
        m("Governors of schools and trusts"),
        m("The governance files of Get Information about Schools."),
        (".csv", ".zip", ".gz", ".xz", ".xlsx"),
        _read_governance,
        _judge_contacts,
        _write_contacts,
        is_governance,
        prepare=_our_institutions,
    ),
)

IMPORTS: Mapping[str, ImportKind] = {kind.key: kind for kind in _KINDS}


def find_import_kind(key: str) -> ImportKind:
    """Return a kind by its key. Raises WrongUse, naming all, where there is none."""
    if key not in IMPORTS:
        raise WrongUse(
            _("There is no import called “{key}”. There are: {keys}.").format(key=key, keys=", ".join(IMPORTS))
        )
    return IMPORTS[key]
