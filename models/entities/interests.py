"""Who ought to be known where, what interests people declare, and how people are linked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.types import choice
from models.vocabulary import InterestNature, OrganisationKind, PersonLink


class RoleExpectation(Row):
    """A role that ought to be known at every organisation of a kind; what is missing is the gap list."""

    __tablename__ = "role_expectation"

    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind))
    phase: Mapped[str] = mapped_column(default="", server_default="")
    """Only institutions of this phase of education; empty for all."""
    body_kind: Mapped[str] = mapped_column(default="", server_default="")
    role: Mapped[str]
    topic: Mapped[str] = mapped_column(default="", server_default="")
    """What the person ought to be the one to ask about; empty for the role alone."""
    note: Mapped[str] = mapped_column(default="", server_default="")


class InterestDeclaration(Record, Dated):
    """An interest in the register of interests of a body."""

    __tablename__ = "interest_declaration"

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The body to which it was declared."""
    nature: Mapped[InterestNature] = mapped_column(choice(InterestNature))
    body_named: Mapped[str]
    """The business, body or person that the interest is in, as declared."""
    named_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    detail: Mapped[str] = mapped_column(default="", server_default="")
    declared_on: Mapped[date]
    is_published: Mapped[bool] = mapped_column(default=False)


class InterestConfirmation(Row):
    """That somebody confirmed their declarations for an academic year, or that they have none (a nil return)."""

    __tablename__ = "interest_confirmation"
    __table_args__ = (
        Index("uq_interest_confirmation_year", "person_id", "organisation_id", "year_begins", unique=True),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    year_begins: Mapped[int]
    """The calendar year in which the academic year begins."""
    confirmed_on: Mapped[date]
    is_nil: Mapped[bool] = mapped_column(default=False)


class PersonRelationship(Row, Dated):
    """A link between two people, with its dates; feeds the interests where they are related."""

    __tablename__ = "person_relationship"

    from_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    type: Mapped[PersonLink] = mapped_column(choice(PersonLink))
    note: Mapped[str] = mapped_column(default="", server_default="")


class StatusChange(Row):
    """A change of what an institution is: opened, converted to an academy, closed, merged."""

    __tablename__ = "status_change"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    changed_on: Mapped[date]
    status_before: Mapped[str] = mapped_column(default="", server_default="")
    status_after: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str] = mapped_column(default="", server_default="")


class BodyProfile(Row):
    """What a body that meets has settled about itself; one to one with its organisation."""

    __tablename__ = "body_profile"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), unique=True)
    terms_of_reference: Mapped[str] = mapped_column(default="", server_default="")
    terms_reviewed_on: Mapped[date | None]
    quorum_rule: Mapped[str] = mapped_column(default="half_in_post", server_default="half_in_post")
    """One of vocabulary.QuorumRule."""
    quorum_number: Mapped[int | None]
    """The number for the rule `fixed`, or the least for the others."""
    notice_days: Mapped[int | None]
    """Clear days of notice: neither the day of the notice nor the day of the meeting counts."""
    paper_days: Mapped[int | None]
    minute_prefix: Mapped[str] = mapped_column(default="", server_default="")
    is_public: Mapped[bool] = mapped_column(default=False)
