"""What a newer extract of the register says differently from our records, to accept line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import InstitutionProfile, Organisation, RegisterDecline, RegisterInstitution
from models.queries.register import Successor, list_successors
from models.register_fields import ORGANISATION_FIELDS, PROFILE_FIELDS, field_words

Fact = str | int | date | None


@dataclass(frozen=True, slots=True)
class RegisterDifference:
    """One fact that the register has otherwise than we do."""

    organisation_id: int
    urn: str
    name: str
    field: str
    words: str
    ours: Fact
    theirs: Fact


@dataclass(frozen=True, slots=True)
class RegisterClosure:
    """An institution of ours that the register has as closed, and who followed it."""

    organisation_id: int
    urn: str
    name: str
    closed_on: date | None
    reason: str
    successors: tuple[Successor, ...]


def list_register_differences(session: Session, organisation_id: int | None = None) -> tuple[RegisterDifference, ...]:
    """Return every fact that differs, for one organisation or for all; what we declined before is left out.

    A fact that the register does not know is no difference.
    """
    query = (
        select(Organisation, InstitutionProfile, RegisterInstitution)
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .join(RegisterInstitution, RegisterInstitution.urn == InstitutionProfile.urn)
        .where(Organisation.archived_at.is_(None))
        .order_by(Organisation.name_key, Organisation.id)
    )
    declined_query = select(RegisterDecline.organisation_id, RegisterDecline.field, RegisterDecline.value)
    if organisation_id is not None:
        query = query.where(Organisation.id == organisation_id)
        declined_query = declined_query.where(RegisterDecline.organisation_id == organisation_id)
    declined = {(row[0], row[1]): row[2] for row in session.execute(declined_query)}
    found: list[RegisterDifference] = []
    for organisation, profile, register in session.execute(query):
        for holder, fields in ((organisation, ORGANISATION_FIELDS), (profile, PROFILE_FIELDS)):
            for field in fields:
                ours, theirs = getattr(holder, field), getattr(register, field)
                if theirs in (None, "") or ours == theirs or declined.get((organisation.id, field)) == str(theirs):
                    continue
                found.append(
                    RegisterDifference(
                        organisation.id, register.urn, organisation.name, field, field_words(field), ours, theirs
                    )
                )
    return tuple(found)


def list_register_closures(session: Session) -> tuple[RegisterClosure, ...]:
    """Return the institutions that we still have as open and the register has as closed, with their successors."""
    query = (
        select(
            Organisation.id,
            RegisterInstitution.urn,
            Organisation.name,
            RegisterInstitution.closed_on,
            RegisterInstitution.reason_closed,
        )
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .join(RegisterInstitution, RegisterInstitution.urn == InstitutionProfile.urn)
        .where(
            Organisation.archived_at.is_(None),
            RegisterInstitution.status == "Closed",
            InstitutionProfile.status != "Closed",
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(RegisterClosure(*row, list_successors(session, row.urn)) for row in session.execute(query))
