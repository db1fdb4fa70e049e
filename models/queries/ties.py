"""One organisation and whom it is tied to, by what: the rows of its star."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Organisation, OrganisationKind, RelationshipType
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import is_open
from models.queries.organisation_links import list_links
from models.queries.partnership_members import list_members, list_memberships_of
from models.text import sort_key
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Tie:
    """That the organisation in the middle is tied to another."""

    other_id: int
    other: str
    other_kind: OrganisationKind
    type: RelationshipType | None
    """None where one is a part of the other."""
    outward: bool
    """Whether the tie is read from the one in the middle to the other; of a part: from the part to the whole."""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """An organisation with its ties, groups first, then by what ties them, then by name."""

    id: int
    name: str
    kind: OrganisationKind
    ties: tuple[Tie, ...]


def find_ties(
    session: Session, organisation_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> Ties | None:
    """Return whom an organisation is tied to on a day; None where there is no such organisation for the audience.

    Memberships both ways, links of every type but those that only repeat a membership, the whole it is a part of, and
    its own parts.
    """
    own = session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind, Organisation.parent_id).where(
            Organisation.id == organisation_id, readable(Organisation, audience)
        )
    ).one_or_none()
    if own is None:
        return None
    found = [
        *_memberships(session, organisation_id, as_at, audience),
        *_links(session, organisation_id, as_at, audience),
        *_parts(session, organisation_id, own.parent_id, as_at, audience),
    ]
    order = {kind: place for place, kind in enumerate(RelationshipType)}
    found.sort(
        key=lambda tie: (
            tie.type is not RelationshipType.MEMBER_OF,
            len(order) if tie.type is None else order[tie.type],
            not tie.outward,
            sort_key(tie.other),
            tie.other_id,
        )
    )
    return Ties(own.id, own.name, own.kind, tuple(found))


def _memberships(session: Session, number: int, as_at: date, audience: Visibility) -> list[Tie]:
    member = RelationshipType.MEMBER_OF
    above = list_memberships_of(session, number, as_at=as_at, audience=audience)
    below = list_members(session, number, as_at=as_at, audience=audience)
    return [
        *(Tie(row.partnership_id, row.partnership, row.partnership_kind, member, True, row.starts_on) for row in above),
        *(Tie(row.member_id, row.member, row.member_kind, member, False, row.starts_on) for row in below),
    ]


def _links(session: Session, number: int, as_at: date, audience: Visibility) -> list[Tie]:
    rows = [
        row
        for row in list_links(session, as_at=as_at, organisation_id=number, audience=audience)
        if row.type is not RelationshipType.MEMBER_OF and row.from_id != row.to_id
    ]
    others = {row.to_id if row.from_id == number else row.from_id for row in rows}
    kinds = dict(
        session.execute(select(Organisation.id, Organisation.kind).where(Organisation.id.in_(sorted(others)))).all()
    )
    made = []
    for row in rows:
        outward = row.from_id == number
        other, name = (row.to_id, row.to_name) if outward else (row.from_id, row.from_name)
        made.append(Tie(other, name, kinds[other], row.type, outward, row.starts_on))
    return made


def _parts(session: Session, number: int, parent_id: int | None, as_at: date, audience: Visibility) -> list[Tie]:
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind)
        .where(
            or_(Organisation.parent_id == number, Organisation.id == parent_id),
            is_open(Organisation, as_at),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    return [Tie(row.id, row.name, row.kind, None, row.id == parent_id) for row in rows]
