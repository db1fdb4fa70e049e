"""Changing who belongs to a partnership: as what, since when, until when and why it ended, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnership_money import check_pence
from models.actions.partnerships import get_partnership, share_a_day
from models.entities import Organisation, OrganisationRelationship, PartnershipMembership, RelationshipType
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import MemberRole, Precision
from models.words import label
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MembershipFields:
    """What a form of a membership holds. `ends_on` is the first day on which it holds no longer."""

    partnership_id: int
    member_id: int
    role: MemberRole = MemberRole.MEMBER
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    subscription_pence: int | None = None
    note: str = ""
    version: int | None = None


def add_membership(session: Session, fields: MembershipFields) -> int:
    """Say that an organisation belongs to a partnership and return the number of the membership.

    A member may have several roles at once, like lead and deliverer, each a membership of its own.
    """
    _check(session, fields, None)
    return writing.create(session, PartnershipMembership, fields)


def edit_membership(session: Session, membership_id: int, fields: MembershipFields) -> int:
    """Change a membership. Raises StaleRecord when the form is older than the record."""
    _check(session, fields, membership_id)
    return writing.edit(session, PartnershipMembership, membership_id, fields, _("membership"))


def end_membership(
    session: Session, membership_id: int, ends_on: date, reason: str, precision: Precision = Precision.DAY
) -> int:
    """End a membership on a day with the reason, so that "why did they leave?" can be answered."""
    membership = get_record(session, PartnershipMembership, membership_id, _("membership"))
    check_order(membership.starts_on, ends_on, _("The membership would end before it began. Enter a later day."))
    membership.ends_on, membership.ends_precision = ends_on, precision
    membership.end_reason = required(reason, _("why the membership ended, in a few words"))
    session.flush()
    return membership_id


def remove_membership(session: Session, membership_id: int) -> None:
    """Take out a membership that was entered by mistake."""
    writing.remove(session, PartnershipMembership, membership_id, _("membership"))


def take_over_member_links(session: Session, partnership_id: int) -> int:
    """Turn the links "member of" that lead to a partnership into memberships; return how many there were.

    Books from before partnerships had members of their own keep them as such links.
    """
    get_partnership(session, partnership_id)
    link = OrganisationRelationship
    links = session.scalars(
        select(link).where(link.to_id == partnership_id, link.type == RelationshipType.MEMBER_OF).order_by(link.id)
    ).all()
    for row in links:
        fields = MembershipFields(
            partnership_id,
            row.from_id,
            starts_on=row.starts_on,
            starts_precision=row.starts_precision,
            ends_on=row.ends_on,
            ends_precision=row.ends_precision,
            end_reason=row.end_reason,
            note=row.note,
        )
        if not _same(session, fields, None):
            writing.create(session, PartnershipMembership, fields)
        session.delete(row)
    session.flush()
    return len(links)


def _check(session: Session, fields: MembershipFields, own_id: int | None) -> None:
    partnership = get_partnership(session, fields.partnership_id)
    member = get_record(session, Organisation, fields.member_id, _("organisation"))
    if partnership.id == member.id:
        raise WrongUse(_("A partnership cannot be a member of itself. Choose another organisation."))
    check_order(fields.starts_on, fields.ends_on, _("The membership would end before it began. Enter a later day."))
    check_pence(fields.subscription_pence, _("the subscription"))
    if _same(session, fields, own_id):
        raise WrongUse(
            _("{member} is {role} of {partnership} in that time already. Change that membership, or end it.").format(
                member=member.name, role=label(fields.role).lower(), partnership=partnership.name
            )
        )


def _same(session: Session, fields: MembershipFields, own_id: int | None) -> bool:
    """Say whether the member has the same role in the partnership on a day of the same time."""
    others = session.scalars(
        select(PartnershipMembership).where(
            PartnershipMembership.partnership_id == fields.partnership_id,
            PartnershipMembership.member_id == fields.member_id,
            PartnershipMembership.role == fields.role,
            PartnershipMembership.id != (own_id or 0),
        )
    )
    return any(share_a_day(other, fields) for other in others)
