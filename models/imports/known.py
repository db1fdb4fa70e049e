"""The kinds of files that come in, each with what reads, compares and writes it, imported when it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.imports.kinds import WORKBOOK_ENDINGS, Asked, ImportKind, Write
from models.imports.preview import Decisions, PreviewLine
from models.imports.questions import Answer, Question
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
    from models.imports.tables import choices_of

    said = asked.mapping or {}
    choices = choices_of({name: said[name] for name in _SHEET if name in said})
    council = str(said.get("council") or "")
    return read_councillors(path, asked.today, council=council, choices=choices, cancelled=asked.cancelled)


def _councils(session: Session) -> Sequence[str]:
    from models.imports.councillors.councils import list_councils

    return list_councils(session)


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


_TEXT = frozenset({"encoding", "delimiter"})
_SHEET = _TEXT | frozenset({"sheet"})
_TABLE = _SHEET | frozenset({"head_row", "dates"})
"""What a person may put right of a table, as `TableChoices` has it."""
_WORKBOOK_ENDINGS = (*WORKBOOK_ENDINGS, ".htm", ".html")
_TABLE_ENDINGS = (".csv", ".tsv", ".txt", *_WORKBOOK_ENDINGS)

_KINDS = (
    ImportKind(
        key="contacts",
        title=m("Contacts in a table"),
        files=m("Lists of people: from Outlook, Google or Thunderbird, or a list of your own in Excel or CSV."),
        endings=_TABLE_ENDINGS,
        recognises=is_contacts,
        read=_read_contacts,
        judge=_judge_contacts,
        writer=_write_contacts,
        columns=_columns_of_contacts,
        corrections=_TABLE,
    ),
    ImportKind(
        key="vcard",
        title=m("Contacts from a phone or address book (vCard)"),
        files=m("Cards of people, organisations and lists: files ending in .vcf."),
        endings=(".vcf", ".vcard"),
        recognises=is_vcard,
        read=_read_vcard,
        judge=_judge_contacts,
        writer=_write_contacts,
    ),
    ImportKind(
        key="calendar",
        title=m("Calendar (iCalendar)"),
        files=m("Meetings, events, term dates and holidays: files ending in .ics."),
        endings=(".ics", ".ical", ".ifb", ".vcs", ".json"),
        recognises=is_calendar,
        read=_read_calendar,
        judge=_judge_calendar,
        writer=_write_calendar,
        questions=(
            Question(
                "as",
                m("What do its entries become?"),
                answer=Answer.ONE_OF,
                options=(
                    ("", m("What each one says it is")),
                    ("meeting", m("Meetings")),
                    ("event", m("Events")),
                    ("calendar_period", m("Term dates and holidays")),
                ),
            ),
            Question(
                "whose",
                m("Whose calendar is it?"),
                m("Who meets, who hosts, or who is expected. Leave it empty to go by the file."),
                answer=Answer.RECORD,
                kinds=("organisation", "person"),
            ),
        ),
    ),
    ImportKind(
        key="mail",
        title=m("Email"),
        files=m("Emails saved as files: ending in .eml, or in .msg from Outlook."),
        endings=(".eml", ".msg"),
        recognises=is_mail,
        read=_read_mail,
        judge=_judge_mail,
        writer=_write_mail,
        questions=(
            Question(
                "with",
                m("With whom was it?"),
                m("Leave it empty to find them by their address."),
                answer=Answer.RECORD,
                kinds=("person", "organisation"),
            ),
        ),
    ),
    ImportKind(
        key="councillors",
        title=m("Councillors"),
        files=m("A council’s list of councillors: from ModernGov (XML), as a table or workbook, or as Popolo (JSON)."),
        endings=(".xml", ".csv", ".json", *_WORKBOOK_ENDINGS),
        recognises=is_councillors,
        read=_read_councillors,
        judge=_judge_councillors,
        writer=_write_councillors,
        corrections=_SHEET,
        questions=(
            Question(
                "council",
                m("Which council is this a list of?"),
                m("Leave it empty where the file says it."),
                suggest=_councils,
            ),
        ),
    ),
    ImportKind(
        key="exchange",
        title=m("What a partner shares"),
        files=m("The exchange file of another school’s Liaison Desk."),
        endings=(".json",),
        recognises=is_exchange,
        read=_read_exchange,
        judge=_judge_exchange,
        writer=_write_exchange,
    ),
    ImportKind(
        key="governance",
        title=m("Governors of schools and trusts"),
        files=m("The governance files of Get Information about Schools."),
        endings=(".csv", ".zip", ".gz", ".xz", *_WORKBOOK_ENDINGS),
        recognises=is_governance,
        read=_read_governance,
        judge=_judge_contacts,
        writer=_write_contacts,
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
