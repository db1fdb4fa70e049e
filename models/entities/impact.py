"""What partnerships do and what comes of it: aims, activities, outcomes, ratings, reviews, case studies, surveys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.types import choice
from models.vocabulary import AnswerKind, Judgement, MeasureKind, Permission, SupportStrand

NUMBER = Numeric(16, 4, asdecimal=True)
"""A value of a measure: exact, four places."""


class SharedGoal(Record):
    """A goal that several partnerships work towards (need N132)."""

    __tablename__ = "shared_goal"

    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Aim(Record):
    """What a partnership is for; its activities are held against it (need N094)."""

    __tablename__ = "aim"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("shared_goal.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    closed_on: Mapped[date | None]


class Activity(Record, Dated):
    """Something done together or by one institution: what, by whom, for which aim, and how well it went."""

    __tablename__ = "activity"

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    """School-to-school support, peer review, joint practice development, brokerage, research link ... words."""
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The institution that does it or was asked about it (need N035)."""
    aim_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("aim.id"), index=True)
    is_off_purpose: Mapped[bool] = mapped_column(default=False)
    lead_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    surveyed_on: Mapped[date | None]
    need: Mapped[str] = mapped_column(default="", server_default="")
    output: Mapped[str] = mapped_column(default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    judgement: Mapped[Judgement | None] = mapped_column(choice(Judgement))
    judged_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Measure(Record):
    """An outcome to be measured or evidenced, with where it began, where it should be and by when."""

    __tablename__ = "measure"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    aim_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("aim.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("activity.id"), index=True)
    name: Mapped[str]
    kind: Mapped[MeasureKind] = mapped_column(choice(MeasureKind))
    unit: Mapped[str] = mapped_column(default="", server_default="")
    baseline: Mapped[Decimal | None] = mapped_column(NUMBER)
    baseline_on: Mapped[date | None]
    target: Mapped[Decimal | None] = mapped_column(NUMBER)
    due_on: Mapped[date | None]
    review_on: Mapped[date | None]
    splits_disadvantaged: Mapped[bool] = mapped_column(default=False)


class Observation(Record):
    """A value or a judgement of a measure on a day, with its source and evidence."""

    __tablename__ = "observation"

    measure_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("measure.id"), index=True)
    observed_on: Mapped[date]
    value: Mapped[Decimal | None] = mapped_column(NUMBER)
    disadvantaged_value: Mapped[Decimal | None] = mapped_column(NUMBER)
    judgement: Mapped[Judgement | None] = mapped_column(choice(Judgement))
    words: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)


class PlanReview(Record):
    """A look at a partnership's plan on a day: what was found, how it stands, when it is looked at next (need N099)."""

    __tablename__ = "plan_review"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    reviewed_on: Mapped[date]
    judgement: Mapped[Judgement] = mapped_column(choice(Judgement))
    findings: Mapped[str]
    reviewed_by: Mapped[str] = mapped_column(default="", server_default="")
    """Who looked at it, by role: "steering group", "governance professional of Greenway"."""
    next_review_on: Mapped[date | None]


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


class Checklist(Record):
    """A list of what to see to, to be gone through for a partnership: start-up, the four pillars (need N072, N124)."""

    __tablename__ = "checklist"

    name: Mapped[str]
    is_preset: Mapped[bool] = mapped_column(default=False)


class ChecklistItem(Row):
    """A line of a checklist."""

    __tablename__ = "checklist_item"

    checklist_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("checklist.id"), index=True)
    number: Mapped[int]
    heading: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]


class ChecklistMark(Row):
    """That a line of a checklist was seen to for a partnership."""

    __tablename__ = "checklist_mark"
    __table_args__ = (
        Index("uq_checklist_mark_pair", "item_id", "partnership_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    item_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("checklist_item.id"))
    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="")


class Survey(Record):
    """Questions put to partners; the answers are kept by organisation (need N060)."""

    __tablename__ = "survey"

    title: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class SurveyQuestion(Row):
    """A question of a survey."""

    __tablename__ = "survey_question"

    survey_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("survey.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    kind: Mapped[AnswerKind] = mapped_column(choice(AnswerKind))
    choices: Mapped[str] = mapped_column(default="", server_default="")
    """For a choice the answers to choose from, one a line."""


class SurveyAnswer(Row):
    """An organisation's answer to a question."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index("uq_survey_answer_pair", "question_id", "organisation_id", "respondent", unique=True),
        {"sqlite_autoincrement": True},
    )

    question_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("survey_question.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    respondent: Mapped[str] = mapped_column(default="", server_default="")
    """A role, "headteacher", to tell several answers of one organisation apart."""
    answered_on: Mapped[date]
    value: Mapped[str]
