"""What partners learn from each other: ratings, peer reviews, case studies, practitioners and practice passed on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.entities.impact import NUMBER
from models.types import choice
from models.vocabulary import Permission, SupportStrand


class SupportRating(Row):
    """How a partnership or a member rates one strand of its local authority's support in a year, 1 to 5."""

    __tablename__ = "support_rating"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="scale"),
        Index("uq_support_rating_year", "rater_id", "authority_id", "year_begins", "strand", unique=True),
        {"sqlite_autoincrement": True},
    )

    rater_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    authority_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    year_begins: Mapped[int]
    strand: Mapped[SupportStrand] = mapped_column(choice(SupportStrand))
    score: Mapped[int]
    rated_on: Mapped[date]
    comment: Mapped[str] = mapped_column(default="", server_default="")


class PeerReview(Record):
    """One institution's review of another, with its moderator and what it rests on (needs N116, N117)."""

    __tablename__ = "peer_review"

    reviewer_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    reviewed_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    reviewed_on: Mapped[date]
    focus: Mapped[str] = mapped_column(default="", server_default="")
    judgement: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    moderator_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    response: Mapped[str] = mapped_column(default="", server_default="")
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)


class CaseStudy(Record):
    """A story worth telling, with the permission of those in it and where it was told (need N126)."""

    __tablename__ = "case_study"

    title: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("activity.id"), index=True)
    aim: Mapped[str] = mapped_column(default="", server_default="")
    what_was_done: Mapped[str] = mapped_column(default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    quote: Mapped[str] = mapped_column(default="", server_default="")
    quoted_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    permission: Mapped[Permission] = mapped_column(choice(Permission), default=Permission.NOT_ASKED)
    permission_on: Mapped[date | None]
    published_where: Mapped[str] = mapped_column(default="", server_default="")
    published_on: Mapped[date | None]


class CaseStudyPartner(Row):
    """An organisation that a case study tells of."""

    __tablename__ = "case_study_partner"
    __table_args__ = (
        Index("uq_case_study_partner_pair", "case_study_id", "organisation_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    case_study_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("case_study.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)


class Practitioner(Record):
    """A person whose practice others can call on: what they know and how much time they have (need N089)."""

    __tablename__ = "practitioner"

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), unique=True)
    expertise: Mapped[str]
    phase: Mapped[str] = mapped_column(default="", server_default="")
    availability: Mapped[str] = mapped_column(default="", server_default="")
    days_a_year: Mapped[int | None]


class PractitionerTime(Row):
    """Time a practitioner gave to an organisation."""

    __tablename__ = "practitioner_time"

    practitioner_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("practitioner.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    given_on: Mapped[date]
    hours: Mapped[Decimal] = mapped_column(NUMBER)
    what: Mapped[str] = mapped_column(default="", server_default="")


class GoodPractice(Record):
    """Practice worth passing on, and where it comes from (need N119)."""

    __tablename__ = "good_practice"

    title: Mapped[str]
    text: Mapped[str]
    origin_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    noted_on: Mapped[date]


class PracticeAdoption(Row):
    """An organisation that took up a practice."""

    __tablename__ = "practice_adoption"
    __table_args__ = (
        Index("uq_practice_adoption_pair", "practice_id", "organisation_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    practice_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("good_practice.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    adopted_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="", server_default="")
