"""Noting which papers were made into files, and who was given them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Disclosure, ReportRun
from models.errors import WrongUse
from models.file_names import last_part
from models.queries.parties import Party
from models.validation import get_record
from models.vocabulary import Channel, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class RunFields:
    """What is noted of a paper that was made: which, with what choices, and the file."""

    report: str
    form: str
    file_name: str
    size: int
    sha256: str
    audience: Visibility
    as_at: date
    first_day: date | None = None
    last_day: date | None = None
    recipient: str = ""
    record_kind: str = ""
    record_id: int | None = None
    area_id: int | None = None
    metres: int | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DisclosureFields:
    """Who was given a paper: a record of ours, or whoever the words name."""

    given_on: date
    person_id: int | None = None
    organisation_id: int | None = None
    name: str = ""
    channel: Channel | None = None
    version: int | None = None


def note_run(session: Session, fields: RunFields) -> int:
    """Note that a paper was made into a file and return the number; of the file's place only its name is kept.

    The note is as private as the copy, and never less than our own.
    """
    level = Visibility.CONFIDENTIAL if fields.audience is Visibility.CONFIDENTIAL else Visibility.INTERNAL
    name = last_part(fields.file_name)
    run = ReportRun(**(asdict(fields) | {"file_name": name}), visibility=level)
    session.add(run)
    session.flush()
    return run.id


def add_disclosure(session: Session, run_id: int, fields: DisclosureFields) -> int:
    """Note that somebody was given a paper. Raises WrongUse where nobody is named."""
    get_record(session, ReportRun, run_id, _("paper"))
    _check(fields)
    return writing.create(session, Disclosure, fields, run_id=run_id)


def edit_disclosure(session: Session, disclosure_id: int, fields: DisclosureFields) -> int:
    """Change who was given a paper, when and how."""
    _check(fields)
    return writing.edit(session, Disclosure, disclosure_id, fields, _("recipient of a paper"))


def remove_disclosure(session: Session, disclosure_id: int) -> None:
    """Take out what was noted by mistake."""
    writing.remove(session, Disclosure, disclosure_id, _("recipient of a paper"))


def disclose_to(
    session: Session, run_id: int, parties: Sequence[Party], given_on: date, channel: Channel | None = None
) -> None:
    """Note that each of the parties was given a paper."""
    for party in dict.fromkeys(parties):
        fields = DisclosureFields(given_on, party.person_id, party.organisation_id, channel=channel)
        add_disclosure(session, run_id, fields)


def _check(fields: DisclosureFields) -> None:
    if fields.person_id is None and fields.organisation_id is None and not fields.name.strip():
        raise WrongUse(_("Enter who got it: a person, an organisation, or a few words."))
