"""What an independent school does for others: evidence of public benefit, in activities, counts, hours and help.

Only what reaches pupils of other schools counts; its own pupils are no public benefit, and those of whom nobody noted
which school they are from are told apart, not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Contribution, InstitutionProfile, Organisation
from models.errors import WrongUse
from models.queries.activities import ActivityFilter, ActivityRow, list_activities
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.reach import ReachTotals, least_shown, list_counts, total_counts
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import ContributionKind, Sector, Visibility
from resources.i18n import _

_Partners = aliased(Organisation, name="partners")


@dataclass(frozen=True, slots=True)
class GivenRow:
    """What the school brought to a partnership."""

    id: int
    partnership_id: int
    partnership: str
    kind: ContributionKind
    given_on: date
    text: str
    amount_pence: int | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class PublicBenefit:
    """Evidence of an independent school's public benefit in a period, as an audience may see it (need N140)."""

    organisation_id: int
    organisation: str
    first_day: date
    last_day: date
    activities: tuple[ActivityRow, ...]
    """What the school held itself; activities that nobody but itself had a part in are among them."""
    others: ReachTotals
    """Pupils of other schools that its activities and events reached."""
    not_said: ReachTotals
    """Pupils of whom nobody noted which school they are from."""
    schools: tuple[tuple[int, str], ...]
    """The schools whose pupils were reached."""
    given: tuple[GivenRow, ...]

    @property
    def hours_given(self) -> int:
        """Return the hours of staff and others that the school gave."""
        return sum(row.hours or 0 for row in self.given)

    @property
    def amount_pence(self) -> int:
        """Return the money the school gave, in pence."""
        return sum(row.amount_pence or 0 for row in self.given)

    @property
    def with_evidence(self) -> int:
        """Return for how many activities there is evidence."""
        return sum(row.evidence > 0 for row in self.activities)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not (self.activities or self.given or self.others.occasions)


def is_independent(sector: Sector | None, type_group: str, establishment_type: str) -> bool:
    """Say whether an institution is an independent school: as corrected by us, otherwise as the register has it."""
    if sector is not None:
        return sector is Sector.INDEPENDENT
    # Academies are "independent" of the authority in the register's longer names, so the group is asked first.
    return type_group.casefold().startswith("independent") or (
        not type_group and "other independent" in establishment_type.casefold()
    )


def list_independent_schools(
    session: Session, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[tuple[int, str], ...]:
    """Return the independent schools that are open on a day, by name."""
    profile = InstitutionProfile
    statement = (
        select(Organisation.id, Organisation.name, profile.sector, profile.type_group, profile.establishment_type)
        .join(profile, profile.organisation_id == Organisation.id)
        .where(
            Organisation.archived_at.is_(None),
            or_(Organisation.closed_on.is_(None), Organisation.closed_on > as_at),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(
        (row.id, row.name)
        for row in session.execute(statement)
        if is_independent(row.sector, row.type_group, row.establishment_type)
    )


def find_public_benefit(
    session: Session,
    organisation_id: int,
    first_day: date,
    last_day: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> PublicBenefit:
    """Return the evidence of an independent school's public benefit in a period, both days included.

    Raises WrongUse for a school that is not independent, and when the audience may not read of it.
    """
    name = _name_of(session, organisation_id, audience)
    where = ActivityFilter(organisation_id=organisation_id, first_day=first_day, last_day=last_day)
    counts = list_counts(session, first_day, last_day, holder_id=organisation_id, audience=audience)
    others = [row for row in counts if row.organisation_id not in (None, organisation_id)]
    least = least_shown(session, audience)
    schools = {row.organisation_id: row.organisation for row in others if row.organisation_id is not None}
    return PublicBenefit(
        organisation_id,
        name,
        first_day,
        last_day,
        list_activities(session, as_at=last_day, where=where, audience=audience),
        total_counts(others, audience, least),
        total_counts([row for row in counts if row.organisation_id is None], audience, least),
        tuple(sorted(schools.items(), key=lambda one: (one[1], one[0]))),
        _given(session, organisation_id, first_day, last_day, audience),
    )


def _given(
    session: Session, organisation_id: int, first_day: date, last_day: date, audience: Visibility
) -> tuple[GivenRow, ...]:
    one = Contribution
    statement = (
        select(*(one.id, _Partners.id, _Partners.name, one.kind, one.given_on, one.text, one.amount_pence, one.hours))
        .join(_Partners, _Partners.id == one.partnership_id)
        .where(
            one.organisation_id == organisation_id,
            one.given_on.between(first_day, last_day),
            one.archived_at.is_(None),
            sees_record(one, audience),
        )
        .order_by(one.given_on, one.id)
    )
    return tuple(fetch(session, GivenRow, statement))


def _name_of(session: Session, organisation_id: int, audience: Visibility) -> str:
    profile = InstitutionProfile
    row = session.execute(
        select(Organisation.name, profile.sector, profile.type_group, profile.establishment_type)
        .outerjoin(profile, profile.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id, readable(Organisation, audience))
    ).one_or_none()
    if row is None:
        raise WrongUse(_("There is no school number {number}. Choose another.").format(number=organisation_id))
    if not is_independent(row.sector, row.type_group or "", row.establishment_type or ""):
        raise WrongUse(
            _("{name} is not an independent school. Choose one, or correct its sector first.").format(name=row.name)
        )
    return str(row.name)
