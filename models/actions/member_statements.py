"""What the members of a partnership sign up to, under the four headings, and when they look at it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import MemberStatement, Organisation, PartnershipMembership
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import StatementHeading, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class StatementFields:
    """What a form of a member's statement holds."""

    partnership_id: int
    member_id: int
    heading: StatementHeading
    text: str
    signed_on: date | None = None
    review_on: date | None = None
    source: str = ""
    visibility: Visibility = Visibility.PARTNERS
    version: int | None = None


def write_statement(session: Session, fields: StatementFields) -> int:
    """Write down what a member commits itself to under a heading; unsigned, it is a draft."""
    _check(session, fields)
    return writing.create(session, MemberStatement, fields)


def edit_statement(session: Session, statement_id: int, fields: StatementFields) -> int:
    """Change a statement. One that is signed keeps its words: write a new one instead."""
    _check(session, fields)
    before = get_record(session, MemberStatement, statement_id, _("statement"))
    if before.signed_on is not None and fields.text.strip() != before.text:
        raise WrongUse(_("This statement is signed, so its words stay. Put it away and write a new one."))
    return writing.edit(session, MemberStatement, statement_id, fields, _("statement"))


def sign_statement(session: Session, statement_id: int, on: date, review_on: date | None = None) -> None:
    """Say that a member signed its statement on a day, and when it will be looked at again."""
    statement = get_record(session, MemberStatement, statement_id, _("statement"))
    check_order(on, review_on, _too_early())
    statement.signed_on, statement.review_on = on, review_on or statement.review_on
    session.flush()


def archive_statement(session: Session, statement_id: int) -> None:
    """Put a statement away that no longer holds."""
    writing.put_away(session, MemberStatement, statement_id, _("statement"))


def _check(session: Session, fields: StatementFields) -> None:
    """Refuse a statement without words, and of an organisation that never was a member."""
    required(fields.text, _("what the member commits itself to"))
    check_order(
        fields.signed_on, fields.review_on, _("A statement is reviewed after it was signed. Enter a later day.")
    )
    get_record(session, Organisation, fields.partnership_id, _("partnership"))
    get_record(session, Organisation, fields.member_id, _("organisation"))
    belongs = session.scalars(
        select(PartnershipMembership.id)
        .where(
            PartnershipMembership.partnership_id == fields.partnership_id,
            PartnershipMembership.member_id == fields.member_id,
        )
        .limit(1)
    ).first()
    if belongs is None:
        raise WrongUse(_("This organisation is no member of the partnership. Add it as a member first."))


def _too_early() -> str:
    return _("A statement is reviewed after it was signed. Enter a later day.")
