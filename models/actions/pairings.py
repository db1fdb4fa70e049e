"""Changing who supports whom, and which partnerships work together: dated links between two organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions.organisations import RelationshipFields, add_relationship
from models.actions.partnerships import get_partnership
from models.entities import Organisation, OrganisationKind, OrganisationRelationship, RelationshipType
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Precision
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PairingFields:
    """What a form of a pairing holds: which institution supports which, and what the support is about."""

    supporting_id: int
    supported_id: int
    focus: str
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY


def pair_institutions(session: Session, fields: PairingFields) -> int:
    """Say that an institution supports another and return the number of the link; `end_relationship` ends it."""
    focus = required(fields.focus, _("what the support is about, like Early reading"))
    for number in (fields.supporting_id, fields.supported_id):
        institution = get_record(session, Organisation, number, _("institution"))
        if institution.kind is not OrganisationKind.INSTITUTION:
            raise WrongUse(
                _("{name} is not a school, college or setting. Choose two institutions to pair.").format(
                    name=institution.name
                )
            )
    return add_relationship(
        session,
        RelationshipFields(
            fields.supporting_id,
            fields.supported_id,
            RelationshipType.SUPPORTS,
            fields.starts_on,
            fields.starts_precision,
            focus,
        ),
    )


def link_partnerships(
    session: Session,
    one_id: int,
    other_id: int,
    *,
    starts_on: date | None = None,
    precision: Precision = Precision.DAY,
    note: str = "",
) -> int:
    """Say that two partnerships work together, whichever is named first; return the number of the link."""
    for number in (one_id, other_id):
        get_partnership(session, number)
    link = OrganisationRelationship
    turned = select(link.id).where(
        link.from_id == other_id,
        link.to_id == one_id,
        link.type == RelationshipType.LINKED_WITH,
        or_(link.ends_on.is_(None), link.ends_on > (starts_on or date.min)),
    )
    if session.scalar(turned.limit(1)) is not None:
        raise WrongUse(_("These two partnerships are linked already. End that link first, or change it."))
    fields = RelationshipFields(one_id, other_id, RelationshipType.LINKED_WITH, starts_on, precision, note)
    return add_relationship(session, fields)
