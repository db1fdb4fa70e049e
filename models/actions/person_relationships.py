"""Saying how two people are linked: colleagues, assistants, relations, alternates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import PersonRelationship
from models.errors import WrongUse
from models.validation import check_order, get_record
from models.vocabulary import PersonLink, Precision
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PersonRelationshipFields:
    """What a form of a link between two people holds; it is read "from ... to"."""

    from_id: int
    to_id: int
    type: PersonLink
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    note: str = ""
    version: int | None = None


def add_person_relationship(session: Session, fields: PersonRelationshipFields) -> int:
    """Link two people and return the number of the link."""
    _check(session, fields, 0)
    return writing.create(session, PersonRelationship, fields)


def edit_person_relationship(session: Session, link_id: int, fields: PersonRelationshipFields) -> int:
    """Change a link between two people."""
    _check(session, fields, link_id)
    return writing.edit(session, PersonRelationship, link_id, fields, _("link"))


def end_person_relationship(session: Session, link_id: int, ends_on: date, reason: str = "") -> int:
    """Say that two people are linked no longer from a day on, and why."""
    link = get_record(session, PersonRelationship, link_id, _("link"))
    check_order(link.starts_on, ends_on, _("The link would end before it began. Enter a later day."))
    link.ends_on, link.ends_precision, link.end_reason = ends_on, Precision.DAY, reason.strip()
    session.flush()
    return link_id


def remove_person_relationship(session: Session, link_id: int) -> None:
    """Take out a link that was entered by mistake."""
    writing.remove(session, PersonRelationship, link_id, _("link"))


def _check(session: Session, fields: PersonRelationshipFields, own_id: int) -> None:
    if fields.from_id == fields.to_id:
        raise WrongUse(_("Choose two different people to link."))
    check_order(fields.starts_on, fields.ends_on, _("The link would end before it began. Enter a later last day."))
    link = PersonRelationship
    pairs = [(fields.from_id, fields.to_id)]
    if fields.type in (PersonLink.COLLEAGUE, PersonLink.RELATED_TO):
        pairs.append((fields.to_id, fields.from_id))
    same = select(link.id).where(
        link.id != own_id,
        link.type == fields.type,
        or_(*((link.from_id == first) & (link.to_id == second) for first, second in pairs)),
        or_(link.ends_on.is_(None), link.ends_on > (fields.starts_on or date.min)),
    )
    if fields.ends_on is not None:
        same = same.where(or_(link.starts_on.is_(None), link.starts_on < fields.ends_on))
    if session.execute(same.limit(1)).first() is not None:
        raise WrongUse(_("These two are linked so already. End that link first, or change it."))
