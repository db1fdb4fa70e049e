"""Changing who sits in a partnership for a local authority, and whom it employs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, PostFields, add_affiliation, create_post
from models.actions.partnerships import get_partnership
from models.entities import Organisation, PartnershipProfile, Post
from models.errors import WrongUse
from models.queries.belonging import AUTHORITY_KINDS
from models.queries.partnership_people import AUTHORITY_SEAT, STAFF
from models.validation import get_record, required
from models.vocabulary import Precision
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AuthoritySeatFields:
    """What a form of a local authority's seat holds; `person_id` is who sits in it, None while it is vacant."""

    partnership_id: int
    authority_id: int
    label: str = ""
    voting: bool = True
    since: date | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class StaffFields:
    """What a form of somebody employed by a partnership holds. `ends_on` is the first day after it."""

    partnership_id: int
    person_id: int
    role: str
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    end_reason: str = ""


def add_authority_seat(session: Session, fields: AuthoritySeatFields) -> int:
    """Give a local authority a seat in a partnership, with or without somebody in it; return the seat's number."""
    partnership = get_partnership(session, fields.partnership_id)
    authority = get_record(session, Organisation, fields.authority_id, _("local authority"))
    if authority.kind not in AUTHORITY_KINDS:
        raise WrongUse(
            _("{name} is not a local authority. Choose a council, or change what it is.").format(name=authority.name)
        )
    seat = PostFields(
        fields.partnership_id,
        _("Local authority representative"),
        label=fields.label or authority.name,
        category=AUTHORITY_SEAT,
        appointing_body=authority.name,
        voting=fields.voting,
        starts_on=fields.since,
    )
    post_id = create_post(session, seat)
    # Who may know of the partnership may know of the authority's seat in it.
    get_record(session, Post, post_id, _("seat")).visibility = partnership.visibility
    session.flush()
    if fields.person_id is not None:
        fill_authority_seat(session, post_id, fields.person_id, fields.authority_id, since=fields.since)
    return post_id


def fill_authority_seat(
    session: Session, post_id: int, person_id: int, authority_id: int, *, since: date | None = None
) -> int:
    """Say who sits for the local authority from a day on; return the number of the role (`end_affiliation` ends it)."""
    post = get_record(session, Post, post_id, _("seat"))
    return add_affiliation(
        session,
        AffiliationFields(
            person_id,
            post.organisation_id,
            post.role,
            post_id=post_id,
            category=post.category,
            appointing_body=post.appointing_body,
            on_behalf_of_id=authority_id,
            starts_on=since,
        ),
    )


def employ(session: Session, fields: StaffFields) -> int:
    """Say that a partnership employs somebody; return the number of the role, which `end_affiliation` ends.

    Raises WrongUse for a partnership that is not set down as employing staff: then its host does.
    """
    partnership = get_partnership(session, fields.partnership_id)
    employs = session.scalar(
        select(PartnershipProfile.employs_staff).where(PartnershipProfile.organisation_id == partnership.id)
    )
    if not employs:
        raise WrongUse(
            _(
                "{name} is not set down as employing staff. Say so in its record first, or enter the role at the "
                "member that employs them."
            ).format(name=partnership.name)
        )
    return add_affiliation(
        session,
        AffiliationFields(
            fields.person_id,
            partnership.id,
            required(fields.role, _("the role, like Partnership manager")),
            category=STAFF,
            starts_on=fields.starts_on,
            starts_precision=fields.starts_precision,
            ends_on=fields.ends_on,
            end_reason=fields.end_reason,
        ),
    )
