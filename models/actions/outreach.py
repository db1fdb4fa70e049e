"""Who of ours looks after which relationship: given out in one action, handed on, and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Organisation, Person, RelationshipOwner
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record
from resources.i18n import _


def assign_outreach(
    session: Session, organisation_ids: Iterable[int], person_id: int, from_day: date, note: str = ""
) -> list[int]:
    """Have somebody look after the relationships with organisations from a day on; return the numbers made.

    Whoever looked after one of them until then hands it over on that day; where they are the same, nothing changes.
    """
    numbers = list(dict.fromkeys(organisation_ids))
    if not numbers:
        raise WrongUse(_("Choose the organisations that somebody is to look after."))
    check_exists(session, Person, person_id, _("person"))
    made = []
    for number in numbers:
        get_record(session, Organisation, number, _("organisation"))
        if any(_handed_over(owner, person_id, from_day) for owner in _from(session, number, from_day)):
            continue
        owner = RelationshipOwner(organisation_id=number, person_id=person_id, starts_on=from_day, note=note.strip())
        session.add(owner)
        session.flush()
        made.append(owner.id)
    session.flush()
    return made


def end_outreach(session: Session, owner_id: int, ends_on: date, reason: str = "") -> None:
    """Say that somebody no longer looks after a relationship from a day on; it has no owner until another is named."""
    owner = get_record(session, RelationshipOwner, owner_id, _("relationship owner"))
    check_order(owner.starts_on, ends_on, _("This would end before it began. Enter a later day."))
    owner.ends_on, owner.end_reason = ends_on, reason.strip()
    session.flush()


def _handed_over(owner: RelationshipOwner, person_id: int, day: date) -> bool:
    """Say whether the relationship is with the person already; end it with anybody else."""
    if owner.person_id == person_id and (owner.starts_on is None or owner.starts_on <= day):
        return True
    if owner.starts_on is not None and owner.starts_on > day:
        raise WrongUse(_("Somebody looks after this organisation from a later day already. Change that first."))
    owner.ends_on, owner.end_reason = day, _("Handed over")
    return False


def _from(session: Session, organisation_id: int, day: date) -> list[RelationshipOwner]:
    """Return who looks after an organisation on a day or later."""
    return list(
        session.scalars(
            select(RelationshipOwner)
            .where(
                RelationshipOwner.organisation_id == organisation_id,
                or_(RelationshipOwner.ends_on.is_(None), RelationshipOwner.ends_on > day),
            )
            .order_by(RelationshipOwner.id)
        )
    )
