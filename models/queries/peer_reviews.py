"""Peer reviews, and how independent each is: two that praise one another are no check on either (need N117)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import (
    Affiliation,
    Organisation,
    OrganisationKind,
    OrganisationRelationship,
    PartnershipMembership,
    PeerReview,
    Person,
    RelationshipType,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import Partnership
from models.queries.dated import is_current
from models.queries.partnership_people import find_names
from models.queries.rows import build, fetch_tuples
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from resources.i18n import _

WITHIN_YEARS = 3
"""Two institutions that reviewed each other within so many years count as reviewing one another."""

_Reviewer = aliased(Organisation, name="reviewer")
_Reviewed = aliased(Organisation, name="reviewed")
_Partners = aliased(Organisation, name="partners")


@dataclass(frozen=True, slots=True)
class PeerReviewRow:
    """A peer review with its names, and what speaks against its independence."""

    id: int
    reviewer_id: int
    reviewer: str
    reviewed_id: int
    reviewed: str
    partnership_id: int | None
    partnership: str
    reviewed_on: date
    focus: str
    judgement: str
    evidence: str
    moderator_id: int | None
    moderator: str
    """"" where there is none, or where the audience may not be told."""
    response: str
    attachment_id: int | None
    visibility: Visibility
    version: int
    returned_by: tuple[int, ...]
    """The reviews of the reviewer by the reviewed within the years asked for, that the audience may read."""
    is_moderated: bool
    moderator_is_inside: bool
    """Whether the moderator had a role at either institution on the day."""
    shared_groups: tuple[str, ...]
    """Trusts and federations that both belonged to on the day."""

    @property
    def is_reciprocal(self) -> bool:
        """Say whether the two reviewed one another."""
        return bool(self.returned_by)

    @property
    def has_evidence(self) -> bool:
        """Say whether the judgement rests on something."""
        return bool(self.evidence) or self.attachment_id is not None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return in words what speaks against the review's independence; nothing where all is well."""
        found = (
            (self.is_reciprocal, _("The two reviewed each other")),
            (not self.is_moderated, _("No moderator")),
            (self.moderator_is_inside, _("The moderator belongs to one of the two")),
            (bool(self.shared_groups), _("Both belong to {groups}").format(groups=", ".join(self.shared_groups))),
            (bool(self.judgement) and not self.has_evidence, _("No evidence for the judgement")),
        )
        return tuple(words for doubtful, words in found if doubtful)

    @property
    def is_independent(self) -> bool:
        """Say whether nothing speaks against its independence."""
        return not self.doubts


def list_peer_reviews(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    partnership_id: int | None = None,
    first_day: date = date.min,
    within_years: int = WITHIN_YEARS,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PeerReviewRow, ...]:
    """Return the peer reviews up to a day, the newest first; of or by one organisation where it is given."""
    one = PeerReview
    where = [one.archived_at.is_(None), one.reviewed_on <= as_at, sees_record(one, audience)]
    statement = (
        select(
            *(one.id, one.reviewer_id, _Reviewer.name, one.reviewed_id, _Reviewed.name, one.partnership_id),
            *(func.coalesce(_Partners.name, ""), one.reviewed_on, one.focus, one.judgement, one.evidence),
            *(one.moderator_id, Person.visibility, one.response, one.attachment_id, one.visibility, one.version),
        )
        .join(_Reviewer, _Reviewer.id == one.reviewer_id)
        .join(_Reviewed, _Reviewed.id == one.reviewed_id)
        .outerjoin(_Partners, _Partners.id == one.partnership_id)
        .outerjoin(Person, Person.id == one.moderator_id)
        .where(*where, one.reviewed_on >= first_day)
        .order_by(one.reviewed_on.desc(), one.id.desc())
    )
    if organisation_id is not None:
        statement = statement.where(or_(one.reviewer_id == organisation_id, one.reviewed_id == organisation_id))
    if partnership_id is not None:
        statement = statement.where(one.partnership_id == partnership_id)
    rows = fetch_tuples(session, statement)
    pairs: dict[tuple[int, int], list[tuple[int, date]]] = {}
    for number, reviewer, reviewed, day in session.execute(
        select(one.id, one.reviewer_id, one.reviewed_id, one.reviewed_on).where(*where).order_by(one.reviewed_on)
    ):
        pairs.setdefault((reviewer, reviewed), []).append((number, day))
    names = find_names(session, {row[11]: row[12] for row in rows if row[11]}, as_at, audience)
    inside = _inside(session, {row[11] for row in rows if row[11]})
    groups = _groups(session, {number for row in rows for number in (row[1], row[3])}, audience)
    return tuple(
        build(
            PeerReviewRow,
            (*row[:11], row[11] if row[11] in names else None, names.get(row[11], ""), *row[13:]),
            returned_by=_returned(pairs.get((row[3], row[1]), []), row[7], within_years),
            is_moderated=row[11] is not None,
            moderator_is_inside=_is_inside(inside.get(row[11], []), {row[1], row[3]}, row[7]),
            shared_groups=_shared(groups, row[7], row[1], row[3]),
        )
        for row in rows
    )


def list_doubtful_reviews(
    session: Session,
    *,
    as_at: date,
    within_years: int = WITHIN_YEARS,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PeerReviewRow, ...]:
    """Return the peer reviews against whose independence something speaks."""
    rows = list_peer_reviews(session, as_at=as_at, within_years=within_years, audience=audience)
    return tuple(row for row in rows if not row.is_independent)


def _returned(reviews: list[tuple[int, date]], day: date, years: int) -> tuple[int, ...]:
    """Return those reviews that lie within so many years of a day, before or after it."""
    return tuple(number for number, other in reviews if max(day, other) <= years_later(min(day, other), years))


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


Role = tuple[int, int | None, date | None, date | None]


def _inside(session: Session, people: Collection[int]) -> dict[int, list[Role]]:
    """Return where moderators have or had roles: the organisation, the one it is part of, from and to."""
    if not people:
        return {}
    roles = (
        select(
            *(Affiliation.person_id, Affiliation.organisation_id, Organisation.parent_id),
            *(Affiliation.starts_on, Affiliation.ends_on),
        )
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.person_id.in_(sorted(people)))
    )
    found: dict[int, list[Role]] = {}
    for person, organisation, parent, starts_on, ends_on in session.execute(roles):
        found.setdefault(person, []).append((organisation, parent, starts_on, ends_on))
    return found


def _is_inside(roles: list[Role], two: set[int], day: date) -> bool:
    return any(
        ({organisation, parent} & two) and is_current(starts_on, ends_on, day)
        for organisation, parent, starts_on, ends_on in roles
    )


Belonging = tuple[str, date | None, date | None]


def _groups(session: Session, ids: Collection[int], audience: Visibility) -> dict[int, list[Belonging]]:
    """Return the trusts and federations that institutions belong or belonged to, from and to; links count as well."""
    kept, link = PartnershipMembership, OrganisationRelationship
    kept_so = exists().where(kept.partnership_id == link.to_id, kept.member_id == link.from_id)
    legal = Partnership.kind.in_((OrganisationKind.TRUST, OrganisationKind.FEDERATION))
    seen = (Partnership.archived_at.is_(None), readable(Partnership, audience), legal)
    own = (
        select(kept.member_id, Partnership.name, kept.starts_on, kept.ends_on)
        .join(Partnership, Partnership.id == kept.partnership_id)
        .where(kept.member_id.in_(sorted(ids)), *seen)
    )
    linked = (
        select(link.from_id, Partnership.name, link.starts_on, link.ends_on)
        .join(Partnership, Partnership.id == link.to_id)
        .where(link.from_id.in_(sorted(ids)), link.type == RelationshipType.MEMBER_OF, ~kept_so, *seen)
    )
    found: dict[int, list[Belonging]] = {}
    for member, name, starts_on, ends_on in session.execute(own.union_all(linked)):
        found.setdefault(member, []).append((name, starts_on, ends_on))
    return found


def _shared(groups: Mapping[int, list[Belonging]], day: date, one: int, other: int) -> tuple[str, ...]:
    """Return the groups that both belonged to on a day."""
    both = (
        {name for name, starts_on, ends_on in groups.get(number, ()) if is_current(starts_on, ends_on, day)}
        for number in (one, other)
    )
    return tuple(sorted(set.intersection(*both)))
