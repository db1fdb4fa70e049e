"""Writing a pasted list of people that was looked at row by row: one write, one step for Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.attendance import set_attendance
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.people import PersonFields, create_person
from models.errors import AppError, WrongUse
from models.queries.pasted import Judged, Verdict
from models.vocabulary import AttendanceStatus, ContactPointKind
from resources.i18n import _

Step = Callable[[int, int], None]


def _no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


def add_pasted_people(session: Session, judged: Sequence[Judged], today: date, *, step: Step = _no_step) -> int:
    """Add those that are new, with role, addresses and note; return how many. Those known are left as they are."""
    new = [one for one in judged if one.verdict is Verdict.NEW]
    for done, one in enumerate(new):
        step(done, len(new))
        _add(session, one, today)
    return len(new)


def add_pasted_attendance(
    session: Session,
    meeting_id: int,
    judged: Sequence[Judged],
    status: AttendanceStatus,
    today: date,
    *,
    step: Step = _no_step,
) -> int:
    """Put those known and those new on the list of a meeting; return how many.

    `status` stands for rows that do not say whether somebody came.
    """
    wanted = [one for one in judged if one.verdict is not Verdict.PROBLEM]
    for done, one in enumerate(wanted):
        step(done, len(wanted))
        person_id = one.person_id if one.person_id is not None else _add(session, one, today)
        set_attendance(
            session, meeting_id, person_id, one.status or status, organisation_id=one.organisation_id,
            note=one.person.note or None,
        )  # fmt: skip
    return len(wanted)


def _add(session: Session, one: Judged, today: date) -> int:
    """Add one person; what is refused is told with its row."""
    try:
        return _write(session, one, today)
    except AppError as trouble:
        raise WrongUse(
            _("Row {number}, {name}: {sentence} Nothing was added.").format(
                number=one.person.number, name=one.person.name, sentence=trouble.sentence
            )
        ) from trouble


def _write(session: Session, one: Judged, today: date) -> int:
    person = one.person
    source = _("pasted on {day}").format(day=today.isoformat())
    fields = PersonFields(
        family_name=person.family, given_name=person.given, title=person.title, note=person.note, source=source
    )
    number = create_person(session, fields)
    kinds = (
        (ContactPointKind.EMAIL, person.email),
        (ContactPointKind.PHONE, person.phone),
        (ContactPointKind.MOBILE, person.mobile),
    )
    for kind, value in kinds:
        if value:
            add_contact_point(session, ContactPointFields(kind, value, person_id=number, source=source))
    if one.organisation_id is not None and person.role:
        add_affiliation(
            session, AffiliationFields(number, one.organisation_id, role=person.role, starts_on=None, source=source)
        )
    return number
