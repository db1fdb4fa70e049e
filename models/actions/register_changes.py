"""Accepting or declining what a newer extract says of an institution of ours, one line at a time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.adoption import Adopted, adopt
from models.actions.organisations import end_all_roles
from models.entities import (
    InstitutionProfile,
    Organisation,
    OrganisationRelationship,
    RegisterDecline,
    RegisterInstitution,
    RelationshipType,
    StatusChange,
)
from models.errors import WrongUse
from models.register_fields import ORGANISATION_FIELDS, PROFILE_FIELDS
from resources.i18n import _


def accept_register_value(session: Session, organisation_id: int, field: str) -> None:
    """Take one fact of the register into our record. Contacts, conversations and all else stay as they are.

    That it closed ends the roles there on that day; another status is written down with the day of the change.
    """
    organisation, profile, register = _trio(session, organisation_id)
    value = getattr(register, _known(field))
    if field == "closed_on" and isinstance(value, date):
        end_all_roles(session, organisation_id, value)
    if field == "status" and value and value != profile.status:
        _write_status(session, organisation_id, profile.status, register)
    if field == "name":
        organisation.rename(str(value))
    elif field in ORGANISATION_FIELDS:
        setattr(organisation, field, value)
    else:
        setattr(profile, field, value)
    if field == "pupils":
        profile.pupils_on = register.census_on
    profile.register_changed_on = register.last_changed_on


def _write_status(session: Session, organisation_id: int, before: str, register: RegisterInstitution) -> None:
    """Write down a change of status, where the register tells its day."""
    day = register.closed_on or register.last_changed_on
    if day is not None:
        session.add(
            StatusChange(
                organisation_id=organisation_id,
                changed_on=day,
                status_before=before,
                status_after=register.status,
                source=_("Register"),
            )
        )


def decline_register_value(session: Session, organisation_id: int, field: str) -> None:
    """Keep our own fact and remember it, so that the same value is not offered again; a different one will be."""
    _, _, register = _trio(session, organisation_id)
    value = str(getattr(register, _known(field)))
    query = select(RegisterDecline).where(
        RegisterDecline.organisation_id == organisation_id, RegisterDecline.field == field
    )
    before = session.scalars(query).one_or_none()
    if before is None:
        session.add(RegisterDecline(organisation_id=organisation_id, field=field, value=value))
    else:
        before.value = value


def follow_successor(session: Session, organisation_id: int, successor_urn: str, on: date) -> Adopted:
    """Adopt the successor of a closed institution and link the two; nothing of the closed one is removed."""
    _trio(session, organisation_id)
    adopted = adopt(session, [successor_urn], on)
    rows = adopted.added or adopted.already
    if not rows:
        words = _("The register has no institution with the URN {urn}. Import a newer extract.")
        raise WrongUse(words.format(urn=successor_urn))
    link = {"from_id": rows[0].organisation_id, "to_id": organisation_id, "type": RelationshipType.SUCCESSOR}
    known = session.scalars(select(OrganisationRelationship.id).filter_by(**link)).first()
    if known is None:
        session.add(OrganisationRelationship(**link, starts_on=on))
    return adopted


def _known(field: str) -> str:
    if field not in ORGANISATION_FIELDS and field not in PROFILE_FIELDS:
        raise WrongUse(_("“{field}” is not a fact that comes from the register.").format(field=field))
    return field


def _trio(session: Session, organisation_id: int) -> tuple[Organisation, InstitutionProfile, RegisterInstitution]:
    query = (
        select(Organisation, InstitutionProfile, RegisterInstitution)
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .join(RegisterInstitution, RegisterInstitution.urn == InstitutionProfile.urn)
        .where(Organisation.id == organisation_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise WrongUse(_("This organisation is not in the register, so there is nothing to compare it with."))
    return row[0], row[1], row[2]
