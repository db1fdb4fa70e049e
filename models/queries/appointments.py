"""Appointments of councillors outside their council: governors and seats on outside bodies, which are no liaison.

An appointment is a role of somebody who is councillor on the day, at another organisation than a council of theirs, or
a role that anybody holds on behalf of a council. Being appointed is never contact: the last contact, the councillors'
engagement and the table of wards do not know of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Organisation, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.posts import AUTHORITIES
from models.queries.rows import fetch
from models.vocabulary import OrganisationKind, Visibility


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A councillor, or somebody for a council, in a role outside it."""

    affiliation_id: int
    person_id: int
    name: str
    organisation_id: int
    organisation: str
    kind: OrganisationKind
    institution_id: int | None
    """Whose board it is, where it is one inside another organisation."""
    institution: str | None
    role: str
    category: str
    appointing_body: str
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    """None where they sit there in their own right."""
    starts_on: date | None
    term_ends_on: date | None


_council = aliased(Organisation, name="council")
_above = aliased(Organisation, name="above")
_seat = aliased(Affiliation, name="seat")
_same = aliased(Affiliation, name="same")


def list_appointments(
    session: Session,
    *,
    as_at: date,
    on_behalf_of_id: int | None = None,
    organisation_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AppointmentRow, ...]:
    """Return the appointments that hold on a day, by organisation and name.

    Only those on behalf of one council, or at some organisations and in their bodies, where asked.
    """
    is_councillor = exists().where(
        _seat.person_id == Affiliation.person_id, _seat.area_id.is_not(None), valid_on(_seat, as_at)
    )
    at_their_council = exists().where(
        _same.person_id == Affiliation.person_id,
        _same.area_id.is_not(None),
        valid_on(_same, as_at),
        or_(_same.organisation_id == Organisation.id, _same.organisation_id == Organisation.parent_id),
    )
    statement = (
        select(
            Affiliation.id,
            Person.id,
            Person.display_name,
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            _above.id,
            _above.name,
            Affiliation.role,
            Affiliation.category,
            Affiliation.appointing_body,
            Affiliation.on_behalf_of_id,
            _council.name,
            Affiliation.starts_on,
            Affiliation.term_ends_on,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(_above, _above.id == Organisation.parent_id)
        .outerjoin(_council, _council.id == Affiliation.on_behalf_of_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .where(
            valid_on(Affiliation, as_at),
            Affiliation.area_id.is_(None),
            ~at_their_council,
            or_(is_councillor, _council.kind.in_(AUTHORITIES)),
            Person.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            or_(and_(is_councillor, Person.visibility.in_(nameable_to(audience))), readable(Person, audience)),
            readable(Organisation, audience),
            readable_or_none(_above, audience),
            readable_or_none(_council, audience),
            readable_or_none(Post, audience),
        )
        .order_by(Organisation.name_key, Organisation.id, Person.name_key, Affiliation.id)
    )
    if on_behalf_of_id is not None:
        statement = statement.where(Affiliation.on_behalf_of_id == on_behalf_of_id)
    if organisation_ids is not None:
        statement = statement.where(
            or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids))
        )
    return tuple(fetch(session, AppointmentRow, statement))
