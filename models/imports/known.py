"""The kinds of files that come in, each with what reads, compares and writes it, imported when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.imports.kinds import Asked, ImportKind, Write
from models.imports.preview import Decisions, PreviewLine
from models.imports.signs import (
    is_calendar,
    is_contacts,
    is_councillors,
    is_exchange,
    is_governance,
    is_mail,
    is_vcard,
)
from resources.i18n import _
from resources.i18n import marked as m


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
        belongs_to=("person", "organisation"),
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
