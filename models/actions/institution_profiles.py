"""What is known of an institution as one: its numbers, its type and phase, its ages, its pupils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import InstitutionProfile, Organisation
from models.errors import WrongUse
from models.validation import check_count, get_record
from models.vocabulary import OrganisationKind, Sector
from resources.i18n import _

_URN_DIGITS = (5, 6)


@dataclass(frozen=True, slots=True)
class InstitutionProfileFields:
    """What a form of an institution's own details holds."""

    urn: str | None = None
    ukprn: str = ""
    establishment_number: str = ""
    la_name: str = ""
    establishment_type: str = ""
    type_group: str = ""
    phase: str = ""
    status: str = ""
    religious_character: str = ""
    diocese: str = ""
    region: str = ""
    sector: Sector | None = None
    """As corrected by us; None where the type of establishment tells."""
    trust_name: str = ""
    low_age: int | None = None
    high_age: int | None = None
    pupils: int | None = None
    pupils_on: date | None = None
    version: int | None = None


def set_institution_profile(session: Session, organisation_id: int, fields: InstitutionProfileFields) -> int:
    """Write down what an institution is, for the first time or anew; return the number of its details.

    What the register tells besides stays, and so does the day it was last taken from there.
    """
    place = get_record(session, Organisation, organisation_id, _("organisation"))
    if place.kind is not OrganisationKind.INSTITUTION:
        raise WrongUse(_("{name} is not a school, college or setting. Choose one.").format(name=place.name))
    urn = (fields.urn or "").strip() or None
    _check(session, organisation_id, fields, urn)
    number = session.scalars(
        select(InstitutionProfile.id).where(InstitutionProfile.organisation_id == organisation_id)
    ).one_or_none()
    if number is None:
        return writing.create(session, InstitutionProfile, fields, organisation_id=organisation_id, urn=urn)
    return writing.edit(session, InstitutionProfile, number, fields, _("institution’s details"), urn=urn)


def _check(session: Session, organisation_id: int, fields: InstitutionProfileFields, urn: str | None) -> None:
    if urn is not None:
        if not (urn.isascii() and urn.isdigit() and len(urn) in _URN_DIGITS):
            raise WrongUse(_("Enter the URN as its six digits, like 110123."))
        held = session.execute(
            select(Organisation.name)
            .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
            .where(InstitutionProfile.urn == urn, Organisation.id != organisation_id)
        ).scalar()
        if held is not None:
            raise WrongUse(_("{name} has this URN already. Check the number.").format(name=held))
    check_count(fields.pupils, _("how many pupils there are"))
    check_count(fields.low_age, _("the lowest age"))
    check_count(fields.high_age, _("the highest age"))
    if fields.low_age is not None and fields.high_age is not None and fields.high_age < fields.low_age:
        raise WrongUse(_("The highest age is below the lowest. Enter a higher one."))
