"""Declarations of interest: at a meeting for one item, in the register of interests, and its yearly confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.meetings import open_meeting
from models.entities import (
    AgendaItem,
    InterestConfirmation,
    InterestDeclaration,
    ItemDeclaration,
    Organisation,
    Person,
)
from models.errors import WrongUse
from models.queries.interests import list_interests
from models.school_year import academic_year_of
from models.validation import check_order, get_record, required
from models.vocabulary import InterestNature, Precision, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ItemDeclarationFields:
    """What a form of a declaration for one item holds."""

    person_id: int
    interest: str = ""
    interest_id: int | None = None
    """The entry of the register that it rests on."""
    withdrew: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class InterestFields:
    """What a form of an entry in the register of interests holds."""

    person_id: int
    nature: InterestNature
    body_named: str
    declared_on: date
    organisation_id: int | None = None
    """The body to which it is declared."""
    named_organisation_id: int | None = None
    detail: str = ""
    is_published: bool = False
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def declare_for_item(session: Session, item_id: int, fields: ItemDeclarationFields) -> int:
    """Write down an interest declared at a meeting for one item, and whether the person withdrew for it."""
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    there = session.execute(
        select(ItemDeclaration.id).where(
            ItemDeclaration.agenda_item_id == item_id, ItemDeclaration.person_id == fields.person_id
        )
    ).first()
    if there is not None:
        raise WrongUse(_("This person has declared an interest in this item already. Change that declaration."))
    return writing.create(session, ItemDeclaration, fields, agenda_item_id=item_id, interest=_words(session, fields))


def edit_item_declaration(session: Session, declaration_id: int, fields: ItemDeclarationFields) -> int:
    """Change a declaration for one item."""
    _open_declaration(session, declaration_id)
    words = _words(session, fields)
    return writing.edit(session, ItemDeclaration, declaration_id, fields, _("declaration"), interest=words)


def remove_item_declaration(session: Session, declaration_id: int) -> None:
    """Take out a declaration written down by mistake."""
    _open_declaration(session, declaration_id)
    writing.remove(session, ItemDeclaration, declaration_id, _("declaration"))


def declare_interest(session: Session, fields: InterestFields) -> int:
    """Enter an interest in the register of interests."""
    _check_interest(fields)
    return writing.create(session, InterestDeclaration, fields)


def edit_interest(session: Session, interest_id: int, fields: InterestFields) -> int:
    """Change an entry of the register of interests."""
    _check_interest(fields)
    return writing.edit(session, InterestDeclaration, interest_id, fields, _("interest"))


def end_interest(session: Session, interest_id: int, ends_on: date, reason: str = "") -> None:
    """Say that an interest no longer holds from a day on; it stays in the register's history."""
    interest = get_record(session, InterestDeclaration, interest_id, _("interest"))
    check_order(interest.starts_on, ends_on, _("The interest would end before it began. Enter a later day."))
    interest.ends_on, interest.end_reason = ends_on, reason.strip()
    session.flush()


def archive_interest(session: Session, interest_id: int) -> None:
    """Put away an interest that was entered by mistake."""
    writing.put_away(session, InterestDeclaration, interest_id, _("interest"))


def confirm_interests(
    session: Session, person_id: int, organisation_id: int, confirmed_on: date, *, is_nil: bool = False
) -> int:
    """Say that somebody confirmed their interests to a body for the academic year of a day, or that they have none.

    A second confirmation in one year replaces the first.
    """
    get_record(session, Person, person_id, _("person"))
    get_record(session, Organisation, organisation_id, _("organisation"))
    if is_nil and list_interests(session, confirmed_on, organisation_id=organisation_id, person_id=person_id):
        raise WrongUse(_("This person has interests in the register. End those first, or confirm them as they are."))
    year = academic_year_of(confirmed_on).first_day.year
    row = session.scalars(
        select(InterestConfirmation).where(
            InterestConfirmation.person_id == person_id,
            InterestConfirmation.organisation_id == organisation_id,
            InterestConfirmation.year_begins == year,
        )
    ).one_or_none()
    if row is None:
        row = InterestConfirmation(person_id=person_id, organisation_id=organisation_id, year_begins=year)
        session.add(row)
    row.confirmed_on, row.is_nil = confirmed_on, is_nil
    session.flush()
    return row.id


def remove_confirmation(session: Session, confirmation_id: int) -> None:
    """Take out a confirmation written down by mistake."""
    writing.remove(session, InterestConfirmation, confirmation_id, _("confirmation"))


def _open_declaration(session: Session, declaration_id: int) -> None:
    """Refuse a declaration at a meeting that may no longer be changed."""
    declaration = get_record(session, ItemDeclaration, declaration_id, _("declaration"))
    item = get_record(session, AgendaItem, declaration.agenda_item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)


def _words(session: Session, fields: ItemDeclarationFields) -> str:
    """Return the interest in words, those of the register where the form has none."""
    if fields.interest_id is None:
        return required(fields.interest, _("what the interest is"))
    entry = get_record(session, InterestDeclaration, fields.interest_id, _("interest"))
    if entry.person_id != fields.person_id:
        raise WrongUse(_("This entry of the register is somebody else’s. Choose one of their own."))
    return fields.interest.strip() or entry.body_named


def _check_interest(fields: InterestFields) -> None:
    required(fields.body_named, _("the business, body or person the interest is in"))
    check_order(fields.starts_on, fields.ends_on, _("The interest would end before it began. Enter a later last day."))
