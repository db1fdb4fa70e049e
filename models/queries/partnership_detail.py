"""One partnership in exactly five blocks: foundation, aims, status, funding, governance (need N104)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Aim, Event, PartnershipProfile, Person
from models.errors import WrongUse
from models.partnership_types import CHARITY_FORMS, COMPANY_FORMS
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS
from models.queries.dated import valid_on
from models.queries.partnership_governance import GovernanceLine, list_governance
from models.queries.partnership_history import LegalFormRow, StageRow, list_legal_forms, list_stages
from models.queries.partnership_members import MembershipRow, list_members
from models.queries.partnership_money import FundingYear, list_funding_years
from models.queries.partnership_people import AuthorityPresence, find_names, list_authority_presence
from models.queries.partnerships import PartnershipRow, find_partnership_rows
from models.text import sort_key
from models.vocabulary import MemberRole, Precision, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Foundation:
    """Where a partnership comes from."""

    founded_on: date | None
    founded_precision: Precision
    years_old: int | None
    story: str
    inaugural_event_id: int | None
    inaugural_event: str
    inaugural_on: date | None
    convenors: tuple[str, ...]
    """The organisations and people that convene it."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.founded_on or self.story or self.inaugural_event_id)


@dataclass(frozen=True, slots=True)
class Aims:
    """What a partnership is for."""

    purpose: str
    aims: tuple[str, ...]
    plan: str
    review_on: date | None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.purpose or self.aims)


@dataclass(frozen=True, slots=True)
class Status:
    """What a partnership is: kind, stage, model, its legal forms with their numbers, how it stands to the authority."""

    row: PartnershipRow
    forms: tuple[LegalFormRow, ...]
    stages: tuple[StageRow, ...]
    company_number: str
    charity_number: str
    incorporated_on: date | None
    has_statutory_improvement: bool
    has_traded_improvement: bool
    has_traded_business: bool
    lacks: tuple[str, ...]
    """What its legal forms should have and have not, in words."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.forms or self.stages or self.row.type_id)


@dataclass(frozen=True, slots=True)
class Funding:
    """What a partnership lived on, year by year, the newest first."""

    years: tuple[FundingYear, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of it."""
        return not self.years


@dataclass(frozen=True, slots=True)
class Governance:
    """Who runs a partnership and by what rules."""

    members: tuple[MembershipRow, ...]
    authority_presence: tuple[AuthorityPresence, ...]
    lines: tuple[GovernanceLine, ...]
    """What governance needs and whether it is there; none for a partnership that is not at work."""
    employs_staff: bool
    makes_contracts: bool
    accounts_on: date | None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known of it."""
        return not (self.members or self.authority_presence or any(line.is_met for line in self.lines))


@dataclass(frozen=True, slots=True)
class PartnershipDetail:
    """A partnership in its five blocks."""

    id: int
    name: str
    version: int | None
    """That of the profile; None where the partnership is known by name only."""
    foundation: Foundation
    aims: Aims
    status: Status
    funding: Funding
    governance: Governance

    @property
    def empty_blocks(self) -> tuple[str, ...]:
        """Return the names of the blocks of which nothing is known."""
        blocks: dict[str, Foundation | Aims | Status | Funding | Governance] = {
            _("Foundation"): self.foundation,
            _("Aims"): self.aims,
            _("Status"): self.status,
            _("Funding"): self.funding,
            _("Governance"): self.governance,
        }
        return tuple(name for name, block in blocks.items() if block.is_empty)


def find_partnership(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> PartnershipDetail:
    """Return a partnership as it stood on a day. Raises WrongUse where there is none that the audience may read of."""
    row = find_partnership_rows(session, [partnership_id], as_at=as_at, audience=audience).get(partnership_id)
    if row is None:
        raise WrongUse(_("There is no partnership number {number}. Choose another.").format(number=partnership_id))
    profile = session.scalar(
        select(PartnershipProfile).where(PartnershipProfile.organisation_id == partnership_id)
    ) or PartnershipProfile(organisation_id=partnership_id)
    members = list_members(session, partnership_id, as_at=as_at, audience=audience)
    checks = list_governance(
        session, as_at=as_at, kinds=GROUPING_KINDS, partnership_id=partnership_id, audience=audience
    )
    governance = Governance(
        members,
        list_authority_presence(session, as_at=as_at, partnership_id=partnership_id, audience=audience),
        checks[0].lines if checks else (),
        bool(profile.employs_staff),
        bool(profile.makes_contracts),
        profile.accounts_on,
    )
    return PartnershipDetail(
        partnership_id,
        row.name,
        profile.version,
        _foundation(session, profile, row, members, as_at, audience),
        _aims(session, profile, as_at, audience),
        _status(session, profile, row, as_at),
        Funding(list_funding_years(session, partnership_id, audience=audience)),
        governance,
    )


def _foundation(
    session: Session,
    profile: PartnershipProfile,
    row: PartnershipRow,
    members: tuple[MembershipRow, ...],
    as_at: date,
    audience: Visibility,
) -> Foundation:
    event = session.execute(
        select(Event.id, Event.title, Event.starts_at).where(
            Event.id == profile.inaugural_event_id, Event.archived_at.is_(None), readable(Event, audience)
        )
    ).one_or_none()
    people = session.execute(
        select(Person.id, Person.visibility, Affiliation.role)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .where(
            Affiliation.organisation_id == profile.organisation_id,
            and_(valid_on(Affiliation, as_at), Person.archived_at.is_(None)),
        )
        .order_by(Person.name_key, Person.id)
    )
    levels = {number: level for number, level, role in people if sort_key(role) in ("convenor", "convener")}
    names = find_names(session, levels, as_at, audience)
    return Foundation(
        profile.founded_on,
        row.founded_precision,
        row.years_old,
        profile.foundation_story or "",
        event.id if event else None,
        event.title if event else "",
        event.starts_at.date() if event else None,
        (*(one.member for one in members if one.role is MemberRole.CONVENOR), *names.values()),
    )


def _aims(session: Session, profile: PartnershipProfile, as_at: date, audience: Visibility) -> Aims:
    aims = session.scalars(
        select(Aim.text)
        .where(
            Aim.partnership_id == profile.organisation_id,
            Aim.archived_at.is_(None),
            or_(Aim.closed_on.is_(None), Aim.closed_on > as_at),
            readable(Aim, audience),
        )
        .order_by(Aim.number, Aim.id)
    )
    return Aims(profile.purpose or "", tuple(aims), profile.plan or "", profile.review_on)


def _status(session: Session, profile: PartnershipProfile, row: PartnershipRow, as_at: date) -> Status:
    forms = list_legal_forms(session, row.id, as_at=as_at)
    held = {form.form for form in forms if form.is_current}
    lacks = []
    if held & COMPANY_FORMS and not profile.company_number:
        lacks.append(_("It is a company, and its company number is not known."))
    if held & CHARITY_FORMS and not profile.charity_number:
        lacks.append(_("It is a charity, and its charity number is not known."))
    if not held:
        lacks.append(_("Its legal form is not known."))
    return Status(
        row,
        forms,
        list_stages(session, row.id, as_at=as_at),
        profile.company_number or "",
        profile.charity_number or "",
        profile.incorporated_on,
        bool(profile.has_statutory_improvement),
        bool(profile.has_traded_improvement),
        bool(profile.has_traded_business),
        tuple(lacks),
    )
