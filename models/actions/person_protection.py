"""Writing down why somebody is kept, what they were told, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import PersonProtection
from models.errors import WrongUse
from models.validation import check_order
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ProtectionFields:
    """What the form holds; the basis and the source stand with the person."""

    person_id: int
    purpose: str = ""
    lawful_basis_note: str = ""
    privacy_notice_given_on: date | None = None
    privacy_notice_version: str = ""
    privacy_notice_method: str = ""
    consent_given_on: date | None = None
    consent_method: str = ""
    consent_withdrawn_on: date | None = None
    special_category_condition: str = ""
    contains_child_data: bool = False
    retain_until: date | None = None
    other_names: str = ""
    version: int | None = None


def add_protection(session: Session, fields: ProtectionFields) -> int:
    """Write it down for somebody and return its number. Raises WrongUse where it is written down already."""
    _check(fields)
    there = select(PersonProtection.id).where(PersonProtection.person_id == fields.person_id)
    if session.execute(there).scalar() is not None:
        raise WrongUse(_("This is written down already. Change what is there."))
    return writing.create(session, PersonProtection, fields)


def edit_protection(session: Session, protection_id: int, fields: ProtectionFields) -> int:
    """Change what is written down. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    return writing.edit(session, PersonProtection, protection_id, fields, _word())


def remove_protection(session: Session, protection_id: int) -> None:
    """Take out all of it."""
    writing.remove(session, PersonProtection, protection_id, _word())


def _word() -> str:
    return _("data protection details")


def _check(fields: ProtectionFields) -> None:
    if fields.consent_withdrawn_on is not None:
        if fields.consent_given_on is None:
            raise WrongUse(_("Enter the day on which they gave their consent, too."))
        check_order(fields.consent_given_on, fields.consent_withdrawn_on, _("Consent is given before it is withdrawn."))
