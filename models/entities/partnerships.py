"""Partnerships: what they are, who belongs, what they agreed, what each brings and gets."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.text import sort_key
from models.types import SortKey, choice
from models.vocabulary import (
    AgreementKind,
    AuthorityRelation,
    ContributionKind,
    FundingKind,
    LegalForm,
    MemberRole,
    OpportunityState,
    PartnershipStatus,
    Precision,
    ServiceKind,
    Stage,
    TimeOfDay,
)

PENCE = BigInteger()
"""An amount of money: a devolution deal is more than 32 bits of pence."""


class PartnershipType(Row):
    """A kind of partnership, from the preset list or one's own; period forms are kept as historical (need N057)."""

    __tablename__ = "partnership_type"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, unique=True)
    is_preset: Mapped[bool] = mapped_column(default=False)
    is_historical: Mapped[bool] = mapped_column(default=False)

    def rename(self, name: str) -> None:
        """Give the type a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class PartnershipProfile(Row):
    """What a partnership is: foundation, aims, status, funding, governance; one to one with its organisation."""

    __tablename__ = "partnership_profile"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), unique=True)
    type_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("partnership_type.id"), index=True)
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    founded_on: Mapped[date | None]
    founded_precision: Mapped[Precision] = mapped_column(choice(Precision, "founded_precision"), default=Precision.DAY)
    foundation_story: Mapped[str] = mapped_column(default="", server_default="")
    inaugural_event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    status: Mapped[PartnershipStatus] = mapped_column(choice(PartnershipStatus), default=PartnershipStatus.ACTIVE)
    company_number: Mapped[str] = mapped_column(default="", server_default="")
    charity_number: Mapped[str] = mapped_column(default="", server_default="")
    incorporated_on: Mapped[date | None]
    authority_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    authority_relation: Mapped[AuthorityRelation] = mapped_column(
        choice(AuthorityRelation), default=AuthorityRelation.UNKNOWN
    )
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    has_statutory_improvement: Mapped[bool] = mapped_column(default=False)
    has_traded_improvement: Mapped[bool] = mapped_column(default=False)
    has_traded_business: Mapped[bool] = mapped_column(default=False)
    employs_staff: Mapped[bool] = mapped_column(default=False)
    makes_contracts: Mapped[bool] = mapped_column(default=False)
    accounts_on: Mapped[date | None]
    """The day to which its last accounts were made up."""
    plan: Mapped[str] = mapped_column(default="", server_default="")
    review_on: Mapped[date | None]


class PartnershipForm(Row, Dated):
    """A legal form of a partnership from a day to a day; several may hold at once."""

    __tablename__ = "partnership_form"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    form: Mapped[LegalForm] = mapped_column(choice(LegalForm))


class PartnershipMembership(Row, Dated):
    """An organisation's part in a partnership, with its dates and why it ended."""

    __tablename__ = "partnership_membership"
    __table_args__ = (
        Index("ix_partnership_membership_pair", "partnership_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    member_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(choice(MemberRole), default=MemberRole.MEMBER)
    subscription_pence: Mapped[int | None] = mapped_column(PENCE)
    """What it pays a year, in pence."""
    note: Mapped[str] = mapped_column(default="", server_default="")


class PartnershipStage(Row, Dated):
    """A stage of a partnership from a day to a day, with why it moved on."""

    __tablename__ = "partnership_stage"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    why: Mapped[str] = mapped_column(default="", server_default="")


class FundingLine(Record):
    """Money or help in kind for a partnership in a year, from whom and for what."""

    __tablename__ = "funding_line"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    kind: Mapped[FundingKind] = mapped_column(choice(FundingKind))
    year_begins: Mapped[int]
    """The calendar year in which the academic year of the money begins."""
    amount_pence: Mapped[int] = mapped_column(PENCE, default=0)
    in_kind_pence: Mapped[int] = mapped_column(PENCE, default=0)
    """What help in kind is reckoned to be worth, in pence."""
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    is_restricted: Mapped[bool] = mapped_column(default=False)


class FundingOpportunity(Record):
    """A chance of money: who gives it, how much, when it is decided (need N130)."""

    __tablename__ = "funding_opportunity"

    title: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    amount_pence: Mapped[int | None] = mapped_column(PENCE)
    closes_on: Mapped[date | None]
    decision_on: Mapped[date | None]
    state: Mapped[OpportunityState] = mapped_column(choice(OpportunityState), default=OpportunityState.SEEN)
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Contribution(Record):
    """What a partner brought: skills, experience, resources or funds."""

    __tablename__ = "contribution"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    kind: Mapped[ContributionKind] = mapped_column(choice(ContributionKind))
    given_on: Mapped[date]
    text: Mapped[str]
    amount_pence: Mapped[int | None] = mapped_column(PENCE)
    hours: Mapped[int | None]


class Benefit(Record):
    """What a partner got out of a partnership, with what shows it."""

    __tablename__ = "benefit"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    seen_on: Mapped[date]
    text: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    saving_pence: Mapped[int | None] = mapped_column(PENCE)
    """What was saved by buying or using something together, in pence (need N076)."""


class Agreement(Record, Dated):
    """A memorandum, service level agreement, protocol or contract, with when it is to be looked at again."""

    __tablename__ = "agreement"

    kind: Mapped[AgreementKind] = mapped_column(choice(AgreementKind))
    title: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    review_on: Mapped[date | None]
    renewal_on: Mapped[date | None]
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class AgreementParty(Row):
    """An organisation that is party to an agreement."""

    __tablename__ = "agreement_party"
    __table_args__ = (
        Index("uq_agreement_party_pair", "agreement_id", "organisation_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    agreement_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("agreement.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)


class Delegation(Record, Dated):
    """A responsibility that one body handed to another, since when, and when it is looked at again (need N065)."""

    __tablename__ = "delegation"

    responsibility: Mapped[str]
    from_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    to_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    review_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Service(Record, Dated):
    """A service that somebody provides in or for an institution or a cluster, bought or not (needs N052, N131)."""

    __tablename__ = "service"

    provider_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    at_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The institution or cluster in or for which it is provided."""
    kind: Mapped[ServiceKind] = mapped_column(choice(ServiceKind))
    name: Mapped[str]
    time_of_day: Mapped[TimeOfDay | None] = mapped_column(choice(TimeOfDay))
    is_traded: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)
